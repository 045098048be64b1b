"""What is kept but not recorded: who, since when, what it lacks; go on, accept, throw away."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.findings import Finding, Level
from desktop_app.domain.nik import clean, masked
from desktop_app.text import _
from desktop_app.ui import shown
from desktop_app.ui.context import UiContext
from desktop_app.ui.dialogs.ask import sure
from desktop_app.ui.pages.form.entries import named
from desktop_app.ui.pages.form.look import look
from desktop_app.ui.pages.page import scrolling
from desktop_app.ui.widgets import texts
from desktop_app.ui.widgets.buttons import button, quiet
from desktop_app.ui.widgets.texts import Empty, Panel
from desktop_app.wording.sentences import sentence
from desktop_app.wording.words import status_word

if TYPE_CHECKING:
    from desktop_app.actions.desk import Desk
    from desktop_app.store.drafts import Draft

#: Drafts shown at once; the rest comes when these are done with.
SHOWN = 50


def waiting(desk: "Desk") -> "list[tuple[Draft, tuple[Finding, ...]]]":
    """The drafts with what stops each now. For a lane."""
    from desktop_app.actions import registering

    return [(draft, look(desk, draft.payload).stops) for draft in registering.drafts(desk)[:SHOWN]]


class DraftsView(QWidget):
    """The list; ``counted`` tells how many there are."""

    counted = Signal(int)

    def __init__(self, context: UiContext) -> None:
        super().__init__()
        self._context = context
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._column = QVBoxLayout()
        self._column.setContentsMargins(0, 0, 8, 0)
        self._column.setSpacing(12)
        outer.addWidget(scrolling(self._column))

    def read(self) -> None:
        """Read the list anew."""
        desk = self._context.desk
        self._context.jobs.read(self, lambda _stop: waiting(desk), self._show, topic="drafts")

    def _show(self, drafts: "Sequence[tuple[Draft, tuple[Finding, ...]]]") -> None:
        while item := self._column.takeAt(0):
            if part := item.widget():
                part.deleteLater()
        for draft, stops in drafts:
            self._column.addWidget(self._row(draft, stops))
        if not drafts:
            self._column.addWidget(
                Empty(
                    "clipboard-list",
                    _("No drafts"),
                    _("What is typed and not yet saved stands here."),
                )
            )
        self._column.addStretch(1)
        self.counted.emit(len(drafts))

    def _row(self, draft: "Draft", stops: Sequence[Finding]) -> QWidget:
        panel = Panel()
        panel.body.setSpacing(6)
        head = QHBoxLayout()
        nik = draft.payload.get("nik")
        digits = clean(nik) if isinstance(nik, str) else ""
        head.addWidget(texts.label(draft.full_name or _("No name yet"), "label"))
        head.addWidget(texts.label(masked(digits) if len(digits) == 16 else "", "muted"))
        if draft.record != "draft":
            head.addWidget(texts.chip(status_word(draft.record), "warn"))
        head.addStretch(1)
        if draft.updated_at:
            head.addWidget(texts.label(shown.moment(draft.updated_at), "small"))
        panel.body.addLayout(head)
        lacking = [named(f.field) for f in stops if f.rule == "required" and f.field]
        if lacking:
            panel.body.addWidget(
                texts.muted(_("Still empty: {fields}").format(fields=", ".join(lacking)))
            )
        for finding in stops:
            if finding.rule != "required":
                panel.body.addWidget(texts.paragraph(sentence(finding), finding.level.value))
        panel.body.addLayout(self._ways(draft, stops))
        return panel

    def _ways(self, draft: "Draft", stops: Sequence[Finding]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        go = self._context.navigator.go
        row.addWidget(
            button(_("Continue"), lambda: go("registering", draft=draft.id), icon_name="pencil")
        )
        rules = tuple(f.rule for f in stops if f.level is Level.WARN)
        if len(rules) == len(stops):
            text = _("It is so, register") if rules else _("Register now")
            row.addWidget(button(text, lambda: self._confirm(draft, rules), icon_name="check"))
        row.addStretch(1)
        row.addWidget(quiet(_("Throw away"), lambda: self._discard(draft), icon_name="trash-2"))
        return row

    def _confirm(self, draft: "Draft", rules: Sequence[str]) -> None:
        from desktop_app.actions import registering

        desk, notices = self._context.desk, self._context.notices
        words = _("{name} is registered: {number}.")
        self._context.jobs.write(
            self,
            lambda: registering.confirm(desk, draft.id, rules),
            lambda done: notices.done(words.format(name=draft.full_name, number=done.number)),
            changes=("workers", "drafts"),
        )

    def _discard(self, draft: "Draft") -> None:
        from desktop_app.actions import registering

        title = _("Throw this draft away?")
        text = _("What was typed for {name} is gone then and cannot be brought back.")
        name = draft.full_name or _("this person")
        if not sure(self, title, text.format(name=name), _("Throw away")):
            return
        desk, notices = self._context.desk, self._context.notices
        self._context.jobs.write(
            self,
            lambda: registering.discard_draft(desk, draft.id),
            lambda _none: notices.done(_("The draft was thrown away.")),
            changes=("drafts",),
        )
