import ast
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import desktop_app
from desktop_app import text
from desktop_app.domain.findings import Refused, block, note, warn
from desktop_app.domain.reading import KEYS
from desktop_app.domain.states import DELIVERY, MEMBERSHIP, PROTECTION, RECORD
from desktop_app.wording.sentences import SENTENCES, sentence
from desktop_app.wording.words import FIELDS, WORDS, field_name, status_word

ROOT = Path(desktop_app.__file__).parent


@pytest.fixture(params=text.LANGUAGES)
def language(request):
    before = text.language()
    text.use(request.param)
    yield request.param
    text.use(before)


def rules_in_code():
    """Every rule that code raises or finds by its name, and where."""
    for path in ROOT.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        sayers = {
            alias.name
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and node.module == "desktop_app.domain.findings"
            for alias in node.names
        }
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            rule = node.args[0]
            if getattr(node.func, "id", "") in sayers and isinstance(rule, ast.Constant):
                yield str(rule.value), path.relative_to(ROOT).as_posix()


def test_every_rule_in_code_has_a_sentence():
    assert [found for found in rules_in_code() if found[0] not in SENTENCES] == []


@pytest.mark.parametrize("key", SENTENCES)
def test_a_sentence_ends_and_says_no_technical_word(key, language):
    said = text._(SENTENCES[key])
    assert said.endswith(".")
    assert not re.search(r"\b(sync|sinkron|server|token|error|batch|daring|luring)\b", said.lower())
    if language == "id":
        assert said != SENTENCES[key]
        assert "valid" not in said.lower()


@pytest.mark.parametrize("rule", sorted({key.split(".")[0] for key in SENTENCES}))
def test_a_sentence_needs_no_parameter(rule, language):
    assert "{" not in sentence(Refused(rule))


@pytest.mark.parametrize("words", [FIELDS, WORDS], ids=["fields", "words"])
def test_words_are_in_both_languages(words, language):
    assert all(text._(word) for word in words.values())


def test_every_key_of_a_worker_has_a_name():
    assert set(KEYS) <= set(FIELDS)


def test_every_state_has_a_word():
    assert {*RECORD, *DELIVERY, *MEMBERSHIP, *PROTECTION} <= set(WORDS)


class TestIndonesian:
    @pytest.fixture(autouse=True)
    def _indonesian(self):
        before = text.language()
        text.use("id")
        yield
        text.use(before)

    def test_parameters_are_put_in_as_the_office_writes_them(self):
        found = block("nik_registered", "nik", number="33-A", on=date(2026, 11, 2))
        assert "33-A sejak 02-11-2026" in sentence(found)

    def test_the_field_is_named_and_the_line_begins_with_a_capital(self):
        assert sentence(block("required", "mother_name")) == (
            "Isian nama ibu kandung masih kosong. Silakan diisi."
        )
        assert field_name("family.1.full_name") == "nama anggota keluarga ke-2"
        assert field_name("family.0") == "anggota keluarga ke-1"
        assert field_name("consent.given_on") == "tanggal persetujuan"
        assert field_name("NAMA") == "NAMA"

    def test_a_variant_says_more_than_the_rule(self):
        assert "saksi" in sentence(block("consent", "consent.witnesses", why="witnesses"))
        assert "bilangan bulat" in sentence(block("type", "monthly_income", wanted="integer"))
        assert "setujui" in sentence(warn("kpj_form", "kpj"))
        assert "kantor cabang" in sentence(block("kpj_form", "kpj", value="1"))

    def test_states_are_told_in_words(self):
        refused = Refused("transition", "membership", now="ended", to="submitted")
        assert "“Berakhir” tidak bisa menjadi “Dikirim ke BPJS”" in sentence(refused)
        assert status_word("candidate") == "Calon"
        assert status_word("sesuatu") == "sesuatu"

    def test_an_unknown_rule_is_named(self):
        assert "sesuatu" in sentence(note("sesuatu"))


PARAMS = st.dictionaries(st.text(max_size=6), st.none() | st.integers() | st.text() | st.dates())


@given(st.sampled_from(sorted(SENTENCES)) | st.text(), st.none() | st.text(), PARAMS)
def test_no_sentence_raises(rule, field, params):
    params.pop("field", None)
    assert sentence(block(rule, field)) is not None
    found = block(rule, field)
    found.params.update(params)
    assert sentence(found)
