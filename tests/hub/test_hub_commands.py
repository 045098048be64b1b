"""``loket-hub``: each command on a real hub, in this process; ``serve`` as a real one."""

import json
import os
import re
import shutil
import signal
import socket
import stat
import subprocess
import sys

import httpx2
import openpyxl
import pypdfium2
import pytest
from command_result import Result
from hub_office import VILLAGE, Office, print_it, record

from desktop_app import text
from desktop_app.hub import __main__ as program
from desktop_app.hub import admins, database, devices, keys
from desktop_app.hub.commands import first
from desktop_app.hub.commands.main import tree
from desktop_app.sync.wire import activation

SURROUNDINGS = (
    *("LOKET_HUB_DATA", "LOKET_HUB_DATABASE", "LOKET_HUB_NAME", "LOKET_HUB_KEY_FILE"),
    *("LOKET_LANG", "LOKET_PASSWORD", "LOKET_ROOT_CODE", "_LOKET_HUB_COMPLETE"),
)
COMMANDS = (
    *(("serve",), ("admin", "create"), ("device", "code"), ("device", "list")),
    *(("device", "revoke"), ("answer",), ("export",), ("keys",), ("keys", "rotate")),
    *(("keys", "export"), ("keys", "import"), ("check",)),
)


@pytest.fixture(autouse=True)
def _surroundings(monkeypatch):
    for name in SURROUNDINGS:
        monkeypatch.delenv(name, raising=False)
    yield
    text.use("id")


@pytest.fixture
def bare(capsys, monkeypatch):
    """Runs the command with exactly these words."""

    def run(*words: object) -> Result:
        monkeypatch.setattr(sys, "stdin", None)
        capsys.readouterr()
        code = program.main([str(word) for word in words])
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        return Result(code, said.out, said.err)

    return run


@pytest.fixture
def folder(made_hub, tmp_path):
    """A hub whose root sheet was printed."""
    shutil.copytree(made_hub, tmp_path / "kantor")
    hub = database.open_hub(tmp_path / "kantor")
    keys.made(hub, print_it)
    hub.close()
    return tmp_path / "kantor"


@pytest.fixture
def loket_hub(bare, folder):
    """Runs a command at that hub, with ``--json``."""

    def run(*words: object, as_json: bool = True) -> Result:
        return bare(*words, "--data", folder, *(["--json"] if as_json else []))

    return run


@pytest.fixture
def opened(folder):
    hub = database.open_hub(folder)
    yield hub
    hub.close()


def sheet_words(path) -> str:
    document = pypdfium2.PdfDocument(path)
    try:
        return document[0].get_textpage().get_text_bounded()
    finally:
        document.close()


def code_on(path) -> str:
    """The root code as somebody types it from the printed sheet."""
    words = sheet_words(path).partition("Kode induk")[2].split()
    return "-".join([word for word in words if re.fullmatch("[0-9A-Z]{5}", word)][:6])


class TestFirstRun:
    def test_the_root_sheet_lies_there_once_for_its_owner_alone(self, bare, tmp_path):
        data = tmp_path / "new"
        said = bare("device", "code", "--village", VILLAGE, "--data", data)
        sheet = data / first.SHEET
        assert said.code == 0
        assert str(sheet) in said.err
        assert len(said.err.splitlines()) == 2
        assert stat.S_IMODE(sheet.stat().st_mode) == 0o600
        assert "LEMBAR KUNCI INDUK" in sheet_words(sheet)
        before = sheet.read_bytes()
        assert str(sheet) not in bare("check", "--data", data).err
        assert sheet.read_bytes() == before
        code = tmp_path / "code"
        code.write_text(code_on(sheet))
        assert bare("keys", "rotate", "--root-file", code, "--data", data).code == 0

    def test_a_sheet_that_cannot_be_written_is_written_next_time(self, bare, tmp_path):
        data = tmp_path / "new"
        nowhere = tmp_path / "absent" / "sheet.pdf"
        words = ("admin", "create", "Budi", "--password-file", tmp_path / "secret")
        (tmp_path / "secret").write_text("rahasia-budi\n")
        refused = bare(*words, "--root-out", nowhere, "--data", data, "--json")
        assert (refused.code, refused.rule) == (1, "unwritable")
        other = tmp_path / "sheet.pdf"
        assert bare(*words, "--root-out", other, "--data", data).code == 0
        assert "LEMBAR KUNCI INDUK" in sheet_words(other)

    def test_no_sheet_of_another_hub_is_written_over(self, bare, tmp_path):
        data = tmp_path / "new"
        data.mkdir()
        (data / first.SHEET).write_bytes(b"another hub's")
        assert bare("check", "--data", data).code == 0
        assert (data / first.SHEET).read_bytes() == b"another hub's"
        assert "LEMBAR" in sheet_words(data / "kunci-induk-2.pdf")


