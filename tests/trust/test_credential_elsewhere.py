"""The QR credential checked with an implementation that is not ours: ``cwt``, in an environment
of its own, driven by the very verifier that ``resources/help/kode-qr.md`` gives to others."""

import hashlib
import importlib.util
import json
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import base45
import cbor2
import portalocker
import pytest
from test_credential import CLAIMS, GOLDEN, KID, PUBLIC, SECRET, TEXT, other_spellings, signed

from desktop_app.trust import keys
from desktop_app.trust.credential import PREFIX, check, issue

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "resources" / "help" / "kode-qr.md").read_text("utf-8")
LOCK = ROOT / "packaging" / "cross_check" / "requirements.txt"
PLACE = ROOT / ".tools" / "cross_check"
NO_NETWORK = re.compile(
    r"error sending request|failed to (?:fetch|connect|lookup)|dns error|timed? ?out|unreachable"
    r"|connection (?:refused|reset)|name resolution|Is there a network|no network",
    re.IGNORECASE,
)
RUNNER = """
import json, sys
sys.path.insert(0, sys.argv[1])
from verifier import check
for line in sys.stdin:
    text, known = json.loads(line)
    try:
        said = check(text, [bytes.fromhex(key) for key in known])
    except Exception as error:
        said = type(error).__name__
    print(json.dumps(said), flush=True)
"""


def bootstrap():
    """The set-up script, which knows how to fetch uv here."""
    spec = importlib.util.spec_from_file_location("boot", ROOT / "packaging" / "bootstrap.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def python_of(folder: Path) -> Path:
    return folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def made_from() -> str:
    return hashlib.sha256(LOCK.read_bytes() + sys.version.encode()).hexdigest()


def make() -> str:
    """Make the environment where it is not there yet; what went wrong, or nothing."""
    stamp = PLACE / "made-from"
    if stamp.exists() and stamp.read_text("utf-8") == made_from():
        return ""
    boot = bootstrap()
    try:
        uv = boot.uv_program() if boot.uv_program().exists() else boot.install_uv()
    except boot.Stopped as reason:
        return str(reason)
    venv = ["venv", "-q", "--clear", "--no-python-downloads", "--python", sys.executable]
    wanted = ["--require-hashes", "--only-binary", ":all:", "-r", str(LOCK)]
    install = ["pip", "install", "-q", "--python", str(python_of(PLACE)), *wanted]
    trouble = boot.attempt([str(uv), *venv, str(PLACE)]) or boot.attempt([str(uv), *install])
    if not trouble:
        stamp.write_text(made_from(), "utf-8")
    return trouble


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory):
    """Asks the other implementation: ``elsewhere(text, key, …)`` gives claims or an error's name.

    Skipped only where there is neither the environment nor a network to make it.
    """
    PLACE.parent.mkdir(exist_ok=True)
    with portalocker.Lock(PLACE.parent / "cross_check.lock", timeout=300):
        trouble = make()
    if trouble and NO_NETWORK.search(trouble):
        pytest.skip(f"cwt's own environment is not there and there is no network: {trouble}")
    assert not trouble, trouble
    folder = tmp_path_factory.mktemp("elsewhere")
    (code,) = re.findall(r"^```python\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    (folder / "verifier.py").write_text(code, "utf-8")
    process = subprocess.Popen(
        [python_of(PLACE), "-I", "-c", RUNNER, folder],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )

    def ask(text: str, *known: bytes) -> dict | str:
        assert process.stdin
        assert process.stdout
        process.stdin.write(json.dumps([text, [key.hex() for key in known or (PUBLIC,)]]) + "\n")
        process.stdin.flush()
        return json.loads(process.stdout.readline())

    yield ask
    process.communicate(timeout=30)


def as_said(claims) -> dict:
    return {
        "confirmed": claims.kind == "confirmed",
        "number": claims.number,
        "name": claims.name,
        "kpj": claims.kpj,
        "as_of": claims.as_of.isoformat(),
        "office": claims.office,
        "programmes": list(claims.programmes),
        "serial": claims.serial,
    }


OTHERS = [
    CLAIMS,
    replace(CLAIMS, kind="provisional", kpj=None),
    replace(CLAIMS, name="Ni Luh Ayu Dé ʼNurʼaini 李", office="Nagari Kampuang “Koto”"),
    replace(CLAIMS, kpj="00012345678", programmes=("JKK", "JKM", "JHT")),
    replace(CLAIMS, number="9471012001-0ZZ-999999-0", village_code="94.71.01.2001"),
    replace(CLAIMS, village_code="11.01.01.2001", serial=10**9, as_of=date(2099, 12, 31)),
    replace(CLAIMS, number="1101012001-000-000001-A", name="", programmes=(), serial=0),
    replace(CLAIMS, name="N" * 250),
]


@pytest.mark.parametrize("claims", OTHERS, ids=range(len(OTHERS)))
def test_what_we_sign_another_implementation_reads(elsewhere, claims):
    assert elsewhere(issue(claims, SECRET)) == as_said(claims)


def test_fresh_keys_among_others(elsewhere):
    for _ in range(20):
        mine = keys.generate().signing
        text = issue(CLAIMS, mine)
        assert elsewhere(text, PUBLIC, keys.public_key(mine)) == as_said(CLAIMS)
        assert isinstance(elsewhere(text), str)


def test_the_page_s_example_is_true(elsewhere):
    (text,) = re.findall(r"^(LOKET1:.*)$", PAGE, re.MULTILINE)
    assert text == GOLDEN
    assert PUBLIC.hex() in PAGE
    assert KID.hex() in PAGE
    assert elsewhere(text, bytes.fromhex(PUBLIC.hex())) == as_said(CLAIMS)
    for word in (CLAIMS.name, CLAIMS.number, CLAIMS.kpj, CLAIMS.office, str(CLAIMS.serial)):
        assert str(word) in PAGE


def test_neither_takes_what_was_altered(elsewhere):
    for at in range(len(TEXT)):
        other = "A" if TEXT[at] != "A" else "B"
        altered = TEXT[:at] + other + TEXT[at + 1 :]
        assert isinstance(elsewhere(altered), str), at
        assert not check(altered, {KID: PUBLIC}).genuine


def test_neither_takes_another_spelling(elsewhere):
    for raw in other_spellings():
        assert isinstance(elsewhere(PREFIX + base45.b45encode(raw).decode()), str)
    for text in (TEXT[:-3], TEXT + "00", "LOKET2:" + TEXT[7:], "HC1:" + TEXT[7:], ""):
        assert isinstance(elsewhere(text), str)


def test_claims_of_a_later_version_are_passed_over_there_too(elsewhere):
    tagged = cbor2.loads(base45.b45decode(TEXT.removeprefix(PREFIX)))
    later = cbor2.dumps(cbor2.loads(tagged.value[2]) | {40: "new"}, canonical=True)
    assert elsewhere(signed(later)) == as_said(CLAIMS)
