"""What zstd knows beforehand: small enough to ship, worth it, of nobody, and never another one."""

import hashlib
import importlib.util
import re
import sys
from pathlib import Path

import pytest
import zstandard

ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "resources" / "wire" / "changes-1.zdict"


@pytest.fixture(scope="module")
def making():
    spec = importlib.util.spec_from_file_location("dictionary", ROOT / "packaging/dictionary.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # its dataclasses look themselves up there
    spec.loader.exec_module(module)
    return module


def test_it_never_changes():
    """What was sealed with it could not be read again. A better one is ``changes-2.zdict``."""
    assert hashlib.sha256(SHIPPED.read_bytes()).hexdigest() == (
        "b46581f90241867d8d96b3c8a744c5a3c3ad067f776c7bf573576f4e3d0fe57c"
    )


def test_its_size_and_number():
    data = SHIPPED.read_bytes()
    assert len(data) <= 32_768
    assert zstandard.ZstdCompressionDict(data).dict_id() == 1


def test_what_it_is_worth(making):
    """A registration alone takes less than a third of what gzip makes of it."""
    taken = making.figures(SHIPPED.read_bytes(), making.registrations()[:300])
    assert taken["zstd with the dictionary"] <= 200
    assert taken["zstd with the dictionary"] * 3 < taken["gzip"]


def test_no_number_in_it_can_be_anybodys():
    data = SHIPPED.read_bytes()
    numbers = re.findall(rb"(?<![\d.-])\d{16}(?!\d)", data)
    assert numbers
    assert all(one[6:8] == b"99" for one in numbers)
    assert not re.search(rb"\+62\d{7}|(?<!\d)08\d{8}", data)


def test_what_it_learns_from_is_always_the_same(making):
    first, again = (next(making.offices(making.SEED)) for _ in range(2))
    assert [*first.changes()] == [*again.changes()]
    assert [*first.answers()] == [*again.answers()]
