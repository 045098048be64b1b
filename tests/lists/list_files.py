"""Lists as they come in, made anew for each test; every person is invented."""

import zipfile
from collections.abc import Sequence
from pathlib import Path

import xlsxwriter

NIK = "3301224508750003"
HEADINGS = ("NIK", "Nama lengkap", "Pekerjaan")


def workbook(path: Path, *rows: Sequence[object], sheet: str = "Sheet1") -> Path:
    """An .xlsx with these rows; numbers as numbers, text as text."""
    with xlsxwriter.Workbook(
        path, {"default_date_format": "dd-mm-yyyy", "strings_to_formulas": False}
    ) as book:
        page = book.add_worksheet(sheet)
        for at, row in enumerate(rows):
            page.write_row(at, 0, row)
    return path


def lines(path: Path, text: str, encoding: str = "utf-8") -> Path:
    """A text file."""
    path.write_bytes(text.encode(encoding))
    return path


_ODS = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body>'
    '<office:spreadsheet><table:table table:name="Data">{}</table:table></office:spreadsheet>'
    "</office:body></office:document-content>"
)


def open_document(path: Path, *rows: Sequence[object], behind: str = "") -> Path:
    """An .ods with these rows and ``behind`` them whatever XML."""
    made = "".join(f"<table:table-row>{''.join(map(_cell, row))}</table:table-row>" for row in rows)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("META-INF/manifest.xml", "<manifest/>")
        package.writestr("content.xml", _ODS.format(made + behind))
    return path


def _cell(value: object) -> str:
    kind = f'"float" office:value="{value}"' if isinstance(value, int) else '"string"'
    text = f"<text:p>{value}</text:p>"
    return f"<table:table-cell office:value-type={kind}>{text}</table:table-cell>"
