import sys
from pathlib import Path

import pytest

# The invented offices of the store's own tests.
sys.path.insert(0, str(Path(__file__).parents[1] / "store"))

from making import give_slots, make

from desktop_app.trust.recovery import new_code


@pytest.fixture
def store(tmp_path):
    made = make(tmp_path / "data")
    yield made
    made.close()


@pytest.fixture
def code():
    return new_code()


@pytest.fixture
def slots(store, code):
    return give_slots(store.folder, code)