class TestDevices:
    def test_a_code_stands_alone_on_its_line(self, loket_hub, opened):
        said = loket_hub("device", "code", "--village", "3301012001", as_json=False)
        assert said.code == 0
        assert activation.read_code(said.out.strip()).fingerprint == keys.fingerprint(opened)
        assert "Tambakreja" in said.err
        told = loket_hub("device", "code", "--village", VILLAGE, "--note", "laptop").doc
        assert told["village_code"] == VILLAGE
        assert activation.read_code(told["code"])

    @pytest.mark.parametrize("village", ["33.01.01.2999", "tambakreja", "3301"])
    def test_an_unknown_village_is_refused_with_candidates(self, loket_hub, village):
        said = loket_hub("device", "code", "--village", village)
        assert (said.code, said.rule) == (1, "village_unknown")
        assert "33.01.01.2001 Tambakreja" in said.err or "33.01." in said.err

    @pytest.mark.parametrize("village", ["", "00.00.00.0000", "Qqqqqq"])
    def test_a_village_like_no_other(self, loket_hub, village):
        said = loket_hub("device", "code", "--village", village)
        assert (said.code, said.rule) == (1, "village_unknown")

    def test_list_and_revoke(self, loket_hub, opened):
        office = Office(opened)
        office.enrol(devices.new_code(opened, VILLAGE, "laptop"))
        [told] = loket_hub("device", "list").doc["devices"]
        assert (told["id"], told["note"], told["revoked_at"]) == (office.device, "laptop", None)
        assert office.device in loket_hub("device", "list", as_json=False).out
        assert loket_hub("device", "revoke", office.device).code == 0
        [told] = loket_hub("device", "list").doc["devices"]
        assert told["revoked_at"]
        unknown = loket_hub("device", "revoke", "x")
        assert (unknown.code, unknown.rule) == (1, "not_found")


class TestAdministrators:
    def test_one_is_made_from_file_or_environment(self, loket_hub, opened, tmp_path, monkeypatch):
        (tmp_path / "secret").write_text("rahasia-budi\n")
        file = ("--password-file", tmp_path / "secret")
        assert loket_hub("admin", "create", "Budi", *file).doc == {"name": "Budi"}
        assert admins.check(opened, "BUDI", "rahasia-budi") == "Budi"
        monkeypatch.setenv("LOKET_PASSWORD", "pendek")
        refused = loket_hub("admin", "create", "Siti")
        assert (refused.code, refused.rule) == (1, "password")
        assert "8" in refused.err
        monkeypatch.setenv("LOKET_PASSWORD", "rahasia-lain")
        assert loket_hub("admin", "create", "budi").rule == "admin_exists"

    def test_without_a_password_there_is_a_sentence(self, loket_hub):
        said = loket_hub("admin", "create", "Budi")
        assert (said.code, said.rule) == (2, "usage")
        assert "LOKET_PASSWORD" in said.err

    def test_a_prompt_asks_twice(self, loket_hub, monkeypatch):
        answers = ["rahasia-budi", "rahasia-bodi", "rahasia-budi", "rahasia-budi"]
        monkeypatch.setattr("getpass.getpass", lambda _prompt: answers.pop(0))
        monkeypatch.setattr("desktop_app.hub.commands.secret.has_terminal", lambda: True)
        assert loket_hub("admin", "create", "Budi").rule == "password_differs"
        assert loket_hub("admin", "create", "Budi").code == 0


class TestKeys:
    @pytest.fixture
    def new(self, bare, tmp_path, monkeypatch):
        """A new hub's folder; its root code is in the environment."""
        data = tmp_path / "new"
        bare("check", "--data", data)
        monkeypatch.setenv("LOKET_ROOT_CODE", code_on(data / first.SHEET))
        return data

    def test_what_is_told_of_them(self, loket_hub, opened):
        told = loket_hub("keys").doc
        assert told["name"] == "Kantor Kabupaten"
        assert told["fingerprint"] == keys.fingerprint(opened)
        assert set(told["good_until"]) == {"receiving", "receipts", "credentials", "updates"}
        shown = loket_hub("keys", as_json=False).out
        assert told["fingerprint"][:4] + "-" in shown

    def test_the_same_hub_on_another_computer(self, bare, new, tmp_path):
        assert bare("keys", "rotate", "--data", new, "--json").code == 0
        named = json.loads(bare("keys", "--data", new, "--json").out)["fingerprint"]
        file = tmp_path / "kunci.age"
        assert bare("keys", "export", file, "--data", new).code == 0
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        again = bare("keys", "export", file, "--data", new, "--json")
        assert (again.code, again.rule) == (1, "unwritable")
        other = tmp_path / "other"
        taken = bare("keys", "import", file, "--data", other, "--json")
        assert (taken.code, taken.doc["fingerprint"]) == (0, named)
        assert not (other / first.SHEET).exists()
        assert bare("check", "--data", other).code == 0
        assert not (other / first.SHEET).exists()

    def test_a_wrong_code_has_its_own_exit(self, loket_hub, bare, new, folder, monkeypatch):
        wrong = loket_hub("keys", "rotate")
        assert (wrong.code, wrong.rule) == (5, "root_code")
        monkeypatch.setenv("LOKET_ROOT_CODE", "AAAAA-BBBBB")
        mistyped = loket_hub("keys", "rotate")
        assert (mistyped.code, mistyped.rule) == (5, "root_code")
        assert mistyped.err != wrong.err

    def test_a_hub_with_offices_becomes_no_other(self, bare, new, tmp_path):
        file = tmp_path / "kunci.age"
        bare("keys", "export", file, "--data", new)
        hub = database.open_hub(new)
        Office(hub).enrol()
        hub.close()
        refused = bare("keys", "import", file, "--data", new, "--json")
        assert (refused.code, refused.rule) == (1, "hub_in_use")

    def test_files_that_are_none(self, loket_hub, new, tmp_path):
        absent = loket_hub("keys", "import", tmp_path / "absent")
        assert (absent.code, absent.rule) == (1, "file_unreadable")


