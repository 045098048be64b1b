"""Village offices and a real hub over a real socket, by commands alone."""

import socket
import threading
from contextlib import closing
from datetime import timedelta

import pytest
import uvicorn

from desktop_app.hub import answering, devices, log
from desktop_app.hub.app import make_app
from desktop_app.hub.database import open_hub
from desktop_app.lists.answers import AnswerRow

VILLAGE, NEXT = "33.01.01.2001", "33.01.01.2002"
SETUP = ("--office", "Desa Sebelah", "--head", "Sukarno", "--user", "siti", "--village", NEXT)


class Server(uvicorn.Server):
    """Says when it can be asked."""

    def __init__(self, app) -> None:
        super().__init__(uvicorn.Config(app, log_config=None, lifespan="off"))
        self.ready = threading.Event()

    async def startup(self, sockets=None) -> None:
        await super().startup(sockets)
        self.ready.set()


class Regency:
    """A hub that answers at an address."""

    def __init__(self, folder, now, name="Kabupaten Cilacap") -> None:
        self.ahead = timedelta()
        self.hub = open_hub(folder, now=lambda: now[0] + self.ahead, name=name)
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.server = Server(make_app(self.hub))
        self.thread = threading.Thread(target=self.server.run, args=([self.socket],))
        self.thread.start()
        assert self.server.ready.wait(10)

    def code(self, village: str = VILLAGE) -> str:
        return devices.new_code(self.hub, village, "")

    def close(self) -> None:
        self.server.should_exit = True
        self.thread.join()
        self.socket.close()
        self.hub.close()


@pytest.fixture
def regency(tmp_path, now, monkeypatch):
    monkeypatch.setattr(log, "write", lambda *_told: None)  # standard error is the command's here
    with closing(Regency(tmp_path / "hub", now)) as made:
        yield made


@pytest.fixture
def enrolled(loket, regency):
    said = loket("enrol", regency.code(), "--hub", regency.url)
    assert said.code == 0, said.err
    return said.doc


@pytest.fixture
def elsewhere(bare, loket, regency, tmp_path):
    """Runs the command in the next village's office, which the hub knows."""
    data = ("--data", tmp_path / "sebelah")

    def run(*words, stdin=None):
        return bare(*words, *data, "--json", stdin=stdin)

    assert run("setup", *SETUP).code == 0
    assert run("enrol", regency.code(NEXT), "--hub", regency.url).code == 0
    return run


def test_which_regency_office(loket, regency, enrolled):
    assert set(enrolled) == {
        *("hub", "url", "fingerprint", "village", "enrolled_on", "last_contact"),
        *("waiting", "to_mend", "last_receipt"),
    }
    assert (enrolled["hub"], enrolled["url"]) == ("Kabupaten Cilacap", regency.url)
    assert (enrolled["village"], enrolled["enrolled_on"]) == (VILLAGE, "2026-11-23")
    assert loket("hub").doc == enrolled
    told = loket("hub", json=False).out
    assert "Kabupaten Cilacap" in told
    assert "Tambakreja" in told


def test_a_code_serves_once_and_one_village(bare, loket, regency, tmp_path):
    spent = regency.code(NEXT)
    said = loket("enrol", spent, "--hub", regency.url)
    assert (said.code, said.rule) == (1, "code_village")
    data = ("--data", tmp_path / "sebelah")
    assert bare("setup", *SETUP, *data).code == 0
    assert bare("enrol", *spent.lower().split("-"), "--hub", regency.url, *data).code == 0
    said = loket("enrol", spent, "--hub", regency.url)
    assert (said.code, said.rule) == (1, "code_used")
    assert loket("hub").rule == "hub_absent"


