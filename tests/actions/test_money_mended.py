"""No month twice and no sponsor over, by the ways that go round a payment."""

from datetime import UTC, date, timedelta
from types import SimpleNamespace

import openpyxl
import pytest
from paying_people import member, rules, sponsor

from desktop_app.actions import (
    access,
    cash,
    exchanging,
    finding,
    letting_go,
    membership,
    opening,
    paying,
    registering,
    reserving,
    sponsoring,
    submitting,
)
from desktop_app.actions.paying import Wanted
from desktop_app.domain.findings import Refused
from desktop_app.store import changes, foreign, money_health, passed, payments, workers
from desktop_app.wording.sentences import sentence

TODAY = date(2026, 11, 23)
MONTH = 8_400


def pay(desk, one, first="2026-11", months=1, **more):
    done = paying.pay(desk, Wanted(ids=(one.id,), first=first, months=months, **more))
    assert not done.refused, rules(done)
    return done.payments[0]


def refused(rule, why, work, *args, **more):
    with pytest.raises(Refused) as raised:
        work(*args, **more)
    assert (raised.value.rule, raised.value.params.get("why")) == (rule, why)
    return sentence(raised.value)


def held(desk, one, first="2026-11", months=1):
    cash.switch(desk, True)
    return cash.take(desk, one.id, first, months)


def members_list(path, one, until):
    book = openpyxl.Workbook()
    book.active.append(["NIK", "Nama", "KPJ", "Peserta sejak", "Iuran lunas sampai", "Pembayar"])
    who = one.worker
    book.active.append([who.nik, who.full_name, who.kpj, "2025-01-01", until, "APBD"])
    book.save(path)
    return path


def unsound(desk):
    with desk.read() as c:
        return [(one.rule, one.params.get("why")) for one in money_health.check(c)]


def told(desk, kind, record_id, fields, record, base):
    """A change as the hub tells it."""
    at = desk.config.now().astimezone(UTC).isoformat(timespec="microseconds")
    return SimpleNamespace(
        change_id=changes.new_change_id(),
        kind=kind,
        record_id=record_id,
        base=base,
        at=at,
        today="2026-11-23",
        actor="hub",
        doubt=False,
        record=record,
        fields=fields,
    )


def paid_until(desk, one, until):
    whole = workers.whole(one)
    fields = {"paid_until": [whole["paid_until"], until]}
    return told(desk, "worker", one.id, fields, whole | {"paid_until": until}, one.revision)


def test_what_is_paid_here_was_not_paid_before(desk, raw, tmp_path):
    one = member(desk, raw, 1)
    pay(desk, one, months=3)
    given = {"paid_until": "2026-12", "former_payer": "APBD"}
    said = refused("month_paid", "recorded", registering.edit, desk, one.id, given)
    assert one.number in said
    (row,) = opening.import_members(desk, members_list(tmp_path / "a.xlsx", one, "2026-12")).rows
    assert [f.rule for f in row.findings] == ["month_paid"]
    with pytest.raises(Refused, match="months_clash"), desk.write("hub_answer") as tx:
        foreign.apply(tx, paid_until(desk, one, "2026-12"))
    assert finding.find_one(desk, one.id).worker.paid_until is None
    after = registering.edit(desk, one.id, {"paid_until": "2026-10"})
    assert after.worker.paid_until == "2026-10"
    assert unsound(desk) == []


def test_what_is_held_was_not_paid_before(desk, raw, tmp_path):
    one = member(desk, raw, 1)
    titipan = held(desk, one)
    said = refused(
        "month_paid", "deposit", registering.edit, desk, one.id, {"paid_until": "2026-12"}
    )
    assert titipan.number in said
    (row,) = opening.import_members(desk, members_list(tmp_path / "a.xlsx", one, "2026-12")).rows
    assert row.findings[0].params["why"] == "deposit"
    with pytest.raises(Refused, match="months_clash"), desk.write("hub_answer") as tx:
        foreign.apply(tx, paid_until(desk, one, "2026-11"))


