"""The slot file and its second copy: read the newest sound one, write both so that a cut harms
neither.

Each copy is written beside its place, flushed to the disk and moved over the old one, the first
copy before the second. Whatever moment the power fails, one copy is whole; which of two whole
ones is newer says a counter, never a clock.
"""

import hashlib
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from desktop_app.trust.errors import SlotsBusy, SlotsDamaged, SlotsMissing, SlotsNewer
from desktop_app.trust.slot import Slot, read

FIRST, SECOND, LOCK = "slots.json", "slots.bak", "slots.lock"
_FORMAT = "loket-slots"
_VERSION = 1
_LARGEST = 1 << 20
_PATIENCE = 5.0  # seconds, as everywhere in the program


class _Newer(Exception):
    """A sound file of a version this program does not know."""


@dataclass(frozen=True, slots=True)
class Book:
    """What the file holds. ``slots`` begins with the recovery slot."""

    generation: int
    salt: bytes
    """Keys the labels, so that no account's name can be read or compared between offices."""
    slots: tuple[Slot, ...]

    @property
    def pending(self) -> bool:
        """Whether a re-keying was begun and not yet settled."""
        return any(slot.pending for slot in self.slots)

    def find(self, label: bytes) -> Slot | None:
        """The slot with this label."""
        return next((slot for slot in self.slots if slot.label == label), None)

    def put(self, slot: Slot) -> "Book":
        """The same with this slot in place of the one with its label, or added."""
        if self.find(slot.label) is None:
            return replace(self, slots=(*self.slots, slot))
        return replace(self, slots=tuple(slot if s.label == slot.label else s for s in self.slots))


def encode(book: Book) -> bytes:
    """The file's bytes, with a checksum over everything else in them."""
    body: dict[str, Any] = {
        "format": _FORMAT,
        "version": _VERSION,
        "generation": book.generation,
        "salt": book.salt.hex(),
        "slots": [slot.as_json() for slot in book.slots],
    }
    return json.dumps(body | {"check": _check(body)}, indent=1).encode("ascii")


def decode(data: bytes) -> Book:
    """A file's bytes read back. Raises SlotsDamaged, or SlotsNewer for a later version's."""
    try:
        return _decode(data)
    except _Newer:
        raise SlotsNewer(file=FIRST) from None
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise SlotsDamaged(file=FIRST) from None


def _decode(data: bytes) -> Book:
    if len(data) > _LARGEST:
        raise ValueError("too large")
    body = json.loads(data)
    check = body.pop("check")
    if body["format"] != _FORMAT or check != _check(body):
        raise ValueError("not a slot file, or altered")
    version, generation = body["version"], body["generation"]
    if type(version) is not int or type(generation) is not int:
        raise TypeError
    if version > _VERSION:
        raise _Newer
    slots = tuple(read(raw) for raw in body["slots"])
    if not slots or len({slot.label for slot in slots}) < len(slots):
        raise ValueError("no slots, or one twice")
    return Book(generation, _salt(body["salt"]), slots)


def load(folder: Path) -> tuple[Book, bool]:
    """The newest sound copy, and whether both copies are that.

    Raises SlotsMissing when neither is there, SlotsDamaged when none can be used, SlotsNewer.
    """
    copies = [_copy(folder / name) for name in (FIRST, SECOND)]
    if all(copy is None for copy in copies):
        raise SlotsMissing(file=FIRST)
    books = [copy for copy in copies if isinstance(copy, Book)]
    newer = next((copy for copy in copies if isinstance(copy, SlotsNewer)), None)
    if newer is not None:
        raise newer
    if not books:
        raise SlotsDamaged(file=FIRST)
    best = max(books, key=lambda book: book.generation)
    return best, all(copy == best for copy in copies)


def store(folder: Path, book: Book) -> Book:
    """Write both copies as the next generation; OSError when the disk does not take them."""
    book = replace(book, generation=book.generation + 1)
    data = encode(book)
    write_durably(folder / FIRST, data)
    write_durably(folder / SECOND, data)
    return book


def heal(folder: Path) -> None:
    """Make a damaged, missing or older copy whole again, where the folder can be written."""
    with suppress(OSError, SlotsBusy):
        if load(folder)[1]:
            return
        with locked(folder):
            store(folder, load(folder)[0])


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Whoever changes the files beside each other waits for the others; SlotsBusy after 5 s."""
    import portalocker

    lock = portalocker.Lock(folder / LOCK, "a", timeout=_PATIENCE, check_interval=0.05)
    try:
        lock.acquire()
    except portalocker.exceptions.LockException as error:
        raise SlotsBusy from error
    try:
        yield
    finally:
        lock.release()


def write_durably(path: Path, data: bytes) -> None:
    """Replace a small file whole or not at all, and have it on the disk before returning."""
    beside = path.with_name(path.name + ".tmp")
    with open(beside, "wb", opener=_private) as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    _move(beside, path)
    if os.name != "nt":
        handle = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _copy(path: Path) -> Book | SlotsDamaged | None:
    try:
        with path.open("rb") as file:
            return decode(file.read(_LARGEST + 1))
    except FileNotFoundError:
        return None
    except SlotsDamaged as error:
        return error


def _salt(text: str) -> bytes:
    data = bytes.fromhex(text)
    if len(data) != 16:
        raise ValueError("not a salt")
    return data


def _check(body: dict[str, Any]) -> str:
    plain = json.dumps(body, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode("ascii")).hexdigest()


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _move(source: Path, target: Path) -> None:
    """Windows refuses for a moment while a virus scanner looks at what was just written."""
    for _ in range(20 if os.name == "nt" else 0):
        try:
            source.replace(target)
        except PermissionError:
            time.sleep(0.05)
        else:
            return
    source.replace(target)
