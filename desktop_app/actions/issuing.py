"""Issuing papers: composing the very PDF that is seen, then recording that it went out."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from desktop_app.actions import heads
from desktop_app.actions.desk import Desk
from desktop_app.config import Config
from desktop_app.domain.findings import Finding, Refused
from desktop_app.domain.registration import Registration
from desktop_app.store import foreign, keyring, papers, payments, photos, sponsors, workers
from desktop_app.store.papers import Paper

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop_app.documents.values import Person
    from desktop_app.trust.credential import Claims

KINDS = ("card", "certificate")
LAYOUTS = ("cr80", "a4-10", "f4-10", "a4-fold-5", "f4-fold-5", "slip")
CERTIFICATE_LAYOUTS = ("a4", "f4")


@dataclass(frozen=True, slots=True)
class Planned:
    """One paper of a composed PDF, to be entered in the ledger when it went out."""

    worker_id: str
    kind: str
    status: str
    serial: int
    revision: str


@dataclass(frozen=True, slots=True)
class Composed:
    """A PDF as it will print, its papers, and who could not be printed and why."""

    pdf: bytes
    papers: tuple[Planned, ...]
    refused: tuple[tuple[str, Finding], ...]
    """(registration number, finding)."""


def compose(
    desk: Desk, kind: str, ids: Sequence[str], *, layout: str | None = None, skip: int = 0
) -> Composed:
    """Draw these people's papers. Records nothing; :func:`issue` does, once it went out.

    A member's paper is the participant's information card with a confirmed credential; before a
    KPJ it is the *bukti pendataan*, and says so. Raises Refused: ``nothing_selected``,
    ``layout``, ``does_not_fit`` where nobody's paper can be drawn, ``clock`` where it would bear
    a date that cannot be right.
    """
    desk.require("print")
    desk.check_clock()
    layout = _checked_layout(kind, layout)
    if not ids:
        raise Refused("nothing_selected")
    with desk.read() as c:
        people = [r for r in (workers.get(c, record_id) for record_id in ids) if r]
        first_serial = papers.next_serial(c)
        signing = keyring.current(c).signing
        pictures = {r.id: _photo(c, r) for r in people}
        credentials = {r.id: _credential(c, r) for r in people}
        known = _paying(desk, c, people)
    good: list[Registration] = []
    refused: list[tuple[str, Finding]] = []
    for registration in people:
        finding = _unprintable(desk, registration, kind, layout, known[registration.id])
        if finding:
            refused.append((registration.number, finding))
        else:
            good.append(registration)
    if not good:
        raise Refused(refused[0][1].rule, refused[0][1].field, **refused[0][1].params)
    faces = [
        heads.person(
            desk.office,
            r,
            today=desk.config.today(),
            serial=serial,
            signing=signing,
            photo=pictures[r.id],
            credential=credentials[r.id],
            paying=known[r.id],
        )
        for serial, r in enumerate(good, first_serial)
    ]
    planned = tuple(
        Planned(r.id, _kind(kind, r), _status(r), serial, r.revision)
        for serial, r in enumerate(good, first_serial)
    )
    return Composed(_draw(desk, kind, layout, skip, faces), planned, tuple(refused))


def _checked_layout(kind: str, layout: str | None) -> str:
    if kind not in KINDS:
        raise Refused("choice", "kind", value=kind, allowed=KINDS)
    allowed = LAYOUTS if kind == "card" else CERTIFICATE_LAYOUTS
    layout = layout or ("a4-10" if kind == "card" else "a4")
    if layout not in allowed:
        raise Refused("layout", "layout", value=layout, allowed=allowed)
    return layout


def _status(registration: Registration) -> str:
    return "confirmed" if heads.is_confirmed(registration) else "provisional"


def _kind(kind: str, registration: Registration) -> str:
    if kind == "card" and not heads.is_confirmed(registration):
        return "slip"
    return kind


def _photo(c: "Connection", registration: Registration) -> bytes | None:
    sha = registration.worker.photo
    return photos.get(c, sha) if sha else None


def _credential(c: "Connection", registration: Registration) -> str | None:
    """The hub's credential where it says of this person what the paper says. One of another name
    or number is of before a correction: until the hub has made it anew, the office signs."""
    if not heads.is_confirmed(registration):
        return None
    worker, found = registration.worker, foreign.credential_of(c, registration.id)
    if found is None:
        return None
    same = (found.name, found.number, found.kpj) == (
        worker.full_name,
        registration.number,
        worker.kpj,
    )
    return found.text if same else None


def _paying(desk: Desk, c: "Connection", people: Sequence[Registration]) -> dict[str, heads.Paying]:
    """What is recorded of these people's contributions today, by record id."""
    recorded = payments.paid_of(c, [r.id for r in people])
    names, today = heads.payer_names(sponsors.all_sponsors(c)), desk.config.today()
    return {
        r.id: heads.Paying(heads.recorded_cover(r, recorded.get(r.id, ()), today), names)
        for r in people
    }


