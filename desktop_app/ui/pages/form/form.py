"""The whole form: its entries, what stands in it, and the findings under its fields."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.findings import Finding
from desktop_app.reference.consent import consent_text
from desktop_app.text import _
from desktop_app.ui.jobs import Jobs
from desktop_app.ui.pages.form import sections
from desktop_app.ui.pages.form import texts as typed
from desktop_app.ui.pages.form.controls import Choice
from desktop_app.ui.pages.form.entries import Entry, spoken
from desktop_app.ui.pages.form.family import FamilyPart, RelativeRow
from desktop_app.ui.pages.form.photo import PhotoPart
from desktop_app.ui.pages.form.sections import Setting
from desktop_app.ui.widgets.texts import Panel

#: What may still become right while the field is being typed in.
UNFINISHED = frozenset(("nik_length", "nik_temporary", "type", "phone", "occupation", "kpj_form"))
#: What is asked for only once somebody tried to save.
NOT_YET = frozenset(("required", "consent"))
#: Read from the NIK, and so left to it unless somebody types another value.
_FROM_NIK = ("birth_date", "sex")


class WorkerForm(QWidget):
    """One person being typed in. ``raw`` is the worker's object as it stands."""

    changed = Signal()

    def __init__(self, setting: Setting, jobs: Jobs) -> None:
        super().__init__()
        self.entries: dict[str, Entry] = {}
        self._today = setting.today
        self.confirmed: set[str] = set()
        self.strict = False
        self._findings: Sequence[Finding] = ()
        self.family = FamilyPart()
        self.photo = PhotoPart(jobs)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 8, 24)
        column.setSpacing(16)
        self.member_panel = sections.membership(self._add)
        for panel in (
            sections.identity(self._add),
            sections.address(self._add, setting),
            sections.work(self._add),
            sections.programme(self._add, setting),
            _with(
                Panel(_("Family and heirs"), _("Tick whom the person names as heir.")), self.family
            ),
            _with(Panel(_("Photo")), self.photo),
            sections.consent(self._add, setting),
            self.member_panel,
        ):
            column.addWidget(panel)
        column.addStretch(1)
        self.family.changed.connect(self.changed)
        self.photo.changed.connect(self.changed)
        self.family.grown.connect(self._listen_to_row)
        self.entries["consent.method"].changed.connect(self._date_consent)
        self._watch_keys(self)

    def _add(self, entry: Entry) -> QWidget:
        self.entries[entry.key] = entry
        self._listen(entry)
        return entry.field

    def _listen(self, entry: Entry) -> None:
        entry.changed.connect(self.changed)
        entry.left.connect(self._say)
        entry.accepted.connect(self._accept)

    def _listen_to_row(self, row: RelativeRow) -> None:
        for entry in row.entries.values():
            entry.left.connect(self._say)
            entry.accepted.connect(self._accept)
        self._watch_keys(row)

    def _watch_keys(self, part: QWidget) -> None:
        for kind in (QLineEdit, QComboBox, QCheckBox):
            for control in part.findChildren(kind):
                control.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes on to the next field, as Tab does; Shift+Enter goes back."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            plain = not event.modifiers() & ~(
                Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
            )
            if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                if isinstance(watched, QLineEdit):
                    watched.editingFinished.emit()
                self.focusNextPrevChild(not back)
                return True
        return super().eventFilter(watched, event)

    def raw(self) -> dict[str, Any]:
        """The worker's object as it stands in the form; what is empty is left out."""
        whole: dict[str, Any] = {}
        for key, entry in self.entries.items():
            if entry.auto and key in _FROM_NIK:
                continue
            value = entry.value()
            if value is None:
                continue
            outer, dot, inner = key.partition(".")
            if dot:
                whole.setdefault(outer, {})[inner] = value
            else:
                whole[key] = value
        given: dict[str, Any] = {"family": self.family.value(), "photo": self.photo.value()}
        given["confirmed"] = sorted(self.confirmed)
        return whole | {key: value for key, value in given.items() if value}

    def put(self, raw: Mapping[str, Any], jpeg: bytes | None = None) -> None:
        """Show a worker's object; the form stands as if nothing had been typed since."""
        self.strict = False
        self._findings = ()
        self.confirmed = set(raw.get("confirmed") or ())
        for key, entry in self.entries.items():
            outer, dot, inner = key.partition(".")
            value = raw.get(outer)
            if dot:
                value = value.get(inner) if isinstance(value, Mapping) else None
            entry.put(value)
            entry.say((), ())
        self.family.put(raw.get("family") or ())
        photo = raw.get("photo")
        self.photo.put(photo if isinstance(photo, str) else None, jpeg)
        for box in self.member_panel.findChildren(
            QCheckBox, options=Qt.FindChildOption.FindDirectChildrenOnly
        ):
            box.setChecked(bool(raw.get("kpj")))

    def offer_payers(self, sponsors: Sequence[tuple[str, str]]) -> None:
        """Offer these sponsors (code and name) beside the person."""
        control: Choice = self.entries["funding"].field.control
        control.offer([(code, f"{code} – {name}") for code, name in sponsors], 1)

    def remembered(self) -> dict[str, Any]:
        """What the next person probably shares."""
        return {key: self.entries[key].value() for key in sections.REMEMBERED}

    def fill(self, key: str, value: Any) -> None:
        """Fill in what was read from elsewhere, unless somebody typed there."""
        entry = self.entries[key]
        if entry.auto or entry.value() is None:
            entry.put(value, auto=True)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Say these under their fields."""
        self._findings = findings
        self._say()

    def _say(self) -> None:
        at: dict[str, list[Finding]] = {}
        for finding in self._findings:
            at.setdefault(finding.field or "", []).append(finding)
        places = self.entries | self.family.entries()
        for key, entry in places.items():
            entry.say([f for f in at.get(key, ()) if self._due(f, entry)], self.confirmed)
        self.photo.say("\n".join(spoken(f) for f in at.get("photo", ())))

    def _due(self, finding: Finding, entry: Entry) -> bool:
        if finding.rule.endswith("_missing"):
            return False  # the list beside the form names these
        if finding.rule in NOT_YET:
            return self.strict
        return self.strict or finding.rule not in UNFINISHED or not _in(entry.field)

    def _accept(self, rule: str, on: bool) -> None:
        (self.confirmed.add if on else self.confirmed.discard)(rule)
        self.changed.emit()

    def _date_consent(self) -> None:
        """Consent is nearly always given today, to the words that stand here."""
        if self.entries["consent.method"].value() == "pending":
            return
        usual = {"given_on": typed.iso(self._today()), "text_version": consent_text().version}
        for key, value in usual.items():
            self.fill(f"consent.{key}", value)

    def control_of(self, key: str) -> QWidget | None:
        """The control that a finding, or a line of the checklist, is about."""
        places = self.entries | self.family.entries()
        entry = places.get(key) or next(
            (e for name, e in places.items() if name.startswith(f"{key}.")), None
        )
        if entry:
            control: QWidget = entry.field.control
            return control
        others: dict[str, QWidget] = {"photo": self.photo.pick, "family": self.family.add}
        return others.get(key)


def _with(panel: Panel, part: QWidget) -> Panel:
    panel.body.addWidget(part)
    return panel


def _in(field: QWidget) -> bool:
    focus = QApplication.focusWidget()
    return focus is not None and (focus is field or field.isAncestorOf(focus))
