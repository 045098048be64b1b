import pytest
from making import give_slots, make, save

from desktop_app.trust.recovery import new_code


@pytest.fixture
def store(tmp_path):
    """A real encrypted office, open."""
    made = make(tmp_path / "data")
    yield made
    made.close()


@pytest.fixture
def code():
    return new_code()


@pytest.fixture
def slots(store, code):
    """Its slots: one account and the recovery code."""
    return give_slots(store.folder, code)


@pytest.fixture
def add(store):
    """Registers somebody: ``add(worker(2), membership="member")``."""
    return lambda *args, **states: save(store, *args, **states)
