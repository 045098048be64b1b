"""The window, where there is a screen for it."""

import os
import sys

from desktop_app.cli.run import DONE, REFUSED
from desktop_app.config import Config
from desktop_app.text import _

#: Qt platforms that draw without a display server.
SCREENLESS = ("offscreen", "minimal", "vnc", "linuxfb", "eglfs")


def has_screen() -> bool:
    """Whether a window can be shown at all."""
    if not sys.platform.startswith("linux"):
        return True
    if os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0] in SCREENLESS:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def show(config: Config, *, practice: bool = False) -> int:
    """Open the window and stay until it is closed; ``practice``: on the practice office."""
    if not has_screen():
        print(  # noqa: T201 - the command line's voice
            _(
                "There is no screen here to show the window on. Everything also works as a "
                "command: loket --help; with invented people: loket demo."
            ),
            file=sys.stderr,
        )
        return REFUSED
    from desktop_app.ui.app import run

    return run(config, practice=practice) or DONE
