"""Whatever is wrong on the way to the hub: one clear sentence, and nothing lost on either side."""

import http.client
import json
import socket
import time
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from e2e_line import NEIGHBOUR, VILLAGE, Line, NearHub, copied, founded, opened
from e2e_people import person
from line import always

from desktop_app.store import hubs, keyring
from desktop_app.sync.wire import activation, certificates, envelope
from desktop_app.sync.wire.changes import Told, written

PEOPLE = [person(n) for n in (1, 2, 3)]


@pytest.fixture
def hub(tmp_path):
    with NearHub(tmp_path / "kabupaten") as served:
        yield served


@pytest.fixture
def office(prepared_office, tmp_path):
    """Three people wait in it."""
    made = copied(prepared_office[0], tmp_path / "kantor")
    assert made.register(*PEOPLE).code == 0
    return made


@pytest.fixture
def line(hub):
    with Line(hub.port, pause=0.05) as made:
        yield made


def refused(done, rule, code=1):
    """One rule, one sentence, this exit code."""
    assert (done.code, done.rule) == (code, rule), done.err
    assert PEOPLE[0]["nik"] not in done.err


def all_there(office, hub, count=3):
    """A clean sync: everybody arrives once, and both sides are sound."""
    assert office("sync").code == 0
    assert office.waiting() == []
    assert {one["delivery"] for one in office.everybody().values()} == {"accepted"}
    assert office("check", "--deep").doc["ok"]
    done = hub("check")
    assert done.returncode == 0, done.stdout + done.stderr
    assert len(hub.people()) == count


def test_no_hub_at_all(office, hub):
    refused(office("sync"), "hub_absent")
    refused(office("hub"), "hub_absent")
    code = hub.code(VILLAGE)
    hub.kill()
    refused(office("enrol", code, "--hub", hub.url), "hub_unreachable", 4)
    refused(office("hub"), "hub_absent")
    hub.start()
    assert office("enrol", code, "--hub", hub.url).code == 0
    hub.kill()
    refused(office("sync"), "hub_unreachable", 4)
    assert len(office.waiting()) == 3
    hub.start()
    all_there(office, hub)


@pytest.mark.parametrize("url", ["", "kabupaten", "ftp://127.0.0.1/", "http://"])
def test_no_address(office, hub, url):
    refused(office("enrol", hub.code(VILLAGE), "--hub", url), "url")


GARBLED = {"html": {"hub_garbled"}, "busy": {"hub_busy"}, "flip_reply": {"hub_garbled", "hub_key"}}
CUT = {"drop_reply", "cut_request", "cut_reply", "hang", "refuse"}


@pytest.mark.parametrize("mode", [*GARBLED, *sorted(CUT)])
def test_a_bad_line_while_enrolling(office, hub, line, mode):
    code = hub.code(VILLAGE)
    line.script = always(mode)
    done = office("enrol", code, "--hub", line.url)
    assert done.code == 4 or mode == "flip_reply"
    assert done.rule in GARBLED.get(mode, {"hub_unreachable", "hub_garbled"})
    line.script = always("pass")
    assert office("enrol", code, "--hub", line.url).code == 0
    all_there(office, hub)


@pytest.mark.parametrize("mode", [*GARBLED, *sorted(CUT), "flip_request"])
def test_a_bad_line_while_sending(office, hub, line, mode):
    assert office.enrol(hub, url=line.url).code == 0
    line.script = always(mode)
    done = office("sync")
    assert done.code in (1, 4)
    assert done.doc["error"]["message"]
    assert len(office.waiting()) == 3
    line.script = always("pass")
    all_there(office, hub)


def test_a_welcome_that_is_lost_costs_no_second_code(office, hub, line):
    """The hub has used the code up; the same PC asks again and is let in."""
    code = hub.code(VILLAGE)
    line.next("pass", "drop_reply")
    refused(office("enrol", code, "--hub", line.url), "hub_unreachable", 4)
    assert office("enrol", code, "--hub", line.url).code == 0
    all_there(office, hub)


