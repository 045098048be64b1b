"""Papers that come out of other work: each stands in a menu, with the way to where it is made."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QMenu, QPushButton

from desktop_app.text import _
from desktop_app.ui.context import UiContext
from desktop_app.ui.icons import icon
from desktop_app.ui.widgets.buttons import quiet

Place = tuple[str, dict[str, Any]]
"""A page and what it is to show; the page ``printing`` with ``leaf`` is this one."""


def places(context: UiContext) -> list[tuple[str, str, Place]]:
    """Icon, paper, and where it is made, of those that this person may make."""
    may = context.desk.may
    here = "printing"
    told: list[tuple[str, str, Place, bool]] = [
        ("wallet", _("Receipt of cash held for somebody"), ("dues", {"tab": "cash"}), True),
        ("calendar-clock", _("Letters: cover ends soon"), ("dues", {"tab": "due"}), True),
        ("hand-coins", _("Letters: a sponsor stops paying"), ("dues", {"tab": "sponsors"}), True),
        ("send", _("Cover letter to BPJS"), ("sending", {"tab": "to"}), may("submit")),
        ("user", _("Letter for people without a NIK"), (here, {"leaf": "letters"}), True),
        ("clipboard-list", _("Book of letters"), (here, {"leaf": "letters"}), True),
        ("printer", _("Calibration page"), (here, {"leaf": "printers"}), True),
        ("key-round", _("Recovery sheet"), ("settings", {"tab": "backup"}), may("backup")),
    ]
    return [(sign, word, place) for sign, word, place, allowed in told if allowed]


def more_papers(context: UiContext, show_leaf: Callable[[str], None]) -> QPushButton:
    """A button whose menu leads to them."""
    made = quiet(_("Other papers…"), icon_name="file-text")
    menu = QMenu(made)
    for sign, word, (page, what) in places(context):
        action = menu.addAction(icon(sign), word)
        if page == "printing":
            action.triggered.connect(lambda _on=False, leaf=what["leaf"]: show_leaf(leaf))
        else:
            action.triggered.connect(
                lambda _on=False, page=page, what=what: context.navigator.go(page, **what)
            )
    made.setMenu(menu)
    return made
