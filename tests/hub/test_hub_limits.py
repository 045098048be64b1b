"""Patience with guesses, and never more bytes than are wanted."""

import asyncio

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from starlette.requests import ClientDisconnect

from desktop_app.domain.findings import Refused
from desktop_app.hub import limits
from desktop_app.hub.limits import Tries


class Seconds:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


def refused(tries: Tries, address: str) -> int | None:
    try:
        tries.take(address)
    except Refused as error:
        return error.params["wait"] if error.rule == "too_many_tries" else -1
    return None


def test_an_address_waits_until_its_first_try_is_old(seconds):
    tries = Tries(3, 100, 60, seconds)
    assert [refused(tries, "a") for _ in range(3)] == [None] * 3
    seconds.now = 20
    assert refused(tries, "a") == 40
    assert refused(tries, "b") is None
    seconds.now = 60
    assert refused(tries, "a") is None


def test_all_addresses_together_have_a_limit_too(seconds):
    tries = Tries(3, 5, 60, seconds)
    assert [refused(tries, str(n)) for n in range(5)] == [None] * 5
    assert refused(tries, "another") == 60
    seconds.now = 61
    assert refused(tries, "another") is None


def test_a_right_try_does_not_count(seconds):
    tries = Tries(2, 3, 60, seconds)
    for _ in range(50):
        assert refused(tries, "a") is None
        tries.give_back("a")
    tries.give_back("never seen")
    assert [refused(tries, "a") for _ in range(3)] == [None, None, 60]


def test_who_was_right_once_is_not_shut_out_by_others(seconds):
    tries = Tries(3, 5, 60, seconds)
    assert refused(tries, "office") is None
    tries.give_back("office")
    assert [refused(tries, str(n)) for n in range(6)] == [None] * 5 + [60]
    assert [refused(tries, "office") for _ in range(4)] == [None, None, None, 60]


def test_addresses_are_not_remembered_without_end(seconds, monkeypatch):
    monkeypatch.setattr(limits, "_REMEMBERED", 10)
    tries = Tries(1, 10_000, 60, seconds)
    for n in range(200):
        refused(tries, str(n))
    assert len(tries._known) == 10
    assert refused(tries, "199") == 60


@example([("a", 8.5), ("a", 60.06937425901738), ("a", 30.0), ("a", 30.0)])
@given(st.lists(st.tuples(st.sampled_from("abc"), st.floats(0, 30)), max_size=60))
def test_never_more_than_the_limit_in_any_window(steps):
    clock = Seconds()
    tries = Tries(2, 4, 60, clock)
    taken: list[tuple[float, str]] = []
    for address, later in steps:
        clock.now += later
        if refused(tries, address) is None:
            taken.append((clock.now, address))
    for at, address in taken:
        window = [who for when, who in taken if at - 60 < when <= at]
        assert len(window) <= 4
        assert window.count(address) <= 2


class Sender:
    """Bytes in pieces; counts how many were asked for."""

    def __init__(self, *pieces: bytes, end: BaseException | None = None) -> None:
        self.pieces, self.end, self.read = list(pieces), end, 0

    def __aiter__(self) -> "Sender":
        return self

    async def __anext__(self) -> bytes:
        if not self.pieces:
            raise self.end or StopAsyncIteration
        self.read += 1
        return self.pieces.pop(0)


def read(sender: Sender, told: str | None = None, most: int = 10) -> bytes:
    return asyncio.run(limits.body(sender, told, most, idle=0.05))


def test_a_body_is_read_whole():
    assert read(Sender(b"12345", b"", b"67890")) == b"1234567890"


@pytest.mark.parametrize("told", ["11", "99999999999999999999999999"])
def test_a_body_that_says_it_is_too_large_is_not_read(told):
    sender = Sender(b"1" * 11)
    with pytest.raises(Refused, match="body_too_large"):
        read(sender, told)
    assert sender.read == 0


@pytest.mark.parametrize("told", [None, "5", "-1", "viel", "١١"])
def test_a_body_that_grows_too_large_is_read_no_further(told):
    sender = Sender(*[b"12345"] * 10)
    with pytest.raises(Refused, match="body_too_large"):
        read(sender, told)
    assert sender.read == 3


def test_who_stops_in_the_middle_is_not_waited_for():
    with pytest.raises(Refused, match="body_cut"):
        read(Sender(b"1", end=ClientDisconnect()))

    async def silence():
        yield b"1"
        await asyncio.sleep(30)

    with pytest.raises(Refused, match="body_cut"):
        asyncio.run(limits.body(silence(), None, 10, idle=0.01))
