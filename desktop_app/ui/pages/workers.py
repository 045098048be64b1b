"""Pekerja: the whole register as a list, a person beside it."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QLineEdit,
    QSplitter,
    QStackedWidget,
    QWidget,
)

from desktop_app.store.summary import Filters
from desktop_app.text import _, n_
from desktop_app.ui import shown
from desktop_app.ui.context import UiContext
from desktop_app.ui.models.people import PeopleModel
from desktop_app.ui.pages.page import Page
from desktop_app.ui.pages.person import chips
from desktop_app.ui.pages.person.beside import PersonBeside
from desktop_app.ui.pages.person.drafts import DraftsView
from desktop_app.ui.pages.person.listing import PeopleList
from desktop_app.ui.widgets import texts
from desktop_app.ui.widgets.buttons import button, primary
from desktop_app.ui.widgets.texts import Empty


class WorkersPage(Page):
    """Search, chips, list; panel; drafts."""

    kinds = frozenset(("workers", "drafts", "papers", "submissions", "payments"))
    scrolls = False

    def __init__(self, context: UiContext) -> None:
        super().__init__(context, _("Workers"))
        desk = context.desk
        self._at, self._wants_first = 0, False
        self.count = texts.label("", "muted")
        self.bar.insertWidget(1, self.count)
        self.search = QLineEdit()
        self.search.setProperty("role", "search")
        self.search.setPlaceholderText(_("Name, NIK, KPJ, number, phone or hamlet (Ctrl+F)"))
        self.search.setAccessibleName(_("Search"))
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(420)
        self.print_many = button(_("Print selection"), self._print_selected, icon_name="printer")
        self.pay_many = button(_("Pay contributions"), self._pay_selected, icon_name="wallet")
        for part in (self.search, self.print_many, self.pay_many):
            self.bar.addWidget(part)
        self.chips = chips.Chips()
        self.body.addWidget(self.chips)
        self.model = PeopleModel(desk, context.jobs, self)
        self.table = PeopleList(self.model)
        self.panel = PersonBeside(context)
        self.drafts = DraftsView(context)
        self.empty = Empty("users", _("Nobody found"), _("Try fewer letters, or another filter."))
        self.nobody = Empty("users", _("Nobody is registered yet"))
        if desk.may("register"):
            go = context.navigator.go
            self.nobody.ways.addWidget(
                primary(_("Register the first worker"), lambda: go("registering"))
            )
        self.stack = QStackedWidget()
        for view in (self._list_view(), self.drafts, self.empty, self.nobody):
            self.stack.addWidget(view)
        self.body.addWidget(self.stack, 1)
        self.panel.setVisible(False)
        for way in (self.print_many, self.pay_many):
            way.setVisible(False)
        self._connect()

    def _list_view(self) -> QWidget:
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setHandleWidth(16)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(self.table)
        self.split.addWidget(self.panel)
        self.split.setStretchFactor(0, 5)
        self.split.setStretchFactor(1, 4)
        return self.split

    def _connect(self) -> None:
        self.search.textChanged.connect(lambda _text: self._show_list())
        self.search.returnPressed.connect(self._ask_first)
        self.chips.picked.connect(lambda _name: self._show_list())
        self.model.counted.connect(self._counted)
        self.table.chosen.connect(self._chosen)
        self.table.moved.connect(self._moved)
        self.table.opened.connect(self._open_row)
        self.panel.closed.connect(self.close_person)
        self.panel.opened.connect(self._opened)
        for keys, work in (
            ("Esc", self.close_person),
            ("Ctrl+P", self._print_selected),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(work)

    def open(self, **what: Any) -> None:
        """Show somebody (``id``), what ``filters`` or ``text`` name, the ``drafts``, or search."""
        if filters := what.get("filters"):
            self.search.clear()
            self.chips.pick(chips.chip_of(filters))
            self._show_list(filters)
        if what.get("drafts"):
            self.chips.pick(chips.DRAFTS)
            self._show_list()
        if "text" in what:
            self.search.setText(str(what["text"]))
        if record_id := what.get("id"):
            if self.chips.current == chips.DRAFTS:
                self.chips.pick("all")
                self._show_list()
            self.show_person(str(record_id))
        else:
            self.search.setFocus()

    def refresh(self) -> None:
        """Read the list and the open person again."""
        self.chips.show_returned(self.context.carrier.enrolled)
        if self.chips.current == chips.DRAFTS:
            self.drafts.read()
        self._at = self.table.verticalScrollBar().value()
        self.model.reload()
        if self.panel.record_id:
            self.show_person(self.panel.record_id)

    def _show_list(self, filters: Filters | None = None) -> None:
        name = self.chips.current
        self.search.setEnabled(name != chips.DRAFTS)
        if name == chips.DRAFTS:
            self.drafts.read()
            self.stack.setCurrentWidget(self.drafts)
            self.count.setText("")
            return
        wanted = filters or chips.narrowed(name, self.model.filters)
        self.model.show(wanted, self.search.text())

    def _counted(self, count: int) -> None:
        if self.chips.current == chips.DRAFTS:
            return
        self.count.setText(n_("{n} person", "{n} people", count).format(n=shown.number(count)))
        asked = self.model.text or self.model.filters != Filters()
        empty = self.empty if asked else self.nobody
        self.stack.setCurrentWidget(self.split if count or self.panel.record_id else empty)
        self.table.verticalScrollBar().setValue(self._at)
        self._at = 0
        if self._wants_first:
            self._open_first()

    def _ask_first(self) -> None:
        """Enter opens the best match; a scanner presses it before the search has answered."""
        self._wants_first = True
        self.model.show(self.model.filters, self.search.text())

    def _open_first(self) -> None:
        self._wants_first = False
        if self.model.rowCount():
            self.table.setFocus()
            self.table.selectRow(0)
            self._open_row(0)

    def _open_row(self, row: int) -> None:
        if self.table.count() > 1:
            return
        person = self.model.person(row)
        if person:
            self.show_person(person.id)

    def _moved(self, row: int) -> None:
        if self.panel.isVisible():
            self._open_row(row)

    def show_person(self, record_id: str) -> None:
        """Open somebody beside the list."""
        self.panel.show_person(record_id)

    def _opened(self) -> None:
        self.stack.setCurrentWidget(self.split)
        if not self.panel.isVisible():
            self.panel.setVisible(True)
            width = self.split.width()
            self.split.setSizes([width * 5 // 9, width * 4 // 9])
            self.table.set_narrow(True)

    def close_person(self) -> None:
        """Only the list again."""
        self.panel.forget()
        self.panel.setVisible(False)
        self.table.set_narrow(False)
        if self.stack.currentWidget() is self.split:
            self.table.setFocus()

    def _chosen(self, count: int) -> None:
        self.print_many.setVisible(count > 1 and self.context.desk.may("print"))
        words = n_("Print {n} person", "Print {n} people", count)
        self.print_many.setText(words.format(n=shown.number(count)))
        self.pay_many.setVisible(count > 1 and self.context.desk.may("pay"))

    def _print_selected(self) -> None:
        self._hand_over("printing")

    def _pay_selected(self) -> None:
        self._hand_over("dues", tab="pay")

    def _hand_over(self, page: str, **what: str) -> None:
        """The people chosen go to another page."""
        spans = self.table.spans()
        if not spans:
            return
        work, go = self.model.ids_between(spans), self.context.navigator.go
        self.context.jobs.read(
            self, lambda _stop: work(), lambda ids: go(page, ids=ids, **what), topic="ids"
        )