def test_twice_and_old_answers(office, hub, line):
    assert office.enrol(hub, url=line.url).code == 0
    line.next("duplicate")
    office.sync(sent=3, accepted=3)
    assert office.register(person(4)).code == 0
    line.next("replay")
    assert office("sync").code == 4
    all_there(office, hub, 4)


def test_codes(office, hub, tmp_path):
    code = hub.code(VILLAGE)
    wrong = code[:-1] + ("0" if code[-1] != "0" else "1")
    refused(office("enrol", wrong, "--hub", hub.url), "code_mistyped")
    refused(office("enrol", "", "--hub", hub.url), "code_mistyped")
    unknown, _ = activation.new_code(root_of(hub))
    refused(office("enrol", unknown, "--hub", hub.url), "code_unknown")
    refused(office("enrol", hub.code(NEIGHBOUR), "--hub", hub.url), "code_village")
    late = hub.code(VILLAGE)
    hub.rows("UPDATE code SET expires_at = '2026-01-01T00:00:00.000000+00:00'")
    refused(office("enrol", late, "--hub", hub.url), "code_expired")
    code = hub.code(VILLAGE)
    assert office("enrol", code.lower().replace("-", " "), "--hub", hub.url).code == 0
    second = founded(tmp_path / "kedua")
    refused(second("enrol", code, "--hub", hub.url), "code_used")
    assert second("check").doc["ok"]


def root_of(hub) -> bytes:
    return certificates.hub_keys(json.loads(hub.get("/api/v1/keys"))).root


def test_another_hub_at_the_address(office, hub, line, tmp_path):
    """Its word is not believed, whatever it says; ours is asked again later."""
    assert office.enrol(hub, url=line.url).code == 0
    with NearHub(tmp_path / "lain") as other:
        refused(office("enrol", hub.code(VILLAGE), "--hub", other.url), "hub_key")
        refused(office("enrol", other.code(VILLAGE), "--hub", other.url), "hub_enrolled")
        refused(office("hub", "--set-url", other.url), "hub_key")
        line.port = other.port
        refused(office("sync"), "hub_key")
        assert len(office.waiting()) == 3
        line.port = hub.port
        all_there(office, hub)
        assert other.people() == {}


def test_a_revoked_device(office, hub):
    assert office.enrol(hub).code == 0
    office.sync(sent=3, accepted=3)
    listed = hub("device", "list", "--json")
    (device,) = json.loads(listed.stdout)["devices"]
    assert hub("device", "revoke", device["id"]).returncode == 0
    office.register(person(4))
    refused(office("sync"), "device_revoked")
    assert len(office.waiting()) == 1
    assert office("check").doc["ok"]
    assert len(hub.people()) == 3


# What is wrong inside an envelope


def sealed(office, manifest=None, content=None, seq=900, **told):
    """A batch as this office would seal it, one new person in it."""
    desk = opened(office)
    try:
        with desk.read() as c:
            known, own = hubs.current(c), keyring.current(c)
    finally:
        desk.close()
    keys = certificates.hub_keys(known.keys, root=known.root)
    change = Told(
        **{
            "change_id": str(uuid4()),
            "seq": seq,
            "kind": "worker",
            "record_id": str(uuid4()),
            "base": None,
            "at": "2026-11-23T03:00:00+00:00",
            "today": "2026-11-23",
            "actor": "siti",
            "record": {"full_name": "Slamet"},
            **told,
        }
    )
    made = envelope.Manifest(
        kind="changes",
        id=str(uuid4()),
        device=known.device,
        incarnation=known.incarnation,
        village=known.village,
        first_seq=seq,
        last_seq=seq,
        count=1,
    )
    made = replace(made, **(manifest or {}))
    body = written([change]) if content is None else content
    raw = envelope.sealed(made, body, signing=own.signing, to=keys.receiving)
    return made.id, raw


