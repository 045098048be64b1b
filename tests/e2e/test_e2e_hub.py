"""A village's work on its way: two programs, real processes, and every person counted on both
sides."""

import json
import shutil

import openpyxl
import pytest
from e2e_line import NEIGHBOUR, VILLAGE, Hub, Line, NearHub, Office, copied, founded
from e2e_loket import CLERK
from e2e_people import PEOPLE, person

SLAMET, WAGIMAN = person(1), person(2)


@pytest.fixture
def hub(tmp_path):
    with NearHub(tmp_path / "kabupaten") as served:
        yield served


@pytest.fixture
def office(prepared_office, tmp_path):
    return copied(prepared_office[0], tmp_path / "kantor")


@pytest.fixture(scope="module")
def _neighbour(tmp_path_factory):
    return founded(tmp_path_factory.mktemp("tetangga") / "data", NEIGHBOUR).data


@pytest.fixture
def neighbour(_neighbour, tmp_path):
    return copied(_neighbour, tmp_path / "tetangga")


def answered(path, *rows) -> str:
    """The branch's answer: NIK, KPJ, remark."""
    book = openpyxl.Workbook()
    book.active.append(["NOMOR_IDENTITAS", "KPJ", "KETERANGAN"])
    for row in rows:
        book.active.append(row)
    book.save(path)
    return str(path)


def listed(hub, out, *words) -> list[str]:
    """The NIKs on the hub's list for BPJS, in order."""
    done = hub("export", out, *words)
    if done.returncode == 1:
        assert not out.exists()
        return []
    assert done.returncode in (0, 3), done.stderr
    rows = list(openpyxl.load_workbook(out).worksheets[0].iter_rows(values_only=True))
    at = rows[0].index("NOMOR_IDENTITAS")
    return sorted(str(row[at]) for row in rows[1:])


def shown(office, nik) -> dict:
    done = office("show", nik)
    assert done.code == 0, done.err
    return done.doc


def test_the_whole_journey(tmp_path):
    """Every step as a process of its own, as people would do it."""
    office = Office(tmp_path / "kantor")
    setup = ("--village", VILLAGE, "--office", "Desa Contoh", "--head", "Sudarmanto")
    assert office.process("setup", *setup, "--user", "siti").code == 0
    with Hub(tmp_path / "kabupaten") as hub:
        code = hub.code(VILLAGE)
        done = office.process("enrol", code, "--hub", hub.url)
        assert done.code == 0, done.err
        given = json.dumps([SLAMET, WAGIMAN]).encode()
        assert office.process("register", "-", stdin=given).code == 0
        done = office.process("sync")
        assert (done.code, done.doc["accepted"], done.doc["waiting"]) == (0, 2, 0), done.err
        assert office.process("waiting").doc == {"records": []}
        assert listed(hub, tmp_path / "bpjs.xlsx") == sorted([SLAMET["nik"], WAGIMAN["nik"]])
        answer = answered(tmp_path / "jawaban.xlsx", [SLAMET["nik"], "00123456789", ""])
        done = hub("answer", answer)
        assert done.returncode == 0, done.stderr
        done = office.process("sync")
        # that both are on the list, and the answer to one
        assert (done.code, done.doc["received"]) == (0, 3), done.err
        assert hub.stop() == 0
        checked = hub("check")
        assert checked.returncode == 0, checked.stdout + checked.stderr
    member = office.process("show", SLAMET["nik"]).doc
    assert (member["kpj"], member["membership"]) == ("00123456789", "member")
    assert member["delivery"] == "accepted"
    out = tmp_path / "kartu.pdf"
    assert office.process("card", out, "--id", "00123456789").code == 0
    verdict = office.process("verify", out).doc
    assert (verdict["genuine"], verdict["status"]) == (True, "confirmed")
    assert verdict["kpj"] == "00123456789"
    assert office.process("check", "--deep").doc["ok"]


def test_every_kind_of_person_arrives_once(hub, office, tmp_path):
    assert office.enrol(hub).code == 0
    assert office.register(*PEOPLE).code == 0
    away = [one for one in PEOPLE if one["consent"]["method"] == "pending"]
    private = [one for one in PEOPLE if "hub" not in one["consent"].get("purposes", ["hub"])]
    kept = len(away) + len(private)
    assert kept == 2
    office.sync(sent=len(PEOPLE) - kept, accepted=len(PEOPLE) - kept, waiting=kept)
    assert {one["rule"] for one in office.waiting()} == {"consent"}
    office.sync(waiting=kept)
    everybody = office.everybody()
    assert sum(one["delivery"] == "accepted" for one in everybody.values()) == len(PEOPLE) - kept
    assert listed(hub, tmp_path / "bpjs.xlsx") == sorted(
        nik
        for nik, one in everybody.items()
        if one["delivery"] == "accepted" and one["membership"] == "candidate"
    )
    assert office("check", "--deep").doc["waiting"] == kept
    with_the_hub = {nik: one for nik, one in everybody.items() if one["delivery"] == "accepted"}
    assert [*hub.rows("SELECT count(*), count(DISTINCT nik) FROM owner")] == [
        (len(with_the_hub), len(with_the_hub))
    ]
    assert len(hub.people()) == len(with_the_hub)


