import shutil

import pytest
from hub_office import NEIGHBOUR, Clock, Office

from desktop_app.hub import database


@pytest.fixture(scope="session")
def made_hub(tmp_path_factory):
    """A new hub, closed, to be copied."""
    folder = tmp_path_factory.mktemp("made") / "hub"
    database.open_hub(folder, now=Clock()).close()
    return folder


@pytest.fixture
def hub_clock():
    return Clock()


@pytest.fixture
def hub(made_hub, tmp_path, hub_clock):
    """A real encrypted hub, opened."""
    shutil.copytree(made_hub, tmp_path / "hub")
    opened = database.open_hub(tmp_path / "hub", now=hub_clock)
    yield opened
    opened.close()


@pytest.fixture
def office(hub):
    """An enrolled office."""
    one = Office(hub)
    one.enrol()
    return one


@pytest.fixture
def neighbour(hub):
    """An enrolled office of the next village."""
    one = Office(hub, village=NEIGHBOUR)
    one.enrol()
    return one


@pytest.fixture
def line(hub):
    """The hub's own application, asked in this process."""
    from starlette.testclient import TestClient

    from desktop_app.hub.app import make_app

    with TestClient(make_app(hub), raise_server_exceptions=False) as client:
        yield client
