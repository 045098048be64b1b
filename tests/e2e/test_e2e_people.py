"""Who passes, who does not, and the exact documents of the commands about people."""

import base64
import json

import pytest
from e2e_people import CONSENT, PEOPLE, person, portrait

WORKER = {
    *("nik", "full_name", "occupation", "second_occupation", "birth_date", "sex", "birth_place"),
    *("mother_name", "family_card_number", "address", "rt", "rw", "hamlet", "village_code"),
    *("phone", "phone_owner", "email", "ecosystem", "workplace", "business_owner"),
    *("monthly_income", "programmes", "funding", "segment", "vulnerability", "disability"),
    *("family", "consent", "kpj", "member_since", "paid_until", "former_payer", "photo"),
    "confirmed",
}
STATES = {"status", "record", "delivery", "membership", "protection"}
REFUSED = {"index", "nik", "rule", "field", "message"}

BAD = [
    ({"nik": None}, "required"),
    ({"nik": ""}, "required"),
    ({"nik": "  "}, "required"),
    ({"nik": 3301011508850003}, "type"),
    ({"nik": ["3301011508850003"]}, "type"),
    ({"nik": True}, "type"),
    ({"nik": "330101150885000"}, "nik_length"),
    ({"nik": "33010115088500031"}, "nik_length"),
    ({"nik": "3301011508850oo3"}, "nik_characters"),
    ({"nik": "３３０１０１１５０８８５０００x"}, "nik_characters"),
    ({"nik": "0330101150885003"}, "nik_temporary"),
    ({"nik": "3301010008850003"}, "nik_date"),
    ({"nik": "3301013208850003"}, "nik_date"),
    ({"nik": "3301014008850003"}, "nik_date"),
    ({"nik": "3301017208850003"}, "nik_date"),
    ({"nik": "3301011500850003"}, "nik_date"),
    ({"nik": "3301011513850003"}, "nik_date"),
    ({"nik": "3301013102850003"}, "nik_date"),
    ({"nik": "3301012902850003"}, "nik_date"),
    ({"nik": "3301011508850000"}, "nik_serial"),
    ({"nik": "3.30101E+15"}, "nik_damaged"),
    ({"nik": "3,30101150885e15"}, "nik_damaged"),
    ({"nik": "9901011508850003"}, "nik_region"),
    ({"full_name": None}, "required"),
    ({"full_name": " \u200b"}, "required"),
    ({"full_name": "12"}, "type"),
    ({"full_name": "a" * 300}, "type"),
    ({"full_name": "Su\x07kirman"}, "type"),
    ({"full_name": {"a": 1}}, "type"),
    ({"umur": 40}, "unknown_key"),
    ({"Nik": "1"}, "unknown_key"),
    ({"occupation": None}, "required"),
    ({"occupation": "raja"}, "occupation"),
    ({"second_occupation": "raja"}, "occupation"),
    ({"birth_date": "1984-02-30"}, "type"),
    ({"birth_date": "30-01-1984"}, "type"),
    ({"birth_date": 1984}, "type"),
    ({"birth_date": "1984-01-01"}, "nik_birth_date"),
    ({"birth_date": "2010-01-01"}, "age"),
    ({"birth_date": "1950-01-01"}, "age"),
    ({"nik": "3301011504100003"}, "age"),
    ({"nik": "3301011504500003"}, "age"),
    ({"sex": "female"}, "nik_sex"),
    ({"sex": "Laki-laki"}, "choice"),
    ({"village_code": "33.01.99.2001"}, "village_unknown"),
    ({"village_code": "x"}, "village_unknown"),
    ({"family_card_number": "33010115"}, "type"),
    ({"rt": "0001"}, "type"),
    ({"rw": 3}, "type"),
    ({"phone": "021"}, "phone"),
    ({"phone": "halo"}, "phone"),
    ({"phone_owner": "neighbour"}, "choice"),
    ({"email": "a@b"}, "type"),
    ({"ecosystem": "moon"}, "choice"),
    ({"business_owner": "yes"}, "type"),
    ({"business_owner": True}, "programmes"),
    ({"monthly_income": -1}, "type"),
    ({"monthly_income": 1.5}, "type"),
    ({"monthly_income": "1000000"}, "type"),
    ({"monthly_income": True}, "type"),
    ({"programmes": ["JKK"]}, "programmes"),
    ({"programmes": ["JHT"]}, "programmes"),
    ({"programmes": []}, "programmes"),
    ({"programmes": ["JKK", "JKM", "JP"]}, "choice"),
    ({"programmes": "JKK"}, "type"),
    ({"funding": "APBD26"}, "sponsor"),
    ({"segment": "poor"}, "choice"),
    ({"vulnerability": {"basis": "BPS"}}, "choice"),
    ({"vulnerability": {"decile": 11}}, "type"),
    ({"vulnerability": {"wat": 1}}, "unknown_key"),
    ({"vulnerability": []}, "type"),
    ({"disability": 1}, "type"),
    ({"family": {}}, "type"),
    ({"family": ["Bejo"]}, "type"),
    ({"family": [{"full_name": "Bejo"}]}, "required"),
    ({"family": [{"relation": "child"}]}, "required"),
    ({"family": [{"full_name": "Bejo", "relation": "cousin"}]}, "choice"),
    ({"family": [{"full_name": "Bejo", "relation": "child", "nik": "1"}]}, "nik_length"),
    ({"consent": {"method": "signed_form"}}, "consent"),
    ({"consent": {"method": "verbal_witnessed", "given_on": "2026-11-01"}}, "consent"),
    ({"consent": {"method": "signed_form", "given_on": "2027-01-01"}}, "consent"),
    ({"consent": {"method": "sworn", "given_on": "2026-11-01"}}, "choice"),
    ({"consent": "yes"}, "type"),
    ({"kpj": "1234567890"}, "kpj_form"),
    ({"kpj": "ABC"}, "kpj_form"),
    ({"kpj": 12345678901}, "type"),
    ({"member_since": "2027-01-01"}, "type"),
    ({"paid_until": "2026-13"}, "type"),
    ({"paid_until": "2026-10-01"}, "type"),
    ({"photo": "/etc/passwd"}, "photo"),
    ({"photo": "tidak/ada.jpg"}, "photo"),
    ({"photo": "AAAA"}, "photo"),
    ({"photo": "0" * 64}, "photo"),
    ({"photo": {}}, "type"),
    ({"nik": "\u200b"}, "required"),
    ({"confirmed": "nik_sex"}, "type"),
]


