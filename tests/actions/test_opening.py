"""Last year's members: completed where they are here, else registered, and never twice."""

import openpyxl
import pytest

from desktop_app.actions import (
    finding,
    membership,
    opening,
    paying,
    protecting,
    registering,
    submitting,
)
from desktop_app.actions.payable import Wanted
from desktop_app.domain.findings import Refused
from desktop_app.store.summary import Filters

KPJ = "00123456789"
HEADINGS = (
    "NIK",
    "Nama",
    "Pekerjaan",
    "KPJ",
    "KPJ lama",
    "Peserta sejak",
    "Lunas sampai",
    "Pembayar",
)


@pytest.fixture
def listed(tmp_path):
    def write(*rows, headings=HEADINGS, name="peserta 2025.xlsx"):
        book = openpyxl.Workbook()
        book.active.append(headings)
        for row in rows:
            book.active.append(row)
        book.save(tmp_path / name)
        return tmp_path / name

    return write


@pytest.fixture
def nik(raw):
    return lambda serial: raw(serial)["nik"]


def told(done):
    return [(r.row, r.status, r.finding.rule if r.finding else None) for r in done.rows]


def outcome(desk, path, **more):
    done = opening.import_members(desk, path, **more)
    return [
        (r.status, r.finding.rule if r.status in ("refused", "warned") else "") for r in done.rows
    ]


def everybody(desk):
    return [finding.find_one(desk, one) for one in finding.ids(desk, Filters())]


def test_somebody_here_is_completed_and_not_registered_again(desk, raw, listed, nik):
    registering.register(desk, [raw(1)])
    path = listed((nik(1), "SLAMET", "", KPJ, "10000000001", "02-03-2025", "10-2026", "Mandiri"))
    assert outcome(desk, path) == [("accepted", "")]
    (one,) = everybody(desk)
    worker = one.worker
    assert (worker.kpj, str(worker.member_since)) == (KPJ, "2025-03-02")
    assert (worker.paid_until, worker.former_payer) == ("2026-10", "self")
    assert (one.states.membership, one.former_kpjs) == ("member", ("10000000001",))
    assert (one.standing.answer, one.standing.answered_on) == (path.name, desk.config.today())
    assert one.worker.full_name == "Slamet Raharjo"
    assert protecting.cover_of(desk, one).state == "arrears"
    assert finding.find_one(desk, "10000000001").id == one.id


def test_somebody_unknown_is_registered_as_a_member_where_the_row_has_enough(desk, listed, nik):
    path = listed(
        (nik(1), "Slamet Raharjo", "petani", KPJ, "", "02-03-2025", "12-2026", "APBD Kabupaten"),
        (nik(2), "Warsini", "", "00123456780", "", "", "12-2026", ""),
    )
    assert outcome(desk, path) == [("accepted", ""), ("refused", "required")]
    (one,) = everybody(desk)
    assert (one.states.membership, one.standing.answer) == ("member", path.name)
    assert (one.worker.former_payer, one.worker.funding) == ("APBD Kabupaten", "self")
    assert protecting.cover_of(desk, one).payer == "APBD Kabupaten"
    (draft,) = registering.drafts(desk)
    assert (draft.full_name, draft.missing) == ("Warsini", ("occupation",))
    assert draft.payload["kpj"] == "00123456780"


def test_the_same_list_again_changes_nothing(desk, raw, listed, nik):
    registering.register(desk, [raw(1)])
    path = listed(
        (nik(1), "SLAMET", "", KPJ, "10000000001", "02-03-2025", "10-2026", "Mandiri"),
        (nik(2), "Warsini", "petani", "00123456780", "10000000002; 10000000003", "", "12-2026", ""),
        (nik(3), "Karyo", "", "00123456781", "", "", "12-2026", ""),
    )
    opening.import_members(desk, path)
    before, drafts = everybody(desk), registering.drafts(desk)
    assert outcome(desk, path) == [("known", ""), ("known", ""), ("refused", "required")]
    assert everybody(desk) == before
    assert registering.drafts(desk) == drafts


def test_several_rows_of_one_person_and_the_newest_is_active(desk, raw, listed, nik):
    registering.register(desk, [raw(1)])
    path = listed(
        (nik(1), "S", "", "10000000001", "", "01-02-2021", "12-2021", ""),
        (nik(1), "S", "", KPJ, "", "01-02-2025", "12-2026", ""),
        (nik(1), "S", "", "10000000002", "", "01-02-2023", "12-2023", ""),
    )
    assert outcome(desk, path) == [("accepted", "")] * 3
    (one,) = everybody(desk)
    assert one.worker.kpj == KPJ
    assert set(one.former_kpjs) == {"10000000001", "10000000002"}
    assert one.worker.paid_until == "2026-12"
    assert outcome(desk, path) == [("known", "")] * 3


