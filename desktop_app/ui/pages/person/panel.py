"""The panel beside the list: head, states in words, actions, and the four leaves."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QTabWidget,
    QVBoxLayout,
)

from desktop_app.domain.journal import JournalEntry
from desktop_app.domain.worker import Relative
from desktop_app.text import _
from desktop_app.ui import shown
from desktop_app.ui.pages.form.photo import Portrait
from desktop_app.ui.pages.page import scrolling
from desktop_app.ui.pages.person import membership, words
from desktop_app.ui.pages.person.file import PersonFile
from desktop_app.ui.widgets import texts
from desktop_app.ui.widgets.buttons import button, primary, quiet
from desktop_app.ui.widgets.texts import Panel
from desktop_app.wording.acts import act_word
from desktop_app.wording.words import field_name, status_word


class PersonPanel(Panel):
    """Shows a :class:`PersonFile`; what is asked of it is told by signals."""

    closed = Signal()
    edit = Signal(str)
    print_card = Signal(str)
    print_certificate = Signal(str)
    end = Signal(object)
    resume = Signal(object)
    undo = Signal(object)
    """The file of whoever's newest step is to be undone."""
    pay = Signal(str)

    def __init__(
        self,
        *,
        may_register: bool,
        may_print: bool,
        see: tuple[bool, bool],
        may_pay: bool = False,
    ) -> None:
        super().__init__()
        self._see, self._may = see, (may_register, may_print, may_pay)
        self._file: PersonFile | None = None
        self.body.setContentsMargins(20, 16, 20, 0)
        self.body.addLayout(self._head())
        self.state = texts.Message()
        self.body.addWidget(self.state)
        self.body.addLayout(self._actions())
        self.leaves = QTabWidget()
        self.leaves.setDocumentMode(True)
        self.leaves.tabBar().setDrawBase(False)
        self.body.addWidget(self.leaves, 1)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(16)
        self.portrait = Portrait(72, 96)
        row.addWidget(self.portrait, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(4)
        self.name = texts.label("", "heading", wrap=True)
        self.number = texts.label("", "muted")
        self.number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        chips = QHBoxLayout()
        self.status, self.printed = texts.chip(""), texts.chip("")
        self.delivery = texts.chip("")
        for chip in (self.status, self.printed, self.delivery):
            chips.addWidget(chip)
        chips.addStretch(1)
        for part in (self.name, self.number):
            column.addWidget(part)
        column.addLayout(chips)
        column.addStretch(1)
        row.addLayout(column, 1)
        close = quiet("", self.closed.emit, icon_name="x")
        close.setAccessibleName(_("Close"))
        close.setToolTip(_("Close") + " (Esc)")
        row.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _actions(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.change = button(_("Change"), lambda: self._tell(self.edit), icon_name="pencil")
        self.card = button(_("Print"), lambda: self._tell(self.print_card), icon_name="printer")
        self.certificate = button(
            _("Certificate"), lambda: self._tell(self.print_certificate), icon_name="award"
        )
        self.finish = button(_("End…"), self._ask_end, kind="danger")
        self.mend = primary(_("Mend the data"), lambda: self._tell(self.edit), icon_name="pencil")
        self.back = button(
            _("Has come back"), lambda: self._tell_file(self.resume), icon_name="rotate-ccw"
        )
        for part in (self.mend, self.change, self.card, self.certificate):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self.back)
        row.addWidget(self.finish)
        return row

    def _ask_end(self) -> None:
        if self._file:
            self.end.emit(self._file.person)

    def _tell_file(self, signal: object) -> None:
        if self._file:
            signal.emit(self._file)  # type: ignore[attr-defined]

    def _tell(self, signal: object) -> None:
        if self._file:
            signal.emit(self._file.person.id)  # type: ignore[attr-defined]

    def show_file(self, file: PersonFile, *, delivered: bool = False) -> None:
        """Show this person; the leaf that was open stays open.

        With ``delivered`` also how far the data has come on its way to the regency office.
        """
        self._file, person = file, file.person
        membership = person.states.membership
        tone = words.TONES.get(membership, "")
        self.portrait.show_jpeg(file.jpeg)
        self.name.setText(person.worker.full_name)
        self.number.setText(person.number)
        self.status.setText(status_word(person.states.status))
        texts.set_property(self.status, "tone", tone)
        self.printed.setText(_("paper printed") if file.papers else _("no paper yet"))
        delivery = person.states.delivery
        self.delivery.setText(words.delivery_told(delivery))
        texts.set_property(self.delivery, "tone", words.DELIVERY_TONES.get(delivery, ""))
        self.delivery.setVisible(delivered and delivery != person.states.status)
        self.state.say(words.states_told(person, file.cover), tone if tone != "accent" else "")
        may_register, may_print, _may_pay = self._may
        open_still = membership != "ended"
        refused = membership == "refused_by_bpjs"
        self.mend.setVisible(may_register and refused)
        self.change.setVisible(may_register and not refused)
        died = person.standing.ended_why == "death"
        self.back.setVisible(may_register and not open_still and not died)
        self.finish.setVisible(may_register and open_still)
        for part in (self.card, self.certificate):
            part.setVisible(may_print)
            part.setEnabled(open_still)
        self._show_leaves(file)

    def _show_leaves(self, file: PersonFile) -> None:
        at = max(self.leaves.currentIndex(), 0)
        while self.leaves.count():
            if old := self.leaves.widget(0):
                self.leaves.removeTab(0)
                old.deleteLater()
        decile, disability = self._see
        data = words.data_lines(file.person, see_decile=decile, see_disability=disability)
        for name, leaf in (
            (_("Data"), _form(list(data))),
            (_("Family"), _family(file.person.worker.family)),
            (_("Membership"), self._membership(file)),
            (_("Papers"), _papers(file)),
            (_("History"), _history(file.history)),
        ):
            self.leaves.addTab(scrolling(leaf), name)
        self.leaves.setCurrentIndex(at)

    def _membership(self, file: PersonFile) -> QVBoxLayout:
        may_pay = self._may[2]
        return membership.leaf(
            file,
            undo=lambda: self._tell_file(self.undo),
            pay=(lambda: self._tell(self.pay)) if may_pay else None,
        )


def _form(lines: Sequence[tuple[str, str]]) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setContentsMargins(0, 8, 8, 12)
    form = QFormLayout()
    form.setHorizontalSpacing(16)
    form.setVerticalSpacing(8)
    form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
    form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)
    for name, value in lines:
        heading = texts.label(name, "muted", wrap=True)
        heading.setFixedWidth(150)
        heading.setAlignment(Qt.AlignmentFlag.AlignTop)
        told = texts.paragraph(value)
        told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        form.addRow(heading, told)
    column.addLayout(form)
    column.addStretch(1)
    return column


