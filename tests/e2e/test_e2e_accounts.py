"""Who may come in and what they may do; a first setting up; what is said where nothing fits."""

import json

import pytest
from e2e_people import person

from desktop_app.trust import slots

ROLES = ("operator", "verifier", "head", "finance", "administrator")


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    """New accounts get a cheap slot, and a wrong password costs no waiting, only its count."""
    from desktop_app.trust.slot import Cost

    quick = Cost(time=1, memory=64, lanes=1)
    real = slots.Slots.__init__

    def cheap(self, *words, **named):
        real(self, *words, **{**named, "cost": quick})

    monkeypatch.setattr(slots.Slots, "__init__", cheap)


@pytest.fixture
def as_role(village):
    """The same office with somebody of this role at it."""

    def come(role: str):
        made = village(
            "users", "add", f"si {role}", "--role", role, LOKET_NEW_PASSWORD="sandi-baru"
        )
        assert made.code == 0, made.err
        village.desk_of = {"LOKET_USER": f"si {role}", "LOKET_PASSWORD": "sandi-baru"}
        return village

    return come


ALLOWED = {
    "operator": "register edit export submit card backup",
    "verifier": "register edit export submit card backup audit",
    "head": "export card backup audit",
    "finance": "export card backup",
    "administrator": "register edit export submit card backup audit users",
}


@pytest.mark.parametrize("role", ROLES)
def test_each_role_may_do_its_own_and_no_more(as_role, tmp_path, file, role):
    loket = as_role(role)
    listed = file(person(60))
    changed = file({"hamlet": "Baru"}, "ubah.json")
    commands = {
        "register": ("register", listed),
        "edit": ("edit", person(1)["nik"], changed),
        "export": ("export", tmp_path / "d.csv"),
        "submit": ("submit", tmp_path / "b.xlsx"),
        "card": ("card", tmp_path / "k.pdf", "--all"),
        "backup": ("backup", tmp_path / "c.loket"),
        "audit": ("audit",),
        "users": ("users", "add", "baru", "--role", "operator"),
    }
    for right, command in commands.items():
        done = loket(*command)
        if right in ALLOWED[role].split():
            assert done.code != 5, (right, done.err)
        else:
            assert (done.code, done.rule) == (5, "not_allowed"), right
    for reading in (("search", "a"), ("show", person(1)["nik"]), ("check",), ("users", "list")):
        assert loket(*reading).code == 0


@pytest.mark.parametrize("role", ROLES)
def test_decile_and_disability_are_seen_by_those_who_need_them(as_role, tmp_path, role):
    loket = as_role(role)
    shown = loket("show", person(11)["nik"]).doc
    assert (shown["disability"] is True) == (role in ("verifier", "administrator"))
    assert (shown["vulnerability"]["decile"] == 2) == (role not in ("operator", "finance"))


def test_an_operators_edit_keeps_what_the_operator_does_not_see(as_role):
    loket = as_role("operator")
    assert loket.edit(person(11)["nik"], hamlet="Baru").code == 0
    loket.desk_of = {"LOKET_USER": "siti", "LOKET_PASSWORD": "rahasia-siti"}
    shown = loket("show", person(11)["nik"]).doc
    assert (shown["disability"], shown["vulnerability"]["decile"]) == (True, 2)


def test_accounts_come_and_go(loket):
    made = loket("users", "add", "budi", "--role", "operator").doc
    assert made.keys() == {"user", "role", "password"}
    budi = {"LOKET_USER": "budi", "LOKET_PASSWORD": made["password"]}
    assert loket("search", "a", **budi).code == 0
    assert loket("search", "a", **{**budi, "LOKET_USER": "BUDI"}).code == 0
    changed = loket("users", "password", "budi", **budi, LOKET_NEW_PASSWORD="lebih-panjang-lagi")
    assert changed.code == 0
    assert loket("search", "a", **budi).code == 5
    budi["LOKET_PASSWORD"] = "lebih-panjang-lagi"
    assert loket("search", "a", **budi).code == 0
    assert loket("users", "password", "siti", **budi, LOKET_NEW_PASSWORD="diam-diam-1").code == 5
    users = loket("users", "list").doc["users"]
    assert users == [
        {"name": "budi", "role": "operator"},
        {"name": "siti", "role": "administrator"},
    ]
    assert loket("users", "remove", "budi").code == 0
    assert loket("search", "a", **budi).code == 5
    assert loket("users", "list").doc["users"] == users[1:]
    assert loket("check", "--deep").doc["ok"]


