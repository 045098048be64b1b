"""The slots of one office's folder: who can get the database key out, and changing that.

Nothing is held in memory between calls: another window or command may have changed the file.
Changes are made under a lock of their own; reading needs none, since a file is replaced whole.
"""

import hashlib
import hmac
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from secrets import token_bytes
from time import sleep as _sleep

from desktop_app.domain.findings import Refused
from desktop_app.trust import attempts, recovery, seal, slotfile
from desktop_app.trust.errors import SlotsDamaged, WrongCode, WrongPassword
from desktop_app.trust.slot import DEFAULT_COST, KEY_LENGTH, Cost, Slot, derived, make
from desktop_app.trust.slotfile import Book

_RECOVERY = "recovery"
_ACCOUNT = "account"
_NOBODY = "unknown"

Opens = Callable[[bytes], bool]
"""Asks the database whether a key is its own."""


class Slots:
    """The slot file of one folder. ``cost`` is for new slots; ``sleep`` waits after wrong tries."""

    def __init__(
        self,
        folder: Path,
        *,
        cost: Cost = DEFAULT_COST,
        sleep: Callable[[float], None] = _sleep,
    ) -> None:
        self._folder = folder
        self._cost = cost
        self._sleep = sleep

    @staticmethod
    def create(
        folder: Path,
        key: bytes,
        *,
        account: str,
        password: str,
        recovery_code: str,
        cost: Cost = DEFAULT_COST,
    ) -> "Slots":
        """The first slots of a folder: one account and the recovery code.

        Raises Refused ``office_exists`` where there are slots, WrongCode for a code that is none.
        """
        slots = Slots(folder, cost=cost)
        code = _code(recovery_code)
        with slotfile.locked(folder):
            if any((folder / name).exists() for name in (slotfile.FIRST, slotfile.SECOND)):
                raise Refused("office_exists")
            salt = token_bytes(16)
            first = make(_label(salt, _RECOVERY, ""), code, key, cost)
            second = make(_label(salt, _ACCOUNT, account), _secret(password), key, cost)
            slotfile.store(folder, Book(0, salt, (first, second)))
        return slots

    @staticmethod
    def open(
        folder: Path,
        *,
        cost: Cost = DEFAULT_COST,
        sleep: Callable[[float], None] = _sleep,
    ) -> "Slots":
        """The folder's slots. Raises SlotsMissing, SlotsDamaged (SlotsNewer: a later version's)."""
        slots = Slots(folder, cost=cost, sleep=sleep)
        slots._read()
        return slots

    @property
    def pending(self) -> bool:
        """Whether a re-keying was begun and its outcome is not yet known."""
        return self._read().pending

    def has(self, account: str) -> bool:
        """Whether this account has a slot. Case and outer spaces do not make another account."""
        book = self._read()
        return book.find(_label(book.salt, _ACCOUNT, account)) is not None

    def count(self) -> int:
        """How many accounts have a slot; the recovery slot is not counted."""
        book = self._read()
        return len(book.slots) - (book.find(_label(book.salt, _RECOVERY, "")) is not None)

    def unlock(self, account: str, password: str, *, opens: Opens) -> bytes:
        """The database key. Raises WrongPassword, later with each wrong try in a row.

        ``opens`` is asked only where a re-keying was cut short: the file then holds two keys,
        and only the database knows which is its own. The answer settles the file.
        """
        label = _label(self._read().salt, _ACCOUNT, account)
        return self._unlock(label, _secret(password), WrongPassword, opens)

    def unlock_recovery(self, code: str, *, opens: Opens) -> bytes:
        """The database key by the printed code. Raises WrongCode; a mistyped one costs no wait."""
        secret = _code(code)
        label = _label(self._read().salt, _RECOVERY, "")
        return self._unlock(label, secret, WrongCode, opens)

    def add(self, key: bytes, account: str, password: str) -> None:
        """Give an account a slot, or a new password: then a new identity too.

        Who kept the old file and knows the old password must not read what is sealed later.
        """
        self._put(key, _ACCOUNT, account, _secret(password))

    def renew_recovery(self, key: bytes, code: str) -> None:
        """Replace the recovery code. Backups made before keep the code of their day."""
        self._put(key, _RECOVERY, "", _code(code))

    def remove(self, account: str) -> None:
        """Take an account's slot away; nothing happens where there is none.

        Its holder may have kept the key itself: only a re-keying (:meth:`reseal`) ends that.
        """
        with slotfile.locked(self._folder):
            book = self._settled()
            label = _label(book.salt, _ACCOUNT, account)
            if book.find(label) is not None:
                slots = tuple(slot for slot in book.slots if slot.label != label)
                slotfile.store(self._folder, replace(book, slots=slots))
        attempts.forget(self._folder, label.hex())

    @contextmanager
    def reseal(self, old: bytes, new: bytes, *, opens: Opens) -> Iterator[None]:
        """Around the database's re-keying: both keys are kept while it runs, then the new one.

        It needs nobody's password. When the body raises, the database says which key it has;
        when the program dies, both stay and the next :meth:`unlock` asks. Until then nobody else
        gets at the slots (SlotsBusy). Raises SlotsDamaged, with nothing changed, when a slot was
        not made by somebody who held ``old``.
        """
        with slotfile.locked(self._folder):
            book = self._settled()
            if len(new) != KEY_LENGTH or not all(slot.proven(old) for slot in book.slots):
                raise SlotsDamaged(file=slotfile.FIRST)
            try:
                self._store_each(lambda slot: slot.preparing(new))
                yield
            except BaseException:
                self._settle(old, new, opens)
                raise
            self._store_each(Slot.committed)

    def recovery_slot(self) -> bytes:
        """The recovery slot alone, as the JSON that a backup carries."""
        book = self._settled()
        slot = book.find(_label(book.salt, _RECOVERY, ""))
        if slot is None:
            raise SlotsDamaged(file=slotfile.FIRST)
        return slotfile.encode(Book(book.generation, book.salt, (slot,)))

    def _read(self) -> Book:
        return slotfile.load(self._folder)[0]

    def _settled(self) -> Book:
        """The file as it is when no re-keying is under way; who unlocked has settled it."""
        book = self._read()
        if book.pending:
            raise SlotsDamaged(file=slotfile.FIRST)
        return book

    def _store_each(self, change: Callable[[Slot], Slot]) -> None:
        book = self._read()
        slots = tuple(change(slot) for slot in book.slots)
        if slots != book.slots:
            slotfile.store(self._folder, replace(book, slots=slots))

    def _put(self, key: bytes, kind: str, name: str, secret: bytes) -> None:
        with slotfile.locked(self._folder):
            book = self._settled()
            if not any(slot.proven(key) for slot in book.slots):
                raise SlotsDamaged(file=slotfile.FIRST)
            label = _label(book.salt, kind, name)
            slotfile.store(self._folder, book.put(make(label, secret, key, self._cost)))
        attempts.forget(self._folder, label.hex())

    def _unlock(
        self,
        label: bytes,
        secret: bytes,
        wrong: type[WrongPassword] | type[WrongCode],
        opens: Opens,
    ) -> bytes:
        who = label.hex() if self._read().find(label) is not None else _NOBODY
        before = attempts.begin(self._folder, who)
        self._sleep(attempts.wait(before))
        slot = self._read().find(label)
        identity = _identity(slot, secret, self._cost)
        if slot is None or identity is None:
            raise wrong(tries=before + 1, wait=attempts.wait(before + 1))
        key = self._decided(slot, identity, opens) if slot.pending else _unsealed(slot, identity)
        attempts.forget(self._folder, who)
        slotfile.heal(self._folder)
        return key

    def _decided(self, slot: Slot, identity: str, opens: Opens) -> bytes:
        """The key, where there were two; under the lock, so that no re-keying is running now."""
        with slotfile.locked(self._folder):
            slot = self._read().find(slot.label) or slot
            key = _unsealed(slot, identity)
            if not slot.pending:
                return key
            return self._settle(key, _unsealed(slot.committed(), identity), opens)

    def _settle(self, old: bytes, new: bytes, opens: Opens) -> bytes:
        """Which of two keys is the database's; the file follows. When neither is, it waits."""
        if opens(new):
            self._store_each(Slot.committed)
            return new
        if opens(old):
            self._store_each(Slot.aborted)
        return old


