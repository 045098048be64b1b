"""Every command of the README, run in its order, as somebody who types it off would."""

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from desktop_app.__main__ import main
from desktop_app.config import Config
from desktop_app.domain.months import later, month_of

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = [line.split(" # ")[0].strip() for line in re.findall(r"^    (loket .*)$", README, re.M)]
OF_THE_HUB = [
    line.split(" # ")[0].strip() for line in re.findall(r"^    (loket-hub .*)$", README, re.M)
]
PASSWORD = "rahasia-siti"


def workbook(path, *rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)


@pytest.fixture
def desk_of_readme(tmp_path, monkeypatch, raw):
    """A folder with the files that the README's commands name."""
    monkeypatch.chdir(tmp_path)
    for name, value in {
        "LOKET_DATA": str(tmp_path / "kantor"),
        "LOKET_USER": "siti",
        "LOKET_PASSWORD": PASSWORD,
    }.items():
        monkeypatch.setenv(name, value)
    people = [raw(1), raw(2, full_name="Warsini"), raw(3, full_name="Karyo")]
    Path("pekerja.json").write_text(json.dumps(people), encoding="utf-8")
    Path("perubahan.json").write_text(json.dumps({"hamlet": "Krajan"}), encoding="utf-8")
    workbook(
        "daftar.xlsx", ["nik", "full_name", "occupation"], [raw(9)["nik"], "Ngadimin", "petani"]
    )
    workbook("jawaban.xlsx", ["NIK", "KPJ"], [raw(1)["nik"], "00123456789"])
    Path("bukti.pdf").write_bytes(b"%PDF-1.4 bukti")
    config = Config(tmp_path / "kantor")
    after = later(month_of(config.today()), 3)
    workbook("iuran.xlsx", ["NIK", "BULAN", "BULAN_IURAN"], [raw(1)["nik"], after, 2])
    workbook("jawaban-kabupaten.xlsx", ["NIK", "KPJ"], [raw(3)["nik"], "00123456780"])
    return config


@pytest.fixture
def regency(tmp_path, monkeypatch):
    """The README's hub as a process on any free port, and its other commands."""
    monkeypatch.setenv("LOKET_HUB_DATA", str(tmp_path / "hub"))
    command = [sys.executable, "-m", "desktop_app.hub"]
    serving = [*command, *shlex.split(OF_THE_HUB[0])[1:], "--port", "0", "--name", "Cilacap"]
    with subprocess.Popen(serving, stdout=subprocess.PIPE, text=True, cwd=ROOT) as hub:
        url = hub.stdout.readline().strip()

        def say(line, *more):
            words = [*command, *shlex.split(line)[1:], *more]
            env = {**os.environ, "PYTHONPATH": str(ROOT)}
            done = subprocess.run(
                words, capture_output=True, text=True, timeout=60, env=env, check=False
            )
            assert done.returncode in (0, 3), (line, done.stderr)
            return done.stdout

        yield url, say
        hub.terminate()


def test_the_readme_s_commands_do_what_it_says(desk_of_readme, capsys, raw, monkeypatch, regency):
    assert len(COMMANDS) > 25
    url, hub = regency
    reference = None
    for command in COMMANDS:
        words = shlex.split(command)[1:]
        if words[0] == "confirm":
            words[1] = a_draft(capsys, raw)
        if words[0] == "enrol":
            code = hub("loket-hub device code --village 33.01.01.2001").strip()
            words = ["enrol", code, "--hub", url]
        words = of_today(words, desk_of_readme, reference)
        code = main([*words, "--json"])
        said = capsys.readouterr()
        document = json.loads(said.out)
        assert code in (0, 3), (command, said.err)
        reference = document.get("reference", reference)
        if words[0] == "setup":
            monkeypatch.setenv("LOKET_RECOVERY", document["recovery_code"])
        if words[0] == "verify":
            assert document["genuine"]
        if words[0] == "sync":
            assert document["accepted"]
    assert OF_THE_HUB[0].startswith("loket-hub serve")
    for command in OF_THE_HUB[1:]:
        assert "error" not in json.loads(hub(command, "--json"))


def of_today(words, config, reference):
    """Words about payments: the month is this one, the reference the one that was told."""
    words = [reference if word == "REFERENCE" else word for word in words]
    for option in set(words) & {"--from", "--month"}:
        words[words.index(option) + 1] = month_of(config.today())
    return words


def a_draft(capsys, raw):
    Path("ragu.json").write_text(json.dumps(raw(4, full_name="Dewi", birth_date="1985-08-16")))
    assert main(["register", "ragu.json", "--keep", "--json"]) == 1
    capsys.readouterr()
    assert main(["drafts", "--json"]) == 0
    return json.loads(capsys.readouterr().out)["drafts"][0]["id"]
