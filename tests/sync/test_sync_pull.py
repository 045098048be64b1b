"""What the hub tells: pages with their cursors, the hub's own changes, credentials, verdicts."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from desktop_app.actions import exchanging, finding, registering
from desktop_app.domain.findings import Refused
from desktop_app.store import audit, changes, foreign, hubs, keyring
from desktop_app.store import waiting as left
from desktop_app.store.summary import Filters
from desktop_app.store.tx import new_id
from desktop_app.sync import round as exchange
from desktop_app.sync.wire import changes as telling
from desktop_app.sync.wire.changes import Told
from desktop_app.sync.wire.feed import Item
from desktop_app.sync.wire.receipt import Verdict
from desktop_app.trust import credential
from desktop_app.trust.keys import kid, public_key


@pytest.fixture
def member(desk, hub, raw):
    """The office, as a device of the hub that has one of its people."""
    exchanging.enrol(desk, hub.code(), hub.url)
    registering.register(desk, [raw(1)])
    return desk


@pytest.fixture
def sync(member, patience):
    def once(**how):
        return exchange.sync(member, patience=patience, **how)

    once()
    return once


def person(desk, raw):
    return finding.find_one(desk, raw["nik"])


def answer(hub, who, **fields) -> Told:
    """BPJS's answer, as the hub tells it."""
    head = next(t for t in reversed(hub.kept.values()) if t.record_id == who.id)
    new = {"kpj": "12345678901", "membership": "member", "member_since": "2026-11-01", **fields}
    return Told(
        change_id=new_id(),
        seq=0,
        kind="worker",
        record_id=who.id,
        base=head.change_id,
        at="2026-11-23T02:00:00+00:00",
        today="2026-11-23",
        actor="Kabupaten Cilacap",
        record={**head.record, **new},
        fields={name: [head.record.get(name), value] for name, value in new.items()},
    )


def paper(hub, who, kpj="12345678901", signing=None) -> str:
    claims = credential.Claims(
        kind="confirmed",
        number=who.number,
        name=who.worker.full_name,
        as_of=date(2026, 11, 23),
        village_code="33.01.01.2001",
        office="Desa Tambakreja",
        programmes=("JKK", "JKM"),
        serial=1,
        kpj=kpj,
    )
    return credential.issue(claims, signing or hub.credentials)


def told(change: Told, **more) -> Item:
    return Item("change", {"change": telling.as_object(change), **more})


def test_an_answer_of_the_hub_is_taken_with_its_credential(member, hub, sync, raw):
    who = person(member, raw(1))
    text = paper(hub, who)
    hub.news.append(told(answer(hub, who), credential=text))
    assert sync().received == 1
    after = person(member, raw(1))
    assert (after.worker.kpj, after.states.membership) == ("12345678901", "member")
    with member.read() as c:
        kept = foreign.credential_of(c, who.id)
        assert (kept.text, kept.kpj) == (text, "12345678901")
        assert left.counts(c).pending == 0
        assert changes.of_record(c, who.id)[-1].settled
    assert sync().received == 0


def test_a_page_twice_is_once(member, hub, sync, raw):
    who = person(member, raw(1))
    hub.news.append(told(answer(hub, who)))
    assert sync().received == 1
    with member.read() as c:
        before = audit.head(c)
    with member.write("test") as tx:
        hubs.told(tx, cursor="c0")
    assert sync().received == 0
    with member.read() as c:
        assert audit.head(c) == before


def test_pages_are_fetched_until_there_are_no_more(member, hub, sync, raw):
    who = person(member, raw(1))
    hub.page = 1
    hub.news += [Item("later-kind", {}), told(answer(hub, who)), Item("later-kind", {"x": 1})]
    assert sync().received == 1
    with member.read() as c:
        assert hubs.current(c).cursor == "c3"


def test_a_cut_between_pages_goes_on_where_it_was(member, hub, sync, raw):
    who = person(member, raw(1))
    hub.page = 1
    hub.news += [told(answer(hub, who)), Item("later-kind", {})]
    hub.fault = lambda _m, path, a: None if path.endswith("c1") else a
    with pytest.raises(Refused, match="hub_unreachable"):
        sync()
    assert person(member, raw(1)).worker.kpj == "12345678901"
    hub.fault = None
    assert sync().received == 0
    with member.read() as c:
        assert hubs.current(c).cursor == "c2"


def test_a_hub_that_goes_in_circles_is_left(member, hub, sync, raw):
    hub.news += [Item("later-kind", {})] * 3
    hub.page = 0
    with pytest.raises(Refused, match="hub_garbled"):
        sync()


@pytest.mark.parametrize(
    "bad",
    [
        Item("change", {}),
        Item("change", {"change": {"id": "x"}}),
        Item("change", {"change": 5}),
        Item("credential", {"record": "x"}),
        Item("credential", {"record": "x", "text": "LOKET1:ABC"}),
        Item("credential", {"record": ["x"], "text": 5}),
        Item("verdict", {"id": 5}),
        Item("verdict", {"id": "x", "verdict": "sideways"}),
    ],
)
def test_one_bad_item_holds_no_other_back(member, hub, sync, raw, bad):
    who = person(member, raw(1))
    hub.news += [bad, told(answer(hub, who))]
    assert sync().received == 1
    with member.read() as c:
        assert audit.verify(c) == []
        assert audit.entries(c, limit=2)
    assert person(member, raw(1)).worker.kpj == "12345678901"