@pytest.mark.parametrize(("change", "rule"), BAD, ids=[str(c)[:50] for c, _rule in BAD])
def test_each_wrong_thing_has_its_rule(unchanging, change, rule):
    done = unchanging.register({**person(30), **change})
    assert done.code == 1
    (entry,) = done.doc["refused"]
    assert entry.keys() == REFUSED
    assert (entry["rule"], entry["index"]) == (rule, 0)
    assert entry["field"].split(".")[0] in {*change, "nik", "birth_date", "programmes"}
    assert len(entry["message"]) > 20
    assert len(done.err.splitlines()) == 1
    assert done.doc["registered"] == []


def test_the_wrong_ones_stop_nobody_else(loket):
    everybody = [{**person(40 + i), **change} for i, (change, _rule) in enumerate(BAD)]
    everybody.insert(7, person(31, full_name="Suminten"))
    done = loket.register(*everybody)
    assert done.code == 3
    assert [r["nik"] for r in done.doc["registered"]] == [person(31)["nik"]]
    indexes = [r["index"] for r in done.doc["refused"]]
    assert indexes == [i for i in range(len(everybody)) if i != 7]
    assert loket("check", "--deep").doc == {
        **{"ok": True, "problems": [], "workers": 1},
        "waiting": 1,
    }


