"""The environment in which the peers live, made from its lock where it is not there yet."""

import hashlib
import importlib.util
import os
import sys
from pathlib import Path
from types import ModuleType

import portalocker

ROOT = Path(__file__).parents[2]
LOCK = ROOT / "packaging" / "paper_peers" / "requirements.txt"
PLACE = ROOT / ".tools" / "paper_peers"


def python() -> Path:
    """Its Python."""
    return PLACE / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def variables(*, own: bool) -> dict[str, str]:
    """The environment variables for a process of it, or of ours."""
    unwanted = ("PYTHONHOME", "PYTHONPATH", "PYTHONDONTWRITEBYTECODE")
    kept = {name: value for name, value in os.environ.items() if name not in unwanted}
    return {**kept, "PYTHONPATH": str(ROOT)} if own else kept


def prepare() -> str:
    """Makes it; what went wrong, or nothing."""
    PLACE.parent.mkdir(exist_ok=True)
    with portalocker.Lock(PLACE.parent / "paper_peers.lock", timeout=600):
        stamp, wanted = PLACE / "made-from", _wanted()
        if stamp.exists() and stamp.read_text("utf-8") == wanted:
            return ""
        trouble = _make()
        if not trouble:
            stamp.write_text(wanted, "utf-8")
        return trouble


def _wanted() -> str:
    return hashlib.sha256(LOCK.read_bytes() + sys.version.encode()).hexdigest()


def _make() -> str:
    boot = _bootstrap()
    boot.say("Fetching the libraries to measure against …")
    try:
        uv = boot.uv_program() if boot.uv_program().exists() else boot.install_uv()
    except boot.Stopped as reason:
        return str(reason)
    venv = ["venv", "-q", "--clear", "--no-python-downloads", "--python", sys.executable]
    wanted = ["--no-deps", "--require-hashes", "--only-binary", ":all:", "-r", str(LOCK)]
    install = ["pip", "install", "-q", "--compile-bytecode", "--python", str(python()), *wanted]
    return boot.attempt([str(uv), *venv, str(PLACE)]) or boot.attempt([str(uv), *install])


def _bootstrap() -> ModuleType:
    """The set-up script, which knows how to fetch uv here."""
    spec = importlib.util.spec_from_file_location("boot", ROOT / "packaging" / "bootstrap.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