@pytest.mark.parametrize(
    "record",
    [
        {},
        {"nik": 5},
        {"nik": "33010115088500019"},
        {"birth_date": "kemarin"},
        {"birth_date": ["2026"]},
        {"family": "none"},
        {"consent": 5},
        {"sex": "other"},
        {"membership": "king"},
        {"registration_number": "3301012001-AAA-000001-X"},
    ],
)
def test_a_person_who_cannot_be_one_is_passed_over_whole(member, hub, sync, raw, record):
    who = person(member, raw(1))
    good = next(iter(hub.kept.values()))
    other = replace(
        good,
        change_id=new_id(),
        record_id=new_id(),
        base=None,
        record={**good.record, "nik": raw(9)["nik"], **record} if record else {},
        fields=None,
    )
    hub.news += [told(other), told(answer(hub, who))]
    assert sync().received == 1
    with member.read() as c:
        assert audit.verify(c) == []
    assert finding.count(member, Filters()) == 1


def test_a_person_of_this_village_who_is_not_here_is_registered(member, hub, sync, raw):
    from desktop_app.domain.numbering import registration_number

    good = next(iter(hub.kept.values()))
    number = registration_number("33.01.01.2001", "ZZZ", 7)
    record = {**good.record, "nik": raw(9)["nik"], "registration_number": number}
    record["full_name"] = "Warsini"
    other = replace(good, change_id=new_id(), record_id=new_id(), record=record)
    hub.news.append(told(other))
    assert sync().received == 1
    found = finding.find_one(member, raw(9)["nik"])
    assert (found.number, found.states.delivery) == (number, "accepted")
    assert sync().sent.changes == 0


def test_a_verdict_that_comes_later_is_taken(member, hub, sync, raw):
    registering.register(member, [raw(2, full_name="Warsini")])
    hub.says = lambda change: Verdict(change_id=change.change_id, verdict="later")
    sync()
    change_id = list(hub.kept)[-1]
    hub.news.append(Item("verdict", {"id": change_id, "verdict": "accepted"}))
    hub.news.append(Item("verdict", {"id": new_id(), "verdict": "accepted"}))
    assert sync().received == 1
    with member.read() as c:
        assert left.counts(c).pending == 0
    assert person(member, raw(2)).states.delivery == "accepted"


def test_a_credential_of_nobody_known_is_no_credential(member, hub, sync, raw):
    who = person(member, raw(1))
    from hub_double import fresh_key

    foreign_key = fresh_key()
    hub.news.append(told(answer(hub, who), credential=paper(hub, who, signing=foreign_key)))
    assert sync().received == 1
    with member.read() as c:
        assert foreign.credential_of(c, who.id) is None


def test_a_credential_under_a_new_key_is_taken_once_the_root_vouched(member, hub, sync, raw):
    from hub_double import fresh_key

    who = person(member, raw(1))
    hub.credentials = fresh_key()
    hub.news.append(Item("credential", {"record": who.id, "text": paper(hub, who)}))
    assert sync().received == 1
    with member.read() as c:
        assert foreign.credential_of(c, who.id) is not None
    public = public_key(hub.credentials)
    assert keyring.signers(member.store.folder)[kid(public)].kind == "hub"


def test_news_of_keys_fetches_them(member, hub, sync, raw):
    from hub_double import Device, fresh_key

    public = public_key(fresh_key())
    hub.devices[kid(public)] = Device("d", "i", "33.01.22.2003", public, "r", "Desa Sebelah")
    hub.asked.clear()
    hub.news.append(Item("keys", {}))
    sync()
    assert ("GET", "/api/v1/keys") in hub.asked
    signer = keyring.signers(member.store.folder)[kid(public)]
    assert (signer.kind, signer.name) == ("office", "Desa Sebelah")


@pytest.mark.parametrize("days", [-40, 2, 400])
def test_a_clock_that_differs_is_told_and_the_exchange_goes_through(
    member, hub, sync, raw, clock, days
):
    registering.register(member, [raw(2, full_name="Warsini")])
    hub.now = lambda: clock() + timedelta(days=days)
    done = exchanging.sync(member)
    assert (done.sent, done.accepted) == (1, 1)
    assert done.note.rule == "clock_differs"
    assert done.note.params["hub"] - done.note.params["clock"] == timedelta(days=days)


def test_a_clock_set_back_behind_the_hubs_is_asked_about_before_it_dates_anything(
    member, hub, sync, raw, clock
):
    hub.now = lambda: clock() + timedelta(hours=23)
    exchanging.sync(member)
    clock.moment -= timedelta(hours=5)
    with pytest.raises(Refused, match="clock"):
        registering.register(member, [raw(2, full_name="Warsini")])
    hub.now = lambda: clock() + timedelta(hours=28)
    assert exchanging.sync(member).note.rule == "clock_differs"


def test_a_hub_whose_clock_is_years_ahead_stops_nobody(member, hub, sync, raw, clock):
    hub.now = lambda: clock() + timedelta(days=3650)
    assert exchanging.sync(member).note.rule == "clock_differs"
    registering.register(member, [raw(2, full_name="Warsini")])
    hub.now = clock
    assert exchanging.sync(member).accepted == 1
    assert exchanging.hub(member).told_at == clock()


def test_a_day_of_difference_is_a_time_zone(member, hub, sync, raw, clock):
    hub.now = lambda: clock() + timedelta(hours=25)
    assert exchanging.sync(member).note is None
