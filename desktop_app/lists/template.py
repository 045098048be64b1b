"""The empty workbook to fill in: one row for one person, every number a text."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.domain.occupation import Occupation
from desktop_app.lists.cells import fold
from desktop_app.lists.headings import Column, layout
from desktop_app.lists.styles import LINE, PALE, Styles
from desktop_app.lists.writing import Book, replacing, short_workbook
from desktop_app.reference.occupations import occupations

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

#: Rows with drop-downs and checks; the text format holds for the whole column.
ROWS = 2000


def write_template(out: Path, *, hamlet: str = "Dusun") -> None:
    """Write the workbook. ``hamlet``: what this office calls the part of its village.

    Raises :class:`Refused`: ``unwritable``, ``disk_full``.
    """
    columns = [column for column in layout().columns if column.template]
    people, guide, names = layout().sheets
    with replacing(out) as file, short_workbook(file) as book:
        book.set_properties({"title": people, "author": "Loket Desa"})
        styles = Styles(book)
        sheet = book.add_worksheet(people)
        listed = book.add_worksheet(guide), book.add_worksheet(names)
        _people(sheet, columns, styles, f"='{names}'!$A$2:$A${len(occupations()) + 1}", hamlet)
        _guide(listed[0], columns, styles, hamlet)
        _occupations(listed[1], occupations().values(), styles)
        _finish(book, sheet)


def heading_of(column: Column, hamlet: str) -> str:
    """The heading as this office says it; a word the reader would not know stays ours."""
    known = column.key == "hamlet" and layout().known.get(fold(hamlet)) == "hamlet"
    return hamlet if known else column.heading


def _people(
    sheet: "Worksheet", columns: list[Column], styles: Styles, names: str, hamlet: str
) -> None:
    sheet.freeze_panes(1, 2)
    sheet.set_row(0, 34)
    for at, column in enumerate(columns):
        heading = heading_of(column, hamlet)
        sheet.set_column(at, at, column.width, styles.of(num_format="@"))
        style = styles.heading(column.group, required=column.required)
        sheet.write_string(0, at, heading, style)
        sheet.write_comment(0, at, column.note, {"x_scale": 1.8, "y_scale": 0.9, "font_size": 9})
        rule = _rule(column, names)
        if rule:
            title = heading if len(heading) <= 32 else heading[:31] + "…"
            sheet.data_validation(1, at, ROWS, at, {**rule, "error_title": title})
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _rule(column: Column, names: str) -> dict[str, object] | None:
    """The check on a column. It warns and lets pass: what is odd is judged when imported."""
    says = layout().checks
    if column.kind in ("choice", "yes_no"):
        said = [names[0] for names in layout().words[column.words].values()]
        return _soft("list", source=said, error_message=says["choice"])
    if column.kind == "occupation":
        return _soft("list", source=names, error_message=says["occupation"])
    if column.kind in ("number16", "nik"):
        return _soft("length", criteria="==", value=16, error_message=says["sixteen"])
    if column.kind == "digits":
        return _soft("length", criteria="==", value=11, error_message=says["kpj"])
    return None


def _soft(kind: str, **more: object) -> dict[str, object]:
    return {"validate": kind, "error_type": "warning", "ignore_blank": True, **more}


def _guide(sheet: "Worksheet", columns: list[Column], styles: Styles, hamlet: str) -> None:
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, 78)
    sheet.set_column(2, 2, 30)
    sheet.write_string(0, 0, layout().sheets[1], styles.of(bold=True, font_size=16))
    sheet.set_row(0, 28)
    row = 1
    for row, line in enumerate(layout().guidance["lines"], start=1):
        sheet.merge_range(row, 0, row, 2, line, styles.of(text_wrap=True))
        sheet.set_row(row, 34)
    row += 2
    for at, title in enumerate(layout().guidance["columns"]):
        sheet.write_string(row, at, title, styles.of(bold=True, bottom=2, bottom_color=LINE))
    _explain(sheet, columns, styles, hamlet, row + 1)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _explain(
    sheet: "Worksheet", columns: list[Column], styles: Styles, hamlet: str, row: int
) -> None:
    cell = styles.of(bottom=1, bottom_color=LINE, text_wrap=True, num_format="@")
    bold = styles.of(bottom=1, bottom_color=LINE, bold=True)
    group = ""
    for column in columns:
        if column.group != group:
            group = column.group
            sheet.merge_range(row, 0, row, 2, layout().groups[group][0], styles.heading(group))
            row += 1
        heading = heading_of(column, hamlet)
        if column.required:
            heading += f" ({layout().guidance['required']})"
        sheet.write_string(row, 0, heading, bold)
        sheet.write_string(row, 1, column.note, cell)
        sheet.write_string(row, 2, column.sample, cell)
        if len(column.note) > 78:
            sheet.set_row(row, 31)
        row += 1


def _occupations(sheet: "Worksheet", listed: Iterable[Occupation], styles: Styles) -> None:
    sheet.freeze_panes(1, 0)
    titles = layout().guidance["occupations"]
    for at, (title, width) in enumerate(zip(titles, (34, 70, 26), strict=True)):
        sheet.set_column(at, at, width)
        sheet.write_string(0, at, title, styles.heading("work"))
    for row, occupation in enumerate(listed, start=1):
        shade = styles.of(bg_color=PALE) if row % 2 == 0 else styles.of()
        for at, text in enumerate(
            (occupation.name, ", ".join(occupation.synonyms), occupation.code)
        ):
            sheet.write_string(row, at, text, shade)


def _finish(book: Book, sheet: "Worksheet") -> None:
    sheet.activate()
    sheet.set_selection(1, 0, 1, 0)
    book.set_size(1920, 1200)
