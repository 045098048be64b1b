"""Papers of registering: what they are told, that they are entered, and who may have them."""

from dataclasses import replace

import pytest

from desktop_app.actions import files, finding, forms, issuing, registering, rosters, verifying
from desktop_app.actions.desk import NotAllowed
from desktop_app.domain.findings import Refused
from desktop_app.reference.consent import consent_text, read_consents
from desktop_app.store import audit
from desktop_app.wording.sentences import sentence

PENDING = {"method": "pending"}


@pytest.fixture
def registered(desk, raw):
    """Registers somebody and gives them as they stand in the register."""

    def register(serial, **fields):
        told = raw(serial, **fields)
        registering.register(desk, [told])
        return finding.find_one(desk, told["nik"])

    return register


@pytest.fixture
def candidate(registered):
    return registered(1, hamlet="Krajan")


@pytest.fixture
def member(registered):
    return registered(
        2,
        full_name="Warsini",
        kpj="00123456789",
        hamlet="Sidomulyo",
        vulnerability={"basis": "DTSEN", "decile": 7},
    )


@pytest.fixture
def waiting(registered):
    """Somebody who did not agree yet."""
    return registered(3, full_name="Tukiyem", consent=PENDING, phone="081327000033")


@pytest.fixture
def at(desk):
    """The desk with somebody of another role at it."""
    return lambda role: replace(desk, role=role)


