"""The catalogues: complete in this checkout, and the script keeps what people wrote."""

import gettext
import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


def _load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("catalogues", ROOT / "packaging/catalogues.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


catalogues = _load()


@pytest.fixture
def tree(tmp_path):
    """A program of two areas."""
    for name, code in {
        "ui/window.py": '_("Save")\n_("Hello {name}")\nn_("{n} row", "{n} rows", 2)\n',
        "cli/main.py": '_("Save")\np_("verb", "Print")\n',
        "wording_more.py": 'TABLE = {"a": N_("Named here")}\n',
    }.items():
        path = tmp_path / "desktop_app" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(code, "utf-8")
    return tmp_path


def translate(tree, area, english, indonesian):
    path = catalogues.folder(tree) / f"{area}.po"
    before = path.read_text("utf-8")
    for empty in ('msgstr ""', 'msgid_plural "{n} rows"\nmsgstr[0] ""'):
        old = f'msgid "{english}"\n{empty}'
        path.write_text(before.replace(old, f'{old[:-2]}"{indonesian}"'), "utf-8")
        if path.read_text("utf-8") != before:
            return
    raise AssertionError(before)


def complete(tree):
    catalogues.update(tree)
    translate(tree, "ui", "Save", "Simpan")
    translate(tree, "ui", "Hello {name}", "Halo {name}")
    translate(tree, "ui", "{n} row", "{n} baris")
    translate(tree, "cli", "Print", "Cetak")
    translate(tree, "wording", "Named here", "Disebut di sini")
    return catalogues.update(tree)


def test_every_text_has_its_indonesian_words_and_the_compiled_file_is_fresh():
    problems = catalogues.check(ROOT)
    assert not problems, "\n".join(problems)


def test_a_complete_tree_is_compiled(tree):
    assert complete(tree) == []
    assert catalogues.check(tree) == []
    with (catalogues.folder(tree) / "loket.mo").open("rb") as file:
        spoken = gettext.GNUTranslations(file)
    assert spoken.gettext("Save") == "Simpan"
    assert spoken.ngettext("{n} row", "{n} rows", 5) == "{n} baris"
    assert spoken.pgettext("verb", "Print") == "Cetak"
    assert spoken.gettext("Named here") == "Disebut di sini"


def test_a_text_of_two_areas_is_translated_once(tree):
    complete(tree)
    assert 'msgid "Save"\nmsgstr "Simpan"' in (catalogues.folder(tree) / "cli.po").read_text(
        "utf-8"
    )


def test_a_missing_translation_is_named(tree):
    complete(tree)
    (tree / "desktop_app/ui/more.py").write_text('_("New words")')
    assert "ui.po: no Indonesian: 'New words'" in catalogues.check(tree)


def test_a_stale_compiled_file_is_named(tree):
    complete(tree)
    po = catalogues.folder(tree) / "ui.po"
    po.write_text(po.read_text("utf-8").replace("Halo", "Hai"), "utf-8")
    assert catalogues.check(tree) == ["loket.mo is not compiled from the catalogues"]


def test_other_placeholders_are_named(tree):
    complete(tree)
    po = catalogues.folder(tree) / "ui.po"
    po.write_text(po.read_text("utf-8").replace("Halo {name}", "Halo {nama}"), "utf-8")
    assert any("placeholders" in problem for problem in catalogues.check(tree))


def test_a_contradiction_between_areas_is_named(tree):
    complete(tree)
    po = catalogues.folder(tree) / "cli.po"
    po.write_text(po.read_text("utf-8").replace("Simpan", "Rekam"), "utf-8")
    assert any("differ: 'Save'" in problem for problem in catalogues.check(tree))


def test_what_code_no_longer_asks_for_is_kept_until_cleaned(tree):
    complete(tree)
    (tree / "desktop_app/cli/main.py").write_text('_("Save")')
    catalogues.update(tree)
    assert "Cetak" in (catalogues.folder(tree) / "cli.po").read_text("utf-8")
    assert catalogues.check(tree) != []
    catalogues.update(tree, clean=True)
    assert "Cetak" not in (catalogues.folder(tree) / "cli.po").read_text("utf-8")
    assert catalogues.check(tree) == []


def test_only_the_asked_area_is_touched_and_all_are_compiled(tree):
    complete(tree)
    (tree / "desktop_app/ui/more.py").write_text('_("New words")')
    (tree / "desktop_app/cli/more.py").write_text('_("Others")')
    before = (catalogues.folder(tree) / "ui.po").read_bytes()
    catalogues.update(tree, "cli")
    assert (catalogues.folder(tree) / "ui.po").read_bytes() == before
    assert "Others" in (catalogues.folder(tree) / "cli.po").read_text("utf-8")


def test_nothing_is_written_over_a_change_made_meanwhile(tmp_path):
    path = tmp_path / "ui.po"
    path.write_bytes(b"theirs")
    assert not catalogues.write(path, b"ours", b"what we had read")
    assert path.read_bytes() == b"theirs"


def test_unreadable_sources_and_catalogues_are_named_and_left_alone(tree):
    complete(tree)
    (catalogues.folder(tree) / "cli.po").write_text('msgid "Save\nmsgstr Simpan')
    (tree / "desktop_app/ui/window.py").write_text('_("Save"')
    problems = catalogues.update(tree)
    assert any("cli.po" in problem for problem in problems)
    assert "Halo" in (catalogues.folder(tree) / "ui.po").read_text("utf-8")