@pytest.mark.parametrize("item", [None, 5, "x", [], [1], 1.5, True])
def test_what_is_no_person_is_refused_by_itself(loket, item):
    done = loket.register(person(1), item)
    assert done.code == 3
    assert [r["rule"] for r in done.doc["refused"]] == ["type"]


def test_everybody_who_must_pass_does(village):
    there = village.everybody()
    assert len(there) == len(PEOPLE)
    shown = village("show", there["7371014107900001"]["registration_number"])
    assert shown.code == 0
    assert shown.doc.keys() == WORKER | STATES | {
        "registration_number",
        "revision",
        "protection_as_of",
    }
    assert shown.doc["sex"] == "female"
    assert shown.doc["birth_date"] == "1990-07-01"
    assert shown.doc["village_code"] == "33.01.01.2001"
    assert shown.doc["programmes"] == ["JKK", "JKM"]
    assert shown.doc["funding"] == "self"
    assert shown.doc["status"] == "candidate"
    karyo = there[person(9)["nik"]]
    assert [karyo[k] for k in ("status", "membership", "record", "delivery", "protection")] == [
        *("member", "member", "recorded", "waiting", "arrears"),
    ]
    names = {p["full_name"] for p in there.values()}
    assert {"O", "Nur'aini", "Hj. Siti Aminah, S.Pd.", "D’Artagnan Ma'ruf"} <= names


def test_a_warning_stops_until_it_is_confirmed_and_then_is_told(loket):
    odd = person(5, birth_date="1984-01-02", sex="female", kpj="123")
    done = loket.register(odd)
    assert done.code == 1
    assert done.doc["refused"][0]["rule"] == "nik_birth_date"
    partly = loket.register({**odd, "confirmed": ["nik_birth_date", "kpj_form"]})
    assert partly.doc["refused"][0]["rule"] == "nik_sex"
    sure = {**odd, "confirmed": ["nik_birth_date", "nik_sex", "kpj_form"]}
    done = loket.register(sure)
    assert done.code == 0
    (entry,) = done.doc["registered"]
    assert entry.keys() == {"nik", "registration_number", "warnings"}
    assert sorted(entry["warnings"]) == ["kpj_form", "nik_birth_date", "nik_sex"]
    assert loket("show", entry["nik"]).doc["birth_date"] == "1984-01-02"


@pytest.mark.parametrize(
    ("born", "passes"),
    [
        *(("231108", True), ("241108", False), ("241161", True), ("231161", False)),
        *(("010100", True), ("010125", False), ("010135", False), ("311299", True)),
    ],
)
def test_from_eighteen_up_to_and_including_sixty_four(loket, born, passes):
    done = loket.register(person(1, nik=f"330101{born}0001"))
    assert (done.code == 0) == passes
    if not passes:
        assert done.doc["refused"][0]["rule"] == "age"


def test_the_identity_card_counts_not_the_date_in_the_nik(loket):
    card = {"birth_date": "1970-08-15", "confirmed": ["nik_birth_date"]}
    for serial, digits in enumerate(("150855", "150812", "550870")):
        one = person(serial + 1, nik=f"330101{digits}000{serial + 1}", **card, sex="male")
        one["confirmed"] = ["nik_birth_date", "nik_sex"]
        assert loket.register(one).code == 0


def test_a_block_cannot_be_confirmed(loket):
    done = loket.register(person(5, birth_date="2015-01-01", confirmed=["age", "nik_birth_date"]))
    assert done.code == 1
    assert done.doc["refused"][0]["rule"] == "age"


def test_the_same_nik_twice_and_again(loket):
    done = loket.register(person(1), person(1, full_name="Bukan Dia"))
    assert [r["rule"] for r in done.doc["refused"]] == ["duplicate_row"]
    spaced = f"{person(1)['nik'][:6]} {person(1)['nik'][6:]}"
    again = loket.register(person(1, nik=spaced))
    assert (again.code, again.doc["refused"][0]["rule"]) == (1, "nik_registered")