def test_everything_is_accepted(loket, enrolled, file, raw):
    people = [raw(1), raw(2, full_name="Wagiman", phone="081327000012", mother_name="Suminem")]
    loket("register", file(people))
    assert len(loket("waiting").doc["records"]) == 2
    said = loket("sync")
    assert said.code == 0, said.err
    assert said.doc["records"] == []
    counts = {key: said.doc[key] for key in ("sent", "accepted", "refused", "held", "waiting")}
    assert counts == {"sent": 2, "accepted": 2, "refused": 0, "held": 0, "waiting": 0}
    assert {"merged", "conflict", "duplicate", "received"} <= set(said.doc)
    assert loket("waiting").doc["records"] == []
    assert loket("show", raw(1)["nik"]).doc["delivery"] == "accepted"
    last = loket("hub").doc["last_receipt"]
    assert (last["count"], last["accepted"]) == (2, 2)
    assert loket("check", "--deep").code == 0


def test_what_people_read(loket, enrolled, file, raw):
    loket("register", file(raw(1)))
    assert loket("sync", json=False).out == "1 dari 1 diterima.\n"
    said = loket("sync", json=False)
    assert (said.code, said.err) == (0, "")
    assert said.out == "Tidak ada yang menunggu dikirim, dan tidak ada kabar baru.\n"
    assert "Tersambung dengan kantor kabupaten" in loket("audit", json=False).out


def test_registered_next_door_already(loket, elsewhere, enrolled, file, raw):
    elsewhere("register", file(raw(1)))
    assert elsewhere("sync").code == 0
    number = loket("register", file(raw(1))).doc["registered"][0]["registration_number"]
    said = loket("sync")
    assert (said.code, said.doc["duplicate"], said.doc["sent"]) == (3, 1, 1)
    (record,) = said.doc["records"]
    assert set(record) == {
        *("change", "registration_number", "verdict", "rule", "field", "message"),
    }
    assert record["registration_number"] == number
    assert (record["verdict"], record["rule"]) == ("duplicate", "nik_elsewhere")
    assert (record["field"], "sejak 23-11-2026" in record["message"]) == ("nik", True)
    assert said.err.startswith(f"{number} S. R.: NIK ini sudah terdaftar di ")
    for secret in (raw(1)["nik"], "Slamet"):
        assert secret not in said.err
    assert loket("waiting").doc["records"] == [record]
    assert loket("hub").doc["to_mend"] == 1
    assert loket("show", number).doc["status"] == "duplicate"


def test_one_bad_record_holds_nobody_back(loket, elsewhere, enrolled, file, raw):
    elsewhere("register", file(raw(1)))
    elsewhere("sync")
    other = raw(2, full_name="Wagiman", phone="081327000012", mother_name="Suminem")
    silent = raw(3, full_name="Painem", phone="081327000013", consent=None)
    loket("register", file([raw(1), other, silent]), "--keep")
    said = loket("sync", json=False)
    assert said.code == 3
    told, rest = said.out.splitlines()
    assert told == "1 dari 2 diterima."
    assert rest.startswith("1 masih menunggu di sini")
    assert said.err.count("\n") == 1
    assert [r["verdict"] for r in loket("waiting").doc["records"]] == ["duplicate", "consent"]
    assert loket("sync").code == 0


def test_a_mistake_is_mended(loket, elsewhere, enrolled, file, raw):
    elsewhere("register", file(raw(1)))
    elsewhere("sync")
    number = loket("register", file(raw(1))).doc["registered"][0]["registration_number"]
    assert loket("sync").code == 3
    assert loket("edit", number, file({"nik": raw(2)["nik"]})).code == 0
    said = loket("sync")
    assert (said.code, said.doc["accepted"]) == (0, 1), said.out
    assert loket("waiting").doc["records"] == []
    assert loket("show", number).doc["delivery"] == "accepted"


def test_the_same_office_under_another_address(loket, regency, enrolled, now, tmp_path):
    url = f"http://localhost:{regency.port}"
    assert loket("hub", "--set-url", url + "/").doc["url"] == url
    with closing(Regency(tmp_path / "lain", now, "Kabupaten Lain")) as other:
        said = loket("hub", "--set-url", other.url)
        assert (said.code, said.rule) == (1, "hub_key")
        said = loket("enrol", regency.code(), "--hub", other.url)
        assert (said.code, said.rule) == (1, "hub_key")
        said = loket("enrol", other.code(), "--hub", other.url)
        assert (said.code, said.rule) == (1, "hub_enrolled")
        assert "Kabupaten Cilacap" in said.err
    assert loket("hub").doc["url"] == url


