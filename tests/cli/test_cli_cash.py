"""Cash at the counter by commands alone."""

import pytest

CASH = {
    *("id", "number", "from", "to", "months", "amount", "received_on", "holder", "state", "why"),
}


@pytest.fixture
def number(loket, file, raw, tmp_path):
    """Registers somebody and has them submitted; gives their number."""

    def make(serial=1, **fields):
        said = loket("register", file(raw(serial, **fields)))
        assert said.code == 0, said.err
        assert loket("submit", tmp_path / f"daftar-{serial}.xlsx").code == 0
        return said.doc["registered"][0]["registration_number"]

    return make


@pytest.fixture
def proof(tmp_path):
    path = tmp_path / "bukti.pdf"
    path.write_bytes(b"%PDF-1.4\n%%EOF\n")
    return path


def test_off_it_is_refused_with_what_to_do_instead(loket, number):
    said = loket("dues", "deposit", number(), "--from", "2026-11", "--months", 1)
    assert (said.code, said.rule) == (1, "cash_off")
    assert "Cara bayar" in said.err
    assert loket("dues", "deposits").doc == {"counter": False, "deposits": [], "total": 0}


def test_a_day_of_cash(loket, number, proof, tmp_path):
    one, two = number(), number(2, full_name="Wagiyem", mother_name="Saminah")
    assert loket("dues", "counter").doc == {"counter": False, "held": 0}
    assert loket("dues", "counter", "on").doc == {"counter": True, "held": 0}
    receipt = tmp_path / "tanda.pdf"
    said = loket(
        *("dues", "deposit", one, "--from", "2026-11", "--months", 2, "--receipt", receipt)
    )
    assert said.code == 0, said.err
    assert set(said.doc) == CASH | {"registration_number", "receipt"}
    assert (said.doc["number"], said.doc["amount"]) == ("001/TITIPAN/2026", 16_800)
    assert receipt.read_bytes().startswith(b"%PDF")
    assert loket("dues", "deposit", two, "--from", "2026-11").doc["amount"] == 8_400
    held = loket("dues", "deposits").doc
    assert held["total"] == 25_200
    assert set(held["deposits"][0]) == CASH | {"registration_number", "full_name", "days"}
    status = loket("dues", "status", one).doc
    assert (status["covered_until"], status["months"]) == (None, [])
    back = loket("dues", "return", two, "--why", "tidak jadi")
    assert (back.code, back.doc["state"], back.doc["why"]) == (0, "returned", "tidak jadi")
    done = loket(
        *("dues", "remit", "001/TITIPAN/2026"),
        *("--code", "88123", "--paid-on", "2026-11-23", "--proof", proof),
    )
    assert (done.code, done.doc["total"]) == (0, 16_800)
    assert done.doc["deposits"] == ["001/TITIPAN/2026"]
    paid = loket("dues", "status", one).doc  # BPJS has not answered: nobody is covered yet
    assert (paid["covered_until"], len(paid["months"])) == (None, 2)
    for known in ("001/TITIPAN/2026", "002/titipan/2026", said.doc["id"]):  # settled ones too
        assert loket("dues", "receipt", known, receipt).code == 0
    day = loket("dues", "cash", tmp_path / "kas.pdf").doc
    assert day["total"] == {
        "carried": 0,
        "received": 25_200,
        "came_back": 0,
        "handed_over": 16_800,
        "given_back": 8_400,
        "in_hand": 0,
    }
    assert (tmp_path / "kas.pdf").read_bytes().startswith(b"%PDF")


def test_a_receipt_that_cannot_be_written_takes_nothing_back(loket, number, tmp_path):
    """The cash is recorded first: the paper can be drawn again."""
    loket("dues", "counter", "on")
    away = tmp_path / "none" / "tanda.pdf"
    said = loket("dues", "deposit", number(), "--from", "2026-11", "--receipt", away)
    assert (said.code, said.doc["receipt"]) == (3, None)
    assert "001/TITIPAN/2026" in said.err
    again = loket("dues", "receipt", "001/TITIPAN/2026", tmp_path / "tanda.pdf")
    assert again.code == 0, again.err
    assert again.doc["number"] == "001/TITIPAN/2026"


@pytest.mark.parametrize(
    ("words", "code", "rule"),
    [
        (("remit", "001/TITIPAN/2026", "--code", "1"), 2, "usage"),
        (("remit", "009/TITIPAN/2026", "--code", "1", "--paid-on", "2026-11-23"), 2, "usage"),
        (("return", "009/TITIPAN/2026", "--why", "x"), 1, "not_found"),
        (("return", "001/TITIPAN/2026", "--why", " "), 1, "required"),
        (("counter", "maybe"), 2, "usage"),
        (("cash", "kas.pdf", "--on", "2027-01-01"), 1, "date_future"),
        (("cash", "kas.pdf", "--on", "today"), 2, "usage"),
        (("deposit", "nobody", "--from", "2026-11"), 1, "not_found"),
    ],
)
def test_each_mistake_is_told_and_changes_nothing(loket, number, words, code, rule):
    loket("dues", "counter", "on")
    assert loket("dues", "deposit", number(), "--from", "2026-11").code == 0
    said = loket("dues", *words)
    assert (said.code, said.rule) == (code, rule)
    assert said.err.count("\n") == 1
    assert loket("dues", "deposits").doc["total"] == 8_400


def test_in_words(loket, number, tmp_path):
    one = number()
    assert loket("dues", "counter", json=False).out == "Loket ini tidak menerima uang tunai.\n"
    loket("dues", "counter", "on")
    loket("dues", "deposit", one, "--from", "2026-11")
    told = loket("dues", "deposits", json=False).out
    assert "001/TITIPAN/2026" in told
    assert "Rp 8.400" in told
    told = loket("dues", "counter", "off", json=False).out
    assert "Rp 8.400 dipegang, belum disetor." in told
    told = loket("dues", "cash", tmp_path / "kas.pdf", json=False).out
    assert "di tangan" in told