def test_likely_the_same_person_under_another_nik_warns(loket):
    loket.register(person(1, full_name="Sukirman Hadi", mother_name="Tukinem"))
    twin = person(1, nik=person(1)["nik"][:-1] + "9", full_name="Soekirman Hadi")
    twin["mother_name"] = "Tukinem"
    done = loket.register(twin)
    assert done.doc["refused"][0]["rule"] == "same_person"
    assert loket.register({**twin, "confirmed": ["same_person"]}).code == 0


def test_a_shared_phone_is_no_sign_of_the_same_person(loket):
    shared = {"phone": "081327000011"}
    done = loket.register(person(1, **shared), person(2, **shared), person(3, **shared))
    assert done.code == 0


FILES = {
    "empty": b"",
    "blank": b"  \n ",
    "nul": b'{"nik":"33010115088\x000001"}',
    "not_utf8": b'{"nik":"\xff\xfe"}',
    "utf16": '{"nik":"1"}'.encode("utf-16"),
    "deep": b"[" * 10_000 + b"]" * 10_000,
    "deep_object": b'{"a":' * 10_000 + b"1" + b"}" * 10_000,
    "open": b'[{"nik": "3301',
    "words": b"nik,nama\n1,2",
    "number": b"5",
    "text": b'"orang"',
    "null": b"null",
    "nobody": b"[]",
    "empty_object": b"{}",
    "nan": b'[{"monthly_income": NaN}]',
    "infinity": b'[{"monthly_income": 1e999}]',
    "digits": b'[{"monthly_income": ' + b"9" * 6000 + b"}]",
    "key_twice": b'{"nik":"1","nik":"2"}',
    "trailing": b'[{"nik":"1"}] x',
    "zip": b"PK\x03\x04" + bytes(range(256)),
}


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("keep", [[], ["--keep"]], ids=["", "keep"])
def test_a_file_that_is_no_list_of_people(unchanging, file, name, keep):
    done = unchanging("register", file(FILES[name]), *keep)
    assert done.code == 1
    assert done.doc.keys() >= {"registered", "refused"}
    assert done.doc["registered"] == []
    assert all(r.keys() == REFUSED for r in done.doc["refused"])
    assert len(done.err.splitlines()) == 1


def test_a_file_of_fifty_megabytes_is_refused_unread(loket, file):
    done = loket("register", file(b" " * 50_000_000 + b"[]"))
    assert (done.code, done.doc["refused"][0]["rule"]) == (1, "json")
    assert len(done.err.splitlines()) == 1


@pytest.mark.parametrize("path", ["tidak-ada.json", ".", "/proc/self/mem", "a\0b", "x" * 300])
def test_a_file_that_cannot_be_read(loket, tmp_path, path):
    done = loket("register", tmp_path / path if path[0] != "/" else path)
    assert done.code == 1
    assert len(done.err.splitlines()) == 1


def test_a_byte_order_mark_is_no_harm(loket, file):
    assert loket("register", file(b"\xef\xbb\xbf" + json.dumps(person(1)).encode())).code == 0


