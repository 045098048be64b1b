"""The look from one table of tokens: a palette and one style sheet for the whole application."""

import json
from functools import cache
from string import Template
from typing import Any

from PySide6.QtCore import QDir, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from desktop_app import paths

THEMES = ("light", "dark")
FAMILY = "Loket Sans"
#: Which token each role of the palette shows. Icons are painted in these roles too.
_ROLES = {
    QPalette.ColorRole.Window: "ground",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "ground",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "danger",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "on_accent",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.Link: "accent_text",
    QPalette.ColorRole.LinkVisited: "accent_text",
    QPalette.ColorRole.PlaceholderText: "muted",
    QPalette.ColorRole.ToolTipBase: "text",
    QPalette.ColorRole.ToolTipText: "surface",
    QPalette.ColorRole.Light: "surface",
    QPalette.ColorRole.Midlight: "sunken",
    QPalette.ColorRole.Mid: "line",
    QPalette.ColorRole.Dark: "edge",
    QPalette.ColorRole.Shadow: "edge",
}
_DISABLED = (
    QPalette.ColorRole.WindowText,
    QPalette.ColorRole.Text,
    QPalette.ColorRole.ButtonText,
)


@cache
def tokens() -> dict[str, dict[str, Any]]:
    """The table: ``metrics``, ``light`` and ``dark``. Code names tokens, never colours.

    Text on its ground keeps 4.5:1, edges of fields 3:1 (WCAG 2.2, 1.4.3 and 1.4.11).
    """
    with (paths.resources() / "themes" / "tokens.json").open("rb") as file:
        table: dict[str, dict[str, Any]] = json.load(file)
    return table


def preferred() -> str:
    """Light or dark as this PC is set."""
    dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return "dark" if dark else "light"


def palette(theme: str) -> QPalette:
    """The tokens as Qt's roles."""
    colours, made = tokens()[theme], QPalette()
    for role, token in _ROLES.items():
        made.setColor(role, QColor(colours[token]))
    for role in _DISABLED:
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours["disabled"]))
    return made


def style_sheet(theme: str) -> str:
    """The style sheet with the tokens put in."""
    metrics, colours = tokens()["metrics"], tokens()[theme]
    control = metrics["control"]
    values = {
        **colours,
        **metrics,
        "theme": theme,
        "text_color": colours["text"],
        "text": metrics["text"],
        "control_inner": control - 2,
        "control_focus": control - 4,
    }
    sheet = (paths.resources() / "themes" / "desk.qss").read_text(encoding="utf-8")
    return Template(sheet).substitute(values)


def add_fonts() -> None:
    """Make the bundled family known, so that the window looks the same on every PC."""
    for file in sorted((paths.resources() / "fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(file))


def apply(app: QApplication, theme: str) -> None:
    """Dress the application; may be called again to change the theme while it runs."""
    QDir.setSearchPaths("themes", [str(paths.resources() / "themes")])
    app.setStyle("Fusion")
    app.setPalette(palette(theme))
    app.setFont(QFont(FAMILY, 11))
    app.setStyleSheet(style_sheet(theme))
