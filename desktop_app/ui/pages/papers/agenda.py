"""The book of outgoing letters: one year at a time, revoking, and the book on paper."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.text import _, n_
from desktop_app.ui import shown
from desktop_app.ui.context import UiContext
from desktop_app.ui.dialogs.ask import Question
from desktop_app.ui.pages.dues.paper_out import PaperOut
from desktop_app.ui.pages.form.controls import Choice
from desktop_app.ui.pages.papers.rows import cell, chosen, fill, paper_table
from desktop_app.ui.widgets import texts
from desktop_app.ui.widgets.buttons import button, quiet
from desktop_app.ui.widgets.fields import text_field

if TYPE_CHECKING:
    from desktop_app.actions.agenda import Book
    from desktop_app.actions.desk import Desk
    from desktop_app.actions.going_out import Drawn
    from desktop_app.store.agenda import Letter


@dataclass(frozen=True, slots=True)
class Line:
    """A letter as it is shown."""

    letter: "Letter"
    subject: str
    recipient: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A year of the book, and the people for whom a letter to the civil registry can be made."""

    book: "Book"
    lines: tuple[Line, ...]
    without_nik: tuple[str, ...]
    """Drafts, by id."""


def read_book(desk: "Desk", year: int | None) -> Shown:
    """Read it. For a lane."""
    from desktop_app.actions import agenda, lettering, paper_words

    found = agenda.book(desk, year)
    with desk.read() as c:
        words = paper_words.words_of(c)
    branch = desk.office.branch
    lines = tuple(
        Line(one, agenda.subject(words, one), agenda.recipient(words, one, branch))
        for one in found.letters
    )
    return Shown(found, lines, tuple(one.id for one in lettering.without_nik(desk)))


def book_pdf(desk: "Desk", year: int) -> bytes:
    """The book of a year on paper. For a lane."""
    from desktop_app.actions import agenda

    return agenda.write_book(desk, year)


def registry_letters(desk: "Desk", drafts: tuple[str, ...]) -> "Drawn":
    """Letters to the civil registry, each with its number. For a lane."""
    from desktop_app.actions import lettering

    return lettering.registry_letters(desk, drafts)


def revoked(desk: "Desk", n: int, why: str) -> None:
    """Revoke a letter. For a lane."""
    from desktop_app.actions import agenda

    agenda.revoke(desk, n, why)


