"""A page over a real office: its context, and waiting for the lanes."""

import pytest
from PySide6.QtCore import Qt
from ui_regency import Regency

from desktop_app import text
from desktop_app.actions import registering
from desktop_app.ui.carrier import Carrier
from desktop_app.ui.changes import Changes
from desktop_app.ui.context import UiContext
from desktop_app.ui.jobs import Jobs
from desktop_app.ui.notices import Notices


class Counter:
    """The desk of a test: context, what was asked of the navigator, what the foot said."""

    left, key_left = Qt.MouseButton.LeftButton, Qt.Key.Key_Left
    ctrl = Qt.KeyboardModifier.ControlModifier
    checked, unchecked = Qt.CheckState.Checked, Qt.CheckState.Unchecked

    def __init__(self, desk, qtbot):
        self.desk, self.qtbot = desk, qtbot
        changes = Changes()
        self.jobs = Jobs(changes)
        self.carrier = Carrier(desk, self.jobs, changes)
        self.context = UiContext(desk.config, desk, self.jobs, changes, Notices(), self.carrier)
        self.asked, self.said, self.errors = [], [], []
        self.context.navigator.asked.connect(lambda page, what: self.asked.append((page, what)))
        self.context.notices.said.connect(lambda kind, line: self.said.append((kind, line)))
        self.jobs.failed.connect(self.errors.append)

    def show(self, page_class):
        """The page, shown, everything it asked for read."""
        page = page_class(self.context)
        self.qtbot.addWidget(page)
        page.resize(1100, 700)
        page.show()
        self.settle()
        return page

    def settle(self):
        """Wait until no lane has anything left to tell."""
        self.qtbot.waitUntil(lambda: not self.jobs.busy, timeout=10_000)

    def register(self, *raws):
        """Register people; their record ids."""
        outcome = registering.register(self.desk, list(raws))
        assert not outcome.refused
        return [one.id for one in outcome.registered]


@pytest.fixture
def counter(desk, qtbot):
    text.use("id")
    counter = Counter(desk, qtbot)
    yield counter
    counter.jobs.stop()
    assert counter.errors == []


@pytest.fixture
def regency(monkeypatch):
    """The regency office as the test wants it; not joined at first."""
    return Regency(monkeypatch)
