"""Pendataan: one person after another, by keyboard, nothing typed ever lost."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget

from desktop_app.domain.months import month_of
from desktop_app.text import _, n_
from desktop_app.ui.context import UiContext
from desktop_app.ui.dialogs.ask import sure_to_leave
from desktop_app.ui.pages.form import saving
from desktop_app.ui.pages.form.done import DoneView
from desktop_app.ui.pages.form.look import Before, Look, look
from desktop_app.ui.pages.form.saving import Kept, Opened, Saved
from desktop_app.ui.pages.form.sections import Setting
from desktop_app.ui.pages.form.view import FormView
from desktop_app.ui.pages.page import Page
from desktop_app.ui.widgets.buttons import quiet

if TYPE_CHECKING:
    from desktop_app.actions.desk import Desk

#: How long after the last key the draft is written, in milliseconds.
DRAFT_AFTER = 400


class RegisteringPage(Page):
    """The form, its drafts and its saving."""

    kinds = frozenset(("drafts", "office", "sponsors"))
    scrolls = False

    def __init__(self, context: UiContext) -> None:
        super().__init__(context, _("Registration"))
        self._kept = Kept()
        self._before: Before | None = None
        self._baseline: dict[str, Any] = {}
        self._empty: dict[str, Any] = {}
        self._saving = False
        self.view = FormView(_setting(context), context.jobs)
        self.form = self.view.form
        go = context.navigator.go
        self.done = _done(self.start, go)
        self.stack = QStackedWidget()
        for view in (self.view, self.done):
            self.stack.addWidget(view)
        self.body.addWidget(self.stack, 1)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.drafts = quiet("", lambda: go("workers", drafts=True))
        self.bar.addWidget(self.drafts)
        self._timer = QTimer(self, singleShot=True, interval=DRAFT_AFTER)
        self._timer.timeout.connect(self.keep)
        self.form.changed.connect(self._typed)
        self.view.saved.connect(lambda go_on: self.save(go_on=go_on))
        self.view.fresh.connect(self.start)
        self.view.person_asked.connect(lambda record_id: go("workers", id=record_id))
        self._baseline = self.form.raw()
        self.start()

    def open(self, **what: Any) -> None:
        """Show a ``draft``, a ``worker`` to change (``field``, ``why``), or go on as it was."""
        desk, text = self.context.desk, what.get("draft") or what.get("worker")
        if not text:
            self._focus()
            return
        if not self._may_go():
            return
        self.keep()
        work = saving.open_draft if what.get("draft") else saving.open_worker
        self.context.jobs.read(
            self, lambda _stop: work(desk, text), lambda got: self._opened(got, what), topic="open"
        )

    def _opened(self, opened: Opened, what: dict[str, Any]) -> None:
        self._begin(opened.draft_id, opened.before)
        self.form.put(opened.raw, opened.jpeg)
        self._baseline = self.form.raw()
        if opened.before:
            name = opened.before.worker.full_name
            self.view.say_changing(name, opened.number, what.get("why", ""))
        self._ask()
        self._focus()
        self.view.go_to(what.get("field", ""))

    def start(self) -> None:
        """An empty form; what stood in the last one is kept as a draft."""
        if not self._may_go():
            return
        self.keep()
        remembered = self.form.remembered()
        self._begin(None, None)
        self.form.put({})
        for key, value in remembered.items():
            if value is not None:
                self.form.fill(key, value)
        self._baseline = self._empty = self.form.raw()
        self._ask()
        self._focus()

    def _may_go(self) -> bool:
        """Whether the form may be emptied: a change to somebody's data has no draft."""
        before = self._before
        return before is None or not self._raw() or sure_to_leave(self, before.worker.full_name)

    def _begin(self, draft_id: str | None, before: Before | None) -> None:
        self._timer.stop()
        self._kept, self._before = Kept(draft_id), before
        self.view.begin(before.id if before else "")
        self.stack.setCurrentWidget(self.view)

    def _focus(self) -> None:
        if self.stack.currentWidget() is self.view:
            self.view.go_to("nik")

    def _typed(self) -> None:
        self._ask()
        if self._before is None:
            self._timer.start()

    def keep(self) -> None:
        """Write the draft now, if anything was typed since it was opened."""
        self._timer.stop()
        raw, kept, desk = self.form.raw(), self._kept, self.context.desk
        if self._before or self._saving or raw == self._baseline:
            return
        self._baseline = raw
        typed = None if raw == self._empty else raw
        self.context.jobs.write(
            self,
            lambda: saving.keep(desk, kept, typed),
            lambda _none: self._say_kept(kept),
            changes=("drafts",),
        )

    def leave(self) -> None:
        """The desk is about to close."""
        self.keep()

    def _say_kept(self, kept: Kept) -> None:
        if kept is self._kept and kept.draft_id:
            self.view.say_kept(self.context.desk.config.now())

    def _ask(self) -> None:
        desk, before, raw, kept = self.context.desk, self._before, self._raw(), self._kept

        def told(seen: Look) -> None:
            if kept is self._kept:
                self.view.show_look(seen)

        self.context.jobs.read(self, lambda _stop: look(desk, raw, before), told, topic="look")

    def _raw(self) -> dict[str, Any]:
        """The whole object of a new person; of somebody registered, what differs."""
        now = self.form.raw()
        return saving.differing(self._baseline, now) if self._before else now

    def save(self, *, go_on: bool = False) -> None:
        """Register the person (or write the change); ``go_on`` starts the next one at once."""
        if self._saving or self.stack.currentWidget() is not self.view:
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
            self.view.say_registered(result.name, result.number)
            return
        self.done.show_saved(result)
        self.stack.setCurrentWidget(self.done)

    def _stopped(self, seen: Look) -> None:
        self.form.strict = True
        self.view.show_look(seen)
        self.view.message.say(_told(len(seen.stops), kept=self._before is None), "warn")
        self.view.go_to(seen.stops[0].field or "nik")

    def _failed(self, error: Exception) -> None:
        self._busy(False)
        self.context.notices.trouble(error)

    def _busy(self, on: bool) -> None:
        self._saving = on
        self.view.set_busy(on)

    def refresh(self) -> None:
        """Count the drafts anew, and offer the sponsors there are."""
        from desktop_app.actions import registering

        desk, read = self.context.desk, self.context.jobs.read
        read(self, lambda _stop: len(registering.drafts(desk)), self._counted, topic="drafts")
        read(self, lambda _stop: offered(desk), self.form.offer_payers, topic="sponsors")

    def _counted(self, count: int) -> None:
        self.drafts.setText(n_("{n} draft", "{n} drafts", count).format(n=count))
        self.drafts.setVisible(count > 0)

    def showEvent(self, event: QShowEvent) -> None:
        """The cursor waits at the NIK."""
        super().showEvent(event)
        self._focus()

    def hideEvent(self, event: QHideEvent) -> None:
        """Leaving the page keeps what stands in it."""
        super().hideEvent(event)
        self.keep()


def offered(desk: "Desk") -> list[tuple[str, str]]:
    """Sponsors whose months are not past, code and name. For a lane."""
    from desktop_app.actions import covered

    month = month_of(desk.config.today())
    return [
        (one.code, one.name) for one in covered.payers(desk) if not one.last or one.last >= month
    ]


def _done(start: Callable[[], None], go: Callable[..., None]) -> DoneView:
    return DoneView(
        start,
        lambda record_id: go("printing", ids=[record_id]),
        lambda record_id: go("workers", id=record_id),
    )


def _told(count: int, *, kept: bool) -> str:
    words = n_(
        "Not saved yet: {n} thing is to be mended or confirmed.",
        "Not saved yet: {n} things are to be mended or confirmed.",
        count,
    ).format(n=count)
    safe = _("What you typed is kept as a draft.")
    return f"{words} {safe}" if kept else words


def _setting(context: UiContext) -> Setting:
    desk = context.desk
    return Setting(
        office=desk.office.name,
        hamlet_word=desk.office.words.hamlet,
        today=lambda: desk.config.today(),  # noqa: PLW0108 - the config may be replaced
        see_decile=desk.may("see_decile"),
        see_disability=desk.may("see_disability"),
    )
