"""The window, where there is a screen for it."""

import os
import sys
from collections.abc import Callable

from desktop_app.cli.arguments import NoScreen
from desktop_app.config import Config
from desktop_app.terminal.voice import DONE
from desktop_app.text import _

#: Opens the window on the office, or (when true) on the practice office; handed in from above,
#: because commands and window do not know each other.
Opened = Callable[[Config, bool], int]
#: Qt platforms that draw without a display server.
SCREENLESS = ("offscreen", "minimal", "vnc", "linuxfb", "eglfs")


def has_screen() -> bool:
    """Whether a window can be shown at all."""
    if not sys.platform.startswith("linux"):
        return True
    if os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0] in SCREENLESS:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def show(config: Config, opened: Opened, *, practice: bool = False) -> int:
    """Open the window and stay until it is closed; ``practice``: on the practice office.

    Raises NoScreen where there is nothing to show it on.
    """
    if not has_screen():
        raise NoScreen(
            _(
                "There is no screen here to show the window on. Everything also works as a "
                "command: loket --help; with invented people: loket demo."
            )
        )
    return opened(config, practice) or DONE
