"""Whatever is raised becomes a sentence and a code; nothing of a person reaches screen or log."""

import errno

import pytest

from desktop_app.cli import failures
from desktop_app.domain.findings import Refused
from desktop_app.store.errors import Damaged, LockedOut, NewerVersion, OfficeAbsent, ReadOnly
from desktop_app.trust.errors import SlotsDamaged, WrongCode, WrongPassword

NIK = "3301011508850001"


@pytest.mark.parametrize(
    ("error", "rule", "code"),
    [
        (Refused("json", None, line=3, why="syntax"), "json", 1),
        (WrongPassword(), "wrong_password", 5),
        (WrongCode(), "wrong_recovery_code", 5),
        (Damaged(file="office.db"), "damaged", 6),
        (SlotsDamaged(file="slots.json"), "damaged", 6),
        (LockedOut(), "locked", 6),
        (NewerVersion(version="9"), "newer_version", 6),
        (OfficeAbsent(), "office_absent", 1),
        (ReadOnly(folder="x"), "read_only", 1),
        (KeyboardInterrupt(), "interrupted", 1),
        (OSError(errno.ENOSPC, "full"), "disk_full", 1),
        (FileNotFoundError(errno.ENOENT, "none", "/x/y.json"), "file_unreadable", 1),
        (ValueError(NIK), "unexpected", 1),
    ],
)
def test_each_has_rule_and_code(error, rule, code, tmp_path):
    said_rule, message, said_code = failures.told(error, tmp_path)
    assert (said_rule, said_code) == (rule, code)
    assert message
    assert NIK not in message


def test_the_log_holds_places_and_no_values(tmp_path, capsys):
    name = "Sukinah binti Karto"
    with pytest.raises(ValueError, match=NIK) as caught:
        raise ValueError(f"{name} {NIK}")
    assert failures.report(caught.value, tmp_path, as_json=False) == 1
    log = (tmp_path / "log" / "loket.log").read_text()
    assert "test_cli_failures.py" in log
    assert "ValueError" in log
    said = capsys.readouterr()
    for told in (log, said.out, said.err):
        assert name not in told
        assert NIK not in told


def test_no_folder_is_made_for_a_log(tmp_path):
    failures.report(ValueError("x"), tmp_path / "none", as_json=False)
    assert not (tmp_path / "none").exists()


def test_the_log_stays_small(tmp_path, monkeypatch):
    monkeypatch.setattr(failures, "LOG_SIZE", 10)
    for _n in range(3):
        failures.report(ValueError("x"), tmp_path, as_json=False)
    assert (tmp_path / "log" / "loket.log").read_text().count("ValueError") == 1
