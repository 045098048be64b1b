"""The HTTP interface, asked of the real hub: what is answered, and what is refused and how."""

import re

import pytest
from hub_line import API, basic, photo, request, session
from hub_office import VILLAGE, Office, record

from desktop_app.hub import admins, devices, endpoints, ingest, limits
from desktop_app.hub.auth import SESSION
from desktop_app.hub.changes import new_id
from desktop_app.hub.database import Busy
from desktop_app.hub.errors import wanted
from desktop_app.sync.wire import envelope
from desktop_app.sync.wire import photo as photo_form
from desktop_app.sync.wire import session as session_form
from desktop_app.sync.wire.envelope import MEDIA_TYPE

JPEG = b"\xff\xd8\xff\xe0 a picture \xff\xd9"


def refused(answer, status, rule):
    """The one form of every refusal."""
    told = answer.json()
    assert (answer.status_code, told["error"]["rule"]) == (status, rule)
    assert told["schema"] == 1
    assert told["error"]["message"].endswith(".")
    assert set(told) == {"error", "schema"}
    return told["error"]["message"]


class TestEnrolment:
    def test_a_new_device_is_welcomed_and_the_same_request_again_too(self, hub, line):
        office = Office(hub)
        request_id = new_id()
        raw = request(hub, office, request_id=request_id)
        first = line.post(f"{API}/devices", content=raw)
        assert (first.status_code, first.headers["content-type"]) == (201, MEDIA_TYPE)
        welcome = office.welcomed(first.content, request_id)
        assert (welcome.device, welcome.village) == (office.device, VILLAGE)
        assert line.post(f"{API}/devices", content=raw).content == first.content

    def test_each_refusal_has_its_rule(self, hub, line, hub_clock):
        code = devices.new_code(hub, VILLAGE)
        line.post(f"{API}/devices", content=request(hub, Office(hub), code))
        cases = {
            "code_used": request(hub, Office(hub), code),
            "code_village": request(
                hub, Office(hub, village="33.01.01.2002"), devices.new_code(hub, VILLAGE)
            ),
        }
        for rule, raw in cases.items():
            refused(line.post(f"{API}/devices", content=raw), 403, rule)
        late = request(hub, Office(hub))
        hub_clock.later(days=60)
        refused(line.post(f"{API}/devices", content=late), 403, "code_expired")
        refused(line.post(f"{API}/devices", content=b"<html>"), 400, "sealed_altered")
        refused(line.post(f"{API}/devices"), 400, "sealed_altered")

    def test_guessing_is_slowed_down_before_anything_is_read(self, hub, line):
        for _ in range(20):
            refused(line.post(f"{API}/devices", content=b"guess"), 400, "sealed_altered")
        answer = line.post(f"{API}/devices", content=request(hub, Office(hub)))
        refused(answer, 429, "too_many_tries")
        assert 0 < int(answer.headers["retry-after"]) <= 600

    def test_a_whole_district_may_enrol_from_one_address(self, hub, line):
        for _ in range(25):
            raw = request(hub, Office(hub))
            assert line.post(f"{API}/devices", content=raw).status_code == 201


class TestSession:
    PATHS = (f"{API}/changes", f"{API}/batches/01234567-89ab-7def-8123-456789abcdef/receipt")

    @pytest.mark.parametrize("path", PATHS)
    @pytest.mark.parametrize("header", ["", "Loket", "Loket !!!", "Basic YTpi", "Loket AAAA"])
    def test_nobody_gets_anything_without_a_signature(self, line, path, header):
        headers = {"Authorization": header} if header else {}
        answer = line.get(path, headers=headers)
        refused(answer, 401, "not_signed")
        assert answer.headers["www-authenticate"] == "Loket"

    def test_a_nonce_is_good_for_ten_minutes_and_many_requests(self, line, office, hub_clock):
        shown = session(line, office)
        for _ in range(3):
            assert line.get(f"{API}/changes", headers=shown).status_code == 200
        hub_clock.moment += SESSION
        assert line.get(f"{API}/changes", headers=shown).status_code == 200
        hub_clock.later(seconds=1)
        refused(line.get(f"{API}/changes", headers=shown), 401, "not_signed")

    def test_a_nonce_of_somebody_else_is_none(self, line, office):
        nonce = line.get(f"{API}/nonce").json()["nonce"]
        other = ("A" if nonce[0] != "A" else "B") + nonce[1:]
        for wrong in (other, nonce[:-8], nonce + nonce, "é", ""):
            shown = {"Authorization": session_form.authorization(wrong, office.own.signing)}
            refused(line.get(f"{API}/changes", headers=shown), 401, "not_signed")

    def test_a_stranger_and_a_revoked_device_are_told_so(self, hub, line, office):
        refused(
            line.get(f"{API}/changes", headers=session(line, Office(hub))), 403, "device_unknown"
        )
        devices.revoke(hub, office.device)
        refused(line.get(f"{API}/changes", headers=session(line, office)), 403, "device_revoked")

    def test_another_process_of_the_same_hub_takes_the_same_nonce(self, hub, line, office):
        from starlette.testclient import TestClient

        from desktop_app.hub.app import make_app

        shown = session(line, office)
        with TestClient(make_app(hub)) as other:
            assert other.get(f"{API}/changes", headers=shown).status_code == 200


