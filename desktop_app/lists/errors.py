"""The errors workbook: the clerk's own rows with what is wrong, to be mended and imported again."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.domain.findings import Finding, Level
from desktop_app.lists.cells import Value, is_number, neutral, text_of
from desktop_app.lists.headings import layout
from desktop_app.lists.people import PeopleList
from desktop_app.lists.styles import DOUBT, WRONG, Styles
from desktop_app.lists.writing import long_workbook, put
from desktop_app.wording.sentences import sentence

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_OURS = 2
_NUMBERS = ("nik", "number16")


def write_errors(out: Path, people: PeopleList, findings: Mapping[int, Sequence[Finding]]) -> int:
    """Write the rows that have findings, under the list's own headings; gives their number.

    ``findings`` by row number. The first two columns are ours (reason, row in the source) and are
    passed over when the workbook is imported. Everything is text, so that dates and numbers stay
    as they are; only a NIK that was a number stays one, so that the doubt about it does not vanish
    unless somebody types it anew. Raises :class:`Refused`: ``unwritable``, ``disk_full``.
    """
    count = 0
    with long_workbook(out) as book:
        styles = Styles(book)
        sheet = book.add_worksheet(layout().sheets[0])
        _headings(sheet, people, styles)
        for row in people.sheet.rows():
            found = findings.get(row.number)
            if found:
                count += 1
                _write_row(_Line(sheet, count, styles), people, row.number, row.values, found)
        sheet.autofilter(0, 0, count, _OURS + len(people.sheet.headings) - 1)
    return count


class _Line:
    """One row of the workbook being written."""

    def __init__(self, sheet: "Worksheet", at: int, styles: Styles) -> None:
        self.sheet = sheet
        self.at = at
        self.styles = styles


def _headings(sheet: "Worksheet", people: PeopleList, styles: Styles) -> None:
    sheet.freeze_panes(1, _OURS)
    sheet.set_row(0, 32)
    text = styles.of(num_format="@")
    sheet.set_column(0, 0, 60, styles.of(text_wrap=True))
    sheet.set_column(1, 1, 9, styles.of())
    for at, heading in enumerate(layout().errors):
        sheet.write_string(0, at, heading, styles.heading("consent"))
    meant = dict(people.columns)
    for at, heading in enumerate(people.sheet.headings):
        column = meant.get(at)
        sheet.set_column(_OURS + at, _OURS + at, column.width if column else 14, text)
        put_heading = styles.heading(column.group if column else "state")
        sheet.write_string(0, _OURS + at, heading, put_heading)


def _write_row(
    line: _Line,
    people: PeopleList,
    number: int,
    values: list[Value],
    findings: Sequence[Finding],
) -> None:
    told = [sentence(finding) for finding in findings if finding.level is not Level.NOTE]
    told += [sentence(finding) for finding in findings if finding.level is Level.NOTE]
    line.sheet.set_row(line.at, 15 * min(6, len(told)))
    put(line.sheet, line.at, 0, "\n".join(told))
    put(line.sheet, line.at, 1, number)
    marked: dict[int, list[Finding]] = {}
    for finding in findings:
        place = people.place(finding.field, values)
        if place is not None:
            marked.setdefault(place, []).append(finding)
    meant = dict(people.columns)
    for at in range(max(len(values), len(people.sheet.headings))):
        value = values[at] if at < len(values) else ""
        keep = at in meant and meant[at].kind in _NUMBERS and is_number(value)
        _write_cell(line, _OURS + at, value if keep else text_of(value), marked.get(at, []))


def _write_cell(line: _Line, at: int, value: Value, findings: list[Finding]) -> None:
    if not findings:
        put(line.sheet, line.at, at, value)
        return
    blocked = any(finding.level is Level.BLOCK for finding in findings)
    shade = line.styles.of(num_format="@", bg_color=WRONG if blocked else DOUBT)
    if is_number(value):
        line.sheet.write_number(line.at, at, value, shade)
    elif value == "":
        line.sheet.write_blank(line.at, at, None, shade)
    else:
        line.sheet.write_string(line.at, at, neutral(str(value)), shade)
    said = "\n".join(sentence(finding) for finding in findings)
    line.sheet.write_comment(line.at, at, said, {"x_scale": 2, "font_size": 9})
