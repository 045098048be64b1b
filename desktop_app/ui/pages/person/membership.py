"""The leaf *Kepesertaan*: the steps with the newest one to be undone, and the contributions."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.months import distance
from desktop_app.domain.payment import PAYABLE
from desktop_app.text import _, n_
from desktop_app.ui import shown
from desktop_app.ui.models.covered import payer_word
from desktop_app.ui.pages.person import words
from desktop_app.ui.pages.person.file import PersonFile
from desktop_app.ui.widgets import texts
from desktop_app.ui.widgets.buttons import button, quiet
from desktop_app.ui.widgets.sum import SumButton, months_told
from desktop_app.ui.widgets.texts import Panel
from desktop_app.wording.sentences import sentence
from desktop_app.wording.words import status_word

if TYPE_CHECKING:
    from desktop_app.actions.stacking import Step
    from desktop_app.store.payments import Entry

Asked = Callable[[], object]


def leaf(file: PersonFile, *, undo: Asked, pay: Asked | None) -> QVBoxLayout:
    """Contributions above, steps below. ``pay`` is None for whoever may not."""
    column = QVBoxLayout()
    column.setContentsMargins(0, 8, 8, 12)
    column.setSpacing(8)
    _contributions(column, file, pay)
    column.addSpacing(12)
    _steps(column, file, undo)
    column.addStretch(1)
    return column


def _contributions(column: QVBoxLayout, file: PersonFile, pay: Asked | None) -> None:
    head = QHBoxLayout()
    head.addWidget(texts.heading(_("Contributions")), 1)
    if pay and file.person.states.membership in PAYABLE:
        head.addWidget(button(_("Pay contributions"), pay, icon_name="hand-coins"))
    column.addLayout(head)
    if file.person.states.membership != "member":  # of members the panel's head says it
        column.addWidget(texts.paragraph(words.cover_told(file.person, file.cover)))
    for entry in sorted(file.payments, key=lambda one: one.undone_on is not None):
        column.addWidget(_payment(entry))
    worker = file.person.worker
    if not (file.payments or worker.paid_until):
        column.addWidget(texts.muted(_("No payment is recorded.")))
    if worker.paid_until:
        told = _("Opening balance: paid until {month}, by {payer}.").format(
            month=shown.month(worker.paid_until), payer=payer_word(worker.former_payer or "unknown")
        )
        column.addWidget(texts.muted(told))


def _payment(entry: "Entry") -> QWidget:
    """Months, sum that opens, payer, day, code; one that was taken back says so."""
    payment = entry.payment
    panel = Panel(role="sunken")
    panel.body.setContentsMargins(16, 10, 16, 10)
    panel.body.setSpacing(2)
    head = QHBoxLayout()
    count = distance(payment.first, payment.last) + 1
    months = n_("{n} month", "{n} months", count).format(n=count)
    told = f"{months_told(payment.first, payment.last)} · {months}"
    head.addWidget(texts.label(told, "label", wrap=True), 1)
    amount = SumButton()
    amount.show_portions(payment.portions, payment.amount)
    head.addWidget(amount, 0, Qt.AlignmentFlag.AlignTop)
    panel.body.addLayout(head)
    parts = [
        _("paid by {payer} on {day}").format(
            payer=payer_word(payment.payer), day=shown.day(payment.paid_on)
        ),
        _("payment code {code}").format(code=payment.code) if payment.code else "",
        payment.source or "",
        _("recorded by {who}").format(who=entry.by),
    ]
    panel.body.addWidget(texts.muted(" · ".join(part for part in parts if part)))
    if entry.undone_on:
        gone = _("Taken back on {day} by {who}.").format(
            day=shown.day(entry.undone_on), who=entry.undone_by or "—"
        )
        panel.body.addWidget(texts.paragraph(gone, "warn"))
    return panel


def _steps(column: QVBoxLayout, file: PersonFile, undo: Asked) -> None:
    column.addWidget(texts.heading(_("Steps of the membership")))
    newest = file.steps[-1] if file.steps else None
    for step in reversed(file.steps):
        row = QHBoxLayout()
        row.setSpacing(8)
        told = QVBoxLayout()
        told.setSpacing(0)
        told.addWidget(texts.label(_headline(step), "label", wrap=True))
        told.addWidget(texts.muted(_details(step)))
        if step is newest and step.why_not and step.why_not.rule in _TOLD:
            told.addWidget(texts.paragraph(sentence(step.why_not), "small"))
        row.addLayout(told, 1)
        if step.undoable:
            again = quiet(_("Undo"), undo, icon_name="undo-2")
            again.setAccessibleName(_("Undo: {step}").format(step=_headline(step)))
            row.addWidget(again, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(row)


#: Why the newest step stays, where that is worth a word.
_TOLD = ("undo_not_yours", "not_allowed")


def _headline(step: "Step") -> str:
    """What and when."""
    what = status_word(step.what)
    if step.first and step.last:
        what = f"{what} {months_told(step.first, step.last)}"
    return f"{what} · {shown.day(step.on)}" if step.on else what


def _details(step: "Step") -> str:
    """By whom, on which paper, why."""
    parts = [
        _("{who}, {when}").format(who=step.by, when=shown.moment(step.at)),
        _paper(step),
        _reason(step),
    ]
    return " · ".join(part for part in parts if part)


N_ = str  # marks a text for the catalogue; it is looked up when it is shown
_PAPERS = {
    "submitted": N_("letter {paper}"),
    "payment": N_("payment code {paper}"),
    "member": N_("answer {paper}"),
    "refused_by_bpjs": N_("answer {paper}"),
}


def _paper(step: "Step") -> str:
    told = _PAPERS.get(step.what)
    if not step.paper:
        return ""
    return _(told).format(paper=step.paper) if told else step.paper


def _reason(step: "Step") -> str:
    if not step.reason:
        return ""
    return status_word(step.reason) if step.what == "ended" else step.reason