class TestExchange:
    def people(self, hub, count=2):
        office = Office(hub)
        office.enrol()
        ready = {"birth_place": "Cilacap", "mother_name": "Tukinem", "address": "Jl. Melati 1"}
        office.deliver(*(office.new(record(n, **ready)) for n in range(1, count + 1)))
        return office

    def test_the_list_goes_and_the_answer_comes(self, loket_hub, opened, tmp_path):
        self.people(opened)
        out = tmp_path / "daftar.xlsx"
        said = loket_hub("export", out, "--region", "33.01", "--since", "2026-01-01")
        assert said.code in (0, 3)
        assert said.doc["submitted"] == 2
        sheet = openpyxl.load_workbook(out).active
        assert sheet.max_row == 3
        answer = tmp_path / "jawaban.xlsx"
        book = openpyxl.Workbook()
        for row in (
            ("NIK", "NO KPJ", "KETERANGAN"),
            ("3301011508850001", "21001234567", ""),
            ("3301011508850009", "21001234568", ""),
        ):
            book.active.append(row)
        book.save(answer)
        said = loket_hub("answer", answer)
        assert said.code == 3
        counts = {"confirmed": 1, "refused_by_bpjs": 0, "unmatched": 1}
        assert {key: said.doc[key] for key in counts} == counts
        assert said.doc["rows"][0]["rule"] == "answer_unmatched"
        assert "3301011508850009" not in said.err
        assert loket_hub("check").doc["ok"]

    def test_nobody_to_send(self, loket_hub, tmp_path):
        said = loket_hub("export", tmp_path / "daftar.xlsx")
        assert (said.code, said.doc["submitted"]) == (1, 0)
        assert not (tmp_path / "daftar.xlsx").exists()

    @pytest.mark.parametrize(
        ("words", "code", "rule"),
        [
            (("daftar.pdf",), 2, "usage"),
            (("daftar.xlsx", "--since", "kemarin"), 2, "usage"),
            (("daftar.xlsx", "--region", "Cilacap"), 1, "region"),
            (("absent/daftar.xlsx",), 1, "unwritable"),
        ],
    )
    def test_what_does_not_fit_marks_nobody(self, loket_hub, opened, tmp_path, words, code, rule):
        self.people(opened, 1)
        said = loket_hub("export", tmp_path / words[0], *words[1:])
        assert (said.code, said.rule) == (code, rule)
        assert loket_hub("export", tmp_path / "ok.xlsx").doc["submitted"] == 1

    def test_an_answer_that_cannot_be_read(self, loket_hub, tmp_path):
        said = loket_hub("answer", tmp_path / "absent.xlsx")
        assert (said.code, said.rule) == (1, "file_unreadable")