def test_a_month_that_is_twice_already_can_be_mended_and_is_found(desk, raw):
    one = member(desk, raw, 1, paid_until="2026-10")
    pay(desk, one, months=3)
    with desk.write("edited") as tx:
        tx.cursor.execute("UPDATE worker SET paid_until = '2026-12' WHERE id = ?", (one.id,))
    assert ("month_twice", "opening") in unsound(desk)
    registering.edit(desk, one.id, {"paid_until": "2026-11"})
    registering.edit(desk, one.id, {"paid_until": "2026-10"})
    assert unsound(desk) == []


def test_what_the_feed_clashes_with_is_kept_and_told(desk, raw):
    one = member(desk, raw, 1)
    pay(desk, one)
    body = {"change": {"id": "f1", "kind": "worker", "rec": one.id, "record": {"nik": "x"}}}
    with desk.write("hub_answer") as tx:
        assert passed.keep(tx, "change", body, "months_clash")
    (came,) = (one for one in exchanging.waiting(desk) if one.verdict == "conflict")
    assert (came.worker_id, came.finding.params["why"]) == (one.id, "months_clash")
    assert one.number in sentence(came.finding)


def merged(desk, one, heir):
    with desk.write("linked") as tx:
        workers.remove(tx, one, heir.id)


@pytest.mark.parametrize("what", ["opening", "held here", "held there", "held twice"])
def test_two_who_are_one_have_no_month_twice(desk, raw, what):
    heir = member(desk, raw, 1, **({"paid_until": "2027-03"} if what == "opening" else {}))
    one = member(desk, raw, 2)
    for who, holds in ((one, ("held here", "held twice")), (heir, ("held there", "held twice"))):
        if what in holds:
            held(desk, who)
    if what in ("opening", "held there"):
        pay(desk, one)
    if what == "held here":
        pay(desk, heir)
    refused("months_clash", "opening" if what == "opening" else "deposit", merged, desk, one, heir)
    assert finding.find_one(desk, one.id).worker.nik == one.worker.nik


@pytest.fixture
def full(desk, raw):
    """A sponsor with a place and money for one month only; two people."""
    code = sponsor(desk, budget=2 * MONTH, quota=1).code
    return code, member(desk, raw, 1), member(desk, raw, 2)


def within(desk, code):
    balance = sponsoring.account(desk, code).balance
    assert balance.left >= 0
    assert balance.people_left >= 0
    return balance


def test_an_opening_taken_back_never_brings_more_than_there_is(desk, full):
    code, ani, budi = full
    reserving.reserve(desk, code, [ani.id], "2026-11", 2)
    registering.edit(desk, ani.id, {"paid_until": "2026-12"})
    pay(desk, budi, months=2, payer=code)
    registering.edit(desk, ani.id, {"paid_until": None})
    assert within(desk, code).reserved == 0


def test_a_membership_undone_never_brings_more_than_there_is(desk, raw, full):
    code, _ani, budi = full
    (done,) = registering.register(desk, [raw(3, confirmed=["same_person"])]).registered
    reserving.reserve(desk, code, [done.id], "2026-11", 1)
    registering.edit(desk, done.id, {"kpj": "00000000003", "paid_until": "2026-12"})
    pay(desk, budi, months=2, payer=code)
    membership.undo(desk, done.id)
    assert within(desk, code).reserved == 0


def test_the_feed_never_brings_more_than_there_is(desk, full):
    code, ani, budi = full
    reserving.reserve(desk, code, [ani.id], "2026-11", 2)
    paid = pay(desk, ani, months=2)
    pay(desk, budi, months=2, payer=code)
    with desk.read() as c:
        entry, aside = payments.get(c, paid.id), letting_go.aside(c)
        base = c.exec_driver_sql("SELECT revision FROM payment WHERE id = ?", (paid.id,)).scalar()
    undone = {"on": "2026-11-23", "by": "x", "why": ""}
    record = payments.standing(entry) | {"undone": undone}
    with desk.write("hub_answer") as tx:
        foreign.apply(tx, told(desk, "payment", paid.id, {"undone": [None, undone]}, record, base))
    exchanging._keep_within(desk, aside)
    assert within(desk, code).reserved == 0


