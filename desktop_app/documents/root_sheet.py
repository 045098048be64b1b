"""The sheet with the root code of a regency office: whoever has it can replace its other keys."""

from datetime import date
from typing import BinaryIO

from desktop_app.documents.code_sheet import CodeSheet, write_code_sheet
from desktop_app.documents.template import template
from desktop_app.documents.values import OfficeHead


def write_root_sheet(out: BinaryIO, name: str, code: str, fingerprint: str, today: date) -> int:
    """Writes the sheet (A4); returns the number of pages.

    ``name`` is what the regency office calls itself; ``fingerprint`` names its root key to people.
    Raises Refused ``does_not_fit`` for a code that is none and a name that is too long.
    """
    words = template()
    own = words.root
    facts = ((own.office, name), (words.labels.fingerprint, fingerprint))
    sheet = CodeSheet(title=words.titles.root, words=own, facts=facts, code=code)
    head = OfficeHead(
        government_line="",
        district_line="",
        office_line=name,
        place="",
        signer_name="",
        signer_title="",
    )
    return write_code_sheet(out, head, sheet, today)
