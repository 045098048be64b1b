"""What a checked paper proves: every code that is none of ours, or not any more, by its name."""

import json
from dataclasses import replace
from datetime import date

import pytest

from desktop_app import text
from desktop_app.actions import issuing, registering, verified_today, verifying
from desktop_app.documents.scan import read_qr
from desktop_app.domain.findings import Refused
from desktop_app.store import papers
from desktop_app.trust import keys
from desktop_app.trust.credential import Claims, issue
from desktop_app.wording import verdicts
from desktop_app.wording.sentences import SENTENCES, sentence

HUB, OFFICE, STOLEN, STRANGER = (bytes([n]) * 32 for n in range(1, 5))
CLAIMS = Claims(
    kind="confirmed",
    number="3301222003-K7Q-000123-H",
    name="Siti Nurhaliza Wulandari",
    kpj="26012345678",
    as_of=date(2026, 11, 22),
    village_code="33.01.22.2003",
    office="Desa Tambakreja",
    programmes=("JKK", "JKM"),
    serial=4711,
)


@pytest.fixture
def known(tmp_path, config):
    """A data folder that knows these signers, and no office."""
    entries = [
        {"public": keys.public_key(HUB).hex(), "kind": "hub", "of": "Kabupaten Cilacap"},
        {"public": keys.public_key(OFFICE).hex(), "kind": "office", "of": "Desa Sebelah"},
        {"public": keys.public_key(STOLEN).hex(), "kind": "office", "good_until": 4000},
    ]
    folder = tmp_path / "keys"
    folder.mkdir()
    (folder / "keys.json").write_text(json.dumps({"schema": 1, "keys": entries}))
    return replace(config, data=folder)


def altered(code: str, at: int = 60) -> str:
    return code[:at] + ("A" if code[at] != "A" else "B") + code[at + 1 :]


GENUINE = issue(CLAIMS, OFFICE)
BAD = {
    "nothing": ("", "qr_unreadable"),
    "blanks": (" \r\n\t", "qr_unreadable"),
    "another office's": (issue(CLAIMS, STRANGER), "qr_unknown_key"),
    "another office's, altered": (altered(issue(CLAIMS, STRANGER), -9), "qr_unknown_key"),
    "a revoked key's": (issue(CLAIMS, STOLEN), "qr_revoked"),
    "cut off": (GENUINE[:180], "qr_cut_off"),
    "cut off by one": (GENUINE[:-1], "qr_cut_off"),
    "only its beginning": ("LOKET1:", "qr_cut_off"),
    "altered in one character": (altered(GENUINE), "qr_altered"),
    "altered at its end": (altered(GENUINE, -1), "qr_altered"),
    "small letters among the others": (GENUINE[:99] + GENUINE[99:].lower(), "qr_altered"),
    "too much": (GENUINE + GENUINE, "qr_altered"),
    "of a newer version": ("LOKET2:" + GENUINE[7:], "qr_newer"),
    "a scanner with another keyboard": ("LOKET1ö" + GENUINE[7:], "qr_scanner"),
    "a scanner with Caps Lock": ("loket!Ö" + GENUINE[7:], "qr_scanner"),
    "an address": ("https://loketdesa.example/LOKET1:", "qr_foreign", "url"),
    "a vaccination pass": ("HC1:6BFOXN%TSMAHN-H/N8KMQ8.8OY50", "qr_foreign", "pass"),
    "a payment code": ("00020101021126570011ID.DANA.WWW", "qr_foreign", "payment"),
    "a bare number": ("3301012508850001", "qr_foreign", "number"),
    "a form's registration number": ("3301012001-F7N-000218-9", "qr_foreign", "number"),
    "any text": ("Siti Nurhaliza, KPJ 26012345678", "qr_foreign"),
    "very much text": ("A" * 10**6, "qr_unreadable"),
    "half a character": ("LOKET1:\ud800", "qr_altered"),
    "another script": ("LOKET1:" + "李" * 100, "qr_altered"),
}


@pytest.mark.parametrize("kind", BAD)
@pytest.mark.parametrize("language", ["id", "en"])
def test_each_bad_code_has_its_own_clear_word(known, kind, language):
    given, reason, *why = BAD[kind]
    verdict = verifying.check_paper(known, given)
    assert (verdict.genuine, verdict.reason, verdict.why) == (False, reason, *(why or [None]))
    assert verdict.status == ("revoked" if reason == "qr_revoked" else "unknown")
    text.use(language)
    said = sentence(verdict.finding)
    assert said.endswith(".")
    assert "{" not in said
    assert reason not in said
    assert verdicts.headline(verdict).isprintable()
    text.use("id")


def test_no_two_cases_share_a_sentence():
    told = [text for rule, text in SENTENCES.items() if rule.startswith("qr_")]
    assert len(set(told)) == len(told)
    reasons = {f"{reason}.{why[0]}" if why else reason for _, reason, *why in BAD.values()}
    seen_elsewhere = {"qr_damaged", "qr_unknown_key.keys_damaged"}
    assert reasons | seen_elsewhere == {rule for rule in SENTENCES if rule.startswith("qr_")}


