"""The composition root of the window: builds every part once and hands each what it needs."""

import sys

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from desktop_app import text
from desktop_app.config import Config
from desktop_app.ui import preferences, theme
from desktop_app.ui.shell import Shell


def run(config: Config, *, practice: bool = False) -> int:
    """Open the window and stay until it is closed; the exit code.

    With ``practice`` the practice office beside ``config.data`` opens with a clerk at its desk.
    """
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(sys.argv[:1])
    shell = dressed_shell(app, config)
    shell.begin(practice=practice)
    shell.show()
    QTimer.singleShot(0, shell.warm_up)
    try:
        return app.exec()
    finally:
        shell.shut()


def dressed_shell(app: QApplication, config: Config) -> Shell:
    """The window in the language, theme and font chosen on this PC, showing nothing yet."""
    chosen = preferences.load(config.data)
    text.use(chosen.language or config.language)
    app.setApplicationName("Loket Desa")
    app.setApplicationDisplayName("Loket Desa")
    theme.add_fonts()
    theme.apply(app, chosen.theme or theme.preferred())
    return Shell(app, config, chosen.theme or theme.preferred())