def test_only_what_came_back_is_let_go_of_and_it_is_said(desk, raw):
    code = sponsor(desk, budget=4 * MONTH).code
    ani, budi = member(desk, raw, 1), member(desk, raw, 2)
    reserving.reserve(desk, code, [ani.id], "2026-11", 3)  # 8400, 8400 and from January 16800
    paid = pay(desk, ani, "2026-12")
    pay(desk, budi, payer=code)
    gone = []
    paying.undo(desk, paid.id, told=gone.append)
    assert [one.months for one in gone] == [("2026-12",)]
    assert code in sentence(gone[0].finding)
    assert sponsoring.account(desk, code).balance.left == 0
    with desk.read() as c:
        assert sorted(m for months in letting_go.aside(c).values() for m in months) == [
            "2026-11",
            "2027-01",
        ]
    assert any("let_go" in one.detail for one in finding.history(desk, ani.id))


def test_a_sum_that_fits_by_accident_means_everybody(desk, raw):
    sponsor(desk, "AD", "APBDes", source="PADes", year=2026, budget=2 * MONTH)
    ids = tuple(member(desk, raw, n).id for n in (1, 2))
    wanted = Wanted(ids=ids, first="2026-12", months=1, payer="AD")
    assert len(paying.pay(desk, wanted, dry_run=True, amount=2 * MONTH).payments) == 2
    sponsoring.edit(desk, "AD", {"budget": MONTH})
    done = paying.pay(
        desk, Wanted(ids=ids[:1], first="2026-12", months=1, payer="AD"), amount=MONTH
    )
    assert [one.amount for one in done.payments] == [MONTH]


def test_an_account_made_anew_is_another_one(desk, raw, config, clock):
    access.add_user(desk, "budi", "operator", "rahasia-budi")
    clock.moment += timedelta(minutes=1)
    one = member(desk, raw, 1)
    budi = access.unlock(config, "budi", "rahasia-budi")
    paid = pay(budi, one)
    budi.close()
    access.remove_user(desk, "budi")
    clock.moment += timedelta(minutes=1)
    access.add_user(desk, "Budi", "operator", "rahasia-lain")
    clock.moment += timedelta(minutes=1)
    budi = access.unlock(config, "Budi", "rahasia-lain")
    refused("undo_not_yours", None, paying.undo, budi, paid.id)
    budi.close()
    paying.undo(desk, paid.id)  # nobody's any more: the administrator's


def answered(desk, folder, one, kpj):
    submitting.submit(desk, folder / "daftar.xlsx")
    book = openpyxl.Workbook()
    book.active.append(["NIK", "KPJ", "KETERANGAN"])
    book.active.append([one.nik, kpj, ""])
    book.save(folder / "jawaban.xlsx")
    submitting.take_answer(desk, folder / "jawaban.xlsx")


def test_an_undo_loses_no_edit_and_leaves_no_number_of_another(desk, raw, tmp_path):
    (one,) = registering.register(desk, [raw(1)]).registered
    answered(desk, tmp_path, one, "00000000001")
    registering.edit(desk, one.id, {"kpj": "00000000002"})
    said = refused("undo_changed", None, membership.undo, desk, one.id)
    assert one.number in said
    assert membership.steps(desk, one.id)[-1].why_not.rule == "undo_changed"
    registering.edit(desk, one.id, {"kpj": "00000000001"})
    after = membership.undo(desk, one.id)
    assert (after.states.membership, after.worker.kpj, after.former_kpjs) == ("submitted", None, ())


def test_an_undo_leaves_no_balance_of_a_membership_that_was_none(desk, raw):
    (one,) = registering.register(desk, [raw(1)]).registered
    registering.edit(desk, one.id, {"kpj": "00000000001"})
    registering.edit(desk, one.id, {"paid_until": "2026-10", "member_since": "2025-01-01"})
    refused("undo_changed", None, membership.undo, desk, one.id)
    registering.edit(desk, one.id, {"paid_until": None, "member_since": None})
    assert membership.undo(desk, one.id).worker.paid_until is None


