"""A sponsor being typed in or changed: whose money, how much of it, when, and for whom."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.contribution import MOST_MONTHS
from desktop_app.domain.findings import Level
from desktop_app.domain.sponsor import Sponsor
from desktop_app.text import _
from desktop_app.ui.pages.dues.sponsor_whom import WhomPanel
from desktop_app.ui.pages.form import entries
from desktop_app.ui.pages.form.controls import Choice
from desktop_app.ui.pages.form.entries import Entry
from desktop_app.ui.widgets import texts
from desktop_app.ui.widgets.buttons import primary, quiet
from desktop_app.ui.widgets.fields import Field, choice_field, form_row
from desktop_app.wording.sentences import sentence
from desktop_app.wording.words import status_word

if TYPE_CHECKING:
    from desktop_app.reference.funding import Kind

#: Fields that hold whole numbers.
NUMBERS = ("year", "budget", "minimum", "quota", "months")
#: Fields whose name in a refusal is another.
_SAID = {"sponsor_name": "name", "month": "first", "rule": "max_age"}


class SponsorFormView(QWidget):
    """The fields. ``values`` are those of ``actions.sponsoring.SponsorForm``."""

    saved = Signal()
    left = Signal()

    def __init__(self, kinds: "Sequence[Kind]", this_year: int) -> None:
        super().__init__()
        self._kinds = {kind.kind: kind for kind in kinds}
        self._year = this_year
        self.entries: dict[str, Entry] = {}
        self.kind = Field(
            _("Kind of money"), Choice([(k.kind, status_word(k.kind)) for k in kinds])
        )
        self.source = choice_field(
            _("Part of the budget"), _("Choose, or type what it is called."), editable=True
        )
        self.whom = WhomPanel()
        self.head = texts.heading("")
        self.message = texts.Message()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 12, 24)
        column.setSpacing(16)
        for part in (self.head, self.message, self._whose(), self._limits(), self.whom):
            column.addWidget(part)
        self.entries |= self.whom.entries
        column.addLayout(self._foot())
        column.addStretch(1)
        self.kind.control.activated.connect(lambda _at: self._kind_picked())
        self.source.control.currentTextChanged.connect(lambda _text: self._tell_source())
        self.begin(None)

    def _add(self, entry: Entry) -> QWidget:
        self.entries[entry.key] = entry
        return entry.field

    def _whose(self) -> texts.Panel:
        panel = texts.Panel(_("Whose money"))
        hint = _("Short, such as APBDES-2026. It stands in lists and stays.")
        panel.body.addWidget(
            form_row(
                self._add(entries.line("code", _("Code"), hint, longest=24)),
                self._add(entries.line("name", _("Name"), _("As it stands on papers."))),
            )
        )
        panel.body.addWidget(form_row(self.kind, self.source))
        panel.body.addWidget(
            self._add(
                entries.line("legal_basis", _("Legal basis"), _("Decree, regulation, agreement."))
            )
        )
        return panel

    def _limits(self) -> texts.Panel:
        panel = texts.Panel(
            _("How much and when"),
            _("Public money without months pays January to December of its budget year."),
        )
        year = self._add(entries.line("year", _("Budget year"), longest=4))
        self.entries["year"].changed.connect(self._tell_source)
        first = self._add(entries.month("first", _("First month")))
        last = self._add(entries.month("last", _("Last month")))
        panel.body.addWidget(form_row(year, first, last))
        empty = _("Empty: no limit")
        panel.body.addWidget(
            form_row(
                self._add(entries.amount("budget", _("Budget"), empty)),
                self._add(_count("quota", _("Most people"), empty)),
            )
        )
        months = [str(n) for n in range(1, MOST_MONTHS + 1)]
        panel.body.addWidget(
            form_row(
                self._add(_count("minimum", _("Fewest people"), _("A reminder only"))),
                self._add(
                    entries.choice(
                        "months", months, _("Months for each person"), empty=_("As many as wanted")
                    )
                ),
            )
        )
        return panel

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.save = primary(_("Save"), self.saved.emit, icon_name="save", shortcut="Ctrl+S")
        self.back = quiet(_("Back to the list"), self.left.emit, shortcut="Esc")
        row.addWidget(self.save)
        row.addWidget(self.back)
        row.addStretch(1)
        return row

    def begin(self, sponsor: Sponsor | None) -> None:
        """An empty form, or one that shows this sponsor."""
        self.head.setText(
            _("Change {code}").format(code=sponsor.code) if sponsor else _("New sponsor")
        )
        self.message.say("")
        self.whom.put(sponsor.rules if sponsor else {})
        for key, entry in self.entries.items():
            if key not in self.whom.entries:
                value = getattr(sponsor, key, None)
                entry.put(str(value) if value and key in _TYPED else value)
            entry.field.say("")
        self.entries["code"].field.control.setEnabled(sponsor is None)
        if sponsor:
            self.kind.control.choose(sponsor.kind)
        else:
            self.kind.control.setCurrentIndex(0)
        self._kind_picked()
        self.source.control.setCurrentText((sponsor.source if sponsor else None) or "")

    def focus_first(self) -> None:
        """Put the cursor where typing begins."""
        code = self.entries["code"].field.control
        (code if code.isEnabled() else self.entries["name"].field.control).setFocus()

    def _kind_picked(self) -> None:
        kind = self._kinds.get(self.kind.control.value() or "")
        box: QComboBox = self.source.control
        typed = box.currentText()
        box.clear()
        for at, source in enumerate(kind.sources if kind else ()):
            box.addItem(source.key)
            box.setItemData(at, source.name, Qt.ItemDataRole.ToolTipRole)
        box.setCurrentText(typed)
        self._tell_source()

    def _tell_source(self) -> None:
        """What the rules of the year say of the money, while it is typed."""
        from desktop_app.actions import sponsoring

        kind, text = self.kind.control.value(), self.source.control.currentText().strip()
        if kind not in self._kinds:
            return
        year = str(self.entries["year"].value() or "")
        told = int(year) if year.isdigit() else self._year
        findings = sponsoring.source_findings(kind, text or None, told)
        level = "block" if any(f.level is Level.BLOCK for f in findings) else "note"
        self.source.say("\n".join(sentence(one) for one in findings), level)

    def values(self) -> dict[str, Any] | None:
        """What was typed; None where it is no number, said under its field."""
        given = {key: entry.value() for key, entry in self.entries.items()}
        wrong = [key for key in NUMBERS if isinstance(given[key], str) and not given[key].isdigit()]
        for key in NUMBERS:
            told = _("Type a whole number, in digits only.") if key in wrong else ""
            self.entries[key].field.say(told)
        if wrong:
            self.entries[wrong[0]].field.control.setFocus()
            return None
        numbers = {
            key: int(given[key]) if given[key] not in (None, "") else None for key in NUMBERS
        }
        return {
            **{key: given[key] for key in _PLAIN},
            **numbers,
            "code": given["code"] or "",
            "name": given["name"] or "",
            "kind": self.kind.control.value() or "",
            "source": self.source.control.currentText().strip() or None,
            "rules": self.whom.rules(),
        }

    def say(self, field: str | None, text: str) -> None:
        """Why it was not saved, under the field it is about."""
        name = _SAID.get(field or "", field or "")
        self.message.say("")
        for entry in self.entries.values():
            entry.field.say("")
        places: dict[str, Field[Any]] = {key: entry.field for key, entry in self.entries.items()}
        places |= {"kind": self.kind, "source": self.source}
        place = places.get(name)
        if place is None:
            self.message.say(text, "block")
            return
        place.say(text)
        place.control.setFocus()


#: Numbers that are typed as text, or chosen.
_TYPED = ("year", "months")
_PLAIN = ("code", "name", "legal_basis", "first", "last")


def _count(key: str, name: str, hint: str) -> Entry:
    """A number of people."""
    entry = entries.amount(key, name, hint)
    entry.field.control.setPlaceholderText("")
    return entry
