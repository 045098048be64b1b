"""Lists in: what is taken, what is kept to be mended, and that nothing doubles."""

import openpyxl
import pytest

from desktop_app.actions import finding, importing, registering
from desktop_app.domain.findings import Refused
from desktop_app.store.summary import Filters

HEADINGS = ["NIK", "full_name", "occupation", "birth_date"]


@pytest.fixture
def listed(tmp_path, raw):
    """Writes a list of (serial, name, occupation, birth date)."""

    def write(*rows, name="daftar.xlsx"):
        book = openpyxl.Workbook()
        book.active.append(HEADINGS)
        for serial, *cells in rows:
            book.active.append([raw(serial)["nik"], *cells])
        book.save(tmp_path / name)
        return tmp_path / name

    return write


def test_rows_are_accepted_warned_refused_or_known(desk, listed, raw):
    registering.register(desk, [raw(1, full_name="Sudah Ada")])
    path = listed(
        (1, "Sudah Ada", "petani", None),
        (2, "Warsini", "petani", None),
        (3, "Karyo", "petani", "1985-08-16"),
        (4, "Ngadimin", "penyihir", None),
    )
    done = importing.import_list(desk, path)
    assert [r.status for r in done.rows] == ["known", "accepted", "warned", "refused"]
    assert finding.count(desk, Filters()) == 2
    assert {d.record for d in registering.drafts(desk)} == {"draft", "deferred"}


def test_a_dry_run_changes_nothing(desk, listed):
    done = importing.import_list(desk, listed((2, "Warsini", "x", None)), dry_run=True)
    assert done.count("refused") == 1
    assert registering.drafts(desk) == []


def test_confirming_a_rule_takes_all_its_rows(desk, listed):
    path = listed((3, "Karyo", "petani", "1985-08-16"))
    assert importing.import_list(desk, path, confirm=["nik_birth_date"]).count("accepted") == 1


def test_the_same_list_again_doubles_nothing_and_keeps_what_was_mended(desk, listed):
    path = listed((3, "Karyo", "penyihir", None))
    importing.import_list(desk, path)
    (draft,) = registering.drafts(desk)
    registering.edit(desk, draft.id, {"full_name": "Karyo Utomo"})
    importing.import_list(desk, path)
    (again,) = registering.drafts(desk)
    assert (again.id, again.full_name) == (draft.id, "Karyo Utomo")


def test_a_mended_list_replaces_its_drafts(desk, listed):
    importing.import_list(desk, listed((3, "Karyo", "penyihir", None)))
    importing.import_list(desk, listed((3, "Karyo", "dukun santet", None)))
    (draft,) = registering.drafts(desk)
    assert draft.payload["occupation"] == "dukun santet"
    importing.import_list(desk, listed((3, "Karyo", "petani", None)))
    assert registering.drafts(desk) == []
    assert finding.count(desk, Filters()) == 1


def test_stopping_leaves_the_register_as_it_was(desk, listed):
    path = listed((2, "Warsini", "petani", None), (3, "Karyo", "petani", None))
    importing.import_list(desk, path, stop=lambda: True)
    assert finding.count(desk, Filters()) == 0


def test_an_export_can_be_taken_in_elsewhere(desk, raw, tmp_path):
    registering.register(desk, [raw(1), raw(2, full_name="Warsini")])
    assert importing.export(desk, tmp_path / "keluar.xlsx") == 2
    done = importing.import_list(desk, tmp_path / "keluar.xlsx")
    assert done.count("known") == 2


def test_an_unknown_ending_is_refused(desk, tmp_path):
    with pytest.raises(Refused):
        importing.export(desk, tmp_path / "keluar.pdf")
