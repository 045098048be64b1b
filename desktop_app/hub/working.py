"""A piece of work in one transaction: the book opened, filled by verdicts, and written at once.

Batches, the answer of the branch office and lists for it all change records in this one way.
"""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from desktop_app.hub import changes, credentials, judging, keys, news, owners, records, rules
from desktop_app.hub.changes import WORKER, Kept
from desktop_app.hub.database import Hub, moment
from desktop_app.hub.judging import WITHDRAWN, Book, Outcome
from desktop_app.hub.news import News
from desktop_app.hub.records import Entry
from desktop_app.sync.wire.changes import Told

if TYPE_CHECKING:
    from sqlalchemy import Connection


class Work:
    """One village's records being changed. Only :meth:`save` writes."""

    def __init__(self, c: "Connection", hub: Hub, village: str) -> None:
        self.c = c
        self.at = moment(hub.now())
        self.today = hub.now().astimezone().date().isoformat()
        self.book = Book(village=village, faults=rules.faults_in(village), place=rules.place)
        self._news: list[News] = []
        self._known: dict[str, credentials.Given] = {}
        self._withdrawn: dict[str, str] = {}
        self._last = news.lock(c, village)

    @cached_property
    def me(self) -> keys.Self:
        """The hub, who speaks in changes of its own."""
        return keys.itself(self.c)

    def open_book(self, said: Sequence[Kept]) -> None:
        """Look up everything that these changes could touch: a few statements for all of them."""
        c, book = self.c, self.book
        told = [one.told for one in said]
        ids = list(dict.fromkeys(one.record_id for one in told))
        for entry in records.load(c, book.village, ids):
            book.entries[entry.id] = entry
        book.know(changes.of_records(c, book.village, ids))
        strange = [one.change_id for one in told if one.change_id not in book.changes]
        book.know(changes.by_ids(c, book.village, strange))
        self._open_numbers(one.told.record for one in (*said, *_held(book)))
        members = [id_ for id_ in ids if id_ in book.entries]
        self._known |= credentials.given(c, book.village, members)

    def open_records(self, entries: Iterable[Entry], kpjs: Sequence[str] = ()) -> None:
        """The same for records that the hub itself is going to change, to these KPJs too."""
        book = self.book
        book.entries |= {entry.id: entry for entry in entries}
        self._open_numbers({"kpj": kpj} for kpj in kpjs)
        self._known |= credentials.given(self.c, book.village, list(book.entries))

    def _open_numbers(self, told: Iterable[dict[str, Any] | None]) -> None:
        known = [entry.data for entry in self.book.entries.values()]
        said = [*known, *(record for record in told if record)]
        self.book.niks = owners.of_niks(self.c, _texts(said, "nik"))
        self.book.kpjs = owners.of_kpjs(self.c, _texts(said, "kpj"))

    def judge_all(self, said: Sequence[Kept], *, later: bool = False) -> list[Kept]:
        """Judge these in order, and whatever waited for one of them. A change that has its
        verdict keeps it. Gives the kept ones in the same order."""
        done = []
        for one in sorted(said, key=lambda kept: kept.told.seq):
            kept = self.book.changes.setdefault(one.told.change_id, one)
            if kept.open:
                self._judge(kept, later=later)
            done.append(kept)
        return done

    def _judge(self, kept: Kept, *, later: bool) -> None:
        waiting = [kept]
        while waiting:
            one = waiting.pop(0)
            outcome = Outcome(verdict="later") if later else judging.judge(one.told, self.book)
            judging.settle(one, outcome)
            if outcome.verdict == "held" and one.told.base:
                self.book.waiting[one.told.base].append(one)
            if outcome.data is not None:
                self._take(one, outcome)
            if not one.open:
                waiting += self._waited_for(one)

    def _waited_for(self, one: Kept) -> list[Kept]:
        held = self.book.waiting.pop(one.told.change_id, [])
        return list({each.told.change_id: each for each in held if each.open}.values())

    def _take(self, kept: Kept, outcome: Outcome) -> None:
        """The record becomes what the outcome says; the village is told."""
        told, data = kept.told, outcome.data or {}
        if outcome.verdict == "merged":
            entry = self.book.entries[told.record_id]
            fields = judging.difference(entry.data, data)
            self.say(entry, fields, day=told.today, office=True)
            return
        entry = judging.put(
            self.book, told, data, head=told.change_id, device=kept.device, day=self.today
        )
        if told.kind != WORKER:
            return
        if data.keys() <= WITHDRAWN:
            self._withdrawn[entry.id] = told.change_id
        self._tell(told.change_id, kept.incarnation, {})
        new = self._credential(entry).get("credential")
        if new:  # for the one who said the change, too
            self.tell(News(kind="credential", body={"record": entry.id, "text": new}))

    def say(
        self,
        entry: Entry,
        fields: dict[str, list[Any]],
        *,
        day: str | None = None,
        office: bool = False,
        confirmed: str | None = None,
    ) -> Kept:
        """A change of the hub's own on a record: these fields, [old, new] each.

        ``office``: it comes from an office. ``confirmed``: the ISO day as of which the branch
        office confirmed the KPJ, for a new credential.
        """
        data = {**entry.data, **{name: new for name, (_old, new) in fields.items()}}
        data = {key: value for key, value in data.items() if value is not None}
        told = Told(
            change_id=changes.new_id(),
            seq=self._last + 1,
            kind=entry.kind,
            record_id=entry.id,
            base=entry.head,
            at=self.at,
            today=day or self.today,
            actor=self.me.name,
            record=data,
            fields=fields,
        )
        own = Kept(
            told=told,
            device=self.me.id,
            incarnation=self.me.epoch,
            received_at=self.at,
            digest=changes.digest(told),
            verdict="accepted",
        )
        self.book.changes[told.change_id] = own
        judging.put(
            self.book,
            told,
            data,
            head=told.change_id,
            device=entry.device,
            day=self.today if office else None,
        )
        body = self._credential(entry, confirmed)
        self._tell(told.change_id, self.me.epoch, body)
        return own

    def _tell(self, change_id: str, origin: str, body: dict[str, Any]) -> None:
        self._news.append(News(kind="change", change_id=change_id, origin=origin, body=body))
        self._last += 1

    def tell(self, item: News) -> None:
        """Something else for the village's feed."""
        self._news.append(item)
        self._last += 1

    def _credential(self, entry: Entry, confirmed: str | None = None) -> dict[str, Any]:
        """A credential newly confirmed; or a new one where the hub gave one and the record says
        something else now."""
        given = self._known.get(entry.id)
        outdated = given is not None and given.outdated(entry.data)
        as_of = confirmed or (given.as_of if given and outdated else None)
        new = self._issuer.issue(entry, as_of) if as_of else None
        if new is None:
            return {}
        self._known[entry.id] = new
        return {"credential": new.text}

    def has_credential(self, entry: Entry, kpj: str) -> bool:
        """Whether the hub confirmed this KPJ to this record before."""
        given = self._known.get(entry.id)
        return given is not None and given.kpj == kpj

    @cached_property
    def _issuer(self) -> credentials.Issuer:
        return credentials.Issuer(self.c)

    def save(self) -> None:
        """Write everything: changes, records, owners, feed."""
        c, village = self.c, self.book.village
        changes.save(c, village, self.book.changes.values())
        records.save(c, self.book.entries.values())
        owners.save(c, self.book.niks, self.book.kpjs)
        credentials.save(c, village, self._known.values())
        if "_issuer" in self.__dict__:
            self._issuer.close()
        if self._withdrawn:
            credentials.forget(c, village, list(self._withdrawn))
            changes.forget(c, village, self._withdrawn)
        news.tell(c, village, self._news)
        self._news = []


def _held(book: Book) -> list[Kept]:
    return [one for many in book.waiting.values() for one in many]


def _texts(said: Iterable[dict[str, Any]], key: str) -> list[str]:
    return sorted({value for one in said if isinstance(value := one.get(key), str)})