def _unprintable(
    desk: Desk, registration: Registration, kind: str, layout: str, paying: heads.Paying
) -> Finding | None:
    if registration.states.membership == "ended":
        on = registration.standing.ended_on
        return Refused("ended", None, number=registration.number, on=on).finding
    from desktop_app.documents.fits import check_fits

    face = heads.person(desk.office, registration, today=desk.config.today(), paying=paying)
    try:
        check_fits(heads.office_head(desk.office), face, kind, layout)
    except Refused as refused:
        return refused.finding
    return None


def _draw(desk: Desk, kind: str, layout: str, skip: int, faces: "Sequence[Person]") -> bytes:
    from desktop_app.documents.certificate import write_certificates
    from desktop_app.documents.sheet import write_cards

    out = io.BytesIO()
    head, today = heads.office_head(desk.office), desk.config.today()
    if kind == "card":
        write_cards(out, head, faces, layout=layout, skip=skip, today=today)
    else:
        write_certificates(out, head, faces, paper=layout, today=today)
    return out.getvalue()


def issue(desk: Desk, composed: Composed, reason: str = "") -> None:
    """Enter the papers in the ledger: who, when, which serial, why. After they went out."""
    desk.require("print")
    with desk.write("papers_issued") as tx:
        for paper in composed.papers:
            papers.record(
                tx,
                kind=paper.kind,
                worker_id=paper.worker_id,
                status=paper.status,
                serial=paper.serial,
                reason=reason,
            )


def papers_of(desk: Desk, worker_id: str) -> list[Paper]:
    """What was printed for this person, the newest first."""
    with desk.read() as c:
        return papers.of_worker(c, worker_id)


def recent_papers(desk: Desk, limit: int = 200) -> list[Paper]:
    """The ledger of prints, the newest first."""
    with desk.read() as c:
        return papers.recent(c, limit)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a paper's QR code proves, without a network."""

    genuine: bool
    status: str
    """``provisional``, ``confirmed``, ``revoked`` or ``unknown``."""
    reason: str | None
    """The rule that speaks against it."""
    name: str | None = None
    registration_number: str | None = None
    kpj: str | None = None
    as_of: date | None = None
    issued_by: str | None = None
    """The office, or the hub where its key signed."""
    by_hub: bool = False


def check_paper(config: Config, given: str | bytes) -> Verdict:
    """Check a QR text, or a photo, scan or PDF of a paper. Needs neither network nor log-in.

    Raises Refused where a picture cannot be read at all.
    """
    from desktop_app.trust import credential

    signers = keyring.signers(config.data)
    keys = {kid: signer.public for kid, signer in signers.items()}
    texts = [given] if isinstance(given, str) else _codes_in(given)
    checked = [credential.check(text, keys) for text in texts]
    best = next((c for c in checked if c.genuine), checked[0] if checked else None)
    if best is None:
        return Verdict(genuine=False, status="unknown", reason="qr_unreadable")
    if not best.genuine or best.claims is None or best.kid is None:
        return Verdict(genuine=False, status="unknown", reason=best.reason)
    return _spoken(best.claims, signers[best.kid])


def _spoken(claims: "Claims", signer: keyring.Signer) -> Verdict:
    """What genuine claims prove, by whose signature it is."""
    revoked = signer.good_until is not None and claims.serial > signer.good_until
    by_hub = signer.kind == "hub" and signer.name
    return Verdict(
        genuine=not revoked,
        status="revoked" if revoked else claims.kind,
        reason="qr_revoked" if revoked else None,
        name=claims.name,
        registration_number=claims.number,
        kpj=claims.kpj,
        as_of=claims.as_of,
        issued_by=signer.name if by_hub else claims.office,
        by_hub=bool(by_hub),
    )


def _codes_in(data: bytes) -> list[str]:
    from desktop_app.documents.scan import read_qr

    return read_qr(data)
