"""Finding people: by every number they have, by parts of a name, by what was typed wrongly."""

import pytest
from e2e_people import person

KARYO = person(9)["nik"]


@pytest.mark.parametrize(
    "text",
    [
        "Andi Tenri",
        "andi",
        "TENRI",
        "tenri andi",
        "enri",
        "tenrri",
        "tnri",
        "andu tenri",
        "7371014107900001",
        "7371 0141 0790 0001",
        "73710141",
        "krajan",
    ],
)
def test_one_person_is_found_first(village, text):
    results = village("search", text).doc["results"]
    assert results[0]["full_name"] == "Andi Tenri"
    assert results[0].keys() == {
        *("nik", "full_name", "registration_number", "kpj", "hamlet", "status"),
    }


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("o", "O"),
        ("wa", "Warsini"),
        ("nuraini", "Nur'aini"),
        ("nur aini", "Nur'aini"),
        ("d'artagnan", "D’Artagnan Ma'ruf"),
        ("dartagnan", "D’Artagnan Ma'ruf"),
        ("maruf", "D’Artagnan Ma'ruf"),
        ("siti aminah", "Hj. Siti Aminah, S.Pd."),
        ("yoseph", "Yosephina Kamoraup"),
        ("yosepina", "Yosephina Kamoraup"),
        ("kamoroup", "Yosephina Kamoraup"),
        ("zulkifly", "Zulkifli"),
        ("12345678901", "Karyo Utomo"),
        ("1234 5678 901", "Karyo Utomo"),
        ("345678", "Karyo Utomo"),
        ("poniroh", "Ponirah binti Sastro"),
    ],
)
def test_names_and_numbers_as_people_type_them(village, text, name):
    assert village("search", text).doc["results"][0]["full_name"] == name


@pytest.mark.parametrize("phone", ["081327000011", "+6281327000011", "0813 2700 0011", "27000011"])
def test_a_shared_phone_finds_all_who_share_it(village, phone):
    names = {r["full_name"] for r in village("search", phone).doc["results"]}
    assert names == {"Nur'aini", "Hj. Siti Aminah, S.Pd."}


@pytest.mark.parametrize(
    "text",
    [
        *("%", "_", "'", '"', "*", "(", "a OR b", "NEAR(", "\\", "-", "--", ".", "^a", "{x}:y"),
        *("🙂", "\u202e", "x" * 5000, "a" * 300 + " b", " ", "' OR 1=1 --", "full_name:o"),
    ],
)
def test_nothing_that_is_typed_breaks_the_search(village, text):
    done = village("search", "--", text)
    assert done.code == 0
    assert isinstance(done.doc["results"], list)


def test_nobody_is_nobody(village):
    done = village("search", "qqqqqqqqxx")
    assert (done.code, done.doc) == (0, {"results": []})
    assert village("search", "qqqqqqqqxx", json=False).out.strip()


def test_the_limit_limits(village):
    assert len(village("search", "a", "--limit", 1).doc["results"]) == 1
    assert village("search", "a", "--limit", 0).code == 2
    assert village("search", "a", "--limit", "x").code == 2


def test_show_takes_every_kind_of_id(village):
    from desktop_app.actions import access, finding
    from desktop_app.config import Config

    whole = village("show", KARYO).doc
    desk = access.unlock(Config(village.data), "siti", "rahasia-siti")
    record = finding.find_one(desk, KARYO).id
    desk.close()
    number = whole["registration_number"]
    spaced = f"{KARYO[:6]}.{KARYO[6:12]}.{KARYO[12:]}"
    for part in (number, number[:14], number[15:21], number.replace("-", "")):
        assert KARYO in [one["nik"] for one in village("search", part).doc["results"]]
    for one in (number, number.lower(), number.replace("-", ""), "12345678901", record, spaced):
        assert village("show", one).doc == whole, one


@pytest.mark.parametrize(
    "text", ["Karyo", "3301019999999999", "00000000000", "", "x" * 500, "3301012001-AAA-000001-A"]
)
def test_show_of_nobody_says_so(village, text):
    done = village("show", text)
    assert (done.code, done.rule) == (1, "not_found")
    assert "3301019999999999" not in done.err


def test_villages_and_occupations_need_no_office(loket):
    loket.data = loket.data.with_name("nowhere")
    found = loket("villages", "tambakreja").doc["villages"]
    assert found[0].keys() == {"code", "name", "district", "regency", "province"}
    assert {v["name"] for v in found} == {"Tambakreja"}
    for code in ("33.01.01.2001", "3301012001"):
        assert loket("villages", code).doc["villages"][0]["code"] == "33.01.01.2001"
    assert loket("villages", "kedungreja cilacap").doc["villages"]
    assert loket("villages", "zzzzzz").doc == {"villages": []}
    listed = loket("occupations").doc["occupations"]
    assert all(o.keys() == {"code", "name", "sector"} for o in listed)
    assert {o["sector"] for o in listed} == {"transport", "other"}
    assert len({o["code"] for o in listed}) == len(listed) >= 90
    assert not loket.data.exists()