def test_two_numbers_and_no_date_that_tells_which_is_newer(desk, raw, listed, nik):
    registering.register(desk, [raw(1)])
    path = listed(
        (nik(1), "S", "", KPJ, "", "", "", ""), (nik(1), "S", "", "10000000002", "", "", "", "")
    )
    assert outcome(desk, path) == [("refused", "kpj_several")] * 2
    assert everybody(desk)[0].worker.kpj is None


def test_the_same_row_twice_is_taken_once(desk, raw, listed, nik):
    registering.register(desk, [raw(1)])
    row = (nik(1), "S", "", KPJ, "", "", "12-2026", "")
    assert outcome(desk, listed(row, row)) == [("accepted", ""), ("refused", "duplicate_row")]


@pytest.mark.parametrize(
    ("cells", "rule"),
    [
        ({"nik": 3301011508850001}, None),
        ({"nik": 3301011508850010}, "nik_from_number"),
        ({"nik": "3301011508850000"}, "nik_damaged"),
        ({"nik": "3.30101E+15"}, "nik_damaged"),
        ({"nik": "33010115088500"}, "nik_length"),
        ({"nik": ""}, "required"),
        ({"kpj": "0012345678"}, "kpj_form"),
        ({"kpj": 12345678901}, "kpj_form"),
        ({"kpj": 123456789}, "kpj_form"),
        ({"kpj": "1.2E+10"}, "kpj_form"),
        ({"kpj": "00000000000"}, "kpj_form"),
        ({"kpj": ""}, "required"),
        ({"old": 10000000001}, "kpj_form"),
        ({"old": "1000"}, "kpj_form"),
        ({"since": "31-02-2025"}, "type"),
        ({"since": "01-02-2030"}, "type"),
        ({"since": "01-02-1980"}, "date_before_birth"),
        ({"until": "bulan depan"}, "type"),
        ({"until": "12-2060"}, "paid_too_far"),
        ({"until": "12-2024"}, "paid_before_member"),
    ],
    ids=str,
)
def test_a_row_that_cannot_be_trusted_changes_nothing(desk, raw, listed, cells, rule):
    registering.register(desk, [raw(1)])
    before = everybody(desk)
    usual = {"nik": raw(1)["nik"], "name": "SLAMET", "work": "", "kpj": KPJ, "old": "",
             "since": "02-03-2025", "until": "12-2026", "payer": "Mandiri"}  # fmt: skip
    done = opening.import_members(desk, listed(tuple({**usual, **cells}.values())))
    (row,) = done.rows
    if rule is None:
        assert row.status == "accepted"
        return
    assert row.status in ("refused", "warned")
    assert rule in {f.rule for f in row.findings}
    assert everybody(desk) == before
    assert registering.drafts(desk) == []


def test_a_number_of_another_is_refused(desk, raw, listed, nik):
    registering.register(desk, [raw(1, kpj=KPJ), raw(2, full_name="Warsini")])
    before = everybody(desk)
    path = listed((nik(2), "W", "", KPJ, "", "", "", ""))
    assert outcome(desk, path) == [("refused", "kpj_of_another")]
    path = listed((nik(2), "W", "", "10000000009", KPJ, "", "", ""))
    assert outcome(desk, path) == [("refused", "kpj_of_another")]
    path = listed((nik(3), "Baru", "petani", KPJ, "", "", "", ""))
    assert outcome(desk, path) == [("refused", "kpj_of_another")]
    assert everybody(desk) == before
    assert registering.drafts(desk) == []


def test_one_number_for_two_people_is_nobody_s(desk, raw, listed, nik):
    registering.register(desk, [raw(1), raw(2, full_name="Warsini")])
    before = everybody(desk)
    path = listed(
        (nik(1), "S", "", KPJ, "", "", "", ""), (nik(2), "W", "", "10000000009", KPJ, "", "", "")
    )
    assert outcome(desk, path) == [("refused", "kpj_twice")] * 2
    assert everybody(desk) == before


def test_another_active_number_is_refused(desk, raw, listed, nik):
    registering.register(desk, [raw(1, kpj=KPJ)])
    path = listed((nik(1), "S", "", "10000000009", "", "", "", ""))
    assert outcome(desk, path) == [("refused", "kpj_differs")]


def test_what_both_say_differently_is_asked(desk, raw, listed, nik):
    registering.register(desk, [raw(1, kpj=KPJ, paid_until="2026-06")])
    path = listed((nik(1), "S", "", KPJ, "", "", "12-2026", ""))
    assert outcome(desk, path) == [("warned", "opening_differs")]
    assert everybody(desk)[0].worker.paid_until == "2026-06"
    assert outcome(desk, path, confirm=["opening_differs"]) == [("accepted", "")]
    assert everybody(desk)[0].worker.paid_until == "2026-12"


