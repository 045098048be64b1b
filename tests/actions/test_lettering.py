"""Letters about people: what they say, who gets none, what the ledger and the book know."""

from datetime import date

import pypdfium2
import pytest

from desktop_app.actions import agenda, going_out, issuing, lettering, office, registering
from desktop_app.domain.findings import Refused
from desktop_app.domain.office import Deputy


def pages(pdf):
    document = pypdfium2.PdfDocument(pdf)
    found = [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    document.close()
    return found


@pytest.fixture
def people(desk, raw):
    return [
        one.id
        for one in registering.register(
            desk,
            [
                raw(1, monthly_income=1_500_000, birth_place="Cilacap", workplace="Pasar Kliwon"),
                raw(2, full_name="Warsini"),
            ],
        ).registered
    ]


def test_a_statement_of_work(desk, people):
    manner = lettering.Manner(purpose="mengajukan kredit usaha rakyat.")
    composed = lettering.compose(desk, "work", people, manner=manner)
    first, second = pages(composed.pdf)
    for told in (
        "SURAT KETERANGAN PEKERJAAN",
        "Nomor: 470/001/XI/2026",
        "3301 0115 0885 0001",
        "Pasar Kliwon",
        "bekerja sebagai petani",
        "untuk mengajukan kredit usaha rakyat.",
        "bukan bukti kepesertaan",
    ):
        assert told in first
    assert "Penghasilan" not in first
    assert "Tempat bekerja" not in second
    assert agenda.book(desk).letters == ()
    issuing.issue(desk, composed)
    (paper,) = issuing.papers_of(desk, people[0])
    assert (paper.kind, paper.letter) == ("work", "470/001/XI/2026")


def test_an_income_is_stated_as_the_persons_own_word(desk, people):
    composed = lettering.compose(desk, "income", people)
    assert [finding.rule for _number, finding in composed.refused] == ["income_missing"]
    (page,) = pages(composed.pdf)
    assert "Rp 1.500.000 (satu juta lima ratus ribu rupiah)" in page
    assert "Yang bersangkutan," in page
    assert "dipergunakan sebagaimana mestinya" in page


def test_nobody_without_an_income_gets_the_statement(desk, people):
    with pytest.raises(Refused, match="income_missing"):
        lettering.compose(desk, "income", people[1:])


def test_another_letter_is_no_reprint(desk, people):
    for _ in range(2):
        composed = lettering.compose(desk, "work", people[:1])
        assert composed.again == frozenset()
        issuing.issue(desk, composed)
    assert [one.number for one in agenda.book(desk).letters] == [
        "470/001/XI/2026",
        "470/002/XI/2026",
    ]


def test_the_same_letter_is_the_same_file(desk, people):
    first, second = (lettering.compose(desk, "work", people).pdf for _ in range(2))
    assert first == second


@pytest.mark.parametrize(
    ("kind", "more", "rule"),
    [
        ("resign", {}, "choice"),
        ("work", {"paper": "a5"}, "layout"),
        ("work", {"ink": "gold"}, "choice"),
        ("work", {"purpose": "x" * 201}, "purpose"),
    ],
)
def test_what_cannot_be_asked(desk, people, kind, more, rule):
    with pytest.raises(Refused, match=rule):
        lettering.compose(desk, kind, people, manner=lettering.Manner(**more))


def test_there_must_be_somebody(desk, people):
    with pytest.raises(Refused, match="nothing_selected"):
        lettering.compose(desk, "work", [])
    with pytest.raises(Refused, match="nothing_selected"):
        lettering.registry_letters(desk, [])


def test_the_dead_get_no_letter(desk, people):
    registering.end(desk, people[0], "death", desk.config.today())
    composed = lettering.compose(desk, "work", people)
    assert [finding.rule for _number, finding in composed.refused] == ["ended"]


def test_a_registered_person_whose_nik_is_to_be_looked_into(desk, people):
    composed = lettering.compose(desk, "dukcapil", people[:1])
    (page,) = pages(composed.pdf)
    assert "Permohonan pemeriksaan NIK" in page
    assert "3301 0115 0885 0001" in page
    assert "Kabupaten Cilacap" in page
    issuing.issue(desk, composed)
    assert agenda.book(desk).letters[0].recipient == "Disdukcapil Kabupaten Cilacap"


def test_people_without_a_nik(desk, people):
    told = {"full_name": "Mbah Karto", "birth_date": "1961-07-01", "sex": "male", "rt": "001"}
    karto = registering.save_draft(desk, None, told)
    odd = registering.save_draft(
        desk, None, {"full_name": "Ani", "birth_date": "kapan", "sex": 3, "phone": ["x"]}
    )
    registering.save_draft(desk, None, {"full_name": "", "hamlet": "Krajan"})
    registering.save_draft(desk, None, {"full_name": "Budi", "nik": "330101150885"})
    assert [one.id for one in lettering.without_nik(desk)] == [odd, karto]
    drawn = lettering.registry_letters(desk, [karto, odd, karto])
    assert agenda.book(desk).letters == ()
    going_out.send(desk, drawn, lambda pdf: None)
    first, second = pages(drawn.pdf)
    assert "Permohonan pencarian atau penerbitan NIK" in first
    assert "1 Juli 1961" in first
    assert "Laki-laki" in first
    assert "belum ada atau tidak diketahui" in second
    assert [(one.full_name, one.worker_id) for one in agenda.book(desk).letters] == [
        ("Mbah Karto", None),
        ("Ani", None),
    ]


def test_a_draft_that_cannot_be_written_gives_no_number(desk):
    nameless = registering.save_draft(desk, None, {"full_name": "", "hamlet": "Krajan"})
    named = registering.save_draft(desk, None, {"full_name": "Karto"})
    with pytest.raises(Refused, match="name_missing"):
        lettering.registry_letters(desk, [named, nameless])
    with pytest.raises(Refused, match="not_found"):
        lettering.registry_letters(desk, ["nobody"])
    assert agenda.book(desk).letters == ()


def signed_by(desk, prefix, deputy):
    form = office.OfficeForm(
        village_code=desk.office.village.code,
        name="Desa Tambakreja",
        head="Sudarmanto",
        head_nip="197001011990031001",
        head_prefix=prefix,
        deputy=deputy,
    )
    return office.change_office(desk, form)


def test_somebody_signs_for_the_head(desk, people):
    deputy = Deputy(
        name=" Rahayu  Lestari", title="Kepala Seksi Pelayanan", through="Sekretaris Desa"
    )
    signed_by(desk, "u.b.", deputy)
    (page,) = pages(lettering.compose(desk, "work", people[:1]).pdf)
    assert (
        "a.n. Kepala Desa Tambakreja Sekretaris Desa u.b. Kepala Seksi Pelayanan Rahayu Lestari"
        in page
    )
    assert "NIP" not in page.split("Rahayu Lestari")[1][:20]
    signed_by(desk, "a.n.", Deputy(name="Rahayu", title="Sekretaris Desa", nip="1980"))
    (page,) = pages(lettering.compose(desk, "work", people[:1]).pdf)
    assert "a.n. Kepala Desa Tambakreja Sekretaris Desa Rahayu NIP 1980" in page
    signed_by(desk, "Plh.", None)
    (page,) = pages(lettering.compose(desk, "work", people[:1]).pdf)
    assert "Plh. Kepala Desa Tambakreja Sudarmanto NIP 197001011990031001" in page


@pytest.mark.parametrize(
    ("prefix", "deputy", "field"),
    [
        ("a.n.", None, "deputy"),
        ("a.n.", Deputy(name="Rahayu"), "deputy_title"),
        ("u.b.", Deputy(name="Rahayu", title="Kasi"), "deputy_through"),
    ],
)
def test_who_signs_for_the_head_is_named(desk, prefix, deputy, field):
    with pytest.raises(Refused, match="deputy") as refused:
        signed_by(desk, prefix, deputy)
    assert refused.value.field == field


def test_a_letter_is_of_its_day(desk, people):
    (page,) = pages(lettering.compose(desk, "work", people[:1]).pdf)
    assert desk.config.today() == date(2026, 11, 23)
    assert "Tambakreja, 23 November 2026" in page