def test_kept_ones_are_drafts_with_what_they_lack(loket):
    young = person(3, birth_date="2012-01-01")
    half = {"full_name": "Paijo", "nik": "33010", "wat": 1}
    warned = person(4, sex="female")
    done = loket.register(person(2), young, half, warned, "orang", keep=True)
    assert done.code == 3
    assert len(done.doc["refused"]) == 4
    drafts = {d["full_name"]: d for d in loket("drafts").doc["drafts"]}
    assert all(
        d.keys() == {"id", "record", "full_name", "missing", "rules"} for d in drafts.values()
    )
    assert drafts[young["full_name"]]["record"] == "ineligible"
    assert "age" in drafts[young["full_name"]]["rules"]
    assert drafts["Paijo"]["record"] == "deferred"
    assert drafts["Paijo"]["missing"] == ["occupation"]
    assert {"nik_length", "unknown_key"} <= set(drafts["Paijo"]["rules"])
    assert drafts[warned["full_name"]]["rules"] == ["nik_sex"]
    assert loket("confirm", drafts["Paijo"]["id"], "--rule", "nik_length").rule != "not_found"
    sure = loket("confirm", drafts[warned["full_name"]]["id"], "--rule", "nik_sex")
    assert sure.code == 0
    assert sure.doc["registered"][0]["nik"] == warned["nik"]
    assert len(loket("drafts").doc["drafts"]) == 2
    assert loket("check").doc["workers"] == 2


def test_a_draft_mended_with_edit_can_be_confirmed(loket):
    loket.register({"full_name": "Paijo", "nik": "33010", "wat": 1}, keep=True)
    (draft,) = loket("drafts").doc["drafts"]
    mended = loket.edit(draft["id"], nik=person(6)["nik"], occupation="nelayan", wat=None)
    assert mended.code == 0
    assert mended.doc["drafts"][0]["missing"] == []
    assert loket("confirm", draft["id"], "--rule", "nik_region").code == 0
    assert loket("show", person(6)["nik"]).doc["full_name"] == "Paijo"


def test_keeping_the_same_refused_person_twice_keeps_one(loket):
    for _n in range(2):
        loket.register(person(3, birth_date="2012-01-01"), keep=True)
    assert len(loket("drafts").doc["drafts"]) == 1


def test_a_kept_person_keeps_the_photo_too(loket, tmp_path):
    from PIL import Image

    Image.effect_noise((70, 90), 90).save(tmp_path / "foto.png")
    listed = tmp_path / "orang.json"
    listed.write_text(json.dumps(person(4, sex="female", photo="foto.png")))
    assert loket("register", listed, "--keep").code == 1
    (tmp_path / "foto.png").unlink()
    (draft,) = loket("drafts").doc["drafts"]
    assert loket("confirm", draft["id"], "--rule", "nik_sex").code == 0
    assert len(loket("show", person(4)["nik"]).doc["photo"]) == 64
    assert loket("check", "--deep").doc["ok"]


def test_editing_changes_only_what_is_given(village):
    nik = person(11)["nik"]
    before = village("show", nik).doc
    after = village.edit(nik, hamlet="Krajan", phone=None, family=[], mother_name="Tumirah").doc
    changed = {key for key in before if before[key] != after[key]}
    assert changed <= {"hamlet", "family", "mother_name", "revision"}
    assert (after["family"], after["hamlet"]) == ([], "Krajan")
    assert after == village("show", nik).doc
    cleared = village.edit(nik, hamlet=None).doc
    assert cleared["hamlet"] is None
    assert cleared["mother_name"] == "Tumirah"
    listed = village.edit(nik, family=[{"full_name": "Bejo", "relation": "child"}]).doc
    assert [f["full_name"] for f in listed["family"]] == ["Bejo"]


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"full_name": None}, "required"),
        ({"nik": None}, "required"),
        ({"occupation": None}, "required"),
        ({"wat": 1}, "unknown_key"),
        ({"registration_number": "1"}, "unknown_key"),
        ({"status": "member"}, "unknown_key"),
        ({"sex": "female"}, "nik_sex"),
        ({"nik": person(2)["nik"]}, "nik_registered"),
        ({"nik": "1"}, "nik_length"),
        ({"birth_date": "2012-01-01"}, "age"),
        ({"confirmed": "nik_sex"}, "type"),
    ],
    ids=str,
)
def test_a_wrong_edit_changes_nothing(village, change, rule):
    nik = person(1)["nik"]
    before = village("show", nik).doc
    done = village.edit(nik, **change)
    assert (done.code, done.rule) == (1, rule)
    assert village("show", nik).doc == before