def test_who_signed_is_said(known):
    by_hub = verifying.check_paper(known, issue(CLAIMS, HUB))
    assert (by_hub.genuine, by_hub.issued_by, by_hub.by_hub) == (True, "Kabupaten Cilacap", True)
    by_office = verifying.check_paper(known, GENUINE)
    assert (by_office.issued_by, by_office.by_hub) == ("Desa Tambakreja", False)
    assert verdicts.headline(by_hub) != verdicts.headline(by_office)
    assert (by_office.as_of, by_office.serial) == (date(2026, 11, 22), 4711)
    assert verdicts.meaning(by_office)


def test_papers_from_before_a_revocation_stay_good(known):
    for serial, genuine in ((3999, True), (4000, True), (4001, False)):
        verdict = verifying.check_paper(known, issue(replace(CLAIMS, serial=serial), STOLEN))
        assert verdict.genuine is genuine
        assert verdict.name == CLAIMS.name
        assert verdicts.meaning(verdict) == "" or genuine


@pytest.mark.parametrize(
    "way",
    [
        lambda code: code.lower(),
        lambda code: f"\x02{code}\x03\r\n",
        lambda code: f"]Q1{code}",
        lambda code: f"\ufeff  {code} \n",
        lambda code: "\n".join(code[at : at + 40] for at in range(0, len(code), 40)),
    ],
    ids=["caps lock", "frame", "symbology", "mark", "wrapped"],
)
def test_what_scanners_and_mail_do_to_a_text(known, way):
    assert verifying.check_paper(known, way(GENUINE)).genuine


def test_a_dotless_i_is_no_i(known):
    assert "I" in GENUINE[7:]
    assert not verifying.check_paper(known, GENUINE.replace("I", "ı")).genuine
    assert not verifying.check_paper(known, GENUINE.lower().replace("i", "ı")).genuine


def test_a_file_that_cannot_be_read(known, tmp_path):
    with pytest.raises(Refused, match="file_unreadable"):
        verifying.check_file(known, tmp_path / "tidak-ada.pdf")
    with pytest.raises(Refused, match="file_unreadable"):
        verifying.check_file(known, tmp_path)
    (tmp_path / "besar.jpg").write_bytes(b"\xff" * 100)
    with pytest.raises(Refused, match="picture_unreadable"):
        verifying.check_file(known, tmp_path / "besar.jpg")


# --- beside the office's own records -----------------------------------------------------------


@pytest.fixture
def member(desk, raw):
    kept = {"full_name": "Warsini", "kpj": "00123456789"}
    return registering.register(desk, [raw(2, **kept)]).registered[0]


def code_of(desk, person, layout="cr80") -> str:
    return read_qr(issuing.compose(desk, "card", [person.id], layout=layout).pdf)[0]


def rules(desk, code) -> list[tuple[str, str | None]]:
    found = verified_today.today(desk, verifying.check_paper(desk.config, code))
    assert all("{" not in sentence(one) for one in found)
    return [(one.rule, one.field) for one in found]


def test_all_is_the_same_today(desk, member):
    assert rules(desk, code_of(desk, member)) == [("paper_same", None)]


def test_what_became_different_is_told(desk, member):
    code = code_of(desk, member)
    registering.edit(desk, member.id, {"full_name": "Warsini Lestari"})
    assert rules(desk, code) == [("paper_differs", "full_name")]


def test_an_ended_membership_is_told(desk, member):
    code = code_of(desk, member)
    registering.end(desk, member.id, "moved", desk.config.today())
    assert rules(desk, code) == [("paper_ended", None)]


def test_a_proof_of_somebody_who_is_a_member_now(desk, raw):
    person = registering.register(desk, [raw(1)]).registered[0]
    code = code_of(desk, person)
    registering.edit(desk, person.id, {"kpj": "00123456780"})
    assert rules(desk, code) == [("paper_now_member", None)]


def test_a_recalled_paper_is_told_until_it_is_back(desk, member):
    composed = issuing.compose(desk, "card", [member.id], layout="cr80")
    code = read_qr(composed.pdf)[0]
    issuing.issue(desk, composed)
    (paper,) = issuing.papers_of(desk, member.id)
    with desk.write("papers_recalled") as tx:
        papers.recall(tx, [paper.n], "duplicate")
    assert rules(desk, code) == [("paper_recalled", None)]
    with desk.write("papers_back") as tx:
        papers.came_back(tx, [paper.n])
    assert rules(desk, code) == [("paper_same", None)]


def test_nothing_is_said_of_strangers_and_forgeries(desk, member, known):
    code = code_of(desk, member)
    assert rules(desk, altered(code)) == []
    foreign = verifying.check_paper(known, GENUINE)
    assert foreign.genuine
    assert verified_today.today(desk, foreign) == []
