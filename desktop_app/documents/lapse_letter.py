"""*Masa perlindungan akan berakhir*: to everybody whose paid months end soon, or have ended."""

from collections.abc import Iterable
from datetime import date
from typing import BinaryIO

from desktop_app.documents.money_values import Notice
from desktop_app.documents.notices import write_notices
from desktop_app.documents.values import OfficeHead


def write_lapse_letters(
    out: BinaryIO,
    head: OfficeHead,
    notices: Iterable[Notice],
    *,
    where: str,
    today: date,
    paper: str = "a4",
) -> int:
    """Writes one page for each person; errors as of ``write_notices``."""
    return write_notices(
        out,
        head,
        notices,
        where=where,
        own=lambda words: words.lapse,
        title=lambda words: words.titles.lapse,
        today=today,
        paper=paper,
    )