@pytest.mark.parametrize("content", [b"[]", b"5", b"", b'[{"hamlet":"x"}]', b"{"])
def test_an_edit_needs_one_object(village, file, content):
    assert village("edit", person(1)["nik"], file(content)).rule == "json"


def test_an_empty_edit_is_no_new_revision(village):
    nik = person(1)["nik"]
    before = village("show", nik).doc
    assert village.edit(nik).doc == before
    assert village.edit(nik, full_name="Slamet").doc == before


def test_a_corrected_nik_leaves_its_old_one_as_an_alias(village):
    old, new = person(1)["nik"], "3301015707860077"
    assert village.edit(old, nik=new).code == 0
    by_old, by_new = village("show", old).doc, village("show", new).doc
    assert by_old == by_new
    assert by_new["nik"] == new
    assert (by_new["birth_date"], by_new["sex"]) == ("1986-07-17", "female")
    assert village("search", old).doc["results"][0]["nik"] == new


def test_the_end_and_what_follows_it(village):
    nik = person(9)["nik"]
    done = village("end", nik, "--why", "death", "--on", "2026-11-20")
    assert done.code == 0
    assert (done.doc["membership"], done.doc["status"]) == ("ended", "ended")
    assert village("end", nik, "--why", "moved", "--on", "2026-11-21").rule == "ended"
    assert village("card", village.data.parent / "k.pdf", "--id", nik).rule == "ended"
    other = person(1)["nik"]
    for why, on, code in (
        ("tired", "2026-11-20", 2),
        ("death", "20-11-2026", 2),
        ("death", "2026-11-24", 1),
        ("death", "1950-01-01", 1),
    ):
        assert village("end", other, "--why", why, "--on", on).code == code
    assert village("show", other).doc["membership"] == "candidate"


@pytest.mark.parametrize("kind", ["png", "path", "data_url"])
def test_a_photo_comes_in_as_people_give_it(loket, tmp_path, kind):
    from PIL import Image

    small = Image.effect_noise((700, 500), 90)
    picture = tmp_path / "foto ku.png"
    small.save(picture)
    encoded = base64.b64encode(picture.read_bytes()).decode()
    given = {"png": encoded, "path": "foto ku.png", "data_url": f"data:image/png;base64,{encoded}"}
    listed = tmp_path / "orang.json"
    listed.write_text(json.dumps(person(1, photo=given[kind])))
    done = loket("register", listed)
    assert done.code == 0
    assert len(loket("show", person(1)["nik"]).doc["photo"]) == 64
    assert loket("check", "--deep").doc["ok"]


def test_a_picture_of_twenty_thousand_pixels_is_refused_at_once(loket, tmp_path):
    from PIL import Image

    huge = tmp_path / "besar.png"
    Image.new("1", (20_000, 20_000)).save(huge)
    done = loket.register(person(1, photo=str(huge)))
    assert (done.code, done.doc["refused"][0]["rule"]) == (1, "photo")


def test_a_cut_picture_is_refused(loket):
    cut = base64.b64encode(base64.b64decode(portrait())[:2000]).decode()
    done = loket.register(person(1, photo=cut))
    assert (done.code, done.doc["refused"][0]["rule"]) == (1, "photo")


def test_a_photo_can_be_taken_away(village):
    nik = person(12)["nik"]
    assert village("show", nik).doc["photo"]
    assert village.edit(nik, photo=None).doc["photo"] is None
    assert village.edit(nik, photo=portrait(300, 300)).doc["photo"]


def test_consent_can_be_given_later(village):
    nik = person(12)["nik"]
    assert village.edit(nik, consent={**CONSENT, "purposes": ["bpjs", "sponsor"]}).code == 0
    consent = village("show", nik).doc["consent"]
    assert consent["purposes"] == ["bpjs", "sponsor"]
    assert consent["method"] == "signed_form"