class TestBatches:
    def test_the_same_bytes_get_the_same_receipt(self, line, office):
        batch_id, raw = office.batch(office.new(record(1)))
        path = f"{API}/batches/{batch_id}"
        first = line.put(path, content=raw)
        assert (first.status_code, first.headers["content-type"]) == (201, MEDIA_TYPE)
        again = line.put(path, content=raw)
        assert (again.status_code, again.content) == (200, first.content)
        once_more = line.get(f"{path}/receipt", headers=session(line, office))
        assert (once_more.status_code, once_more.content) == (200, first.content)
        assert office.read(first.content).tally()["accepted"] == 1

    def test_other_bytes_under_the_same_id_are_refused(self, line, office):
        batch_id, raw = office.batch(office.new(record(1)))
        line.put(f"{API}/batches/{batch_id}", content=raw)
        _, other = office.batch(office.new(record(2)), batch_id=batch_id)
        refused(line.put(f"{API}/batches/{batch_id}", content=other), 409, "batch_differs")

    def test_a_receipt_that_there_is_not(self, line, office, neighbour):
        batch_id, raw = office.batch(office.new(record(1)))
        line.put(f"{API}/batches/{batch_id}", content=raw)
        path = f"{API}/batches/{batch_id}/receipt"
        refused(line.get(path, headers=session(line, neighbour)), 404, "not_found")
        nothing = f"{API}/batches/{new_id()}/receipt"
        refused(line.get(nothing, headers=session(line, office)), 404, "not_found")

    @pytest.mark.parametrize("batch_id", ["3301011508850001", "x" * 500, "..", "%00"])
    def test_an_id_that_is_none_is_not_said_again(self, line, office, batch_id):
        _, raw = office.batch(office.new(record(1)))
        answer = line.put(f"{API}/batches/{batch_id}", content=raw)
        assert answer.status_code in (404, 405)
        assert batch_id not in answer.text

    def test_a_stranger_and_garbage(self, hub, line):
        stranger = Office(hub)
        batch_id, raw = stranger.batch(stranger.new(record(1)))
        refused(line.put(f"{API}/batches/{batch_id}", content=raw), 403, "device_unknown")
        refused(line.put(f"{API}/batches/{batch_id}", content=b"no"), 400, "sealed_altered")

    def test_too_much_is_refused_before_it_is_read(self, line, monkeypatch):
        path = f"{API}/batches/{new_id()}"
        refused(line.put(path, content=b"1" * (3 * 1024**2)), 413, "body_too_large")
        sent = []

        def endless():
            while len(sent) < 100:
                sent.append(1)
                yield b"1" * 1024**2

        refused(line.put(path, content=endless()), 413, "body_too_large")
        small = b"1" * (limits.LARGEST_REQUEST + 1)
        refused(line.post(f"{API}/devices", content=small), 413, "body_too_large")

    def test_a_hub_that_is_busy_says_when_to_come_again(self, line, office, monkeypatch):
        def busy(*_given):
            raise Busy

        monkeypatch.setattr(endpoints.ingest, "take", busy)
        batch_id, raw = office.batch(office.new(record(1)))
        answer = line.put(f"{API}/batches/{batch_id}", content=raw)
        refused(answer, 503, "hub_busy")
        assert int(answer.headers["retry-after"]) > 0


