"""The family on the form: a row for each relative, the heirs ticked."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.worker import RELATIONS
from desktop_app.text import _
from desktop_app.ui.pages.form import entries
from desktop_app.ui.pages.form.entries import Entry
from desktop_app.ui.widgets.buttons import button, quiet
from desktop_app.ui.widgets.fields import form_row
from desktop_app.ui.widgets.texts import Panel


class RelativeRow(Panel):
    """One relative."""

    changed = Signal()
    dropped = Signal()

    def __init__(self) -> None:
        super().__init__(role="sunken")
        self.body.setContentsMargins(16, 12, 16, 12)
        parts = (
            entries.line("full_name", _("Name of the relative")),
            entries.choice("relation", RELATIONS),
            entries.day("birth_date"),
            entries.line("nik", longest=40),
            entries.line("phone", longest=40),
            entries.flag("heir", _("Heir")),
        )
        self.entries = {entry.key: entry for entry in parts}
        fields = {key: entry.field for key, entry in self.entries.items()}
        self.body.addWidget(form_row(fields["full_name"], fields["relation"]))
        self.body.addWidget(form_row(fields["birth_date"], fields["nik"], fields["phone"]))
        foot = QHBoxLayout()
        foot.addWidget(fields["heir"])
        foot.addStretch(1)
        self.remove = quiet(_("Remove this relative"), self.dropped.emit, icon_name="trash-2")
        foot.addWidget(self.remove)
        self.body.addLayout(foot)
        for entry in parts:
            entry.changed.connect(self.changed)

    def value(self) -> dict[str, Any]:
        """What was filled in."""
        given = {key: entry.value() for key, entry in self.entries.items()}
        return {key: value for key, value in given.items() if value is not None}

    def put(self, value: Mapping[str, Any]) -> None:
        """Show a relative."""
        for key, entry in self.entries.items():
            entry.put(value.get(key))


class FamilyPart(QWidget):
    """The rows, and the button that adds one."""

    changed = Signal()
    grown = Signal(object)
    """A row that is new, for the form to listen to."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[RelativeRow] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self._column = QVBoxLayout()
        self._column.setSpacing(12)
        column.addLayout(self._column)
        self.add = button(_("Add a relative"), self.add_row, icon_name="plus")
        column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)

    def add_row(self) -> RelativeRow:
        """A new empty row, ready to be typed in."""
        row = self._grow()
        row.entries["full_name"].field.control.setFocus()
        return row

    def value(self) -> list[dict[str, Any]]:
        """The relatives; rows left empty do not count."""
        return [value for row in self.rows if (value := row.value())]

    def put(self, relatives: Sequence[Any]) -> None:
        """Show these relatives and no others."""
        for row in list(self.rows):
            self._shrink(row)
        for relative in relatives:
            if isinstance(relative, Mapping):
                self._grow().put(relative)

    def entries(self) -> dict[str, Entry]:
        """The entries by the names findings use: ``family.0.full_name``."""
        filled = [row for row in self.rows if row.value()]
        return {
            f"family.{n}.{key}": entry
            for n, row in enumerate(filled)
            for key, entry in row.entries.items()
        }

    def _grow(self) -> RelativeRow:
        row = RelativeRow()
        row.changed.connect(self.changed)
        row.dropped.connect(lambda: self._drop(row))
        self.rows.append(row)
        self._column.addWidget(row)
        self._order_tabs(row)
        self.grown.emit(row)
        return row

    def _order_tabs(self, row: RelativeRow) -> None:
        """A widget made later would come last when tabbing; rows come before the button."""
        before: QWidget = self.add
        while before is self.add or before.focusPolicy() == Qt.FocusPolicy.NoFocus:
            before = before.previousInFocusChain() or row.remove
        controls = [entry.field.control for entry in row.entries.values()]
        for control in (*controls, row.remove):
            QWidget.setTabOrder(before, control)
            before = control

    def _drop(self, row: RelativeRow) -> None:
        self._shrink(row)
        self.add.setFocus()
        self.changed.emit()

    def _shrink(self, row: RelativeRow) -> None:
        self.rows.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()
