"""Pekerja: the whole register as a list, a person beside it."""

from typing import Any

from PySide6.QtCore import QItemSelection, QModelIndex, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHeaderView,
    QLineEdit,
    QSplitter,
    QStackedWidget,
    QTableView,
    QWidget,
)

from desktop_app.domain.registration import Registration
from desktop_app.store.summary import Filters
from desktop_app.text import _, n_
from desktop_app.ui import shown
from desktop_app.ui.context import UiContext
from desktop_app.ui.dialogs.ending import EndDialog
from desktop_app.ui.models.people import SORTS, PeopleModel
from desktop_app.ui.pages.page import Page
from desktop_app.ui.pages.person import chips
from desktop_app.ui.pages.person.drafts import DraftsView
from desktop_app.ui.pages.person.file import PersonFile, read_file
from desktop_app.ui.pages.person.panel import PersonPanel
from desktop_app.ui.widgets import texts
from desktop_app.ui.widgets.buttons import button
from desktop_app.ui.widgets.texts import Empty

#: Columns that give way while a person is open beside the list.
_GIVE_WAY = ("occupation", "number", "registered_on", "nik")
_WIDTHS = {"name": 220, "nik": 170, "hamlet": 150, "occupation": 170, "status": 130, "number": 210}


class WorkersPage(Page):
    """Search, chips, list; panel; drafts."""

    kinds = frozenset(("workers", "drafts", "papers", "submissions"))
    scrolls = False

    def __init__(self, context: UiContext) -> None:
        super().__init__(context, _("Workers"))
        desk = context.desk
        self._shown_id = ""
        self.count = texts.label("", "muted")
        self.bar.insertWidget(1, self.count)
        self.search = QLineEdit()
        self.search.setProperty("role", "search")
        self.search.setPlaceholderText(_("Name, NIK, KPJ, number, phone or hamlet (Ctrl+F)"))
        self.search.setAccessibleName(_("Search"))
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(420)
        self.print_many = button(_("Print selection"), self._print_selected, icon_name="printer")
        self.bar.addWidget(self.search)
        self.bar.addWidget(self.print_many)
        self.chips = chips.Chips()
        self.body.addWidget(self.chips)
        self.model = PeopleModel(desk, context.jobs, self)
        self.table = _table(self.model)
        self.panel = PersonPanel(
            may_register=desk.may("register"),
            may_print=desk.may("print"),
            see=(desk.may("see_decile"), desk.may("see_disability")),
        )
        self.drafts = DraftsView(context)
        self.empty = Empty("users", _("Nobody found"), _("Try fewer letters, or another filter."))
        self.stack = QStackedWidget()
        for view in (self._list_view(), self.drafts, self.empty):
            self.stack.addWidget(view)
        self.body.addWidget(self.stack, 1)
        self.panel.setVisible(False)
        self.print_many.setVisible(False)
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
        self.search.returnPressed.connect(self._open_first)
        self.chips.picked.connect(lambda _name: self._show_list())
        self.model.counted.connect(self._counted)
        self.table.selectionModel().selectionChanged.connect(self._selected)
        self.table.selectionModel().currentRowChanged.connect(self._moved)
        self.table.activated.connect(lambda index: self._open_row(index.row()))
        self.table.clicked.connect(lambda index: self._open_row(index.row()))
        self.panel.closed.connect(self.close_person)
        go = self.context.navigator.go
        self.panel.edit.connect(lambda id_: go("registering", worker=id_))
        self.panel.print_card.connect(lambda id_: go("printing", ids=[id_]))
        self.panel.print_certificate.connect(
            lambda id_: go("printing", ids=[id_], kind="certificate")
        )
        self.panel.end.connect(self._ask_end)
        for keys, work in (
            ("Ctrl+F", self.search.setFocus),
            ("Esc", self.close_person),
            ("Ctrl+P", self._print_selected),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(work)

    def open(self, **what: Any) -> None:
        """Show somebody (``id``), what ``filters`` or ``text`` name, or the ``drafts``."""
        if filters := what.get("filters"):
            self.model.filters = filters
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
        if self.chips.current == chips.DRAFTS:
            self.drafts.read()
        self.model.reload()
        if self._shown_id:
            self.show_person(self._shown_id)

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
        nobody = count == 0 and not self._shown_id
        self.stack.setCurrentWidget(self.empty if nobody else self.split)

    def _open_first(self) -> None:
        if self.model.rowCount():
            self.table.setFocus()
            self.table.selectRow(0)
            self._open_row(0)

    def _open_row(self, row: int) -> None:
        if len(self.table.selectionModel().selectedRows()) > 1:
            return
        person = self.model.person(row)
        if person:
            self.show_person(person.id)

    def _moved(self, index: QModelIndex, _before: QModelIndex) -> None:
        if self.panel.isVisible() and index.isValid():
            self._open_row(index.row())

    def show_person(self, record_id: str) -> None:
        """Open somebody beside the list."""
        self._shown_id, desk = record_id, self.context.desk
        self.context.jobs.read(
            self,
            lambda _stop: read_file(desk, record_id),
            self._show_file,
            topic="person",
            failed=self._gone,
        )

    def _show_file(self, file: PersonFile) -> None:
        self.panel.show_file(file)
        self.stack.setCurrentWidget(self.split)
        if not self.panel.isVisible():
            self.panel.setVisible(True)
            width = self.split.width()
            self.split.setSizes([width * 5 // 9, width * 4 // 9])
            self._columns(narrow=True)

    def _gone(self, error: Exception) -> None:
        self.close_person()
        self.context.notices.trouble(error)

    def close_person(self) -> None:
        """Only the list again."""
        self._shown_id = ""
        self.panel.setVisible(False)
        self._columns(narrow=False)
        if self.stack.currentWidget() is self.split:
            self.table.setFocus()

    def _columns(self, *, narrow: bool) -> None:
        for column, name in enumerate(SORTS):
            self.table.setColumnHidden(column, narrow and name in _GIVE_WAY)

    def _selected(self, _now: QItemSelection, _before: QItemSelection) -> None:
        count = sum(b - a + 1 for a, b in self._spans())
        self.print_many.setVisible(count > 1 and self.context.desk.may("print"))
        words = n_("Print {n} person", "Print {n} people", count)
        self.print_many.setText(words.format(n=shown.number(count)))

    def _spans(self) -> list[tuple[int, int]]:
        selection = self.table.selectionModel().selection()
        spans = (selection.at(n) for n in range(selection.count()))
        return sorted({(span.top(), span.bottom()) for span in spans})

    def _print_selected(self) -> None:
        spans = self._spans()
        if not spans:
            return
        work, go = self.model.ids_between(spans), self.context.navigator.go
        self.context.jobs.read(
            self, lambda _stop: work(), lambda ids: go("printing", ids=ids), topic="ids"
        )

    def _ask_end(self, person: Registration) -> None:
        today = self.context.desk.config.today()
        dialog = EndDialog(self, person.worker.full_name, today)
        if dialog.exec() == QDialog.DialogCode.Accepted and dialog.on:
            self.end_person(person, dialog.why, dialog.on)

    def end_person(self, person: Registration, why: str, on: Any) -> None:
        """End somebody's registration, in the writer lane."""
        from desktop_app.actions import registering

        desk, words = self.context.desk, _("The registration of {name} has ended.")
        self.context.jobs.write(
            self,
            lambda: registering.end(desk, person.id, why, on),
            lambda _done: self.context.notices.done(words.format(name=person.worker.full_name)),
            changes=("workers",),
        )


def _table(model: PeopleModel) -> QTableView:
    table = QTableView()
    table.setModel(model)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setTabKeyNavigation(False)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setCornerButtonEnabled(False)
    table.verticalHeader().hide()
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    table.verticalHeader().setDefaultSectionSize(40)
    header = table.horizontalHeader()
    header.setHighlightSections(False)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.setStretchLastSection(True)
    header.setSortIndicator(0, Qt.SortOrder.AscendingOrder)
    table.setSortingEnabled(True)
    for column, name in enumerate(SORTS):
        if name in _WIDTHS:
            table.setColumnWidth(column, _WIDTHS[name])
    table.setAccessibleName(_("List of workers"))
    return table