class TestWords:
    @pytest.mark.parametrize("command", COMMANDS)
    def test_help_is_indonesian(self, bare, command):
        said = bare(*command, "--help")
        assert said.code == 0
        assert said.out.startswith(f"Pemakaian: loket-hub {' '.join(command)}")
        for english in ("Options:", "[required]", "default:", "Show this", "<str>"):
            assert english not in said.out

    def test_every_command_speaks_both_languages(self):
        def helps() -> dict[str, str]:
            root = tree()
            inner = [c for g in root.commands.values() for c in getattr(g, "commands", {}).values()]
            return {f"{id(c)}{c.name}": c.help for c in (*root.commands.values(), *inner)}

        text.use("id")
        indonesian = sorted(helps().values())
        text.use("en")
        assert not set(indonesian) & set(helps().values())

    @pytest.mark.parametrize(
        "words",
        [
            ("serv",),
            ("device",),
            ("device", "kode"),
            ("device", "code"),
            ("device", "list", "--colour"),
            ("serve", "--port", "many"),
            ("serve", "--port", "70000"),
            ("check", "--data"),
            ("check", "--data="),
            ("check", "--lang", "nl"),
        ],
    )
    def test_words_that_do_not_fit(self, bare, words):
        said = bare(*words)
        assert said.code == 2
        assert len(said.err.splitlines()) == 1

    def test_no_command_shows_the_help(self, bare):
        said = bare("--lang", "en")
        assert "loket-hub" in said.out + said.err

    def test_without_the_extra_it_is_named(self, bare, monkeypatch):
        real = program.find_spec
        monkeypatch.setattr(
            program, "find_spec", lambda name: None if name == "fastapi" else real(name)
        )
        said = bare("check")
        assert said.code == 1
        assert "loket-desa[hub]" in said.err
        assert len(said.err.splitlines()) == 1


class TestDamage:
    def test_a_database_that_is_gone_is_not_begun_anew(self, loket_hub, folder):
        for path in folder.glob("hub.db*"):
            path.unlink()
        said = loket_hub("check")
        assert (said.code, said.rule) == (6, "damaged")

    def test_a_key_that_is_gone(self, loket_hub, folder):
        (folder / "hub.key").unlink()
        said = loket_hub("check")
        assert (said.code, said.rule) == (6, "hub_key_file")

    @pytest.mark.parametrize("url", ["nonsense", "nosuch://x/y"])
    def test_an_address_of_a_database_that_is_none(self, bare, tmp_path, url):
        said = bare("check", "--data", tmp_path / "d", "--database", url, "--json")
        assert (said.code, said.rule) == (1, "database_url")

    def test_what_nobody_expected_is_one_sentence(self, loket_hub, monkeypatch):
        def broken(*_given):
            raise RuntimeError("Slamet")

        monkeypatch.setattr("desktop_app.hub.checking.check", broken)
        said = loket_hub("check")
        assert (said.code, said.rule) == (1, "unexpected")
        assert "Slamet" not in said.err


class Served:
    """A real ``loket-hub serve``."""

    def __init__(self, folder, *words: str, **environ: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "desktop_app.hub", "serve", "--data", folder, *words],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, **environ},
        )
        self.url = self.process.stdout.readline().strip()

    def end(self, number: int = signal.SIGTERM) -> tuple[int, str, str]:
        if self.process.poll() is None:
            self.process.send_signal(number)
        try:
            out, err = self.process.communicate(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            out, err = self.process.communicate()
        return self.process.returncode, out, err


@pytest.fixture
def served(folder):
    """Starts it, and ends whatever was started."""
    started = []

    def start(*words: str, **environ: str) -> Served:
        started.append(Served(folder, *words, **environ))
        return started[-1]

    yield start
    for one in started:
        one.end(signal.SIGKILL)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_serving_tells_its_address_alone_and_ends_cleanly(served, folder, bare, number):
    hub = served("--port", "0")
    assert hub.url.startswith("http://127.0.0.1:")
    assert httpx2.get(f"{hub.url}/healthz", timeout=10).json()["status"] == "ok"
    assert bare("device", "code", "--village", VILLAGE, "--data", folder).code == 0
    code, out, err = hub.end(number)
    assert (code, out) == (0, "")
    assert json.loads(err)["path"] == "/healthz"


def test_a_request_that_is_too_large_ends_early_over_a_real_line(served):
    hub = served("--port", "0")
    host, port = hub.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as line:
        line.sendall(
            b"PUT /api/v1/batches/01234567-89ab-7def-8123-456789abcdef HTTP/1.1\r\n"
            b"Host: x\r\nContent-Length: 1000000000\r\n\r\n"
        )
        assert b" 413 " in line.recv(4096)


def test_a_port_in_use_and_an_address_that_is_none(loket_hub):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        said = loket_hub("serve", "--port", taken.getsockname()[1])
    assert (said.code, said.rule) == (1, "port_taken")
    assert loket_hub("serve", "--host", "192.0.2.1", "--port", "0").rule == "host"
    assert loket_hub("serve", "--host", "no such host", "--port", "0").rule == "host"


def test_a_name_is_given_once(loket_hub):
    assert loket_hub("serve", "--name", "Kantor Lain", "--port", "0").rule == "hub_named"
    assert loket_hub("serve", "--name", " ", "--port", "0").rule == "hub_name"


def test_others_reaching_it_is_warned_of(served):
    hub = served("--host", "0.0.0.0", "--port", "0", "--json")
    assert json.loads(hub.url)["url"].startswith("http://127.0.0.1:")
    assert "TLS" in hub.end()[2]
