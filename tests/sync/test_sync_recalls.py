"""Who turns out to be another village's has papers that must come back: told by the real hub."""

from dataclasses import replace

import pytest

from desktop_app.actions import exchanging, issuing, office, recalling, registering
from desktop_app.hub import devices, transferring
from desktop_app.store import audit

NEIGHBOUR = "33.01.01.2002"
KPJ = "00123456789"


@pytest.fixture
def neighbour(regency, url, config, tmp_path):
    form = office.OfficeForm(village_code=NEIGHBOUR, name="Desa Sebelah", head="Karto")
    there = replace(config, data=tmp_path / "sebelah")
    desk, _code = office.set_up(there, form, "budi", "rahasia-budi")
    exchanging.enrol(desk, devices.new_code(regency, NEIGHBOUR), url)
    yield desk
    desk.close()


def carded(desk, raw, n=1, **more):
    """Somebody registered whose card is out."""
    one = registering.register(desk, [raw(n, **more)]).registered[0]
    issuing.issue(desk, issuing.compose(desk, "card", [one.id]))
    return one


def test_a_duplicate_in_the_answer_recalls_the_card(member, neighbour, raw):
    registering.register(neighbour, [raw(1)])
    assert exchanging.sync(neighbour).accepted == 1
    carded(member, raw, kpj=KPJ)
    carded(member, raw, 2, full_name="Warsini", kpj="00987654321")
    done = exchanging.sync(member)
    assert done.duplicate == 1
    (paper,) = recalling.awaited(member)
    assert (paper.kind, paper.recalled_why, paper.full_name) == (
        "card",
        "duplicate",
        raw(1)["full_name"],
    )
    with member.read() as c:
        assert audit.verify(c) == []
    exchanging.sync(member)
    assert len(recalling.awaited(member)) == 1


def test_a_duplicate_found_later_recalls_it_too(member, neighbour, raw, regency):
    """An officer gives the person to the village where they live, long after the card went out."""
    carded(member, raw, kpj=KPJ)
    assert exchanging.sync(member).duplicate == 0
    registering.register(neighbour, [raw(1)])
    exchanging.sync(neighbour)
    assert recalling.awaited(member) == []
    transferring.transfer(regency, raw(1)["nik"], NEIGHBOUR)
    exchanging.sync(member)
    assert [one.recalled_why for one in recalling.awaited(member)] == ["duplicate"]
    exchanging.sync(neighbour)
    assert recalling.awaited(neighbour) == []


def test_a_proof_without_a_number_is_not_recalled(member, neighbour, raw):
    registering.register(neighbour, [raw(1)])
    exchanging.sync(neighbour)
    carded(member, raw)
    assert exchanging.sync(member).duplicate == 1
    assert recalling.awaited(member) == []


def test_who_was_corrected_meanwhile_is_judged_anew(member, neighbour, raw, regency):
    one = carded(member, raw, kpj=KPJ)
    exchanging.sync(member)
    registering.register(neighbour, [raw(1)])
    exchanging.sync(neighbour)
    transferring.transfer(regency, raw(1)["nik"], NEIGHBOUR)
    registering.edit(member, one.id, {"hamlet": "Kauman"})
    exchanging.sync(member)
    assert [paper.recalled_why for paper in recalling.awaited(member)] == ["duplicate"]