def test_whose_registration_ended_is_named(desk, raw, listed, nik):
    (one,) = registering.register(desk, [raw(1)]).registered
    registering.end(desk, one.id, "moved", desk.config.today())
    assert outcome(desk, listed((nik(1), "S", "", KPJ, "", "", "", ""))) == [("refused", "ended")]


def test_months_with_a_payment_were_not_paid_before(desk, raw, listed, nik):
    (one,) = registering.register(desk, [raw(1, kpj=KPJ)]).registered
    assert paying.pay(desk, Wanted(ids=(one.id,), first="2026-11", months=2)).payments
    path = listed((nik(1), "S", "", KPJ, "", "", "12-2026", ""))
    assert outcome(desk, path) == [("refused", "month_paid")]
    assert everybody(desk)[0].worker.paid_until is None


def test_who_waits_for_an_answer_has_it_and_it_can_be_undone(desk, raw, listed, nik, tmp_path):
    (one,) = registering.register(desk, [raw(1, email="a@contoh.id")]).registered
    submitting.submit(desk, tmp_path / "daftar.xlsx")
    path = listed((nik(1), "S", "", KPJ, "10000000001", "02-03-2025", "10-2026", "Mandiri"))
    opening.import_members(desk, path)
    (made,) = submitting.submitted_lists(desk)
    assert made.confirmed == 1
    assert membership.steps(desk, one.id)[-1].paper == path.name
    after = membership.undo(desk, one.id)
    assert after.states.membership == "submitted"
    assert after.former_kpjs == ()
    assert (after.worker.kpj, after.worker.paid_until, after.worker.former_payer) == (
        None,
        None,
        None,
    )


def test_who_is_too_old_now_and_was_not_then_is_taken(desk, listed):
    nik = "3301011508560007"  # 70 years old; 63 in 2020
    path = listed((nik, "Mbah Karto", "petani", KPJ, "", "01-02-2020", "10-2026", ""))
    assert outcome(desk, path) == [("accepted", "")]
    late = listed((nik[:-1] + "8", "Mbah Kromo", "petani", "00123456780", "", "01-02-2024", "", ""))
    assert outcome(desk, late) == [("refused", "age")]


def test_a_card_from_before_with_letters_is_asked(desk, raw, listed, nik):
    registering.register(desk, [raw(1)])
    path = listed((nik(1), "S", "", "93J40012345", "87K30012345", "", "", ""))
    assert outcome(desk, path) == [("warned", "kpj_form")]
    assert outcome(desk, path, confirm=["kpj_form"]) == [("accepted", "")]
    assert everybody(desk)[0].former_kpjs == ("87K30012345",)


def test_trying_and_stopping_change_nothing(desk, raw, listed, nik, tmp_path):
    registering.register(desk, [raw(1)])
    path = listed((nik(1), "S", "", KPJ, "", "", "", ""), (nik(2), "W", "", "1", "", "", "", ""))
    before = everybody(desk)
    done = opening.import_members(desk, path, dry_run=True, errors=tmp_path / "salah.xlsx")
    assert [r.status for r in done.rows] == ["accepted", "refused"]
    opening.import_members(desk, path, stop=lambda: True)
    assert everybody(desk) == before
    rows = list(openpyxl.load_workbook(tmp_path / "salah.xlsx").active.values)
    assert len(rows) == 2
    assert "11" in rows[1][0]


def test_one_s_own_headings_by_a_mapping(desk, raw, listed, nik, tmp_path):
    registering.register(desk, [raw(1)])
    mapping = tmp_path / "m.toml"
    mapping.write_text(
        '[columns]\n"Nomor X" = "kpj"\n"Nomor Y" = "former_kpjs"\n', encoding="utf-8"
    )
    path = listed((nik(1), KPJ, "10000000001"), headings=("NIK", "Nomor X", "Nomor Y"))
    assert outcome(desk, path, mapping=mapping) == [("accepted", "")]
    assert everybody(desk)[0].former_kpjs == ("10000000001",)


def test_old_numbers_in_columns_of_their_own(desk, raw, listed, nik):
    registering.register(desk, [raw(1)])
    headings = ("NIK", "KPJ", "KPJ lama 1", "KPJ lama 2")
    path = listed((nik(1), KPJ, "10000000001", "1000 000 0002"), headings=headings)
    done = opening.import_members(desk, path)
    assert done.headings == ()
    assert everybody(desk)[0].former_kpjs == ("10000000001", "10000000002")


def test_a_list_without_a_column_for_the_nik(desk, listed):
    with pytest.raises(Refused, match="heading_missing"):
        opening.import_members(desk, listed((KPJ,), headings=("KPJ",)))
