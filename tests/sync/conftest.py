"""An office, and a hub that it can reach over a real socket."""

import pytest
from hub_double import HubDouble, running

from desktop_app.sync.client import Patience


@pytest.fixture
def hub(clock):
    with running(HubDouble(now=clock)) as hub:
        yield hub


@pytest.fixture
def patience() -> Patience:
    """For a PC that is busy with other tests too; who tests waiting brings less."""
    return Patience(connect=20.0, read=20.0, whole=30.0)
