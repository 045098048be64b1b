"""For whom a sponsor pays: its rules of eligibility as plain choices."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop_app.domain.worker import BASES, ECOSYSTEMS, SEGMENTS
from desktop_app.reference.occupations import occupations
from desktop_app.text import _
from desktop_app.ui.pages.form import entries
from desktop_app.ui.pages.form.entries import Entry
from desktop_app.ui.widgets import texts
from desktop_app.ui.widgets.fields import form_row
from desktop_app.wording.words import status_word

_TICKED = ("basis", "segment", "ecosystem")


class WhomPanel(texts.Panel):
    """A field a rule; one that is empty does not restrict. Rules without a field stay as they
    were."""

    def __init__(self) -> None:
        super().__init__(_("For whom"), _("What is left empty does not restrict."))
        self.entries: dict[str, Entry] = {}
        self._kept: dict[str, str] = {}
        deciles = [str(n) for n in range(1, 11)]
        self.body.addWidget(
            form_row(
                self._add(entries.line("min_age", _("From the age of"), longest=3)),
                self._add(entries.line("max_age", _("Up to the age of"), longest=3)),
                self._add(entries.choice("max_decile", deciles, _("Decile, at most"))),
            )
        )
        for key, allowed, name in (
            ("basis", BASES, _("Named by one of these lists")),
            ("segment", SEGMENTS, _("Segment")),
            ("ecosystem", ECOSYSTEMS, _("Ecosystem")),
        ):
            options = [(word, status_word(word)) for word in allowed]
            self.body.addWidget(self._add(entries.ticks(key, options, (), name)))
        self.body.addWidget(self._add(entries.flag("extreme_poor", _("Extremely poor only"))))
        commas = _("Several are parted by commas")
        self.body.addWidget(
            form_row(
                self._add(entries.line("occupation", _("Occupations"), commas, longest=400)),
                self._add(entries.line("hamlet", _("Hamlets"), commas, longest=400)),
            )
        )
        codes = _("Codes such as 33.01 or 33.01.22.2003; several are parted by commas")
        self.body.addWidget(self._add(entries.line("residence", _("Lives in"), codes)))

    def _add(self, entry: Entry) -> QWidget:
        self.entries[entry.key] = entry
        return entry.field

    def put(self, rules: Mapping[str, Any]) -> None:
        """Show these rules."""
        self._kept = {k: _words(value) for k, value in rules.items() if k not in self.entries}
        for key, entry in self.entries.items():
            entry.put(_shown(key, rules.get(key)))

    def rules(self) -> dict[str, str]:
        """The rules as they are read."""
        given = {key: _words(entry.value()) for key, entry in self.entries.items()}
        return self._kept | {key: text for key, text in given.items() if text}


def _shown(key: str, value: Any) -> Any:
    """A value as its field takes it: lists of words are typed with commas, but for ticks."""
    if key == "occupation" and value:
        known = occupations()
        return ", ".join(known[code].name if code in known else code for code in value)
    if isinstance(value, list | tuple) and key not in _TICKED:
        return ", ".join(value)
    return str(value) if isinstance(value, int) and value is not True else value


def _words(value: Any) -> str:
    """A value as it is read."""
    if value is True:
        return "yes"
    return ",".join(value) if isinstance(value, list) else str(value or "")