class TestPhotos:
    def test_each_is_acknowledged_and_kept_once(self, line, office):
        name = photo_form.digest(JPEG)
        shown = session(line, office)
        first = line.put(f"{API}/photos/{name}", content=photo(office, JPEG), headers=shown)
        again = line.put(f"{API}/photos/{name}", content=photo(office, JPEG), headers=shown)
        assert (first.status_code, again.status_code) == (201, 200)
        keys = office.keys.receipts
        assert photo_form.read_acknowledgement(first.content, keys) == name
        assert again.content == first.content

    def test_another_picture_under_its_name_is_refused(self, line, office):
        raw, shown = photo(office, JPEG), session(line, office)
        refused(
            line.put(f"{API}/photos/{'0' * 64}", content=raw, headers=shown), 400, "sealed_altered"
        )
        refused(line.put(f"{API}/photos/{'0' * 64}", content=raw), 401, "not_signed")
        refused(line.put(f"{API}/photos/x", content=raw, headers=shown), 404, "not_found")


class TestFeed:
    def test_what_is_new_is_told_to_the_village_and_the_cursor_goes_on(self, line, hub, office):
        other = Office(hub)
        other.enrol()
        other.deliver(other.new(record(7)))
        from desktop_app.sync.wire import feed

        def page(cursor):
            answer = line.get(
                f"{API}/changes", params={"after": cursor}, headers=session(line, office)
            )
            opened = envelope.opened(
                answer.content, keys=office.keys.receipts, identities=[office.own.receiving]
            )
            return feed.read(opened.content)

        first = page("")
        assert [one.kind for one in first.items].count("change") == 1
        assert page(first.cursor).items == ()
        assert page("rubbish" * 100).items == first.items


class TestCoverage:
    @pytest.fixture(autouse=True)
    def _administrator(self, hub, monkeypatch):
        from argon2 import PasswordHasher

        quick = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
        monkeypatch.setattr(admins, "_hasher", lambda: quick)
        admins._nobody.cache_clear()
        admins.create(hub, "Budi Santoso", "rahasia-budi")
        yield
        admins._nobody.cache_clear()

    def get(self, line, region="", name="budi santoso", password="rahasia-budi"):
        return line.get(f"{API}/coverage", params={"region": region}, headers=basic(name, password))

    def test_villages_are_counted_and_summed_up(self, line, office, neighbour, hub_clock):
        office.deliver(office.new(record(1)), office.new(record(2)))
        told = self.get(line).json()
        assert [one["code"] for one in told["villages"]] == ["33.01.01.2001", "33.01.01.2002"]
        village = told["villages"][0]
        assert village["last_batch"].startswith("2026-11-22")
        assert {key: village[key] for key in ("name", "registered", "devices")} == {
            "name": "Tambakreja",
            "registered": 2,
            "devices": 1,
        }
        assert told["total"]["registered"] == 2
        assert told["total"]["devices"] == 2

    def test_who_withdrew_is_not_counted(self, line, office):
        first = office.new(record(1))
        office.deliver(first, office.new(record(2)))
        kept = ("registration_number", "consent")
        data = {key: value for key, value in first.record.items() if key in kept}
        data["consent"] = {**data["consent"], "purposes": ["bpjs"]}
        office.deliver(office.change(data, first))
        assert self.get(line).json()["total"]["registered"] == 1

    @pytest.mark.parametrize(
        ("region", "villages"),
        [("33", 2), ("3301", 2), ("33.01.01", 2), ("33.01.01.2002", 1), ("33.02", 0), ("34", 0)],
    )
    def test_a_region_is_any_beginning_of_a_code(self, line, office, neighbour, region, villages):
        assert len(self.get(line, region).json()["villages"]) == villages

    @pytest.mark.parametrize("region", ["3", "330", "33%", "Cilacap", "33.01.01.2001.1", "３３"])
    def test_anything_else_is_no_region(self, line, region):
        refused(self.get(line, region), 400, "region")

    @pytest.mark.parametrize(
        ("name", "password"),
        [("budi santoso", "salah-salah"), ("nobody", "rahasia-budi"), ("", ""), ("a", "x" * 2000)],
    )
    def test_a_wrong_name_or_password(self, line, name, password):
        answer = self.get(line, name=name, password=password)
        refused(answer, 401, "admin_password")
        assert answer.headers["www-authenticate"].startswith("Basic")

    @pytest.mark.parametrize(
        "header", ["Basic", "Basic ####", "Basic YWI=", "Loket AAAA", "Basic /w=="]
    )
    def test_a_header_that_is_none(self, line, header):
        answer = line.get(f"{API}/coverage", headers={"Authorization": header})
        refused(answer, 401, "admin_password")

    def test_guessing_is_slowed_down_also_for_who_then_knows(self, line):
        for _ in range(10):
            refused(self.get(line, password="salah-salah"), 401, "admin_password")
        refused(self.get(line), 429, "too_many_tries")

    def test_a_name_is_taken_once(self, hub):
        from desktop_app.domain.findings import Refused

        for name, password, rule in (
            ("BUDI  santoso", "rahasia-lain", "admin_exists"),
            ("siti", "pendek", "password"),
            ("a:b", "rahasia-lain", "account_name"),
            (" ", "rahasia-lain", "account_name"),
        ):
            with pytest.raises(Refused, match=rule):
                admins.create(hub, name, password)


