"""An office, and a hub that it can reach over a real socket."""

import shutil
import threading
from contextlib import contextmanager

import pytest
import uvicorn
from hub_double import HubDouble, running

from desktop_app.actions import exchanging
from desktop_app.hub import database, devices
from desktop_app.hub.app import make_app
from desktop_app.sync.client import Patience

VILLAGE = "33.01.01.2001"


@pytest.fixture
def hub(clock):
    with running(HubDouble(now=clock)) as hub:
        yield hub


@pytest.fixture
def patience() -> Patience:
    """For a PC that is busy with other tests too; who tests waiting brings less."""
    return Patience(connect=20.0, read=20.0, whole=30.0)


class _Server(uvicorn.Server):
    """Tells when it accepts requests."""

    def __init__(self, config) -> None:
        super().__init__(config)
        self.ready = threading.Event()

    async def startup(self, sockets=None) -> None:
        await super().startup(sockets=sockets)
        self.ready.set()


@contextmanager
def served(hub):
    """The hub behind HTTP, in a thread; gives its address."""
    app = make_app(hub)
    config = uvicorn.Config(app, port=0, log_config=None, lifespan="off", ws="none")
    server = _Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    assert server.ready.wait(20)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(20)


@pytest.fixture(scope="session")
def made_hub(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hub") / "hub"
    database.open_hub(folder).close()
    return folder


@pytest.fixture
def regency(made_hub, tmp_path, clock):
    shutil.copytree(made_hub, tmp_path / "hub")
    opened = database.open_hub(tmp_path / "hub", now=clock)
    yield opened
    opened.close()


@pytest.fixture
def url(regency):
    with served(regency) as url:
        yield url


@pytest.fixture
def member(desk, regency, url):
    exchanging.enrol(desk, devices.new_code(regency, VILLAGE), url)
    return desk