def put(hub, batch, raw):
    """Status and the rule of a refusal."""
    connection = http.client.HTTPConnection("127.0.0.1", hub.port, timeout=20)
    try:
        headers = {"Content-Type": envelope.MEDIA_TYPE}
        connection.request("PUT", f"/api/v1/batches/{batch}", raw, headers)
        answer = connection.getresponse()
        body = answer.read()
    finally:
        connection.close()
    return answer.status, json.loads(body)["error"]["rule"] if answer.status >= 400 else body


@pytest.fixture
def enrolled(office, hub):
    assert office.enrol(hub).code == 0
    office.sync(sent=3, accepted=3)
    return office


def test_the_same_batch_and_another_one_of_its_name(enrolled, hub):
    number, raw = sealed(enrolled)
    status, receipt = put(hub, number, raw)
    assert status == 201
    assert put(hub, number, raw) == (200, receipt)
    _, other = sealed(enrolled, {"id": number})
    assert put(hub, number, other) == (409, "batch_differs")
    assert put(hub, number, raw) == (200, receipt)


def test_every_kind_of_garbage(enrolled, hub):
    number, raw = sealed(enrolled)
    for altered in (raw[:-1], raw + b"\0", raw[: len(raw) // 2], b"", b"\xff" * 300, b"{}"):
        status, rule = put(hub, number, altered)
        assert (status, rule) == (400, "sealed_altered"), len(altered)
    for place in range(0, len(raw), max(1, len(raw) // 60)):
        altered = bytearray(raw)
        altered[place] ^= 1
        status, rule = put(hub, number, bytes(altered))
        assert status in (400, 403), (place, rule)
    other = str(uuid4())
    assert put(hub, other, raw)[0] == 400  # another name on the address than within
    assert put(hub, number, sealed(enrolled, {"id": number}, b"[1]\n")[1])[0] == 400
    assert put(hub, number, raw)[0] == 201
    assert enrolled("sync").code in (0, 1)


def test_a_batch_of_a_newer_program(enrolled, hub):
    """Kept and answered *later*, or refused as newer: never an error, never dropped in silence."""
    number, raw = sealed(enrolled, {"schema": envelope.SCHEMA + 1})
    status, told = put(hub, number, raw)
    assert status in (200, 201) or (status, told) == (400, "sealed_newer")
    number, raw = sealed(enrolled, kind="klaim", seq=901)
    assert put(hub, number, raw)[0] == 201


def test_another_village_under_ones_own_key(enrolled, hub):
    number, raw = sealed(enrolled, {"village": NEIGHBOUR})
    assert put(hub, number, raw)[0] in (400, 403)


@pytest.mark.parametrize("told", ["content-length: 104857600", "transfer-encoding: chunked"])
def test_a_body_of_100_mb_is_refused_before_it_is_there(hub, told):
    began = time.monotonic()
    with socket.create_connection(("127.0.0.1", hub.port), 20) as line:
        head = f"PUT /api/v1/batches/{uuid4()} HTTP/1.1\r\nhost: x\r\n{told}\r\n\r\n"
        line.sendall(head.encode())
        sent, part = 0, b"100000\r\n" + bytes(1 << 20) + b"\r\n"
        try:
            while "chunked" in told and sent < 100 << 20:
                line.sendall(part)
                sent += len(part)
        except ConnectionError:
            pass
        answer = line.recv(65_536)
    assert b" 413 " in answer.split(b"\r\n")[0]
    assert sent < 100 << 20
    assert time.monotonic() - began < 5
    assert hub.get("/api/v1/healthz")


@pytest.mark.parametrize("years", [10, -10])
def test_a_clock_ten_years_off(office, hub, years):
    """A clock orders nothing, so everybody arrives; and somebody is told to look at it."""
    assert office.enrol(hub).code == 0
    office.now[0] += timedelta(days=3653 * years // 10)
    done = office("sync")
    assert (done.code, done.doc["accepted"]) == (0, 3)
    assert str(office.now[0].year) in done.err
    assert office.waiting() == []
    assert office("check", "--deep").doc["ok"]
    assert len(hub.people()) == 3
