"""The composition root of the window: builds every part once and hands each what it needs."""

import gc
import sys
import traceback
from types import TracebackType

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from desktop_app import text
from desktop_app.config import Config
from desktop_app.ui import preferences, theme
from desktop_app.ui.qt_words import QtWords
from desktop_app.ui.shell import Shell

#: When the machinery is loaded in the background, in ms: importing would slow the first picture.
AFTER_FIRST_PICTURE = 100


def run(config: Config, *, practice: bool = False) -> int:
    """Open the window and stay until it is closed; the exit code.

    With ``practice`` the practice office beside ``config.data`` opens with a clerk at its desk.
    """
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(sys.argv[:1])
    shell = dressed_shell(app, config)
    sys.excepthook = lambda kind, error, trace: told(shell, kind, error, trace)
    shell.begin(practice=practice)
    shell.show()
    QTimer.singleShot(AFTER_FIRST_PICTURE, lambda: _settle(shell))
    try:
        return app.exec()
    finally:
        gc.enable()
        sys.excepthook = sys.__excepthook__
        shell.shut()


def _settle(shell: Shell) -> None:
    """The first picture stands: tidy memory again, and load what comes next."""
    gc.enable()
    shell.warm_up()


def told(
    shell: Shell, kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    """Tell the person that something went wrong that nobody foresaw, and go on.

    What goes to the console names places in the program and never the message, which could hold
    a person's data.
    """
    sys.stderr.write("".join(traceback.format_tb(trace)) + f"{kind.__name__}\n")
    if isinstance(error, Exception):
        shell.trouble(error)


def dressed_shell(app: QApplication, config: Config) -> Shell:
    """The window in the language, theme and font chosen on this PC, showing nothing yet."""
    chosen = preferences.load(config.data)
    text.use(chosen.language or config.language)
    app.setApplicationName("Loket Desa")
    app.setApplicationDisplayName("Loket Desa")
    app.installTranslator(QtWords(app))
    theme.add_fonts()
    theme.apply(app, chosen.theme or theme.preferred())
    return Shell(app, config, chosen.theme or theme.preferred())