class AgendaLeaf(QWidget):
    """A table with the year above it; below, what can be done with a letter and with the book."""

    def __init__(self, context: UiContext) -> None:
        super().__init__()
        self._context = context
        self._shown: Shown | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(self._top())
        heads = (
            *(_("Number"), _("Day"), _("Subject"), _("Name"), _("To")),
            *(_("By"), _("Revoked")),
        )
        self.table = paper_table(heads, _("Book of letters"), wide=2)
        self.table.itemSelectionChanged.connect(self._allow)
        self.table.cellActivated.connect(self._open)
        column.addWidget(self.table, 1)
        self.empty = texts.Empty(
            "clipboard-list",
            _("No letter went out in this year"),
            _("Each letter that bears a number is entered here."),
        )
        column.addWidget(self.empty, 1)
        self.out = PaperOut(context)
        self.out.gone.connect(self.out.take_back)
        self.out.gone.connect(self.read)
        column.addWidget(self.out)
        column.addLayout(self._ways())

    def _top(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        self.year = Choice(())
        self.year.setAccessibleName(_("Year"))
        self.year.setMinimumWidth(110)
        self.year.activated.connect(lambda _at: self.read())
        self.count = texts.label("", "muted")
        row.addWidget(texts.label(_("Year"), "label"))
        row.addWidget(self.year)
        row.addWidget(self.count)
        row.addStretch(1)
        return row

    def _ways(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.print = button(_("Print the book"), self.offer_book, icon_name="printer")
        self.registry = button(
            _("Letters to the civil registry"), self.offer_registry, icon_name="send"
        )
        self.revoke = quiet(_("Revoke…"), self.ask_to_revoke, icon_name="x")
        for way in (self.print, self.registry):
            row.addWidget(way)
        row.addStretch(1)
        row.addWidget(self.revoke)
        return row

    def read(self) -> None:
        """Read the year that is chosen anew."""
        desk, year = self._context.desk, self.year.value()
        self._context.jobs.read(
            self,
            lambda _stop: read_book(desk, int(year) if year else None),
            self._show,
            topic="agenda",
        )

    def _show(self, found: Shown) -> None:
        self._shown = found
        self.year.clear()
        for year in found.book.years:
            self.year.addItem(str(year), str(year))
        self.year.choose(str(found.book.year))
        lines = tuple(reversed(found.lines))  # the newest on top; on paper they stand in order
        fill(self.table, [[cell(text) for text in _cells(line)] for line in lines])
        self.table.setVisible(bool(lines))
        self.empty.setVisible(not lines)
        words = n_("{n} letter", "{n} letters", len(lines))
        self.count.setText(words.format(n=shown.number(len(lines))))
        people = len(found.without_nik)
        self.registry.setVisible(people > 0)
        self.registry.setText(
            n_(
                "Letter to the civil registry for {n} person without a NIK",
                "Letters to the civil registry for {n} people without a NIK",
                people,
            ).format(n=shown.number(people))
        )
        self._allow()

    def _chosen(self) -> Line | None:
        rows = chosen(self.table)
        if self._shown is None or len(rows) != 1:
            return None
        return self._shown.lines[len(self._shown.lines) - 1 - rows[0]]

    def _allow(self) -> None:
        line = self._chosen()
        stands = line is not None and line.letter.revoked_at is None
        self.revoke.setEnabled(stands and line is not None and line.letter.kind != "submission")
        self.print.setEnabled(bool(self._shown and self._shown.lines))

    def _open(self, row: int, _column: int) -> None:
        line = self._chosen()
        if line is not None and line.letter.registration_number and line.letter.worker_id:
            self._context.navigator.go("workers", id=line.letter.worker_id)

    def offer_book(self) -> None:
        """Offer the year's book on paper."""
        if self._shown is None:
            return
        desk, year = self._context.desk, self._shown.book.year
        name = _("book of letters {year}.pdf").format(year=year)
        line = _("Book of letters {year}").format(year=year)
        self.out.offer(line, name, lambda: book_pdf(desk, year))

    def offer_registry(self) -> None:
        """Offer a letter for each draft without a NIK; numbers are given when they go out."""
        if self._shown is None:
            return
        desk, drafts = self._context.desk, self._shown.without_nik
        self.out.offer(
            self.registry.text(),
            _("letters to the civil registry.pdf"),
            lambda: registry_letters(desk, drafts),
        )

    def ask_to_revoke(self) -> None:
        """Ask why, then revoke the letter that is chosen."""
        line = self._chosen()
        if line is None:
            return
        dialog = RevokeDialog(self, line.letter.number)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.revoke_for(line.letter.n, dialog.why.control.text())

    def revoke_for(self, n: int, why: str) -> None:
        """Revoke it for this reason."""
        desk = self._context.desk
        self._context.jobs.write(
            self,
            lambda: revoked(desk, n, why),
            lambda _done: self._context.notices.done(_("Revoked.")),
            failed=self._context.notices.trouble,
            changes=("papers",),
        )


class RevokeDialog(Question):
    """Why a letter counts no more."""

    def __init__(self, parent: QWidget, number: str) -> None:
        text = _("The letter stays in the book, marked. Its number is never given again.")
        title = _("Revoke {number}?").format(number=number)
        super().__init__(parent, title, text, _("Revoke"))
        self.why = text_field(_("Why"))
        self.why.control.setMaxLength(200)
        self.body.addWidget(self.why)
        self.why.control.textChanged.connect(self._allow)
        self._allow()

    def _allow(self) -> None:
        self.yes.setEnabled(bool(self.why.control.text().strip()))


def _cells(line: Line) -> tuple[str, ...]:
    letter = line.letter
    revoked_on = ""
    if letter.revoked_at:
        day = shown.day(letter.revoked_at.astimezone().date())
        revoked_on = f"{day} · {letter.revoked_why}" if letter.revoked_why else day
    return (
        letter.number,
        shown.day(letter.day),
        line.subject,
        letter.full_name or "",
        line.recipient,
        letter.by,
        revoked_on,
    )
