"""A small truthful hub in memory, on a real socket, that can be told to fail in any way.

It verifies what offices send and signs what it says, as the hub does; ``fault`` stands between it
and the line and may change, drop, cut or hold back an answer.
"""

import base64
import hashlib
import json
import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit
from uuid import UUID

from desktop_app.domain.findings import Refused
from desktop_app.store.tx import new_id
from desktop_app.sync.wire import (
    activation,
    certificates,
    changes,
    enrolment,
    envelope,
    feed,
    photo,
    receipt,
    session,
)
from desktop_app.sync.wire.certificates import Certificate, PaperKey
from desktop_app.sync.wire.envelope import MEDIA_TYPE, Manifest
from desktop_app.sync.wire.feed import Item
from desktop_app.sync.wire.receipt import Receipt, Verdict
from desktop_app.trust import cose, keys, seal
from desktop_app.trust.keys import kid, public_key

STATUS = {
    "device_unknown": 403,
    "device_revoked": 403,
    "code_unknown": 403,
    "code_used": 403,
    "code_expired": 403,
    "code_village": 403,
    "not_found": 404,
    "not_signed": 401,
    "batch_differs": 409,
    "incarnation": 409,
    "body_too_large": 413,
    "too_many_tries": 429,
    "hub_busy": 503,
}


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes
    kind: str = MEDIA_TYPE
    headers: tuple[tuple[str, str], ...] = ()
    cut: int | None = None
    """Only so many bytes are sent, and the line breaks."""


@dataclass
class Device:
    device: str
    incarnation: str
    village: str
    public: bytes
    recipient: str
    office: str
    revoked: bool = False


Fault = Callable[[str, str, Answer], Answer | None]