@pytest.mark.parametrize(
    ("words", "code", "rule"),
    [
        (("add", "siti", "--role", "operator"), 1, "account_exists"),
        (("add", "SITI", "--role", "operator"), 1, "account_exists"),
        (("add", "budi", "--role", "raja"), 2, "usage"),
        (("add", "", "--role", "operator"), 1, "account_name"),
        (("add", "a\tb", "--role", "operator"), 1, "account_name"),
        (("remove", "siti"), 1, "last_administrator"),
        (("remove", "budi"), 1, "account_unknown"),
        (("password", "budi"), 1, "account_unknown"),
        (("add", "budi"), 2, "usage"),
        ((), 2, "usage"),
        (("hapus",), 2, "usage"),
    ],
)
def test_what_cannot_be_done_with_accounts(loket, words, code, rule):
    done = loket("users", *words, LOKET_NEW_PASSWORD="panjang-sekali")
    assert (done.code, done.rule) == (code, rule)
    assert loket("users", "list").doc["users"] == [{"name": "siti", "role": "administrator"}]


def test_a_short_password_is_refused(loket):
    done = loket("users", "password", "siti", LOKET_NEW_PASSWORD="pendek")
    assert (done.code, done.rule) == (1, "password")
    assert loket("search", "a").code == 0


def test_a_forgotten_password_needs_the_recovery_code_only(loket, prepared_office):
    gone = {"LOKET_PASSWORD": "lupa-lupa", "LOKET_NEW_PASSWORD": "ingat-lagi-1"}
    wrong = loket("users", "recover", "siti", **gone, LOKET_RECOVERY="00000-" * 5 + "00000")
    assert (wrong.code, wrong.rule) == (5, "wrong_recovery_code")
    typed = prepared_office[1].lower().replace("-", " ")
    assert loket("users", "recover", "budi", **gone, LOKET_RECOVERY=typed).rule == "account_unknown"
    assert loket("users", "recover", "siti", **gone, LOKET_RECOVERY=typed).code == 0
    assert loket("search", "a").code == 5
    assert loket("search", "a", LOKET_PASSWORD="ingat-lagi-1").code == 0


@pytest.mark.parametrize(
    "who",
    [
        {"LOKET_PASSWORD": "salah"},
        {"LOKET_PASSWORD": ""},
        {"LOKET_USER": "budi"},
        {"LOKET_PASSWORD": "rahasia-siti "},
        {"LOKET_PASSWORD": "x" * 100_000},
        {"LOKET_USER": "x' OR 1=1"},
    ],
    ids=lambda who: str(who)[:40],
)
def test_wrong_words_open_nothing(village, who):
    done = village("search", "a", **who)
    assert (done.code, done.rule) == (5, "wrong_password")
    assert "Andi" not in done.out


def test_nobody_named_or_no_password_is_wrong_usage(village):
    village.desk_of = {}
    assert village("search", "a").code == 2
    assert village("search", "a", "--user", "siti").code == 2
    assert village("search", "a", "--user", "siti", LOKET_PASSWORD="rahasia-siti").code == 0


def test_a_password_file_is_read_as_its_first_line(village, file):
    village.desk_of = {"LOKET_USER": "siti"}
    for content in (b"rahasia-siti", b"rahasia-siti\n", b"\xef\xbb\xbfrahasia-siti\r\nx\r\n"):
        assert village("search", "a", "--password-file", file(content, "s.txt")).code == 0
    assert village("search", "a", "--password-file", "/nowhere").code == 1
    assert village("search", "a", "--password-file", file(b"\xff\xfe", "s.txt")).code == 1


# --- setting up --------------------------------------------------------------------------------

WHO = ("--office", "Desa Baru", "--head", "Sudarmanto")
HERE = ("--village", "33.01.01.2001")


@pytest.fixture
def bare(loket, tmp_path):
    loket.data = tmp_path / "baru"
    return loket


def test_setting_up_says_the_code_once_and_makes_an_office(bare, tmp_path):
    sheet = tmp_path / "pemulihan.pdf"
    done = bare("setup", *HERE, *WHO, "--recovery-out", sheet)
    assert done.code == 0
    assert done.doc["recovery_code"] not in done.err
    assert sheet.read_bytes().startswith(b"%PDF")
    assert bare("check", "--deep").doc == {
        **{"ok": True, "problems": [], "workers": 0},
        "waiting": 0,
    }
    before = (bare.data / "office.db").read_bytes()
    again = bare("setup", *HERE, *WHO)
    assert (again.code, again.rule) == (1, "office_exists")
    assert (bare.data / "office.db").read_bytes() == before


