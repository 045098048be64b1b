"""The region table finds every village, quickly and by whatever part people know."""

import importlib.util
import subprocess
import sys
import time
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app import paths
from desktop_app.reference.regions import Regions, regions

ROOT = Path(__file__).parents[2]
TYPED = ("sid", "karang", "kesugihan", "pu'uk", "suka ja", "kesugihan cilacap", "33.01", "zz")


def names(text, limit=20):
    return [village.name for village in regions().find(text, limit)]


def line_count(name):
    return (paths.resources() / "regions" / name).read_bytes().count(b"\n")


def test_all_villages_places_and_retired_districts_are_there():
    assert line_count("villages.txt") == 83_762
    assert line_count("places.txt") == 38 + 514 + 7_285
    assert line_count("retired.txt") == 594


def test_a_village_stands_with_its_chain():
    village = regions().village("33.01.04.2003")
    assert village == regions().village("3301042003")
    assert village
    assert village.code == "33.01.04.2003"
    assert (village.regency, village.province) == ("Kabupaten Cilacap", "Jawa Tengah")
    assert village.district == regions().district_name("33.01.04")
    assert regions().regency_name(village.code) == "Kabupaten Cilacap"
    assert regions().province_name("33") == "Jawa Tengah"


@pytest.mark.parametrize("code", ["", "33", "33.01.04.9999", "3301042003x", "99.99.99.2001", "²³"])
def test_no_village_without_its_whole_code(code):
    assert regions().village(code) is None


def test_first_and_last_village_are_found():
    table = (paths.resources() / "regions" / "villages.txt").read_text("utf-8").splitlines()
    for line in (table[0], table[-1]):
        village = regions().village(line.split("\t")[0])
        assert village
        assert village in regions().find(village.name, 100)


def test_every_village_is_found_by_its_code_and_by_its_name_with_its_district():
    table = (paths.resources() / "regions" / "villages.txt").read_text("utf-8").splitlines()
    for line in table[::397]:
        code = line.split("\t")[0]
        village = regions().village(code)
        assert village
        assert [village] == regions().find(village.code)
        asked = f"{village.name} {village.district} {village.regency} {village.province}"
        assert village in regions().find(asked, 50), asked


def test_the_best_comes_first():
    found = names("kesugihan", 60)
    whole = found.count("Kesugihan")
    assert found[:whole] == ["Kesugihan"] * whole
    assert names("kesug")[0].startswith("Kesug")
    assert "Kesugihan Kidul" in found[whole:]


def test_any_part_of_a_name_finds_it():
    assert "Kesugihan" in names("sugih", 100)


def test_words_of_the_chain_narrow_it_in_any_order():
    for text in (
        "sukamaju bandung",
        "bandung sukamaju",
        "SUKAMAJU, kab. Bandung",
        "Sukamaju kec. Majalaya Jawa Barat",
        "desa sukamaju kab bandung",
    ):
        found = regions().find(text)
        assert found, text
        assert {(v.name, "Bandung" in v.regency) for v in found} == {("Sukamaju", True)}, text


def test_a_place_lists_its_villages():
    found = regions().find("majalaya bandung", 50)
    assert {v.district for v in found} >= {"Majalaya"}
    assert len(found) > 5


@pytest.mark.parametrize("typed", ["pu'uk", "Pu’uk", "puuk", "PUʼUK", "pu`uk"])
def test_apostrophes_do_not_matter(typed):
    assert "Meunasah Pu'uk" in names(typed, 100)


@pytest.mark.parametrize("typed", ["regapuu", "Regapu'u", "tambaan", 'tamba"an'])
def test_typographic_apostrophes_and_quotes_do_not_matter(typed):
    assert set(names(typed)) & {"Regapu’u", "Tamba'an", 'Tamba"an'}


def test_spaces_and_dashes_in_names_do_not_matter():
    assert "Karang Anyar" in names("karanganyar", 200)
    assert "Karanganyar" in names("karang anyar", 200)
    assert set(names("kupa-kupa selatan")) == set(names("kupa kupa selatan")) != set()


@pytest.mark.parametrize("typed", ["33.01", "3301", "33.01.", " 33 01 "])
def test_a_part_of_a_code_finds_those_below_it(typed):
    found = regions().find(typed)
    assert len(found) == 20
    assert all(v.regency == "Kabupaten Cilacap" for v in found)


def test_kinds():
    assert {v.kind for v in regions().find("13", 100)} <= {"desa", "kelurahan", "desa_adat"}
    village = regions().find("1101012001")[0]
    assert village.kind == "desa"


def test_regions_of_the_past_are_known():
    table = regions()
    assert table.district_known("33.01.04")
    assert table.district_known("330104")
    assert table.district_known("91.01.01")  # retired in the Papua splits of 2022
    assert table.district_known("64.73.99")  # today Kalimantan Utara
    assert not table.district_known("33.01.99")
    assert not table.district_known("33")
    assert table.regency_ever("91.01")
    assert table.regency_ever("7321")
    assert not table.regency_ever("33.99")
    assert table.province_ever("91")
    assert not table.province_ever("99")
    assert not table.province_ever("33.01")


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=40))
def test_no_text_is_too_strange(text):
    assert len(regions().find(text)) <= 20
    assert regions().village(text) is None or len(text) >= 10
    assert regions().district_known(text) in (True, False)


def test_limits():
    assert regions().find("suka", 3) == regions().find("suka", 50)[:3]
    assert regions().find("suka", 0) == []
    assert regions().find("") == []
    assert regions().find("...") == []


def test_a_keystroke_takes_under_five_milliseconds_and_little_memory():
    tracemalloc.start()
    fresh = Regions(paths.resources() / "regions")
    for text in TYPED:
        fresh.find(text)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 30_000_000
    taken = []
    for text in TYPED:
        runs = []
        for _ in range(5):
            started = time.thread_time()
            fresh.find(text)
            runs.append(time.thread_time() - started)
        taken.append(min(runs))
    assert sorted(taken)[len(taken) // 2] < 0.005
    assert max(taken) < 0.015  # a slow machine in the middle of a test run


def test_nothing_is_read_before_the_first_question():
    code = (
        "import desktop_app.reference.regions as r, pathlib\n"
        "pathlib.Path.read_bytes = None\n"
        "r.regions()\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)


def test_the_table_is_built_from_its_sources(tmp_path):
    spec = importlib.util.spec_from_file_location("build", ROOT / "packaging/build_regions.py")
    assert spec
    assert spec.loader
    build = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(build)
    source = tmp_path / "csv"
    source.mkdir()
    tables = {
        "provinces": ["code,name", "33,Jawa Tengah"],
        "regencies": ["code,province_code,name", "33.01,33,Kabupaten Cilacap"],
        "districts": [
            "code,regency_code,name",
            "33.01.05,33.01,Bantarsari",
            "33.01.04,33.01,Kroya",
        ],
        "villages": [
            "code,district_code,name",
            "33.01.05.2001,33.01.05,Karang Anyar",
            '33.01.04.2001,33.01.04,"Tamba""an, Baru"',
        ],
        "retired_districts": ["code,name,last_listed", "91.01.01,Merauke,2022"],
    }
    for name, lines in tables.items():
        (source / f"{name}.csv").write_text("\n".join(lines) + "\n", "utf-8")
    assert build.build(source, tmp_path) == {"villages.txt": 2, "places.txt": 4, "retired.txt": 1}
    small = Regions(tmp_path)
    assert [v.name for v in small.find("tambaan")] == ['Tamba"an, Baru']
    assert [v.district for v in small.find("kroya")] == ["Kroya"]