def text(pdf):
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    pages = [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    document.close()
    return pages


def last(desk):
    with desk.read() as c:
        return audit.entries(c)[0]


def test_a_form_is_blank_or_filled(desk, candidate):
    blank = text(forms.blank_form(desk))
    assert len(blank) == 2
    assert consent_text().of("Desa Tambakreja") in blank[1]
    assert candidate.worker.full_name not in " ".join(blank)
    composed = forms.compose(desk, "form", [candidate.id], paper="a4")
    assert composed.grid.pages_each == 2
    first, second = text(composed.pdf)
    assert candidate.worker.nik in first.replace(" ", "")
    assert candidate.number in second


def test_papers_are_entered_only_after_they_went_out(desk, candidate, member):
    for kind in forms.KINDS:
        composed = forms.compose(desk, kind, [candidate.id, member.id])
        assert kind not in [paper.kind for paper in issuing.papers_of(desk, candidate.id)]
        issuing.issue(desk, composed)
        assert kind in [paper.kind for paper in issuing.papers_of(desk, candidate.id)]
    statuses = {paper.status for paper in issuing.papers_of(desk, member.id)}
    assert statuses == {"confirmed"}


@pytest.mark.parametrize("paper", forms.KINDS["receipt"])
def test_the_code_of_a_receipt_verifies(desk, config, candidate, member, paper):
    composed = forms.compose(desk, "receipt", [candidate.id], paper=paper)
    verdict = verifying.check_paper(config, composed.pdf)
    assert (verdict.genuine, verdict.status) == (True, "provisional")
    composed = forms.compose(desk, "receipt", [member.id], paper=paper)
    assert verifying.check_paper(config, composed.pdf).status == "confirmed"


def test_a_receipt_says_what_bpjs_still_asks_for(desk, waiting, candidate):
    (page,) = text(forms.compose(desk, "receipt", [waiting.id]).pdf)
    assert "tanda tangan persetujuan" in page
    assert "Petugas: siti" in page
    (page,) = text(forms.compose(desk, "receipt", [candidate.id]).pdf)
    assert "tanda tangan persetujuan" not in page


def test_a_kpj_that_came_with_its_holder_is_the_office_s_word(desk, member):
    for kind in ("receipt", "family_sheet"):
        page = text(forms.compose(desk, kind, [member.id]).pdf)[0]
        assert "menurut catatan kantor per" in page
        assert "data BPJS Ketenagakerjaan per" not in page


def test_who_has_ended_gets_a_form_and_nothing_else(desk, candidate, member):
    registering.end(desk, member.id, "moved", desk.config.today())
    assert len(forms.compose(desk, "form", [member.id]).papers) == 1
    composed = forms.compose(desk, "family_sheet", [candidate.id, member.id])
    assert [(number, f.rule) for number, f in composed.refused] == [(member.number, "ended")]
    with pytest.raises(Refused, match="ended"):
        forms.compose(desk, "receipt", [member.id])


def test_a_name_that_cannot_fit_stops_nobody_else(desk, registered, candidate):
    long = registered(5, full_name="W" * 250)
    composed = forms.compose(desk, "form", [long.id, candidate.id])
    assert [(number, f.rule) for number, f in composed.refused] == [(long.number, "does_not_fit")]
    assert len(composed.papers) == 1


@pytest.mark.parametrize(
    ("kind", "paper", "rule"),
    [("form", "a5", "layout"), ("receipt", "a4", "layout"), ("poster", None, "choice")],
)
def test_what_is_no_paper_is_refused(desk, candidate, kind, paper, rule):
    with pytest.raises(Refused, match=rule):
        forms.compose(desk, kind, [candidate.id], paper=paper)


def test_nobody_is_refused(desk):
    with pytest.raises(Refused, match="nothing_selected"):
        forms.compose(desk, "form", [])
    with pytest.raises(Refused, match="nothing_selected"):
        rosters.compose(desk, [])


def test_an_operators_form_asks_no_decile(at, member):
    clerk = at("operator")
    page = text(forms.compose(clerk, "form", [member.id]).pdf)[0]
    assert "Desil" not in page
    assert "Desil" in text(forms.blank_form(at("verifier")))[0]


def test_the_open_list_masks_and_names_only_who_agreed(desk, candidate, member, waiting):
    made = rosters.compose(desk, [candidate.id, member.id, waiting.id])
    assert (made.kind, made.people, made.unnamed, made.label) == ("umum", 2, 1, None)
    pages = " ".join(text(made.pdf))
    for one in (candidate, member, waiting):
        assert one.worker.nik not in pages
        assert one.worker.phone[3:] not in pages
    assert "Tukiyem" not in pages
    assert "00123456789" not in pages
    assert "Desil" not in pages
    assert "1 orang lain" in pages
    assert "Jumlah: 3 orang" in pages
    rosters.issue(desk, made)
    assert last(desk).action == "list_printed"


def test_the_archives_list_is_whole_numbered_and_in_the_trail(desk, candidate, waiting):
    asked = rosters.Manner(kind="arsip", copies=2, annex="Keputusan Nomor 12 Tahun 2026")
    made = rosters.compose(desk, [candidate.id, waiting.id], asked)
    assert (made.people, made.unnamed, made.label) == (2, 0, "001/2026")
    pages = text(made.pdf)
    assert waiting.worker.nik in pages[0]
    assert "Lampiran Keputusan Nomor 12 Tahun 2026" in pages[0]
    assert "ARSIP 001/2026 · Eksemplar 2 dari 2" in pages[-1]
    again = rosters.compose(desk, [candidate.id], asked)
    rosters.issue(desk, made)
    with pytest.raises(Refused, match="preview_old"):
        rosters.issue(desk, again)
    assert rosters.compose(desk, [candidate.id], asked).label == "002/2026"


def test_a_list_that_cannot_be_written_is_not_entered(desk, candidate, tmp_path):
    made = rosters.compose(desk, [candidate.id], rosters.Manner(kind="arsip"))
    with pytest.raises(Refused, match="unwritable"), files.written(tmp_path / "no" / "x.pdf"):
        rosters.issue(desk, made)
    assert rosters.compose(desk, [candidate.id], rosters.Manner(kind="arsip")).label == "001/2026"


@pytest.mark.parametrize(
    ("role", "may"), [("operator", False), ("finance", False), ("verifier", True), ("head", True)]
)
def test_the_archive_is_for_those_with_the_right(at, candidate, role, may):
    sitting, asked = at(role), rosters.Manner(kind="arsip")
    assert rosters.compose(sitting, [candidate.id]).people == 1
    if may:
        assert rosters.compose(sitting, [candidate.id], asked).people == 1
    else:
        with pytest.raises(NotAllowed):
            rosters.compose(sitting, [candidate.id], asked)


def test_sums_follow_the_rules_of_the_month(desk, candidate, member):
    ids = [candidate.id, member.id]
    pages = text(rosters.compose(desk, ids, rosters.Manner(month="2026-03")).pdf)
    assert "Rp 33.600" in pages[-1]
    assert "dihitung untuk Maret 2026" in pages[-1]
    pages = text(rosters.compose(desk, ids, rosters.Manner(month="2026-11")).pdf)
    assert "Rp 16.800" in pages[-1]


@pytest.mark.parametrize(
    ("manner", "rule"),
    [
        ({"kind": "rahasia"}, "choice"),
        ({"paper": "a5"}, "layout"),
        ({"kind": "arsip", "copies": 0}, "copies"),
        ({"kind": "arsip", "copies": 21}, "copies"),
        ({"month": "2026-13"}, "type"),
        ({"annex": "x" * 251}, "type"),
    ],
)
def test_a_list_that_cannot_be_is_refused_in_words(desk, candidate, manner, rule):
    with pytest.raises(Refused) as refused:
        rosters.compose(desk, [candidate.id], rosters.Manner(**manner))
    assert refused.value.rule == rule
    assert "(" not in sentence(refused.value)[:20]


@pytest.mark.parametrize("kind", ["umum", "arsip"])
def test_one_name_that_cannot_be_drawn_stops_no_list(desk, candidate, registered, kind):
    odd = registered(4, full_name="Warsini 𓀀")
    made = rosters.compose(desk, [candidate.id, odd.id], rosters.Manner(kind=kind))
    assert made.people == 1
    ((number, finding),) = made.refused
    assert (number, finding.rule, finding.field) == (odd.number, "letter_unknown", "full_name")
    with pytest.raises(Refused, match="letter_unknown"):
        rosters.compose(desk, [odd.id], rosters.Manner(kind=kind))


def test_people_sign_for_what_was_printed_and_not_handed_over(desk, candidate, member):
    with pytest.raises(Refused, match="nothing_to_hand_over"):
        rosters.hand_over(desk, [candidate.id])
    issuing.issue(desk, issuing.compose(desk, "card", [member.id]))
    issuing.issue(desk, issuing.compose(desk, "certificate", [member.id]))
    made = rosters.hand_over(desk, [candidate.id, member.id])
    assert [number for number, _ in made.refused] == [candidate.number]
    assert candidate.number in sentence(made.refused[0][1])
    (page,) = text(made.pdf)
    assert "Warsini" in page
    assert "2 lembar untuk 1 orang" in page


@pytest.mark.parametrize(
    "broken",
    [
        "",
        "[[text]",
        "[[text]]\nversion = '1'",
        "text = 1",
        'x = 1\n[[text]]\nversion = "1"',
    ],
)
def test_broken_words_of_consent_are_refused(broken):
    with pytest.raises(Refused, match="template"):
        read_consents(broken)


def test_words_that_were_signed_stay():
    from desktop_app import paths

    shipped = (paths.resources() / "templates" / "consent.toml").read_text("utf-8")
    first, *_, newest = read_consents(shipped)
    assert (first.version, newest) == ("1", consent_text())
    assert first.of("Desa A").startswith("Saya setuju Desa A mencatat dan menyimpan data saya")
    for wrong in ("{office}", "sponsor =", "since = 2026-11-22"):
        with pytest.raises(Refused, match="template"):
            read_consents(shipped.replace(wrong, "x"))
    with pytest.raises(Refused, match="template"):
        read_consents(shipped.replace('version = "2"', 'version = "1"'))
