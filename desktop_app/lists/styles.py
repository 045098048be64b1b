"""How our workbooks look: one place for colours, fonts and cell formats."""

from typing import TYPE_CHECKING, TypeAlias

from desktop_app.lists.headings import layout
from desktop_app.lists.writing import FONT

if TYPE_CHECKING:
    import xlsxwriter

Format: TypeAlias = "xlsxwriter.format.Format"

INK = "#1F2A30"
LINE = "#D5DBDE"
PALE = "#F3F6F6"
WRONG = "#F9D0CF"
DOUBT = "#FDEBB8"

_DATE = "dd-mm-yyyy"
_MONEY = "#,##0"


class Styles:
    """The formats of one workbook, each made once."""

    def __init__(self, book: "xlsxwriter.Workbook") -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, object], ...], Format] = {}

    def of(self, **properties: object) -> Format:
        """A format in our font."""
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            base = {"font_name": FONT, "font_size": 11, "font_color": INK, "valign": "vcenter"}
            self._made[key] = self._book.add_format({**base, **properties})
        return self._made[key]

    def heading(self, group: str, *, required: bool = False) -> Format:
        """A column's heading in its group's colour; underlined where it must be filled."""
        return self.of(
            bold=True,
            font_color="#FFFFFF",
            bg_color=layout().groups[group][1],
            text_wrap=True,
            border=1,
            border_color="#FFFFFF",
            underline=1 if required else 0,
        )

    def cells(self, kind: str) -> Format:
        """The format of a filled column: true dates and amounts, everything else as text."""
        if kind == "date":
            return self.of(num_format=_DATE, align="left")
        if kind == "money":
            return self.of(num_format=_MONEY)
        return self.of(num_format="@")