@pytest.mark.parametrize(
    ("words", "code", "rule"),
    [
        (("--village", "99.99.99.9999", *WHO), 1, "village_unknown"),
        (("--village", "33.01.01", *WHO), 1, "village_unknown"),
        (("--village", "", *WHO), 1, "village_unknown"),
        ((*HERE, "--office", " ", "--head", "x"), 1, "office_name"),
        ((*HERE, "--office", "x", "--head", ""), 1, "office_name"),
        ((*HERE, "--office", "x"), 2, "usage"),
        ((*HERE, *WHO, "--head-prefix", "Raja"), 1, "choice"),
        ((*HERE, *WHO, "--recovery-out", "/nowhere/x.pdf"), 1, "unwritable"),
        ((*HERE, *WHO, "--recovery-out", "/"), 1, "unwritable"),
        ((*HERE, *WHO, "--user", "a/b"), 1, "account_name"),
    ],
    ids=str,
)
def test_a_setting_up_that_cannot_be_leaves_nothing(bare, words, code, rule):
    done = bare("setup", *words)
    assert (done.code, done.rule) == (code, rule)
    assert not bare.data.exists()


def test_a_short_first_password_is_refused(bare):
    done = bare("setup", *HERE, *WHO, LOKET_PASSWORD="pendek")
    assert (done.code, done.rule) == (1, "password")
    assert not bare.data.exists()


@pytest.mark.parametrize(
    "command",
    [
        *(("search", "a"), ("show", "1"), ("check",), ("drafts",), ("users", "list"), ("audit",)),
        *(("export", "x.csv"), ("submit", "x.xlsx"), ("backup", "x"), ("card", "x.pdf", "--all")),
    ],
    ids=lambda words: words[0],
)
def test_without_an_office_every_command_says_so_and_makes_none(bare, command):
    done = bare(*command)
    assert (done.code, done.rule) == (1, "office_absent")
    assert not bare.data.exists()


# --- words that do not fit ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        *(("hapus",), ("register",), ("show",), ("search",), ("card",), ("show", "1", "2")),
        *(("search", "a", "--wat"), ("end", "1"), ("confirm", "1"), ("restore",), ("import",)),
        *(("search", "a", "--lang", "fr"), ("users", "add"), ("end", "1", "--why", "death")),
    ],
    ids=" ".join,
)
def test_wrong_words_are_wrong_usage_in_one_line(village, words):
    done = village(*words)
    assert done.code == 2
    assert done.rule == "usage"
    plain = village(*words, json=False)
    assert (plain.code, plain.out) == (2, "")
    assert len(plain.err.splitlines()) == 1


def test_help_speaks_both_languages_and_names_every_command(bare):
    indonesian, english = (bare("--help", json=False, LOKET_LANG=lang) for lang in ("id", "en"))
    assert indonesian.code == english.code == 0
    assert indonesian.out != english.out
    for command in (
        *("setup", "register", "show", "search", "edit", "villages", "occupations", "import"),
        *("template", "export", "card", "certificate", "verify", "drafts", "confirm", "end"),
        *("submit", "answer", "users", "backup", "restore", "check", "audit", "demo"),
        *("enrol", "hub", "sync", "waiting", "dues"),
    ):
        assert f" {command}" in indonesian.out
        assert bare(command, "--help", json=False).code == 0
    for later in ("plan", "claim", "bundle", "report"):
        assert f"\n  {later} " not in indonesian.out


def test_sentences_come_in_the_language_asked_for(village):
    indonesian = village("show", "nobody").err
    english = village("show", "nobody", "--lang", "en").err
    assert "Tidak ditemukan" in indonesian
    assert "found" in english.casefold()


def test_json_is_json_even_for_the_audit_trail(village):
    village("audit", "--limit", 3)
    entries = village("audit").doc["entries"]
    assert entries[0].keys() == {"seq", "at", "actor", "action", "subject", "fields"}
    assert village("audit", "--verify").doc == {"ok": True, "problems": []}
    assert person(1)["nik"] not in json.dumps(entries)