def test_no_line(loket, regency, enrolled, file, raw):
    loket("register", file(raw(1)))
    regency.close()
    said = loket("sync")
    assert (said.code, said.rule) == (4, "hub_unreachable")
    assert said.err.count("\n") == 1
    assert len(loket("waiting").doc["records"]) == 1
    assert loket("check").doc["waiting"] == 1


def test_two_clocks_are_told_apart(loket, regency, enrolled, file, raw):
    loket("register", file(raw(1)))
    regency.ahead = timedelta(days=3)
    said = loket("sync", json=False)
    assert (said.code, said.err.count("\n")) == (0, 1)
    assert "23-11-2026" in said.err
    assert "26-11-2026" in said.err


def test_who_may_not_send(loket, enrolled, monkeypatch):
    password = loket("users", "add", "ani", "--role", "bendahara").doc["password"]
    monkeypatch.setenv("LOKET_USER", "ani")
    monkeypatch.setenv("LOKET_PASSWORD", password)
    for words in (("sync",), ("hub", "--set-url", "http://127.0.0.1:9")):
        said = loket(*words)
        assert (said.code, said.rule) == (5, "not_allowed")
    assert loket("waiting").code == 0


def test_the_answer_of_bpjs_comes_down(loket, elsewhere, regency, enrolled, file, raw, tmp_path):
    number = loket("register", file(raw(1))).doc["registered"][0]["registration_number"]
    assert loket("sync").code == 0
    answering.take(
        regency.hub, [AnswerRow(row=2, nik=raw(1)["nik"], kpj="12345678901", reason=None)]
    )
    said = loket("sync")
    assert (said.code, said.doc["sent"], said.doc["received"]) == (0, 0, 1)
    person = loket("show", number).doc
    assert (person["kpj"], person["status"], person["delivery"]) == (
        *("12345678901", "member"),
        "accepted",
    )
    assert loket("waiting").doc["records"] == []
    card = tmp_path / "kartu.pdf"
    assert loket("card", card, "--all", "--layout", "cr80").code == 0
    said = elsewhere("sync")
    assert said.code == 0
    said = elsewhere("verify", card)
    assert (said.code, said.doc["status"]) == (0, "confirmed"), said.err
    assert said.doc["issued_by"] == "Kabupaten Cilacap"
    assert "ditandatangani kantor kabupaten" in loket("verify", card, json=False).out
    assert "Jawaban kantor kabupaten diterima" in loket("audit", json=False).out


def test_papers_of_an_office_that_lost_its_right(
    loket, elsewhere, regency, enrolled, file, raw, tmp_path
):
    loket("register", file(raw(1)))
    early, late = tmp_path / "dulu.pdf", tmp_path / "kemudian.pdf"
    assert loket("card", early, "--all").code == 0
    assert loket("sync").code == 0
    (device,) = [one for one in devices.all(regency.hub) if one.village == VILLAGE]
    devices.revoke(regency.hub, device.id)
    assert loket("card", late, "--all").code == 0
    said = loket("sync")
    assert (said.code, said.rule) == (1, "device_revoked")
    assert "Tidak ada yang hilang" in said.err
    assert elsewhere("sync").code == 0
    said = elsewhere("verify", early)
    assert (said.code, said.doc["status"]) == (0, "provisional")
    assert said.doc["issued_by"] == "Desa Tambakreja"
    said = elsewhere("verify", late)
    assert (said.code, said.doc["genuine"], said.doc["status"]) == (1, False, "revoked")
    assert said.doc["reason"] == "qr_revoked"
    assert said.err.count("\n") == 1
