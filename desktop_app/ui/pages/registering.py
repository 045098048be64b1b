"""Pendataan: one person after another, by keyboard, nothing typed ever lost."""

from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.text import _, n_
from desktop_app.ui import shown
from desktop_app.ui.context import UiContext
from desktop_app.ui.pages.form import saving
from desktop_app.ui.pages.form.done import DoneView
from desktop_app.ui.pages.form.form import WorkerForm
from desktop_app.ui.pages.form.look import Before, Look, look
from desktop_app.ui.pages.form.saving import Kept, Opened, Saved
from desktop_app.ui.pages.form.sections import Setting
from desktop_app.ui.pages.form.side import ChecklistPanel, DuesPanel
from desktop_app.ui.pages.page import Page, scrolling
from desktop_app.ui.widgets import texts
from desktop_app.ui.widgets.buttons import button, primary, quiet
from desktop_app.ui.widgets.texts import Message

#: How long after the last key the draft is written, in milliseconds.
DRAFT_AFTER = 400
SIDE_WIDTH = 300


class RegisteringPage(Page):
    """The form, what is known beside it, and the ways to save."""

    kinds = frozenset(("drafts", "office"))
    scrolls = False

    def __init__(self, context: UiContext) -> None:
        super().__init__(context, _("Registration"))
        self._kept = Kept()
        self._before: Before | None = None
        self._baseline: dict[str, Any] = {}
        self._look: Look | None = None
        self._saving = False
        self.form = WorkerForm(_setting(context), context.jobs)
        self.dues, self.checklist = DuesPanel(), ChecklistPanel(self.form.go_to)
        self.message, self.known = Message(), _KnownLine(self._open_known)
        self.done = DoneView(self.start, self._print, self._show_person)
        self.area = scrolling(_column(self.message, self.form))
        self.form.entries["nik"].field.column.addWidget(self.known)
        self.stack = QStackedWidget()
        self.stack.addWidget(self._desk_view())
        self.stack.addWidget(self.done)
        self.body.addWidget(self.stack, 1)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.drafts = quiet("", lambda: context.navigator.go("workers", drafts=True))
        self.bar.addWidget(self.drafts)
        self._timer = QTimer(self, singleShot=True, interval=DRAFT_AFTER)
        self._timer.timeout.connect(self.keep)
        self.form.changed.connect(self._typed)
        self.start()

    def _desk_view(self) -> QWidget:
        view = QWidget()
        column = QVBoxLayout(view)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.area, 1)
        side = QWidget()
        side.setFixedWidth(SIDE_WIDTH)
        beside = _column(self.dues, self.checklist)
        beside.addStretch(1)
        side.setLayout(beside)
        row.addWidget(side)
        column.addLayout(row, 1)
        column.addWidget(texts.rule())
        column.addLayout(self._foot())
        return view

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setContentsMargins(0, 12, 0, 12)
        foot.setSpacing(8)
        self.save_next = primary(
            _("Save and next"), lambda: self.save(go_on=True), shortcut="Ctrl+Return"
        )
        self.save_only = button(_("Save"), self.save, icon_name="save", shortcut="Ctrl+S")
        self.fresh = quiet(_("Empty form"), self.start, shortcut="Ctrl+N")
        self.state = texts.label("", "small")
        foot.addWidget(self.save_next)
        foot.addWidget(self.save_only)
        foot.addWidget(self.fresh)
        foot.addStretch(1)
        foot.addWidget(self.state)
        return foot

    def open(self, **what: Any) -> None:
        """Show a draft (``draft``), somebody's data to change (``worker``), or go on as it was."""
        desk, text = self.context.desk, what.get("draft") or what.get("worker")
        if not text:
            self._focus()
            return
        self.keep()
        work = saving.open_draft if what.get("draft") else saving.open_worker
        self.context.jobs.read(self, lambda _stop: work(desk, text), self._opened, topic="open")

    def _opened(self, opened: Opened) -> None:
        self._begin(opened.draft_id, opened.before)
        self.form.put(opened.raw, opened.jpeg)
        self._baseline = self.form.raw()
        if opened.before:
            words = _("You are changing the data of {name}, {number}.")
            name = opened.before.worker.full_name
            self.message.say(words.format(name=name, number=opened.number))
        self._ask()
        self._focus()

    def start(self) -> None:
        """An empty form; what stood in the last one is kept as a draft."""
        self.keep()
        remembered = self.form.remembered()
        self._begin(None, None)
        self.form.put({})
        for key, value in remembered.items():
            if value is not None:
                self.form.fill(key, value)
        self._baseline = self.form.raw()
        self._ask()
        self._focus()

    def _begin(self, draft_id: str | None, before: Before | None) -> None:
        self._timer.stop()
        self._kept, self._before, self._look = Kept(draft_id), before, None
        self.message.say("")
        self.state.setText("")
        self.known.show_known(None)
        self.save_next.setVisible(before is None)
        self.stack.setCurrentIndex(0)
        self.area.verticalScrollBar().setValue(0)

    def _focus(self) -> None:
        if self.stack.currentIndex() == 0:
            self.form.go_to("nik")

    def _typed(self) -> None:
        self._ask()
        if self._before is None:
            self._timer.start()

    def keep(self) -> None:
        """Write the draft now, if anything was typed since it was opened."""
        self._timer.stop()
        raw, kept = self.form.raw(), self._kept
        if self._before or self._saving or raw == self._baseline:
            return
        self._baseline = raw
        desk = self.context.desk
        self.context.jobs.write(
            self,
            lambda: saving.keep(desk, kept, raw),
            lambda _none: self._say_kept(kept),
            changes=("drafts",),
        )

    def _say_kept(self, kept: Kept) -> None:
        if kept is self._kept:
            now = self.context.desk.config.now()
            self.state.setText(_("Kept as a draft, {at}").format(at=shown.moment(now)[-5:]))

    def _ask(self) -> None:
        desk, before, raw = self.context.desk, self._before, self._raw()
        kept = self._kept

        def told(seen: Look) -> None:
            if kept is self._kept:
                self._show(seen)

        self.context.jobs.read(self, lambda _stop: look(desk, raw, before), told, topic="look")

    def _raw(self) -> dict[str, Any]:
        """The whole object of a new person; of somebody registered, what differs."""
        now = self.form.raw()
        return saving.differing(self._baseline, now) if self._before else now

    def _show(self, seen: Look) -> None:
        self._look = seen
        if seen.nik:
            born = seen.nik.birth_date
            self.form.fill("birth_date", born.isoformat() if born else None)
            self.form.fill("sex", seen.nik.sex)
        self.form.show_findings(seen.findings)
        self.known.show_known(seen)
        self.dues.show_dues(seen.dues)
        self.checklist.show_lacking(seen.lacking, seen.wished)

    def save(self, *, go_on: bool = False) -> None:
        """Register the person (or write the change); ``go_on`` starts the next one at once."""
        if self._saving or self.stack.currentIndex() != 0:
            return
        self._timer.stop()
        self._busy(True)
        desk, raw, kept, before = self.context.desk, self._raw(), self._kept, self._before

        def work() -> Saved | Look:
            return saving.change(desk, before, raw) if before else saving.record(desk, kept, raw)

        self.context.jobs.write(
            self,
            work,
            lambda result: self._ended(result, go_on),
            failed=self._failed,
            changes=("workers", "drafts"),
        )

    def _ended(self, result: Saved | Look, go_on: bool) -> None:
        self._busy(False)
        if isinstance(result, Look):
            self._stopped(result)
            return
        self._baseline = self.form.raw()
        self._kept = Kept()
        if go_on and result.is_new:
            self.start()
            words = _("{name} is registered: {number}.")
            self.message.say(words.format(name=result.name, number=result.number), "done")
            return
        self.done.show_saved(result)
        self.stack.setCurrentIndex(1)

    def _stopped(self, seen: Look) -> None:
        self.form.strict = True
        self._show(seen)
        count = len(seen.stops)
        words = n_(
            "Not saved yet: {n} thing is to be mended or confirmed. It is kept as a draft.",
            "Not saved yet: {n} things are to be mended or confirmed. They are kept as a draft.",
            count,
        )
        if self._before:
            words = _("Not saved yet: {n} thing(s) to be mended or confirmed.")
        self.message.say(words.format(n=count), "warn")
        self.form.go_to(seen.stops[0].field or "nik")

    def _failed(self, error: Exception) -> None:
        self._busy(False)
        self.context.notices.trouble(error)

    def _busy(self, on: bool) -> None:
        self._saving = on
        for way in (self.save_next, self.save_only, self.fresh):
            way.setEnabled(not on)

    def _open_known(self, record_id: str) -> None:
        self.context.navigator.go("workers", id=record_id)

    def _print(self, record_id: str) -> None:
        self.context.navigator.go("printing", ids=[record_id])

    def _show_person(self, record_id: str) -> None:
        self.context.navigator.go("workers", id=record_id)

    def refresh(self) -> None:
        """Count the drafts anew."""
        from desktop_app.actions import registering

        desk = self.context.desk
        self.context.jobs.read(
            self, lambda _stop: len(registering.drafts(desk)), self._counted, topic="drafts"
        )

    def _counted(self, count: int) -> None:
        self.drafts.setText(n_("{n} draft", "{n} drafts", count).format(n=count))
        self.drafts.setVisible(count > 0)

    def hideEvent(self, event: QHideEvent) -> None:
        """Leaving the page keeps what stands in it."""
        super().hideEvent(event)
        self.keep()