class TestEverything:
    def test_the_page_says_what_this_is_without_scripts(self, line):
        answer = line.get("/")
        assert answer.headers["content-type"].startswith("text/html")
        assert "Kantor Kabupaten" in answer.text
        assert "<script" not in answer.text
        assert "http" not in answer.text
        assert "{" not in re.sub(r"<style>.*?</style>", "", answer.text, flags=re.DOTALL)
        assert "script" not in answer.headers["content-security-policy"]

    def test_health(self, line):
        for path in ("/healthz", f"{API}/healthz"):
            assert line.get(path).json() == {"status": "ok", "schema": 1}

    def test_unknown_ways(self, line):
        refused(line.get("/admin.php"), 404, "way_unknown")
        refused(line.delete(f"{API}/nonce"), 405, "way_method")
        assert line.get("/docs").status_code == 404

    def test_the_language_is_the_callers(self, line):
        path, english = "/nothing", {"Accept-Language": "en-GB,en;q=0.9,id;q=0.8"}
        assert "address" in line.get(path, headers=english).json()["error"]["message"]
        assert "alamat" in line.get(path).json()["error"]["message"]
        assert [wanted(text) for text in ("", "nl", "de, en;q=0.5", "id-ID", "EN")] == [
            *("id", "id", "en", "id", "en")
        ]

    def test_what_nobody_expected_says_nothing_of_anybody(self, line, office, monkeypatch, capfd):
        def broken(*_given):
            raise RuntimeError("Slamet Raharjo 3301011508850001")

        monkeypatch.setattr(endpoints.ingest, "take", broken)
        batch_id, raw = office.batch(office.new(record(1)))
        refused(line.put(f"{API}/batches/{batch_id}", content=raw), 500, "unexpected")
        logged = capfd.readouterr().err
        assert "RuntimeError test_hub_app.py" in logged
        assert "Slamet" not in logged

    def test_the_document_describes_every_way(self, line):
        told = line.get(f"{API}/openapi.json").json()
        assert line.get("/openapi.json").json() == told
        ways = {(path, method) for path, known in told["paths"].items() for method in known}
        assert ways == {
            (f"{API}/nonce", "get"),
            (f"{API}/keys", "get"),
            (f"{API}/devices", "post"),
            (f"{API}/batches/{{batch_id}}", "put"),
            (f"{API}/batches/{{batch_id}}/receipt", "get"),
            (f"{API}/photos/{{sha256}}", "put"),
            (f"{API}/changes", "get"),
            (f"{API}/coverage", "get"),
            (f"{API}/healthz", "get"),
            (f"{API}/metrics", "get"),
        }
        batch = told["paths"][f"{API}/batches/{{batch_id}}"]["put"]
        assert MEDIA_TYPE in batch["requestBody"]["content"]
        assert MEDIA_TYPE in batch["responses"]["201"]["content"]
        assert "incarnation" in batch["responses"]["409"]["description"]
        assert {"LoketSession", "Administrator"} == set(told["components"]["securitySchemes"])
        for path, known in told["paths"].items():
            for method, way in known.items():
                assert way["summary"], (path, method)
                assert "422" not in way["responses"], (path, method)

    def test_receipts_of_the_module_and_of_the_line_are_the_same(self, hub, line, office):
        batch_id, raw = office.batch(office.new(record(3)))
        taken = ingest.take(hub, batch_id, raw)
        assert line.put(f"{API}/batches/{batch_id}", content=raw).content == taken.receipt