def open_recovery_slot(blob: bytes, code: str) -> bytes:
    """The database key of a backup, by the code of the day it was made.

    Raises SlotsDamaged for a blob that is none, WrongCode for a code that does not fit it.
    """
    secret = _code(code)
    book = slotfile.decode(blob)
    identity = book.slots[0].identity(secret)
    if identity is None:
        raise WrongCode
    return _unsealed(book.slots[0], identity)


def _identity(slot: Slot | None, secret: bytes, cost: Cost) -> str | None:
    """Unwrap; for an account without a slot take as long, so that time tells nothing."""
    if slot is None:
        derived(secret, bytes(16), cost)
        return None
    return slot.identity(secret)


def _unsealed(slot: Slot, identity: str) -> bytes:
    try:
        return seal.unseal(slot.sealed, identity)
    except ValueError as error:
        raise SlotsDamaged(file=slotfile.FIRST) from error


def _label(salt: bytes, kind: str, name: str) -> bytes:
    folded = unicodedata.normalize("NFKC", name).strip().casefold()
    text = f"{kind}\0{folded}".encode("utf-8", "surrogatepass")
    return hmac.digest(salt, text, hashlib.sha256)[:16]


def _secret(password: str) -> bytes:
    """One spelling of what looks the same on two keyboards (RFC 8265, OpaqueString: NFC)."""
    return unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")


def _code(text: str) -> bytes:
    return recovery.normalised(text).encode("ascii")
