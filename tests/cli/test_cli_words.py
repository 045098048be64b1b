"""The words of the command: global options, languages, help, usage, nothing but sentences."""

import os
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.cli import arguments, main, window
from desktop_app.terminal.usage import Usage

COMMANDS = (
    *("setup", "register", "edit", "end", "show", "search", "villages", "occupations", "drafts"),
    *("confirm", "import", "template", "export", "card", "certificate", "verify", "submit"),
    *("answer", "backup", "restore", "check", "audit", "demo", "users"),
    *("enrol", "hub", "sync", "waiting"),
)


def test_global_options_stand_on_either_side():
    before = arguments.read(["--json", "--data", "x", "--lang=en", "show", "--user", "siti", "1"])
    after = arguments.read(["show", "1", "--user=siti", "--lang", "en", "--data=x", "--json"])
    assert before == after
    assert before.rest == ("show", "1")
    assert (before.data, before.lang, before.user, before.json) == ("x", "en", "siti", True)


def test_what_follows_two_dashes_is_left_alone():
    assert arguments.read(["search", "--", "--json"]).rest == ("search", "--", "--json")


@given(st.lists(st.text(max_size=12), max_size=6))
def test_any_words_are_read_or_refused(words):
    try:
        read = arguments.read(words)
    except Usage:
        read = arguments.Arguments(())
    assert set(read.rest) <= set(words)


def test_every_command_of_the_contract_is_there_in_both_languages(bare):
    page = bare("--help").out
    assert page.startswith("Pemakaian: loket [PILIHAN]")
    assert [c for c in COMMANDS if f"\n  {c} " not in page] == []
    english = bare("--help", "--lang", "en").out
    assert english.startswith("Usage: loket [OPTIONS]")
    assert "Register workers." in english


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_each_command(bare, command):
    said = bare(command, "--help")
    assert said.code == 0
    assert said.out.startswith(f"Pemakaian: loket {command}")
    for english in ("Options:", "[required]", "default:", "Show this", "<str>", "x>="):
        assert english not in said.out


def test_help_shows_a_template_as_it_is_typed(bare):
    assert "470/{n}/{bulan romawi}/{tahun}" in bare("agenda", "number", "--help").out


def test_every_command_speaks_indonesian():
    from desktop_app import text

    text.use("id")
    tree = main.tree()
    helps = {command.name: command.help for command in tree.commands.values()}
    text.use("en")
    english = {command.name: command.help for command in main.tree().commands.values()}
    assert [name for name in helps if helps[name] == english[name]] == []


@pytest.mark.parametrize(
    "words",
    [
        ["registre"],
        ["show"],
        ["show", "a", "b"],
        ["show", "a", "--colour"],
        ["search", "x", "--limit", "many"],
        ["search", "x", "--limit", "0"],
        ["check", "--deep=yes"],
        ["card"],
        ["card", "out.pdf"],
        ["card", "out.pdf", "--all", "--unprinted"],
        ["card", "out.pdf", "--all", "--layout", "poster"],
        ["certificate", "out.pdf", "--all", "--layout", "cr80"],
        ["end", "a", "--why", "boredom", "--on", "2026-11-01"],
        ["end", "a", "--why", "death", "--on", "1-11-2026"],
        ["end", "a", "--why", "death"],
        ["confirm", "a"],
        ["import", "x.xlsx", "--as", "targets"],
        ["import", "x.xlsx", "--as", "goats"],
        ["import", "x.xlsx", "--default", "programmes"],
        ["template", "out.pdf"],
        ["export", "out.doc"],
        ["export", "out.xlsx", "--filter", "member"],
        ["submit", "out.csv"],
        ["users"],
        ["users", "add", "budi", "--role", "mayor"],
        ["setup", "--village", "33.01.01.2001"],
        ["--lang", "fr", "check"],
        ["check", "--data"],
        ["check", "--data="],
        ["search", "a\udcff"],
    ],
    ids=lambda words: " ".join(words).encode("ascii", "replace").decode(),
)
@pytest.mark.usefixtures("_clerk")
def test_wrong_usage_is_one_sentence(bare, words):
    said = bare("--json", *words)
    assert said.code == 2
    assert said.rule == "usage"
    assert said.err.strip() == said.doc["error"]["message"]
    assert said.err.count("\n") == 1


def test_usage_in_english(bare):
    assert "Did you mean register" in bare("--lang", "en", "registr").err
    assert "Maksudnya register" in bare("registr").err


def test_a_date_that_is_none_is_usage(bare, monkeypatch):
    monkeypatch.setenv("LOKET_DATE", "besok")
    assert bare("villages", "tambak").code == 2


def test_the_language_of_the_surroundings(bare, monkeypatch):
    monkeypatch.setenv("LOKET_LANG", "en")
    assert bare("--help").out.startswith("Usage:")
    assert bare("--help", "--lang", "id").out.startswith("Pemakaian:")


@pytest.mark.usefixtures("_clerk")
def test_without_an_office(bare):
    said = bare("search", "x", "--json")
    assert (said.code, said.rule) == (1, "office_absent")


def test_without_a_screen_the_window_says_so(bare, monkeypatch):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    said = bare()
    assert (said.code, said.out) == (1, "")
    assert "loket --help" in said.err
    assert bare("--json").rule == "no_screen"
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen:x")
    assert window.has_screen()


def test_shell_completion():
    env = {
        **os.environ,
        "_LOKET_COMPLETE": "complete_bash",
        "COMP_WORDS": "loket re",
        "COMP_CWORD": "1",
    }
    run = subprocess.run(
        [sys.executable, "-m", "desktop_app"], env=env, capture_output=True, text=True, check=False
    )
    assert {"register", "restore"} <= set(run.stdout.split())


def test_the_window_loads_nothing_of_the_commands():
    code = (
        "import sys\n"
        "from desktop_app.__main__ import main\n"
        "main([])\n"
        "print([m for m in ('typer', 'sqlmodel', 'sqlalchemy', 'rich') if m in sys.modules])"
    )
    env = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "QT_QPA_PLATFORM")}
    run = subprocess.run(
        [sys.executable, "-c", code], env=env, capture_output=True, text=True, check=False
    )
    assert run.stdout.strip() == "[]"


def test_utf8_whatever_the_platform_says(tmp_path):
    env = {**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C", "PYTHONUTF8": "0"}
    run = subprocess.run(
        [sys.executable, "-m", "desktop_app", "--lang", "en", "show", "Ñata’s", "x"],
        env=env,
        capture_output=True,
        check=False,
    )
    assert run.returncode == 2
    assert run.stderr.decode("utf-8").count("\n") == 1


def test_nobody_reads_the_output():
    run = subprocess.Popen(
        [sys.executable, "-m", "desktop_app", "occupations"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    run.stdout.close()
    assert run.stderr.read() == b""
    run.stderr.close()
    run.wait()
