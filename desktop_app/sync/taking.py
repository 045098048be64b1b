"""Taking over what the feed tells, item by item: one that does not fit holds no other back.

It is kept and tried again at every exchange, and whenever somebody's NIK was corrected here.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from desktop_app.domain.findings import Refused
from desktop_app.store import audit, changes, foreign, hubs, passed, settling
from desktop_app.sync.line import Desk
from desktop_app.sync.wire import certificates, receipt
from desktop_app.sync.wire import changes as telling
from desktop_app.sync.wire.errors import Garbled
from desktop_app.sync.wire.receipt import Verdict
from desktop_app.trust import credential

if TYPE_CHECKING:
    from desktop_app.store.tx import Tx
    from desktop_app.trust.credential import Claims

Taken = TypeVar("Taken")
#: Seconds one transaction goes on taking; whoever stands at the counter never waits longer.
LONGEST = 0.02
#: Where an item carries the text of a confirmed paper.
_TEXT = {"change": "credential", "credential": "text"}


@dataclass(frozen=True, slots=True)
class Known:
    """What was looked up before the transaction."""

    papers: Mapping[str, "Claims"]
    """Text of a credential → what it says, of those that the hub signed."""
    places: Mapping[str, int]
    """Change id → sequence, of the changes that verdicts name."""
    late: bool = False


def steps(items: list[Taken]) -> Iterator[Taken]:
    """Take items off the list for :data:`LONGEST`, but one at least."""
    until = time.monotonic() + LONGEST
    while items:
        yield items.pop(0)
        if time.monotonic() > until:
            return


def text_of(kind: str, body: Mapping[str, Any]) -> str | None:
    """The text of a confirmed paper in an item."""
    text = body.get(_TEXT.get(kind, ""))
    return text if isinstance(text, str) else None


def checked(texts: Iterable[str], keys: Mapping[bytes, bytes]) -> dict[str, credential.Checked]:
    """What these credentials say, each by itself."""
    return {text: credential.check(text, dict(keys)) for text in texts}


def take(tx: "Tx", desk: Desk, kind: str, body: dict[str, Any], known: Known) -> bool:
    """Take one item over; one that cannot be is kept for later, and False.

    Raises StoreTrouble, the driver's errors for what is no fault of the item.
    """
    if kind not in _TAKING:
        return False
    rule, done = _tried(tx, desk, kind, body, known)
    if rule is not None and passed.keep(tx, kind, body, rule):
        audit.event(tx, {"passed_over": kind, "rule": rule})
    return done


def _tried(
    tx: "Tx", desk: Desk, kind: str, body: dict[str, Any], known: Known
) -> tuple[str | None, bool]:
    """The rule against the item, or None; and whether it changed anything."""
    try:
        with passed.by_itself(tx):
            return None, _TAKING[kind](tx, body, known)
    except Exception as error:
        rule = passed.rule_of(error, desk.store.folder)
        if rule is None:
            raise
        return rule, False


def again(desk: Desk) -> int:
    """Try once more what could not be taken; how many of them changed something now."""
    with desk.read() as c:
        waiting, hub = passed.all_kept(c), hubs.current(c)
    if not waiting or hub is None:
        return 0
    try:
        keys = certificates.hub_keys(hub.keys, root=hub.root).credentials
    except Garbled:
        return 0
    texts = (text for one in waiting if (text := text_of(one.kind, one.body)))
    papers = {text: one.claims for text, one in checked(texts, keys).items() if one.claims}
    known, count = Known(papers, {}, late=True), 0
    while waiting:
        with desk.write("hub_answer", dated=False) as tx:
            for one in steps(waiting):
                rule, done = _tried(tx, desk, one.kind, one.body, known)
                if rule is None:
                    passed.taken(tx, one.n)
                count += done
    return count


def _change(tx: "Tx", body: dict[str, Any], known: Known) -> bool:
    told = telling.from_object(body["change"])
    before = tx.ends.audit_seq
    settled = _settled(tx, told.record_id)
    foreign.apply(tx, told, verdict=_said(told.change_id, body.get("verdict")), late=known.late)
    text = body.get("credential")
    claims = known.papers.get(text) if isinstance(text, str) else None
    if claims is not None and told.kind == "worker":
        _keep(tx, told.record_id, str(text), claims)
    return tx.ends.audit_seq > before or settled != _settled(tx, told.record_id)


def _settled(tx: "Tx", record_id: str) -> int:
    row = tx.cursor.execute(
        f"SELECT count(settled) FROM change WHERE seq IN ({changes.SEQS})",  # noqa: S608
        (record_id,) * 3,
    ).fetchone()
    return int(row[0])


def _said(change_id: str, told: Any) -> Verdict | None:
    """What the hub once said of a change that comes back."""
    return receipt.from_object({**told, "id": change_id}) if isinstance(told, dict) else None


def _credential(tx: "Tx", body: dict[str, Any], known: Known) -> bool:
    claims = known.papers.get(body["text"])
    if claims is None:
        raise Refused("qr_unknown_key")
    _keep(tx, body["record"], body["text"], claims)
    return True


def _keep(tx: "Tx", worker_id: str, text: str, claims: "Claims") -> None:
    if claims.kind != "confirmed" or not claims.kpj:
        raise Refused("qr_altered")
    foreign.put_credential(tx, worker_id, text, claims.kpj, claims.name, claims.number)


def _verdict(tx: "Tx", body: dict[str, Any], known: Known) -> bool:
    return settling.verdict(tx, receipt.from_object(body), known.places)


_TAKING: Mapping[str, Callable[["Tx", dict[str, Any], Known], bool]] = {
    "change": _change,
    "credential": _credential,
    "verdict": _verdict,
}
