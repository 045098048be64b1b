"""What is said about the way to the regency office, and whether every raiser's rule is worded."""

import ast
import string
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import pytest

import desktop_app
from desktop_app import text
from desktop_app.domain.findings import Refused, block, note
from desktop_app.sync import errors
from desktop_app.sync.wire import errors as wire_errors
from desktop_app.sync.wire.receipt import VERDICTS
from desktop_app.wording import line
from desktop_app.wording.acts import ACTS
from desktop_app.wording.sentences import SENTENCES, sentence
from desktop_app.wording.words import WORDS

ROOT = Path(desktop_app.__file__).parent
#: Filled in by the wording itself, whatever the raiser says.
ALWAYS = {"field", "file"}
#: Acts that leave no row of their own in the audit trail.
SILENT = {"", "exchange"}


@pytest.fixture(autouse=True)
def _indonesian():
    before = text.language()
    text.use("id")
    yield
    text.use(before)


@cache
def trees():
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in ROOT.rglob("*.py")}


@cache
def sayers():
    """The names of everything that is called with a rule: Refused, its kinds, findings."""
    names = {"Refused", "Finding", "block", "warn", "note"}
    kinds = [
        (node.name, {getattr(base, "id", getattr(base, "attr", "")) for base in node.bases})
        for tree in trees().values()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    ]
    while more := {name for name, bases in kinds if bases & names} - names:
        names |= more
    return names


def said():
    """Each rule that is named where something is raised, found or judged: rule, params, where.

    Params are None where they cannot be read off the call.
    """
    for path, tree in trees().items():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            where = f"{path.relative_to(ROOT).as_posix()}:{node.lineno}"
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in sayers() and node.args and isinstance(node.args[0], ast.Constant):
                yield str(node.args[0].value), _params(node), where
            for word in node.keywords:
                if word.arg == "rule" and isinstance(word.value, ast.Constant) and word.value.value:
                    yield str(word.value.value), None, where


def _params(node):
    if any(word.arg is None for word in node.keywords):
        return None
    return {word.arg for word in node.keywords}


def test_every_rule_that_is_raised_or_judged_has_a_sentence():
    assert [(rule, where) for rule, _, where in said() if rule not in SENTENCES] == []


def test_whatever_a_hub_may_say_has_a_sentence():
    for rule in (*errors.RULES, *errors.ANSWERS, *wire_errors.RULES):
        assert rule in SENTENCES, rule


def test_a_sentence_about_the_way_asks_for_nothing_that_is_not_told():
    wanting = [
        (rule, where)
        for rule, params, where in said()
        if rule in line.SENTENCES and params is not None
        if not _holes(SENTENCES[rule]) <= params | ALWAYS
    ]
    assert wanting == []


def _holes(sentence_text):
    return {name for _, name, _, _ in string.Formatter().parse(sentence_text) if name}


@pytest.mark.parametrize("verdict", VERDICTS)
def test_every_verdict_has_a_word(verdict):
    assert verdict in WORDS
    assert text._(WORDS[verdict])


def test_every_act_has_a_name():
    done = {
        str(node.args[0].value)
        for path, tree in trees().items()
        if "hub" not in path.relative_to(ROOT).parts
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "write"
        and ast.unparse(node.func.value).split(".")[-1] == "desk"
        and node.args
        and isinstance(node.args[0], ast.Constant)
    }
    assert {"registered", "enrolled", "hub_answer"} <= done
    done |= {"restored", "place_changed", "new_incarnation", "hub_changed"}
    assert done - SILENT <= set(ACTS)


@pytest.mark.parametrize("rule", [*errors.RULES, "device_revoked", "batch_differs", "incarnation"])
def test_what_fails_says_that_nothing_is_lost(rule):
    assert "Tidak ada yang hilang" in sentence(Refused(rule))


def test_where_and_since_when_a_nik_is_registered():
    told = block("nik_elsewhere", "nik", village="Bumireja", since="2026-11-02")
    assert "di Bumireja sejak 02-11-2026" in sentence(told)
    told = block("nik_elsewhere", "nik", village="Bumireja", since=date(2026, 11, 2))
    assert "di Bumireja sejak 02-11-2026" in sentence(told)
    assert "sejak lama" in sentence(block("nik_elsewhere", "nik", village="x", since="lama"))


def test_two_clocks_are_told_with_their_minutes():
    here, there = (datetime(2026, 11, 23, 3, minute, tzinfo=UTC) for minute in (5, 40))
    told = sentence(note("clock_differs", None, clock=here, hub=there))
    assert f"{here.astimezone():%d-%m-%Y %H:%M}" in told
    assert f"{there.astimezone():%d-%m-%Y %H:%M}" in told


def test_a_conflict_names_its_field():
    assert "Isian alamat juga diubah" in sentence(block("conflict", "address"))


def test_too_many_tries_say_how_long_to_wait():
    assert "90 detik" in sentence(Refused("too_many_tries", None, wait=90))
    assert "satu jam" in sentence(Refused("too_many_tries", None, wait=None))
