"""What this program is, from whom, and where its tables come from."""

from importlib.metadata import PackageNotFoundError, version

from PySide6.QtWidgets import QHBoxLayout

from desktop_app.text import _
from desktop_app.ui.context import UiContext
from desktop_app.ui.pages.settings.tab import Tab
from desktop_app.ui.widgets import texts


def program_version() -> str:
    """The version installed, or a dash where it runs from its sources."""
    try:
        return version("loket-desa")
    except PackageNotFoundError:
        return "–"


class AboutTab(Tab):
    """Version, licences, sources, and the keys that work everywhere."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(context)
        panel = texts.Panel("Loket Desa")
        panel.body.addWidget(
            texts.paragraph(_("Version {version}").format(version=program_version()))
        )
        panel.body.addWidget(
            texts.muted(
                _(
                    "Free software under the AGPL 3.0 or later. Not a program of BPJS "
                    "Ketenagakerjaan; what an office prints here is its own paper."
                )
            )
        )
        self.column.addWidget(panel)
        sources = texts.Panel(_("Where the tables come from"))
        for line in _sources():
            sources.body.addWidget(texts.paragraph(line))
        self.column.addWidget(sources)
        keys = texts.Panel(_("Keys that work everywhere"))
        for key, what in _keys().items():
            keys.body.addLayout(_key_line(key, what))
        self.column.addWidget(keys)


def _sources() -> tuple[str, ...]:
    return (
        _(
            "Villages and regions: codes of the Ministry of Home Affairs (Kepmendagri "
            "300.2.2-2138/2025), from idn-area-data by Fityan and contributors. The table is "
            "under the Open Database License (ODbL) 1.0."
        ),
        _("Districts that no longer exist: cahyadsn/wilayah (MIT licence)."),
        _("Contributions, ages and discounts: the regulations named beside each value."),
        _("Icons: Lucide (ISC licence). Font: Loket Sans, from Commissioner (OFL 1.1)."),
    )


def _keys() -> dict[str, str]:
    return {
        "Alt+1 … Alt+6": _("the pages at the left"),
        "Ctrl+N": _("register a worker"),
        "Ctrl+F": _("search a worker"),
        "Ctrl+L": _("lock the screen"),
        "Ctrl+Shift+Q": _("log out"),
    }


def _key_line(key: str, what: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(16)
    shown = texts.label(key, "key")
    shown.setFixedWidth(130)
    row.addWidget(shown)
    row.addWidget(texts.label(what), 1)
    return row
