"""No month twice, in every way somebody may try it."""

from dataclasses import replace

import openpyxl
import pytest
from paying_people import member, rules, sponsor

from desktop_app.actions import paying, registering
from desktop_app.actions.paying import Wanted
from desktop_app.domain.deposit import Deposit
from desktop_app.store import deposits, payments
from desktop_app.store.tx import new_id
from desktop_app.wording.sentences import sentence

NOVEMBER = {"first": "2026-11", "months": 2}


@pytest.fixture
def one(desk, raw):
    return member(desk, raw, 1, paid_until="2026-10", former_payer="Yayasan Sejahtera")


@pytest.fixture
def paid(desk, one):
    sponsor(desk, "CSR-1")
    return paying.pay(desk, Wanted(ids=(one.id,), payer="CSR-1", **NOVEMBER), code="77")


def twice(desk, *ids, **more):
    done = paying.pay(desk, Wanted(ids=ids, **{**NOVEMBER, **more}))
    assert len(done.payments) + len(done.refused) == len(ids)
    return done


@pytest.mark.parametrize(
    "months",
    [("2026-11", 2), ("2026-11", 1), ("2026-12", 1), ("2026-12", 12), ("2026-11", 12)],
)
@pytest.mark.parametrize("payer", ["self", "CSR-1"])
def test_the_same_or_overlapping_months_by_anybody(desk, one, paid, months, payer):
    done = twice(desk, one.id, first=months[0], months=months[1], payer=payer)
    assert rules(done) == [("month_paid", "code")]
    said = sentence(done.refused[0].finding)
    for told in ("CSR-1", "23-11-2026", one.number, "77"):
        assert told in said


def test_the_month_before_and_after_are_free_and_nothing_between(desk, one, paid):
    assert rules(twice(desk, one.id, first="2027-01", months=1)) == []
    assert rules(twice(desk, one.id, first="2026-10", months=1)) == [("month_paid", "opening")]


def test_by_any_number_of_the_person(desk, raw, one, paid):
    new = registering.edit(desk, one.id, {"nik": raw(77)["nik"]})
    assert new.aliases == (one.worker.nik,)
    changed = registering.edit(desk, one.id, {"kpj": "99999999999"})
    assert changed.worker.kpj == "99999999999"
    for given in (one.worker.nik, raw(77)["nik"], one.number, one.worker.kpj, "99999999999",
                  one.id.upper()):  # fmt: skip
        assert rules(twice(desk, given)) == [("month_paid", "code")], given


def test_two_numbers_of_one_person_in_one_command(desk, raw):
    one = member(desk, raw, 2)
    done = twice(desk, one.id, one.worker.nik, one.number, one.worker.kpj)
    assert len(done.payments) == 1
    assert rules(done) == [("month_paid", "same")] * 3


def test_overlapping_in_one_command(desk, raw):
    one = member(desk, raw, 2)
    wanted = [Wanted(ids=(one.id,), first=first, months=2) for first in ("2026-11", "2026-12")]
    done = paying.pay(desk, wanted)
    assert (len(done.payments), rules(done)) == (1, [("month_paid", "same")])


def test_what_the_opening_balance_says_is_paid(desk, one):
    done = twice(desk, one.id, first="2026-09", months=3)
    assert rules(done) == [("month_paid", "opening")]
    said = sentence(done.refused[0].finding)
    assert "Yayasan Sejahtera" in said
    assert "Oktober 2026" in said


def test_what_is_held_as_cash_is_taken(desk, one):
    with desk.write("deposit_taken") as tx:
        line = paying.reckon(desk, Wanted(ids=(one.id,), **NOVEMBER)).lines[0]
        held = deposits.add(
            tx,
            Deposit(
                id=new_id(),
                number="",
                worker_id=one.id,
                first="2026-11",
                last="2026-12",
                amount=line.amount,
                portions=line.portions,
                received_on=tx.today,
                holder="siti",
            ),
        )
    done = twice(desk, one.id, first="2026-12", months=1)
    assert rules(done) == [("month_paid", "deposit")]
    assert held.number in sentence(done.refused[0].finding)
    handed = paying.pay(desk, Wanted(ids=(one.id,), deposit=held.id, **NOVEMBER))
    assert handed.payments[0].deposit == held.id
    with desk.read() as c:
        assert deposits.get(c, held.id).state == "paid"
    assert rules(twice(desk, one.id)) == [("month_paid", None)]
    again = twice(desk, one.id, first="2027-01", months=1, deposit=held.id)
    assert rules(again) == [("deposit_none", None)]
    paying.undo(desk, handed.payments[0].id)
    with desk.read() as c:
        assert deposits.get(c, held.id).state == "held"


def listed(path, *rows):
    book = openpyxl.Workbook()
    book.active.append(["NIK", "NAMA", "KPJ", "BULAN", "BULAN_IURAN", "NOMINAL"])
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def test_by_a_workbook_and_by_the_same_workbook_again(desk, one, raw, tmp_path):
    other = member(desk, raw, 2)
    book = listed(
        tmp_path / "Iuran November.xlsx",
        [one.worker.nik, "", "", "2026-11", 2, ""],
        ["", "", one.worker.kpj, "12/2026", 1, ""],
        [other.worker.nik, "", "", "November 2026", 1, 8_400],
    )
    done = paying.pay_list(desk, book)
    assert [row.status for row in done.rows] == ["accepted", "refused", "accepted"]
    assert rules(done.done) == [("month_paid", "same")]
    again = paying.pay_list(desk, book)
    assert again.count("accepted") == 0
    assert rules(again.done) == [("month_paid", "list")] * 3
    assert "Iuran November.xlsx" in sentence(again.rows[0].finding)
    typed = twice(desk, other.id)
    assert rules(typed) == [("month_paid", "list")]


def test_past_every_check_the_database_refuses(desk, one, paid):
    again = replace(paid.payments[0], id=new_id(), first="2026-12", last="2027-02", payer="self")
    with pytest.raises(payments.MonthPaid) as raised, desk.write("paid") as tx:
        payments.add_many(tx, [again])
    assert raised.value.rule == "month_paid"
    assert "CSR-1" in sentence(raised.value)
    assert len(paying.payments_of(desk, one.id)) == 1


def test_what_was_undone_is_free_again(desk, one, paid):
    paying.undo_reference(desk, paid.reference)
    assert rules(twice(desk, one.id)) == []
