"""The steps of a membership: told with who, when and which paper; undone from the newest on."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import count

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.actions import (
    access,
    finding,
    membership,
    paying,
    protecting,
    registering,
    submitting,
)
from desktop_app.actions.desk import NotAllowed
from desktop_app.actions.payable import Wanted
from desktop_app.domain.findings import Refused
from desktop_app.domain.months import later, month_of
from desktop_app.store import steps
from desktop_app.store.summary import Filters

KPJ = "00123456789"


def answer(path, *rows):
    book = openpyxl.Workbook()
    book.active.append(["NIK", "KPJ", "KETERANGAN"])
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


@pytest.fixture
def walk(desk, raw, tmp_path):
    return Walk(desk, raw, tmp_path)


class Walk:
    """One person led through the steps."""

    numbers = count(1)

    def __init__(self, desk, raw, folder):
        self.desk, self.folder, self.serial = desk, folder, next(self.numbers)
        self.hamlet = f"Dusun {self.serial}"
        self.kpj = f"{self.serial:011}"
        who = raw(
            self.serial,
            hamlet=self.hamlet,
            workplace="sawah",
            email="a@contoh.id",
            confirmed=["same_person"],
        )
        (done,) = registering.register(desk, [who]).registered
        self.id, self.nik, self.number = done.id, done.nik, done.number

    @property
    def now(self):
        return finding.find_one(self.desk, self.id)

    @property
    def steps(self):
        return membership.steps(self.desk, self.id)

    def path(self, name):
        return self.folder / f"{name}-{self.serial}.xlsx"

    def submit(self):
        made = submitting.submit(self.desk, self.path("daftar"), Filters(hamlet=self.hamlet))
        return made.number if made.count else None

    def answer(self, kpj="", reason=""):
        path = answer(self.path("jawaban"), [self.nik, kpj, reason])
        return submitting.take_answer(self.desk, path)

    def confirm(self):
        return self.answer(self.kpj)

    def refuse(self):
        return self.answer(reason="NIK tidak padan")

    def mend(self):
        registering.edit(self.desk, self.id, {"address": f"Jalan {next(self.numbers)}"})

    def end(self, why="moved"):
        today = self.desk.config.today()
        registering.end(self.desk, self.id, why, today, paper="Surat pindah 12/2026")

    def resume(self):
        membership.resume(self.desk, self.id)

    def pay(self):
        now = month_of(self.desk.config.today())
        until = protecting.cover_of(self.desk, self.now).until or ""
        first = max(now, later(until, 1)) if until else now
        done = paying.pay(self.desk, Wanted(ids=(self.id,), first=first, months=1))
        if not done.payments:
            raise Refused("nothing")

    def undo(self):
        return membership.undo(self.desk, self.id)


def whats(told):
    return [step.what for step in told]


def test_every_step_says_who_when_and_on_which_paper(walk, desk):
    letter = walk.submit()
    walk.confirm()
    walk.pay()
    walk.end()
    told = walk.steps
    assert whats(told) == ["registered", "submitted", "member", "payment", "ended"]
    assert {step.by for step in told} == {"siti"}
    today = desk.config.today()
    assert [step.on for step in told] == [today] * 5
    papers = [step.paper for step in told]
    assert papers == [None, letter, walk.path("jawaban").name, None, "Surat pindah 12/2026"]
    assert (told[3].first, told[3].last) == ("2026-11", "2026-11")
    assert told[4].reason == "moved"
    assert [step.undoable for step in told] == [False, False, False, False, True]
    assert [s.why_not and s.why_not.rule for s in told] == [
        "undo_nothing",
        *["undo_not_last"] * 3,
        None,
    ]


def test_the_answer_s_file_and_the_paper_of_the_end_are_kept(walk):
    walk.submit()
    walk.confirm()
    assert walk.now.standing.answer == walk.path("jawaban").name
    walk.end()
    assert walk.now.standing.ended_paper == "Surat pindah 12/2026"


def test_a_nik_in_the_name_of_a_file_is_not_kept(walk, tmp_path):
    walk.submit()
    path = answer(tmp_path / f"jawaban {walk.nik}.xlsx", [walk.nik, walk.kpj, ""])
    submitting.take_answer(walk.desk, path)
    assert walk.nik not in walk.now.standing.answer


def test_a_paper_with_too_long_a_name_is_refused(walk):
    with pytest.raises(Refused, match="type"):
        registering.end(walk.desk, walk.id, "moved", walk.desk.config.today(), paper="a" * 200)
    assert walk.now.states.membership == "candidate"


def test_the_answer_undone_is_open_again_and_can_be_taken_anew(walk):
    number = walk.submit()
    walk.confirm()
    assert walk.undo().states.membership == "submitted"
    assert walk.now.worker.kpj is None
    assert walk.now.former_kpjs == ()
    (made,) = [s for s in submitting.submitted_lists(walk.desk) if s.number == number]
    assert (made.confirmed, made.open) == (0, 1)
    assert walk.confirm().count("confirmed") == 1
    assert walk.now.states.membership == "member"


def test_a_refusal_undone_brings_the_reason_before_back(walk):
    walk.submit()
    walk.refuse()
    walk.mend()
    assert walk.now.states.membership == "candidate"
    assert walk.undo().states.membership == "refused_by_bpjs"
    assert walk.now.standing.refused_reason == "NIK tidak padan"
    assert walk.now.worker.address.startswith("Jalan ")
    assert walk.undo().standing.refused_reason is None
    assert walk.undo().standing.submission is None
    with pytest.raises(Refused, match="undo_nothing"):
        walk.undo()


def test_a_submission_undone_leaves_the_list(walk):
    number = walk.submit()
    walk.undo()
    (made,) = [s for s in submitting.submitted_lists(walk.desk) if s.number == number]
    assert (made.taken_off, made.open) == (1, 0)
    assert walk.submit() != number


def test_only_who_made_it_undoes_it_and_the_administrator_where_they_are_gone(walk, config):
    desk = walk.desk
    access.add_user(desk, "budi", "operator", "rahasia-budi")
    other = access.unlock(config, "budi", "rahasia-budi")
    walk.desk = other
    walk.submit()
    walk.desk = desk
    assert walk.steps[-1].why_not.rule == "undo_not_yours"
    with pytest.raises(Refused, match="undo_not_yours") as caught:
        walk.undo()
    assert caught.value.params["by"] == "budi"
    other.close()
    access.remove_user(desk, "budi")
    assert walk.steps[-1].undoable
    assert walk.undo().states.membership == "candidate"


def test_who_has_not_the_right_undoes_nothing(walk, config):
    walk.submit()
    walk.desk.role = "head"
    assert walk.steps[-1].why_not.rule == "not_allowed"
    with pytest.raises(NotAllowed):
        walk.undo()
    walk.desk.role = "administrator"
    assert walk.now.states.membership == "submitted"


def test_why_it_was_undone_stands_in_the_history(walk):
    walk.submit()
    membership.undo(walk.desk, walk.id, "salah cabang")
    told = finding.history(walk.desk, walk.id)
    assert any(entry.detail.get("why") == "salah cabang" for entry in told)


def test_what_was_changed_since_stays(walk):
    walk.submit()
    registering.edit(walk.desk, walk.id, {"birth_place": "Banyumas"})
    walk.undo()
    assert walk.now.worker.birth_place == "Banyumas"
    assert walk.now.states.membership == "candidate"


def test_a_payment_is_a_step_and_goes_first(walk):
    walk.submit()
    walk.confirm()
    walk.pay()
    assert protecting.cover_of(walk.desk, walk.now).state == "active"
    assert walk.undo().states.membership == "member"
    assert protecting.cover_of(walk.desk, walk.now).state == "unknown"
    assert walk.undo().states.membership == "submitted"


def test_a_payment_waits_until_what_came_after_it_is_undone(walk):
    walk.submit()
    walk.confirm()
    walk.pay()
    payment = walk.steps[-1].payment_id
    walk.end()
    walk.resume()
    with pytest.raises(Refused, match="undo_not_last"):
        paying.undo(walk.desk, payment)


def test_coming_back(walk):
    walk.end()
    assert walk.now.states.membership == "ended"
    walk.resume()
    assert walk.now.states.membership == "candidate"
    assert walk.now.standing.ended_on is None
    assert whats(walk.steps) == ["registered", "ended", "resumed"]
    walk.submit()
    walk.confirm()
    walk.end("own_wish")
    walk.resume()
    assert walk.now.states.membership == "member"
    assert walk.undo().standing.ended_why == "own_wish"


def test_nobody_comes_back_from_death_or_who_never_went(walk):
    with pytest.raises(Refused, match="not_ended"):
        walk.resume()
    walk.end("death")
    with pytest.raises(Refused, match="resume_death"):
        walk.resume()
    assert walk.undo().states.membership == "candidate"


def test_who_came_with_a_number_stands_on_it(desk, raw):
    (done,) = registering.register(desk, [raw(1, kpj=KPJ, member_since="2025-03-01")]).registered
    told = membership.steps(desk, done.id)
    assert whats(told) == ["registered", "member"]
    assert told[1].on == date(2025, 3, 1)
    assert not any(step.undoable for step in told)


@pytest.fixture
def three(desk, raw, tmp_path):
    people = [raw(n, full_name=f"Orang {n}", email="a@contoh.id") for n in (1, 2, 3)]
    done = registering.register(desk, people).registered
    return done, submitting.submit(desk, tmp_path / "daftar.xlsx").number


def test_a_whole_list_is_undone(desk, three, tmp_path):
    people, number = three
    assert membership.undo_list(desk, number) == 3
    for one in people:
        found = finding.find_one(desk, one.id)
        assert (found.states.membership, found.standing.submission) == ("candidate", None)
    (made,) = submitting.submitted_lists(desk)
    assert (made.withdrawn_by, made.open) == ("siti", 0)
    with pytest.raises(Refused, match="list_withdrawn"):
        membership.undo_list(desk, number)
    assert submitting.submit(desk, tmp_path / "lagi.xlsx").number == "470/002/XI/2026"
    with pytest.raises(Refused, match="not_found"):
        membership.undo_list(desk, "470/099/XI/2026")


def test_a_list_with_an_answer_stays(desk, three, tmp_path):
    people, number = three
    submitting.take_answer(desk, answer(tmp_path / "j.xlsx", [people[0].nik, KPJ, ""]))
    with pytest.raises(Refused, match="list_answered"):
        membership.undo_list(desk, number)
    assert finding.find_one(desk, people[1].id).states.membership == "submitted"


def test_a_list_of_which_somebody_went_on_stays_whole(desk, three):
    people, number = three
    registering.end(desk, people[2].id, "moved", desk.config.today())
    with pytest.raises(Refused, match="undo_not_last"):
        membership.undo_list(desk, number)
    assert finding.find_one(desk, people[0].id).states.membership == "submitted"


def test_who_was_taken_off_a_list_is_no_longer_on_it(desk, three):
    people, number = three
    membership.undo(desk, people[0].id)
    assert membership.undo_list(desk, number) == 2


def test_a_list_of_another_is_theirs(desk, three):
    desk.account = "budi"
    access_gone = desk.role
    desk.role = "operator"
    with pytest.raises(Refused, match="undo_not_yours"):
        membership.undo_list(desk, three[1])
    desk.account, desk.role = "siti", access_gone


def test_bpjs_does_not_take_a_membership_away(walk):
    walk.submit()
    walk.confirm()
    assert walk.refuse().rows[0].finding.rule == "transition"
    assert walk.now.states.membership == "member"


def state(walk):
    """Everything that steps change, without what follows from the day."""
    found = walk.now
    worker = found.worker
    return (
        found.states.membership,
        found.standing,
        found.former_kpjs,
        (worker.kpj, worker.member_since, worker.paid_until, worker.former_payer),
        protecting.cover_of(walk.desk, found),
    )


#: What may be done in each state; whatever else is tried must change nothing.
ACTS = {
    "candidate": ("submit", "submit", "confirm", "end", "mend", "refuse", "pay"),
    "submitted": ("confirm", "confirm", "refuse", "pay", "end", "submit"),
    "refused_by_bpjs": ("mend", "mend", "confirm", "end", "pay"),
    "member": ("pay", "pay", "end", "refuse", "submit"),
    "ended": ("resume", "resume", "pay", "end", "confirm"),
}


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(picks=st.lists(st.integers(0, 9), min_size=3, max_size=16), days=st.integers(0, 90))
def test_any_steps_and_undos_leave_what_the_steps_left_make(desk, raw, tmp_path, picks, days):
    walk = Walk(desk, raw, tmp_path)
    clock = desk.config.now
    before = []
    for pick in picks:
        clock.moment += timedelta(days=days // len(picks))
        was, told = state(walk), whats(walk.steps)
        known = ACTS[was[0]]
        act = known[pick] if pick < len(known) else "undo"
        wrong = ""
        try:
            getattr(walk, act)()
        except Refused as refused:
            wrong = refused.rule
        assert state(walk) == was or not wrong
        assert act != "undo" or bool(before) != (wrong == "undo_nothing")
        if wrong:
            continue
        now = whats(walk.steps)
        if act == "undo":
            assert now == told[:-1]
            assert state(walk)[:4] == before.pop()[:4]
        elif len(now) > len(told):
            assert now[:-1] == told
            before.append(was)
        else:
            assert state(walk)[:4] == was[:4]
    assert len(walk.steps) == len(before) + 1
    while before:
        walk.undo()
        assert state(walk)[:4] == before.pop()[:4]


def test_an_undo_on_another_device_is_understood_without_its_name(walk, monkeypatch):
    """What came by the hub's feed is called the hub's answer, whatever it was there."""
    walk.submit()
    walk.confirm()
    walk.undo()
    walk.undo()
    walk.submit()
    walk.end()
    walk.resume()
    told = whats(walk.steps)
    assert told == ["registered", "submitted", "ended", "resumed"]
    own = steps.of_person
    monkeypatch.setattr(
        steps,
        "of_person",
        lambda c, one: [replace(told, action="hub_answer") for told in own(c, one)],
    )
    assert whats(walk.steps) == told