@dataclass
class HubDouble:
    """The hub's keys and everything it holds."""

    now: Callable[[], datetime] = lambda: datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
    root: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    receipts: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    credentials: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    receiving: str = field(default_factory=seal.new_identity)
    retired: list[str] = field(default_factory=list)
    hub_id: str = field(default_factory=new_id)
    epoch: str = "a"
    page: int = 100
    codes: dict[str, str] = field(default_factory=dict)
    used: dict[str, str] = field(default_factory=dict)
    devices: dict[bytes, Device] = field(default_factory=dict)
    batches: dict[str, tuple[bytes, bytes]] = field(default_factory=dict)
    numbers: dict[tuple[str, str, int], bytes] = field(default_factory=dict)
    kept: dict[str, changes.Told] = field(default_factory=dict)
    judged: dict[str, Verdict] = field(default_factory=dict)
    photos: dict[str, bytes] = field(default_factory=dict)
    news: list[Item] = field(default_factory=list)
    asked: list[tuple[str, str]] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    says: Callable[[changes.Told], Verdict | None] = lambda told: None
    fault: Fault | None = None
    wrong_tag: str | None = None
    release: threading.Event = field(default_factory=threading.Event)
    url: str = ""

    def code(self, village: str = "33.01.01.2001") -> str:
        code, secret = activation.new_code(public_key(self.root))
        self.codes[secret] = village
        return code

    # ---- what is asked -----------------------------------------------------------------------

    def answer(self, method: str, path: str, headers: dict[str, str], body: bytes) -> Answer:
        self.asked.append((method, path))
        self.bodies.append(body)
        try:
            return self._answered(method, path, headers, body)
        except Refused as refused:
            told = {"error": {"rule": refused.rule, "message": "…"}, "schema": 1}
            headers = ()
            if refused.rule == "incarnation":
                said = b"loket incarnation\0" + UUID(path.rpartition("/")[2]).bytes
                signed = base64.urlsafe_b64encode(cose.sign1(said, self.receipts))
                headers = (("Loket-Signed", signed.decode()),)
            return Answer(
                STATUS.get(refused.rule, 400),
                json.dumps(told).encode(),
                "application/json",
                headers,
            )

    def _answered(self, method: str, path: str, headers: dict[str, str], body: bytes) -> Answer:
        parts = urlsplit(path)
        way = parts.path.removeprefix("/api/v1")
        match [method, *way.strip("/").split("/")]:
            case ["GET", "keys"]:
                return self._json(self.document())
            case ["GET", "nonce"]:
                return self._json({"nonce": secrets.token_hex(16), "schema": 1})
            case ["POST", "devices"]:
                return Answer(201, self._welcome(body))
            case ["PUT", "batches", batch_id]:
                return self._batch(batch_id, body)
            case ["PUT", "photos", sha256]:
                return self._photo(sha256, body, self._caller(headers))
            case ["GET", "changes"]:
                after = unquote(parse_qs(parts.query).get("after", [""])[0])
                return Answer(200, self._page(after, self._caller(headers)))
        raise Refused("not_found")

    def _json(self, document: dict) -> Answer:
        return Answer(200, json.dumps(document).encode(), "application/json")

    def document(self) -> dict:
        dates = {"name": "Kabupaten Cilacap", "not_before": date(2026, 1, 1)}
        certified = [
            ("receipts", public_key(self.receipts).hex()),
            ("credentials", public_key(self.credentials).hex()),
            ("receiving", seal.recipient(self.receiving)),
        ]
        known = [
            PaperKey(public=one.public, village=one.village, office=one.office)
            for one in self.devices.values()
        ]
        return certificates.document(
            public_key(self.root),
            [
                certificates.certify(
                    Certificate(
                        purpose=purpose, public=public, not_after=date(2031, 1, 1), **dates
                    ),
                    self.root,
                )
                for purpose, public in certified
            ],
            certificates.papers(known, self.receipts, at=self.now().isoformat()),
        )

    def _known(self) -> dict[bytes, bytes]:
        return {name: one.public for name, one in self.devices.items()}

    def _device(self, name: bytes) -> Device:
        found = self.devices.get(name)
        if found is None:
            raise Refused("device_unknown")
        if found.revoked:
            raise Refused("device_revoked")
        return found

    def _caller(self, headers: dict[str, str]) -> Device:
        if "authorization" not in headers:
            raise Refused("not_signed")
        name, _nonce, signed = session.read_authorization(headers["authorization"])
        device = self._device(name)
        if cose.fault(signed, self._known()):
            raise Refused("not_signed")
        return device

    def _welcome(self, body: bytes) -> bytes:
        request = enrolment.read_request(body, identities=[self.receiving])
        public = bytes.fromhex(request.signing)
        if request.succeeds:
            try:
                older = enrolment.read_succession(request, self._known())
            except Refused:
                raise Refused("device_unknown") from None
            self._device(older)
        elif request.secret not in self.codes:
            raise Refused("code_unknown")
        elif self.used.setdefault(request.secret, request.signing) != request.signing:
            raise Refused("code_used")
        elif self.codes[request.secret] != request.village:
            raise Refused("code_village")
        self.devices[kid(public)] = Device(
            request.device,
            request.incarnation,
            request.village,
            public,
            request.receiving,
            request.office,
        )
        welcome = enrolment.Welcome(
            device=request.device,
            incarnation=request.incarnation,
            village=request.village,
            tag=self.wrong_tag or request.tag,
            hub=self.hub_id,
            name="Kabupaten Cilacap",
            epoch=self.epoch,
            at=self.now().isoformat(),
        )
        manifest, _ = envelope.manifest_of(body)
        return enrolment.sealed_welcome(
            welcome, request_id=manifest.id, signing=self.receipts, to=request.receiving
        )

    # ---- batches -----------------------------------------------------------------------------

    def _batch(self, batch_id: str, body: bytes) -> Answer:
        if batch_id in self.batches:
            before, answered = self.batches[batch_id]
            if before != body:
                raise Refused("batch_differs")
            return Answer(200, answered)
        manifest, name = envelope.manifest_of(body)
        device = self._device(name)
        opened = envelope.opened(body, keys=self._known(), identities=[self.receiving])
        assert manifest.id == batch_id
        assert (manifest.device, manifest.incarnation) == (device.device, device.incarnation)
        told = changes.read(opened.content)
        assert manifest.count == len(told)
        for one in told:
            place = (device.device, device.incarnation, one.seq)
            spelled = changes.written([one])
            if self.numbers.get(place, spelled) != spelled:
                raise Refused("incarnation")
        for one in told:
            self.numbers[device.device, device.incarnation, one.seq] = changes.written([one])
        verdicts = [self._judge(one) for one in told]
        answered = self._receipt(device, batch_id, body, verdicts)
        self.batches[batch_id] = (body, answered)
        return Answer(201, answered)

    def _judge(self, told: changes.Told) -> Verdict:
        if told.change_id in self.judged:
            return self.judged[told.change_id]
        verdict = self.says(told)
        if verdict is None and told.base is not None and told.base not in self.judged:
            return Verdict(change_id=told.change_id, verdict="held")
        verdict = verdict or Verdict(change_id=told.change_id, verdict="accepted")
        self.kept[told.change_id] = told
        if verdict.verdict not in receipt.OPEN:
            self.judged[told.change_id] = verdict
        return verdict

    def _receipt(
        self, device: Device, batch_id: str, body: bytes, verdicts: list[Verdict]
    ) -> bytes:
        told = Receipt(
            batch_id=batch_id,
            digest=hashlib.sha256(body).hexdigest(),
            at=self.now().isoformat(),
            epoch=self.epoch,
            number=len(self.batches) + 1,
            count=len(verdicts),
            exceptions=tuple(one for one in verdicts if one.verdict != "accepted"),
        )
        return self.sealed(device, "receipt", receipt.written(told))

    def sealed(self, device: Device, kind: str, content: bytes, /, **instead) -> bytes:
        manifest = Manifest(
            kind=kind,
            id=new_id(),
            device=device.device,
            incarnation=device.incarnation,
            village=device.village,
        )
        manifest = replace(manifest, **instead)
        return envelope.sealed(manifest, content, signing=self.receipts, to=device.recipient)

    def _photo(self, sha256: str, body: bytes, device: Device) -> Answer:
        opened = envelope.opened(body, keys=self._known(), identities=[self.receiving])
        assert opened.manifest.device == device.device
        assert hashlib.sha256(opened.content).hexdigest() == sha256
        status = 200 if sha256 in self.photos else 201
        self.photos[sha256] = opened.content
        return Answer(status, photo.acknowledgement(sha256, self.receipts))

    def _page(self, after: str, device: Device) -> bytes:
        start = int(after.removeprefix("c") or 0)
        items = self.news[start : start + self.page]
        end = start + len(items)
        told = feed.Page(
            cursor=f"c{end}",
            more=end < len(self.news),
            at=self.now().isoformat(),
            epoch=self.epoch,
            last_seq=max(
                (seq for *who, seq in self.numbers if who == [device.device, device.incarnation]),
                default=0,
            ),
            items=tuple(items),
        )
        return self.sealed(device, "feed", feed.written(told))

    # ---- what may go wrong -------------------------------------------------------------------

    def rotate(self) -> None:
        """New working keys under the same root; the old receiving key opens nothing any more."""
        self.retired.append(self.receiving)
        self.receiving = seal.new_identity()
        self.receipts = secrets.token_bytes(32)

    def forget(self) -> None:
        """As if nothing had ever been delivered; whoever is known stays known."""
        self.batches.clear()
        self.numbers.clear()
        self.kept.clear()
        self.judged.clear()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    hub: HubDouble

    def _serve(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        answer: Answer | None = self.hub.answer(self.command, self.path, headers, body)
        if self.hub.fault and answer is not None:
            answer = self.hub.fault(self.command, self.path, answer)
        if answer is None:
            self.close_connection = True
            return
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.kind)
        self.send_header("Content-Length", str(len(answer.body)))
        for name, value in answer.headers:
            self.send_header(name, value)
        self.end_headers()
        if answer.cut is not None:
            self.close_connection = True
        self.wfile.write(answer.body[: answer.cut])

    do_GET = do_PUT = do_POST = _serve  # noqa: N815 - http.server spells them so

    def log_message(self, *_args) -> None:
        return


@contextmanager
def running(hub: HubDouble) -> Iterator[HubDouble]:
    """The hub on a port of its own."""
    handler = type("Handler", (_Handler,), {"hub": hub})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.handle_error = lambda *_args: None  # somebody hung up on us, as they were meant to
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    hub.url = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield hub
    finally:
        hub.release.set()
        server.shutdown()
        server.server_close()
        thread.join()


def fresh_key() -> bytes:
    """An Ed25519 key that nobody knows."""
    return keys.generate().signing