def test_a_neighbours_duplicate_and_a_refusal(hub, office, neighbour, tmp_path):
    """One bad record holds nobody back, and says where to mend it."""
    known = person(20, kpj="12345678901", member_since="2025-01-01", paid_until="2026-10")
    assert office.enrol(hub).code == 0
    assert office.register(SLAMET, known).code == 0
    office.sync(sent=2, accepted=2)
    assert neighbour.enrol(hub, NEIGHBOUR).code == 0
    borrowed = person(21, kpj="12345678901", member_since="2025-01-01", paid_until="2026-10")
    assert neighbour.register(SLAMET, WAGIMAN, borrowed).code == 0
    done = neighbour.sync(3, sent=3, accepted=1, duplicate=1, refused=1)
    told = {one["verdict"]: one for one in done.doc["records"]}
    assert set(told) == {"duplicate", "refused"}
    assert (told["duplicate"]["rule"], told["duplicate"]["field"]) == ("nik_elsewhere", "nik")
    assert (told["refused"]["rule"], told["refused"]["field"]) == ("kpj_of_another", "kpj")
    assert all(one["message"] and one["registration_number"] for one in told.values())
    assert SLAMET["nik"] not in done.out + done.err
    assert {one["verdict"] for one in neighbour.waiting()} == {"duplicate", "refused"}
    assert shown(neighbour, SLAMET["nik"])["status"] == "duplicate"
    assert shown(neighbour, borrowed["nik"])["status"] == "refused"
    assert neighbour.edit(borrowed["nik"], kpj="12345678902").code == 0
    neighbour.sync(sent=1, accepted=1)
    assert [one["verdict"] for one in neighbour.waiting()] == ["duplicate"]
    assert listed(hub, tmp_path / "b.xlsx") == sorted([SLAMET["nik"], WAGIMAN["nik"]])
    assert hub("check").returncode == 0


def test_a_correction_on_both_sides_of_an_answer(hub, office, tmp_path):
    """What the office changed before it heard of the answer stays; so does the answer."""
    assert office.enrol(hub).code == 0
    assert office.register(SLAMET, WAGIMAN).code == 0
    office.sync(sent=2, accepted=2)
    answer = answered(
        tmp_path / "jawaban.xlsx",
        [SLAMET["nik"], "00123456789", ""],
        [WAGIMAN["nik"], None, "NIK tidak sesuai data Dukcapil"],
    )
    assert hub("answer", answer).returncode in (0, 3)
    assert office.edit(SLAMET["nik"], phone="081327009999").code == 0
    first = office("sync")
    assert first.code == 0, first.err
    assert first.doc["accepted"] + first.doc["merged"] == 1
    office("sync")
    office.sync()
    member, refused = shown(office, SLAMET["nik"]), shown(office, WAGIMAN["nik"])
    assert (member["kpj"], member["membership"]) == ("00123456789", "member")
    assert member["phone"] == "+6281327009999"
    assert (refused["membership"], refused["kpj"]) == ("refused_by_bpjs", None)
    assert listed(hub, tmp_path / "b.xlsx") == []
    assert office("check", "--deep").doc["ok"]


def test_a_corrected_nik_frees_the_old_one(hub, office, neighbour):
    assert office.enrol(hub).code == 0
    assert neighbour.enrol(hub, NEIGHBOUR).code == 0
    office.register(SLAMET)
    office.sync(sent=1, accepted=1)
    neighbour.register(SLAMET)
    neighbour.sync(3, sent=1, duplicate=1)
    assert office.edit(SLAMET["nik"], nik=person(40)["nik"]).code == 0
    office.sync(sent=1, accepted=1)
    assert neighbour.edit(SLAMET["nik"], hamlet="Krajan").code == 0
    neighbour.sync(sent=1, accepted=1)
    assert neighbour.waiting() == []


def test_an_address_that_moves(hub, office):
    """The same hub elsewhere."""
    assert office.enrol(hub).code == 0
    office.register(SLAMET)
    office.sync(sent=1, accepted=1)
    with Line(hub.port) as line:
        done = office("hub", "--set-url", line.url)
        assert (done.code, done.doc["url"]) == (0, line.url)
        office.register(WAGIMAN)
        office.sync(sent=1, accepted=1)
        assert line.count("PUT", "/batches/") == 1
    assert office("sync").code == 4
    assert office("hub", "--set-url", hub.url).code == 0
    office.sync()


def test_an_office_from_its_old_backup(hub, office, tmp_path, recovery_code):
    """It goes on as a new incarnation, known by its old key: nobody is lost, nobody twice."""
    assert office.enrol(hub).code == 0
    office.register(SLAMET)
    office.sync(sent=1, accepted=1)
    office.register(person(30))
    assert office("backup", tmp_path / "b.loket").code == 0
    office.register(WAGIMAN)
    office.sync(sent=2, accepted=2)
    numbers = {one["registration_number"] for one in office.everybody().values()}
    shutil.rmtree(office.data)
    done = office(
        "restore",
        tmp_path / "b.loket",
        LOKET_RECOVERY=recovery_code,
        LOKET_NEW_PASSWORD=CLERK["LOKET_PASSWORD"],
    )
    assert done.code == 0, done.err
    assert len(office.everybody()) == 2
    assert office.register(person(31)).code == 0
    done = office("sync")
    assert done.code == 0, done.err
    office.sync()
    there = office.everybody()
    assert set(there) == {one["nik"] for one in (SLAMET, WAGIMAN, person(30), person(31))}
    assert numbers < {one["registration_number"] for one in there.values()}
    assert len(hub.people()) == 4
    assert office.waiting() == []
    assert office("check", "--deep").doc["ok"]
    assert hub("check").returncode == 0


def test_papers_and_pictures_follow(hub, office, tmp_path):
    """Printed papers and pictures go after their person, each once."""
    from e2e_people import portrait

    assert office.enrol(hub).code == 0
    assert office.register(person(1, photo=portrait())).code == 0
    assert office("card", tmp_path / "k.pdf", "--id", SLAMET["nik"]).code == 0
    with Line(hub.port) as line:
        assert office("hub", "--set-url", line.url).code == 0
        office.sync(sent=2, accepted=2)
        office.sync()
        assert line.count("PUT", "/photos/") == 1
    assert hub("check").returncode == 0
