"""One payment as it was recorded: its people and sums, its proof, and the way back."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from desktop_app.text import _, n_
from desktop_app.ui import shown
from desktop_app.ui.context import UiContext
from desktop_app.ui.models.covered import payer_word
from desktop_app.ui.pages.dues.many import ManyTable
from desktop_app.ui.pages.dues.order import PayRow
from desktop_app.ui.pages.dues.pay_preview import PreviewModel, spread
from desktop_app.ui.pages.papers.preview import PagePicture
from desktop_app.ui.widgets import texts
from desktop_app.ui.widgets.buttons import button, quiet
from desktop_app.ui.widgets.files import choose_target
from desktop_app.ui.widgets.sum import Share, SumButton, months_told, open_sum, shares

if TYPE_CHECKING:
    from desktop_app.actions.desk import Desk
    from desktop_app.store.payments import Entry, Remittance

PROOF_DPI = 110
ENDINGS = {"application/pdf": ".pdf", "image/jpeg": ".jpg", "image/png": ".png"}
_WIDTHS = {1: 160, 2: 120}


class Opened(NamedTuple):
    """The payments of one remittance, and what stands of their sum."""

    rows: Sequence[PayRow]
    made_of: tuple[Share, ...]


def read_one(desk: "Desk", reference: str) -> Opened:
    """Its payments. For a lane."""
    from desktop_app.actions import covered

    entries = covered.remitted(desk, reference)
    standing = [one.payment for one in entries if one.undone_on is None]
    made_of = shares(portion for one in standing for portion in one.portions)
    return Opened([_row(one) for one in entries], made_of)


def _row(entry: "Entry") -> PayRow:
    payment = entry.payment
    months = months_told(payment.first, payment.last)
    gone = ""
    if entry.undone_on:
        words = _("{months}, taken back on {day} by {who}")
        gone = words.format(
            months=months, day=shown.day(entry.undone_on), who=entry.undone_by or "–"
        )
        gone += f": {entry.undone_why}" if entry.undone_why else ""
    return PayRow(
        worker_id=payment.worker_id,
        name=entry.full_name or entry.number or "–",
        months=months,
        amount=payment.amount,
        portions=payment.portions,
        payer=payment.payer,
        why=gone,
        sign="undo-2",
    )


def read_proof(desk: "Desk", sha256: str) -> QImage:
    """A picture of the proof, of its first page where it has several. Raises Refused. For a
    lane."""
    from desktop_app.actions import paying
    from desktop_app.ui.paper import images

    proof = paying.proof_of(desk, sha256)
    if proof.media == "application/pdf":
        return images(proof.content, PROOF_DPI, range(1))[0]
    return QImage.fromData(proof.content)


def write_proof(desk: "Desk", sha256: str, path: Path) -> Path:
    """Write the proof into a file, with the ending of its kind where none was typed. For a
    lane."""
    from desktop_app.actions import files, paying

    proof = paying.proof_of(desk, sha256)
    target = path if path.suffix else path.with_suffix(ENDINGS[proof.media])
    files.write(target, proof.content)
    return target


class RemittancePanel(texts.Panel):
    """``undo_asked`` gives the reference once somebody said twice that it is meant."""

    closed = Signal()
    undo_asked = Signal(str)

    def __init__(self, context: UiContext) -> None:
        super().__init__()
        self._context = context
        self._one: Remittance | None = None
        self.body.setContentsMargins(20, 16, 20, 16)
        self.body.setSpacing(8)
        self.body.addLayout(self._head())
        self.told = texts.muted("")
        self.body.addWidget(self.told)
        self.body.addWidget(self._ways())
        self.body.addWidget(self._question())
        self.model = PreviewModel()
        self.table = ManyTable(_("People of this payment"), self.model, _WIDTHS)
        self.table.setWordWrap(True)
        self.picture = PagePicture()
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.proof = texts.Panel(role="sunken")
        self.proof.body.setContentsMargins(8, 8, 8, 8)
        self.proof.body.addWidget(self.picture)
        self.stack.addWidget(self.proof)
        self.body.addWidget(self.stack, 1)
        self.table.opened.connect(self._open)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        self.name = texts.label("", "heading")
        self.sum = SumButton()
        close = quiet("", self.closed.emit, icon_name="x")
        close.setAccessibleName(_("Close"))
        close.setToolTip(_("Close") + " (Esc)")
        row.addWidget(self.name)
        row.addWidget(self.sum)
        row.addStretch(1)
        row.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _ways(self) -> QWidget:
        self.ways = QWidget()
        row = QHBoxLayout(self.ways)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.look = button(_("Show the proof"), self._look, icon_name="eye")
        self.keep = button(_("Save the proof…"), self._ask_target, icon_name="download")
        self.undo = button(_("Take back…"), self._ask, icon_name="undo-2", kind="danger")
        for way in (self.look, self.keep, self.undo):
            row.addWidget(way)
        row.addStretch(1)
        return self.ways

    def _question(self) -> QWidget:
        self.question = texts.Panel(role="message")
        texts.set_property(self.question, "tone", "warn")
        self.question.body.setContentsMargins(16, 12, 16, 12)
        self.asked = texts.paragraph("")
        self.question.body.addWidget(self.asked)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.yes = button(_("Take it back"), self._undo, kind="danger")
        self.no = button(_("Leave it"), self._leave)
        for way in (self.no, self.yes):
            row.addWidget(way)
        row.addStretch(1)
        self.question.body.addLayout(row)
        self.question.hide()
        return self.question

    def show_one(self, one: "Remittance", opened: Opened) -> None:
        """Show this one."""
        if self._one is None or self._one.reference != one.reference:
            self._show_people()
            self.question.hide()
        self._one = one
        self.name.setText(shown.day(one.paid_on))
        self.sum.show_shares(opened.made_of, one.total)
        self.told.setText(_told(one))
        self.model.show(opened.rows)
        spread(self.table, opened.rows)
        for way in (self.look, self.keep):
            way.setVisible(one.proof is not None)
        self.undo.setVisible(self._may_undo(one))
        self.ways.setVisible(any(not w.isHidden() for w in (self.look, self.keep, self.undo)))
        self.allow()

    def _may_undo(self, one: "Remittance") -> bool:
        desk = self._context.desk
        mine = one.by.casefold() == desk.account.casefold() or desk.role == "administrator"
        return bool(one.people) and mine and desk.may("pay")

    def allow(self) -> None:
        """The question may be answered (again)."""
        for way in (self.yes, self.no, self.undo):
            way.setEnabled(True)

    # --- the way back ------------------------------------------------------------------------

    def _ask(self) -> None:
        one = self._one
        if one is None:
            return
        words = n_(
            "The months of {n} person are not paid any more then, and can be paid again.",
            "The months of {n} people are not paid any more then, and can be paid again.",
            one.people,
        )
        self.asked.setText(words.format(n=shown.number(one.people)))
        self.question.show()
        self.no.setFocus()

    def _leave(self) -> None:
        self.question.hide()
        self.undo.setFocus()

    def _undo(self) -> None:
        if self._one:
            for way in (self.yes, self.no, self.undo):
                way.setEnabled(False)
            self.question.hide()
            self.undo_asked.emit(self._one.reference)

    # --- the proof ---------------------------------------------------------------------------

    def _look(self) -> None:
        if self.stack.currentWidget() is self.proof:
            self._show_people()
            return
        one, desk = self._one, self._context.desk
        if one is None or one.proof is None:
            return
        sha256 = one.proof
        self._context.jobs.read(
            self,
            lambda _stop: read_proof(desk, sha256),
            lambda image: self._looked(sha256, image),
            topic="proof",
        )

    def _looked(self, sha256: str, image: QImage) -> None:
        if self._one is None or self._one.proof != sha256:
            return
        self.picture.show_image(image)
        self.stack.setCurrentWidget(self.proof)
        self.look.setText(_("Show the people"))

    def _show_people(self) -> None:
        self.stack.setCurrentWidget(self.table)
        self.look.setText(_("Show the proof"))

    def _ask_target(self) -> None:
        one = self._one
        if one is None or one.proof is None:
            return
        name = _("proof {day}").format(day=shown.day(one.paid_on))
        path = choose_target(self, _("Save the proof"), name)
        if path:
            self.save_to(path)

    def save_to(self, path: Path) -> None:
        """Write the proof there, with the ending it came with."""
        one, desk, notices = self._one, self._context.desk, self._context.notices
        if one is None or one.proof is None:
            return
        sha256 = one.proof
        self._context.jobs.write(
            self,
            lambda: write_proof(desk, sha256, path),
            lambda made: notices.done(_("Saved: {file}").format(file=made)),
        )

    def _open(self, at: int) -> None:
        row = self.model.rows[at]
        if row.portions and row.amount is not None:
            heading = f"{row.name} · {shown.rupiah(row.amount)}"
            open_sum(self.table, shares(row.portions), heading)


def _told(one: "Remittance") -> str:
    parts = [
        ", ".join(payer_word(payer) for payer in one.payer.split(",")),
        months_told(one.first, one.last),
        _("payment code {code}").format(code=one.code) if one.code else "",
        _("list {name}").format(name=one.source) if one.source else "",
        _("recorded by {who} on {when}").format(who=one.by, when=shown.moment(one.at)),
        _("no proof") if one.proof is None else "",
    ]
    return " · ".join(part for part in parts if part)
