"""The recovery sheet: one page with the code that opens the office's data without a password."""

from datetime import date
from typing import BinaryIO

from desktop_app.documents.code_sheet import CodeSheet, write_code_sheet
from desktop_app.documents.facts import chain
from desktop_app.documents.template import template
from desktop_app.documents.values import OfficeHead


def write_recovery_sheet(out: BinaryIO, head: OfficeHead, code: str, today: date) -> int:
    """Writes the sheet (A4); returns the number of pages. The code's groups are its parts
    between dashes or spaces. Raises Refused ``does_not_fit`` for a code that is none.
    """
    words = head.words or template()
    own = words.recovery
    sheet = CodeSheet(
        title=words.titles.recovery, words=own, facts=((own.office, chain(head)),), code=code
    )
    return write_code_sheet(out, head, sheet, today)
