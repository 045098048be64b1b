"""``loket sponsor``: add, list, show, edit, reserve, release."""

import pytest

MONTH = 16_800


@pytest.fixture
def added(loket):
    """A sponsor of the village's, with a budget for three months of two people."""

    def add(code="APBDES-2026", *more):
        made = loket(
            *("sponsor", "add", code, "--name", "Desa Tambakreja", "--kind", "APBDes"),
            *("--budget", 3 * MONTH, "--quota", 2, "--rule", "max_age=64", *more),
        )
        assert made.code == 0, made.err
        return made

    return add


@pytest.fixture
def members(loket, file, raw):
    consent = raw()["consent"]
    people = [
        raw(n, full_name=name, mother_name=f"Ibu {name}", kpj=f"240000{n:05}", consent=given)
        for n, name, given in (
            (1, "Ani", {**consent, "purposes": ["bpjs", "hub", "sponsor"]}),
            (2, "Budi", consent),
        )
    ]
    done = loket("register", file([{**one, "confirmed": ["same_person"]} for one in people]))
    assert done.code == 0, done.err
    return [one["nik"] for one in people]


def test_a_sponsor_is_added_and_shown(loket, added):
    doubt = added()
    assert "APBDes" in doubt.err
    shown = loket("sponsor", "show", "apbdes-2026").doc
    assert shown == {
        **{"code": "APBDES-2026", "name": "Desa Tambakreja", "kind": "APBDes"},
        **{"source": None, "legal_basis": None, "year": 2026, "budget": 50_400},
        **{"quota": 2, "minimum": None, "from": "2026-01", "to": "2026-12", "months": None},
        **{"rules": {"max_age": 64}, "used": 0, "reserved": 0, "left": 50_400},
        **{"people_used": 0, "people_reserved": 0, "people_left": 2},
        **{"people": [], "people_without_names": 0},
    }
    (listed,) = loket("sponsor", "list").doc["sponsors"]
    assert listed == {
        key: value
        for key, value in shown.items()
        if not key.startswith("people_wi") and key != "people"
    }


def test_every_field_can_be_given_and_changed(loket):
    words = (
        *("--source", "ADD", "--legal-basis", "Perdes 3/2026", "--year", 2027),
        *("--from", "2027-02", "--to", "2027-07", "--months", 6, "--minimum", 10),
        *("--rule", "basis=dtsen,musdes", "--rule", "max_decile=5"),
    )
    made = loket("sponsor", "add", "A", "--name", "Desa", "--kind", "desa", *words).doc
    assert (made["source"], made["legal_basis"]) == ("ADD", "Perdes 3/2026")
    assert (made["from"], made["to"], made["months"]) == ("2027-02", "2027-07", 6)
    assert made["rules"] == {"basis": ["DTSEN", "musdes"], "max_decile": 5}
    changed = loket(
        *("sponsor", "edit", "a", "--name", "Baru", "--budget", 1000, "--rule", "max_decile="),
        *("--rule", "min_age=20", "--clear", "months", "--clear", "minimum"),
    ).doc
    assert (changed["name"], changed["budget"], changed["months"]) == ("Baru", 1000, None)
    assert (changed["minimum"], changed["legal_basis"]) == (None, "Perdes 3/2026")
    assert changed["rules"] == {"basis": ["DTSEN", "musdes"], "min_age": 20}
    assert (
        "Tidak ada yang diubah" in loket("sponsor", "edit", "A", "--name", "Baru", json=False).out
    )
    assert loket("sponsor", "edit", "A", "--clear", "warna").rule == "unknown_key"
    assert loket("sponsor", "edit", "A", "--clear", "name").rule == "required"