def _family(relatives: Sequence[Relative]) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setContentsMargins(0, 8, 8, 12)
    if not relatives:
        column.addWidget(texts.muted(_("No family is recorded. Heirs can be added with Change.")))
    for one in relatives:
        panel = Panel(role="sunken")
        panel.body.setContentsMargins(16, 10, 16, 10)
        panel.body.setSpacing(2)
        head = QHBoxLayout()
        head.addWidget(texts.label(one.full_name, "label", wrap=True), 1)
        if one.heir:
            head.addWidget(texts.chip(words.capital(field_name("heir")), "accent"))
        panel.body.addLayout(head)
        parts = (
            status_word(one.relation),
            shown.day(one.birth_date),
            words.nik_of_relative(one.nik),
            one.phone or "",
        )
        panel.body.addWidget(texts.muted(" · ".join(part for part in parts if part)))
        column.addWidget(panel)
    column.addStretch(1)
    return column


def paper_word(kind: str) -> str:
    """What a kind of paper is called."""
    return {
        "slip": _("Proof of registration"),
        "card": _("Participant's card"),
        "certificate": _("Certificate"),
        "form": _("Registration form"),
        "receipt": _("Receipt of registration"),
        "family_sheet": _("Sheet for the family"),
        "how_to_pay": _("Sheet: how to pay"),
        "deposit": _("Receipt of cash held"),
        "lapse_letter": _("Letter: protection ends"),
        "transfer_letter": _("Letter: from sponsor to self-paying"),
        "work": _("Letter: statement of work"),
        "income": _("Letter: statement of income"),
        "dukcapil": _("Letter to the civil registry"),
    }.get(kind, kind)


def _papers(file: PersonFile) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setContentsMargins(0, 8, 8, 12)
    if not file.papers:
        column.addWidget(texts.muted(_("Nothing was printed for this person yet.")))
    for paper in file.papers:
        told = f"{paper_word(paper.kind)} · {status_word(paper.status).lower()}"
        column.addWidget(texts.label(told, "label", wrap=True))
        more = _("{when} by {who}, serial {serial}").format(
            when=shown.moment(paper.issued_at), who=paper.issued_by, serial=paper.serial
        )
        column.addWidget(texts.muted(more + (f" · {paper.reason}" if paper.reason else "")))
        column.addSpacing(4)
    column.addStretch(1)
    return column


def _history(history: Sequence[JournalEntry]) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setContentsMargins(0, 8, 8, 12)
    for entry in history:
        head = _("{what} · {who} · {when}").format(
            what=act_word(entry.action), who=words.who_did(entry), when=shown.moment(entry.at)
        )
        column.addWidget(texts.label(head, "label", wrap=True))
        for change in entry.changes:
            if change.field in words.UNTOLD or entry.action in ("registered", "imported"):
                continue
            told = _("{field}: {before} → {after}").format(
                field=words.changed_name(change.field),
                before=words.value_told(change.field, change.before),
                after=words.value_told(change.field, change.after),
            )
            column.addWidget(texts.muted(told))
        column.addSpacing(4)
    column.addStretch(1)
    return column
