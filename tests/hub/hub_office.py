"""A village office as the hub sees it: keys, envelopes and changes, without an office behind."""

import uuid
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from desktop_app.domain.numbering import registration_number
from desktop_app.hub import devices, feed, ingest, keys
from desktop_app.hub.changes import new_id
from desktop_app.hub.database import Hub
from desktop_app.sync.wire import activation, changes, enrolment, envelope, receipt
from desktop_app.sync.wire import feed as feed_form
from desktop_app.sync.wire.certificates import hub_keys
from desktop_app.sync.wire.changes import Told
from desktop_app.sync.wire.enrolment import Request
from desktop_app.sync.wire.envelope import Manifest
from desktop_app.trust import keys as device_keys
from desktop_app.trust import seal

VILLAGE, NEIGHBOUR = "33.01.01.2001", "33.01.01.2002"
DAY = "2026-11-22"


def print_it(_root):
    """The root sheet of a test's hub lies in nobody's safe."""


class Clock:
    def __init__(self):
        self.moment = datetime(2026, 11, 22, 3, tzinfo=UTC)

    def __call__(self):
        return self.moment

    def later(self, **time):
        self.moment += timedelta(**time)


def record(serial=1, *, tag="7K3", village=VILLAGE, **values):
    """A whole record as an office's log has it, without its empty keys."""
    told = {
        "registration_number": registration_number(village, tag, serial),
        "nik": f"330101150885{serial:04}",
        "full_name": f"Slamet Raharjo {serial}",
        "occupation": "petani",
        "birth_date": "1985-08-15",
        "sex": "male",
        "village_code": village,
        "phone": "+6281327000011",
        "phone_owner": "self",
        "ecosystem": "village",
        "business_owner": False,
        "programmes": ["JKK", "JKM"],
        "funding": "self",
        "segment": "vulnerable",
        "family": [],
        "consent": {"given_on": DAY, "method": "signed_form", "purposes": ["bpjs", "hub"]},
        "confirmed": [],
        "record": "recorded",
        "membership": "candidate",
        "protection": "none",
        "registered_on": DAY,
        "registered_by": "siti",
        "aliases": [],
        **values,
    }
    return {key: value for key, value in told.items() if value is not None}


@dataclass
class Office:
    """One device of a village."""

    hub: Hub
    village: str = VILLAGE
    device: str = field(default_factory=lambda: str(uuid.uuid4()))
    incarnation: str = field(default_factory=lambda: uuid.uuid4().hex)
    tag: str = "7K3"
    own: device_keys.DeviceKeys = field(default_factory=device_keys.generate)
    seq: int = 0
    cursor: str = ""

    @property
    def kid(self):
        return device_keys.kid(device_keys.public_key(self.own.signing))

    @property
    def keys(self):
        return hub_keys(keys.document(self.hub))

    def request(self, secret=None, succeeds=None):
        return Request(
            device=self.device,
            incarnation=self.incarnation,
            village=self.village,
            office="Desa Tambakreja",
            tag=self.tag,
            signing=device_keys.public_key(self.own.signing).hex(),
            receiving=seal.recipient(self.own.receiving),
            secret=secret,
            succeeds=succeeds,
        )

    def sealed_request(self, request_id=None, **said):
        return enrolment.sealed_request(
            self.request(**said),
            request_id=request_id or new_id(),
            signing=self.own.signing,
            to=self.keys.receiving,
        )

    def enrol(self, code=None):
        code = code or devices.new_code(self.hub, self.village)
        secret = activation.read_code(code).secret
        request_id = new_id()
        raw = devices.enrol(self.hub, self.sealed_request(request_id, secret=secret))
        return self.welcomed(raw, request_id)

    def welcomed(self, raw, request_id):
        return enrolment.read_welcome(
            raw, request_id=request_id, keys=self.keys.receipts, identity=self.own.receiving
        )

    def successor(self, **changed):
        """The same PC after a restore: new incarnation, new keys."""
        fresh = {"incarnation": uuid.uuid4().hex, "own": device_keys.generate(), **changed}
        return replace(self, **fresh)

    def new(self, data=None, *, record_id=None, **said):
        """The first change of a record."""
        return self.change(data or record(), None, record_id=record_id, **said)

    def change(self, data, before, *, record_id=None, **said):
        """A change on top of another: what it changes is found out."""
        self.seq += 1
        old = (before.record or {}) if before else None
        names = {} if old is None else dict.fromkeys((*old, *data))
        told = {
            "change_id": new_id(),
            "seq": self.seq,
            "kind": "worker",
            "record_id": record_id or (before.record_id if before else new_id()),
            "base": before.change_id if before else None,
            "at": f"{DAY}T03:00:00.000000+00:00",
            "today": DAY,
            "actor": "siti",
            "record": data,
            "fields": None
            if old is None
            else {n: [old.get(n), data.get(n)] for n in names if old.get(n) != data.get(n)},
            **said,
        }
        return Told(**told)

    def batch(self, *told, batch_id=None, **manifest):
        places = [one.seq for one in told] or [0]
        head = Manifest(
            kind="changes",
            id=batch_id or new_id(),
            device=self.device,
            incarnation=self.incarnation,
            village=self.village,
            **{
                "first_seq": min(places),
                "last_seq": max(places),
                "count": len(told),
                "head": b"h" * 16,
                **manifest,
            },
        )
        raw = envelope.sealed(
            head, changes.written(told), signing=self.own.signing, to=self.keys.receiving
        )
        return head.id, raw

    def deliver(self, *told):
        """Sends these in one batch; gives the opened receipt."""
        return self.read(ingest.take(self.hub, *self.batch(*told)).receipt)

    def read(self, raw):
        opened = envelope.opened(raw, keys=self.keys.receipts, identities=[self.own.receiving])
        assert opened.manifest.kind == "receipt"
        return receipt.read(opened.content)

    def verdicts(self, *told):
        """The verdict on each of these, sent in one batch."""
        receipt = self.deliver(*told)
        named = {one.change_id: one.verdict for one in receipt.exceptions}
        return [named.get(one.change_id, "accepted") for one in told]

    def pull(self):
        """Everything new of the feed, page by page."""
        items = []
        while True:
            with self.hub.read() as c:
                device = devices.by_kid(c, self.kid)
            opened = envelope.opened(
                feed.page(self.hub, device, self.cursor),
                keys=self.keys.receipts,
                identities=[self.own.receiving],
            )
            page = feed_form.read(opened.content)
            self.cursor = page.cursor
            items += page.items
            if not page.more:
                return items
