"""Papers: what they claim, that they verify, and that the ledger knows them."""

import pytest

from desktop_app.actions import finding, heads, issuing, office, registering, submitting, verifying
from desktop_app.domain.findings import Refused
from desktop_app.store.summary import Filters


@pytest.fixture
def candidate(desk, raw):
    return registering.register(desk, [raw(1)]).registered[0]


@pytest.fixture
def member(desk, raw):
    return registering.register(desk, [raw(2, full_name="Warsini", kpj="00123456789")]).registered[
        0
    ]


@pytest.mark.parametrize("written", ["Krajan", "Dusun Krajan", "dusun Krajan"])
def test_a_hamlet_is_called_dusun_once(desk, raw, written):
    registering.register(desk, [raw(4, hamlet=written)])
    line = heads.address(desk.office, finding.find_one(desk, raw(4)["nik"]).worker)
    assert line.casefold().count("dusun") == 1


@pytest.mark.parametrize("written", ["Cilacap", "Cabang Cilacap", "Kantor  Cabang Cilacap"])
def test_a_branch_is_called_branch_once(written):
    form = office.OfficeForm(
        village_code="33.01.01.2001", name="Desa Tambakreja", head="Karto", branch=written
    )
    assert office.made_office(form, "1").branch == "Cilacap"


@pytest.mark.parametrize("layout", issuing.LAYOUTS)
def test_every_layout_of_a_card_verifies(desk, config, candidate, member, layout):
    composed = issuing.compose(desk, "card", [member.id], layout=layout)
    verdict = verifying.check_paper(config, composed.pdf)
    assert verdict.genuine
    assert (verdict.status, verdict.kpj, verdict.name) == ("confirmed", "00123456789", "Warsini")
    before = verifying.check_paper(
        config, issuing.compose(desk, "card", [candidate.id], layout=layout).pdf
    )
    assert (before.genuine, before.status, before.kpj) == (True, "provisional", None)


def test_the_ledger_knows_a_paper_only_after_it_went_out(desk, candidate):
    assert finding.count(desk, Filters(unprinted=True)) == 1
    composed = issuing.compose(desk, "card", [candidate.id])
    assert issuing.papers_of(desk, candidate.id) == []
    issuing.issue(desk, composed, "pertama")
    (paper,) = issuing.papers_of(desk, candidate.id)
    assert (paper.kind, paper.status, paper.reason) == ("slip", "provisional", "")
    assert finding.count(desk, Filters(unprinted=True)) == 0


def test_a_certificate_verifies(desk, config, member):
    composed = issuing.compose(desk, "certificate", [member.id])
    assert verifying.check_paper(config, composed.pdf).status == "confirmed"


def test_an_ended_membership_gets_no_card_and_stops_nobody_else(desk, candidate, member):
    registering.end(desk, member.id, "moved", desk.config.today())
    composed = issuing.compose(desk, "card", [candidate.id, member.id])
    assert len(composed.papers) == 1
    assert [(number, f.rule) for number, f in composed.refused] == [(member.number, "ended")]


def test_a_name_that_cannot_fit_is_refused_and_the_others_printed(desk, raw, candidate):
    long = registering.register(desk, [raw(5, full_name="W" * 250)]).registered[0]
    composed = issuing.compose(desk, "card", [long.id, candidate.id], layout="a4-10")
    assert [(number, f.rule) for number, f in composed.refused] == [(long.number, "does_not_fit")]
    assert len(composed.papers) == 1


@pytest.mark.parametrize(
    ("kind", "layout", "rule"), [("card", "a5", "layout"), ("poster", None, "choice")]
)
def test_what_there_is_not_cannot_be_printed(desk, candidate, kind, layout, rule):
    with pytest.raises(Refused, match=rule):
        issuing.compose(desk, kind, [candidate.id], layout=layout)


def test_nobody_selected_is_refused(desk):
    with pytest.raises(Refused, match="nothing_selected"):
        issuing.compose(desk, "card", [])


@pytest.mark.parametrize("text", ["", "https://contoh.id", "HC1:NCF", "LOKET1:ABC"])
def test_foreign_codes_are_not_genuine(config, text):
    verdict = verifying.check_paper(config, text)
    assert not verdict.genuine
    assert verdict.reason


def test_an_altered_code_is_told(desk, config, candidate):
    from desktop_app.documents.scan import read_qr

    text = read_qr(issuing.compose(desk, "card", [candidate.id], layout="cr80").pdf)[0]
    altered = text[:40] + ("A" if text[40] != "A" else "B") + text[41:]
    assert verifying.check_paper(config, text).genuine
    assert not verifying.check_paper(config, altered).genuine


def test_the_card_after_the_answer_says_as_of_when(desk, config, candidate, tmp_path):
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["NIK", "KPJ"])
    book.active.append([candidate.nik, "00123456789"])
    book.save(tmp_path / "j.xlsx")
    submitting.take_answer(desk, tmp_path / "j.xlsx")
    pdf = issuing.compose(desk, "card", [candidate.id], layout="cr80").pdf
    verdict = verifying.check_paper(config, pdf)
    assert (verdict.status, verdict.as_of) == ("confirmed", desk.config.today())