def test_who_comes_back_stands_where_they_stood(desk, raw, tmp_path):
    (one,) = registering.register(desk, [raw(1)]).registered
    submitting.submit(desk, tmp_path / "daftar.xlsx")
    pay(desk, one)
    registering.end(desk, one.id, "moved", TODAY)
    assert membership.resume(desk, one.id).states.membership == "submitted"
    assert membership.steps(desk, one.id)[-1].what == "resumed"
    assert membership.undo(desk, one.id).states.membership == "ended"


def test_what_is_paid_beyond_the_end_is_noted(desk, raw):
    from desktop_app.actions import ending

    one = member(desk, raw, 1)
    pay(desk, one, months=6)
    ended = registering.end(desk, one.id, "death", date(2025, 3, 1))
    found = ending.paid_after(desk, ended)
    assert (found.params["first"], found.params["last"]) == ("2026-11", "2027-04")
    assert "01-03-2025" in sentence(found)
    assert ending.paid_after(desk, member(desk, raw, 2)) is None


def listed(path, *rows):
    book = openpyxl.Workbook()
    book.active.append(["NIK", "KPJ", "BULAN"])
    for row in rows:
        book.active.append([*row, "2026-11"])
    book.save(path)
    return path


def test_a_row_pays_for_whom_all_its_numbers_name(desk, raw, tmp_path):
    one, other = member(desk, raw, 1), member(desk, raw, 2)
    (new,) = registering.register(desk, [raw(3, confirmed=["same_person"])]).registered
    submitting.submit(desk, tmp_path / "daftar.xlsx")
    done = paying.pay_list(
        desk,
        listed(
            tmp_path / "iuran.xlsx",
            [raw(9)["nik"], one.worker.kpj],
            [one.worker.nik, "99999999999"],
            [one.worker.nik, other.worker.kpj],
            [new.nik, "88888888888"],
            [other.worker.nik, other.worker.kpj],
        ),
    )
    wrong = ["not_found", "kpj_differs", "kpj_differs"]
    assert [rule for rule, _ in rules(done.done)] == wrong
    assert [row.status for row in done.rows[3:]] == ["accepted"] * 2


def test_a_nik_and_month_is_paid_once_though_the_nik_was_corrected(desk, raw):
    one = member(desk, raw, 1)
    pay(desk, one)
    registering.edit(desk, one.id, {"nik": raw(77)["nik"]})
    given = {"full_name": "Budi Hartono", "confirmed": ["same_person", "nik_formerly"]}
    other = member(desk, raw, 1, kpj="33333333333", **given)
    done = paying.pay(desk, Wanted(ids=(other.id,), first="2026-11", months=1))
    assert rules(done) == [("month_paid", "nik")]
    assert one.number in sentence(done.refused[0].finding)
    pay(desk, other, "2026-12")


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"last": "2026-06"}, "months"),
        ({"first": "2026-12"}, "months"),
        ({"months": 1}, "share"),
        ({"source": "ADD"}, None),
    ],
)
def test_a_sponsor_is_not_changed_against_what_it_paid(desk, raw, changes, why):
    sponsor(desk, "AP", "APBDes", source="PADes", year=2026, first="2026-01", last="2026-12")
    pay(desk, member(desk, raw, 1), months=2, payer="AP")
    assert "AP" in refused("sponsor_used", why, sponsoring.edit, desk, "AP", changes)
    sponsoring.edit(desk, "AP", {"first": "2026-11", "months": 2})


def test_a_payer_chosen_by_hand_stays(desk, raw):
    for code in ("CSR-1", "CSR-2"):
        sponsor(desk, code)
    one = member(desk, raw, 1)
    first = pay(desk, one, payer="CSR-1")
    second = pay(desk, one, "2026-12", payer="CSR-2")
    paying.undo(desk, second.id)
    assert finding.find_one(desk, one.id).worker.funding == "CSR-1"
    paying.undo(desk, first.id)
    assert finding.find_one(desk, one.id).worker.funding == "self"
    paid = pay(desk, one, payer="CSR-1")
    for code in ("CSR-2", "CSR-1"):
        registering.edit(desk, one.id, {"funding": code})
    paying.undo(desk, paid.id)
    assert finding.find_one(desk, one.id).worker.funding == "CSR-1"