class _KnownLine(QWidget):
    """Under the NIK: what it says, or who has it already with a way to them."""

    def __init__(self, open_person: Any) -> None:
        super().__init__()
        self._id = ""
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self.line = texts.label("", "done", wrap=True)
        self.go = quiet("", lambda: open_person(self._id), icon_name="user")
        row.addWidget(self.line, 1)
        row.addWidget(self.go)
        self.setVisible(False)

    def show_known(self, seen: Look | None) -> None:
        """Show what the NIK says."""
        nik = seen.nik if seen else None
        known = seen.known if seen else None
        parts = [] if nik is None or nik.sex is None or nik.birth_date is None else _said(seen)
        self.line.setText(" · ".join(parts))
        self.go.setVisible(known is not None)
        if known:
            self._id = known.id
            self.go.setText(_("Open {name}").format(name=known.name))
        self.setVisible(bool(parts or known))


def _said(seen: Look | None) -> list[str]:
    from desktop_app.wording.words import status_word

    nik = seen.nik if seen else None
    if seen is None or nik is None:
        return []
    return [
        _("Form correct"),
        *([_("issued in {place}").format(place=seen.issued_in)] if seen.issued_in else []),
        _("born {day}").format(day=shown.day(nik.birth_date)),
        status_word(nik.sex or "").lower(),
    ]


def _setting(context: UiContext) -> Setting:
    desk = context.desk
    return Setting(
        office=desk.office.name,
        hamlet_word=desk.office.words.hamlet,
        today=lambda: context.desk.config.today(),  # noqa: PLW0108 - the config may be replaced
        see_decile=desk.may("see_decile"),
        see_disability=desk.may("see_disability"),
    )


def _column(*parts: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(16)
    for part in parts:
        column.addWidget(part)
    return column
