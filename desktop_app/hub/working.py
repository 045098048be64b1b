"""A piece of work in one transaction: the book opened, filled by verdicts, and written at once.

Batches, the answer of the branch office and lists for it all change records in this one way.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from desktop_app.hub import (
    changes,
    credentials,
    judging,
    keys,
    months,
    news,
    opening,
    owners,
    paying,
    records,
    rules,
    trace,
    withdrawing,
)
from desktop_app.hub.asking import Asking
from desktop_app.hub.changes import SPONSOR, WORKER, Kept
from desktop_app.hub.database import Hub, moment
from desktop_app.hub.judging import NOT_TAKEN, Book, Outcome
from desktop_app.hub.news import News
from desktop_app.hub.records import Entry
from desktop_app.sync.wire import receipt
from desktop_app.sync.wire.changes import Told
from desktop_app.sync.wire.receipt import Verdict

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
        self.credentials = credentials.Credentials(c, village)
        self._gone: list[withdrawing.Gone] = []
        self._asking = Asking(c, village, self.at)
        self._last = news.lock(c, village)

    @cached_property
    def me(self) -> keys.Self:
        """The hub, who speaks in changes of its own."""
        return keys.itself(self.c)

    def open_book(self, said: Sequence[Kept]) -> None:
        """Look up everything that these changes could touch: a few statements for all of them."""
        opening.for_changes(self.c, self.book, said)
        told = dict.fromkeys(one.told.record_id for one in said)
        self.credentials.open([id_ for id_ in told if id_ in self.book.entries])

    def open_records(self, entries: Iterable[Entry], kpjs: Sequence[str] = ()) -> None:
        """The same for records that the hub itself is going to change, to these KPJs too."""
        opening.for_records(self.c, self.book, entries, kpjs)
        self.credentials.open(list(self.book.entries))

    def judge_all(self, said: Sequence[Kept], *, later: bool = False) -> list[Kept]:
        """Judge these in order, and whatever waited for one of them. A change that has its
        verdict keeps it. Gives the kept ones in the same order."""
        done = []
        for one in sorted(said, key=lambda kept: kept.told.seq):
            kept = self.book.heard(one)
            if kept.open:
                if kept.told.record is None:  # it was emptied while it waited
                    kept.told = one.told
                self._judge(kept, later=later)
            done.append(kept)
        return done

    def _judge(self, kept: Kept, *, later: bool) -> None:
        waiting = [kept]
        while waiting:
            one = waiting.pop(0)
            outcome = Outcome(verdict="later") if later else self._verdict(one)
            judging.settle(one, outcome)
            if outcome.verdict == "held":
                self.book.wait(one)
            if outcome.strip:
                one.strip()
            elif outcome.verdict in NOT_TAKEN:  # so that a restored office has it again
                self._tell(one, {}, alone=True)
            if outcome.data is not None:
                self._take(one, outcome)
            if not one.open:
                waiting += self._waited_for(one)

    def _verdict(self, one: Kept) -> Outcome:
        """A change at which the program stumbles waits for a better one and stops no other."""
        try:
            money = one.told.kind in paying.KINDS
            outcome = (paying if money else judging).judge(one.told, self.book)
        except Exception as error:
            trace.log_unexpected(error)
            return Outcome(verdict="later")
        return self._asking.limited(one, outcome)

    def _waited_for(self, one: Kept) -> list[Kept]:
        held = self.book.waiting.pop(one.told.change_id, [])
        if one.told.kind == WORKER:  # payments wait for their person
            held += self.book.waiting.pop(one.told.record_id, [])
        return list({each.told.change_id: each for each in held if each.open}.values())

    def _take(self, kept: Kept, outcome: Outcome) -> None:
        """The record becomes what the outcome says; the village is told."""
        told, data = kept.told, outcome.data or {}
        if outcome.verdict == "merged":
            entry = self.book.entries[told.record_id]
            fields = judging.difference(entry.data, data)
            self.say(entry, fields, day=told.today, office=True)
            return
        known = self.book.entries.get(told.record_id)
        before = known.data if known else None
        entry = judging.put(
            self.book, told, data, head=told.change_id, device=kept.device, day=self.today
        )
        if judging.withdraws(told):
            self._withdraw(kept, before or {})
        alone = self._is_own_matter(kept)
        self._tell(kept, {} if alone else _as_taken(kept.told, before, data), alone=alone)
        if told.kind != WORKER:
            return
        new = self.credentials.renewed(entry)
        if new:  # for the one who said the change, too
            self.tell(News(kind="credential", body={"record": entry.id, "text": new}))

    def _is_own_matter(self, kept: Kept) -> bool:
        """Papers and lists are a PC's own; so is a payment for somebody whom the hub did not
        take, because the village's other PCs do not have the person."""
        if kept.about is not None:
            return kept.about not in self.book.entries
        return kept.told.kind not in (WORKER, SPONSOR)

    def _withdraw(self, kept: Kept, before: Mapping[str, Any]) -> None:
        gone = withdrawing.strip(self.book, kept, before)
        self.credentials.forget(gone.record_id)
        self._news = gone.silent(self._news)
        self._gone.append(gone)

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
            about=changes.about(told),
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
        new = self.credentials.renewed(entry, confirmed)
        self._tell(own, {"credential": new} if new else {})
        return own

    def _tell(self, kept: Kept, body: dict[str, Any], *, alone: bool = False) -> None:
        """Tell a change to the village, or to its device ``alone``."""
        self.tell(
            News(
                kind="change",
                change_id=kept.told.change_id,
                origin=kept.incarnation,
                device=kept.device if alone else None,
                body=body,
            )
        )

    def tell(self, item: News) -> None:
        """Something else for the village's feed."""
        self._news.append(item)
        self._last += 1

    def save(self) -> None:
        """Write everything: changes, records, owners, feed."""
        c, village = self.c, self.book.village
        for item in _of_lost(c, self.book):
            self.tell(item)
        changes.save(c, village, self.book.changes.values())
        records.save(c, self.book.entries.values())
        owners.save(c, self.book.niks, self.book.kpjs)
        months.save(c, self.book.months)
        withdrawing.erase(c, village, self._gone)
        self.credentials.save()
        self._asking.close()
        news.tell(c, village, self._news)
        self._news = []


def _of_lost(c: "Connection", book: Book) -> Iterator[News]:
    """Payments whose person's NIK was corrected to one that another has paid for."""
    lost, book.lost = book.lost, {}
    there = {id_: one for id_ in lost if (one := book.entries.get(id_))}
    missing = sorted(lost.keys() - there.keys())
    for entry in (*there.values(), *records.load(c, book.village, missing)):
        finding = paying.paid_already(lost[entry.id], book)
        verdict = Verdict(
            change_id=entry.head,
            verdict=paying.verdict_of(finding),
            rule=finding.rule,
            field=finding.field,
            params=finding.params,
        )
        yield News(kind="verdict", body=receipt.as_object(verdict))


def _as_taken(
    told: Told, before: Mapping[str, Any] | None, data: Mapping[str, Any]
) -> dict[str, Any]:
    """What the feed says instead of what was told: what the record became, and in which fields."""
    fields: dict[str, list[Any]] | None = None
    if judging.withdraws(told):  # what there was before is nobody's business any more
        fields = {"consent": [(before or {}).get("consent"), data.get("consent")]}
    elif before is not None:
        fields = judging.difference(before, data)
    whole = {"record": data, "fields": fields}
    said = {"record": told.record, "fields": told.fields}
    differs = {name: value for name, value in whole.items() if value != said[name]}
    return {"taken": differs} if differs else {}