@pytest.mark.parametrize(
    ("words", "code", "rule"),
    [
        (("add", "self", "--name", "x", "--kind", "CSR"), 1, "sponsor_code"),
        (("add", "A", "--name", "x", "--kind", "raja"), 1, "choice"),
        (("add", "A", "--name", "x", "--kind", "CSR", "--budget", "-1"), 1, "amount"),
        (("add", "A", "--name", "x", "--kind", "CSR", "--budget", "1.5"), 2, "usage"),
        (("add", "A", "--name", "x", "--kind", "CSR", "--budget", 10**18), 1, "amount"),
        (("add", "A", "--name", "x", "--kind", "CSR", "--rule", "max_age"), 2, "usage"),
        (("add", "A", "--name", "x", "--kind", "CSR", "--rule", "age=1"), 1, "choice"),
        (("add", "A", "--name", "x", "--kind", "CSR", "--from", "11-2026"), 1, "type"),
        (
            ("add", "A", "--name", "x", "--kind", "desa", "--source", "dd", "--year", 2024),
            1,
            "source_forbidden",
        ),
        (("add", "A", "--kind", "CSR"), 2, "usage"),
        (("show", "A"), 1, "sponsor"),
        (("edit", "A", "--name", "x"), 1, "sponsor"),
        (("reserve", "A", "x", "--from", "2026-11", "--months", 1), 1, "sponsor"),
        (("release", "A", "x"), 1, "sponsor"),
        (("report", "A", "x.doc"), 2, "usage"),
        ((), 2, "usage"),
    ],
    ids=str,
)
def test_what_cannot_be_is_one_sentence(loket, words, code, rule):
    done = loket("sponsor", *words)
    assert (done.code, done.rule) == (code, rule)
    assert len(done.err.splitlines()) == 1
    assert loket("sponsor", "list").doc["sponsors"] == []


def test_a_code_is_given_once(loket, added):
    added()
    again = loket("sponsor", "add", "apbdes-2026", "--name", "x", "--kind", "CSR")
    assert (again.code, again.rule) == (1, "sponsor_taken")


def test_money_is_set_aside_and_let_go(loket, added, members):
    added()
    when = ("--from", "2026-11", "--months", 2)
    some = loket("sponsor", "reserve", "APBDES-2026", *members, *when)
    assert some.code == 3
    (made,), (left,) = some.doc["reserved"], some.doc["refused"]
    assert (made["from"], made["to"], made["amount"]) == ("2026-11", "2026-12", 2 * MONTH)
    assert (left["rule"], some.doc["total"]) == ("budget", 2 * MONTH)
    assert members[1] not in some.out + some.err
    assert "Budi" in some.err
    shown = loket("sponsor", "show", "APBDES-2026").doc
    assert (shown["reserved"], shown["left"], shown["people_reserved"]) == (2 * MONTH, MONTH, 1)
    assert loket("sponsor", "reserve", "APBDES-2026", members[1], *when).code == 1
    assert loket("sponsor", "release", "APBDES-2026", members[0]).doc == {"released": 1}
    assert loket("sponsor", "release", "APBDES-2026", members[0]).rule == "reserve_nothing"
    assert loket("sponsor", "show", "APBDES-2026").doc["reserved"] == 0


def test_names_are_shown_only_of_those_who_agreed(loket, added, members):
    added()
    loket("sponsor", "reserve", "APBDES-2026", *members, "--from", "2026-12", "--months", 1)
    shown = loket("sponsor", "show", "APBDES-2026").doc
    (ani,) = shown["people"]
    assert (ani["full_name"], ani["months_reserved"], ani["paid_until"]) == ("Ani", 1, None)
    assert shown["people_without_names"] == 1
    plain = loket("sponsor", "show", "APBDES-2026", json=False).out
    assert "Ani" in plain
    assert "Budi" not in plain


def test_the_report_is_written(loket, added, tmp_path):
    added()
    done = loket("sponsor", "report", "apbdes-2026", tmp_path / "laporan.pdf")
    assert done.code == 0, done.err
    assert (tmp_path / "laporan.pdf").read_bytes().startswith(b"%PDF")


def test_people_read_it_in_their_own_words(loket, added):
    assert "loket sponsor add" in loket("sponsor", "list", json=False).out
    added(*("BUDI", "--source", "ADD"))
    listed = loket("sponsor", "list", json=False).out
    assert "sisa Rp 50.400" in listed
    shown = loket("sponsor", "show", "BUDI", json=False).out
    assert "APBDes (desa)" in shown
    assert "Januari 2026" in shown


def test_somebody_is_registered_with_a_sponsor(loket, added, file, raw):
    person = raw(7, funding="APBDES-2026")
    assert loket("register", file(person)).doc["refused"][0]["rule"] == "sponsor"
    added()
    assert loket("register", file(person)).code == 0
    assert loket("show", person["nik"]).doc["funding"] == "APBDES-2026"
