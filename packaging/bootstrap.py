"""Sets everything up on a machine that has only Python, then runs the program or its tests.

    python3 packaging/bootstrap.py run  [arguments for loket]
    python3 packaging/bootstrap.py test [arguments for pytest]

Standard library only. What it does goes to standard error, so that ``run … --json`` stays clean.
Everything lies in the checkout: uv in ``.tools``, the locked environment in ``.venv``. A stamp in
there tells that all is done, and the next run goes straight to the program.

The syntax is that of Python 3.6, so that an old Python can still say its sentence.
"""

import ctypes
import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
import sysconfig
import urllib.parse
import urllib.request
import zipfile
from pathlib import Path

LOWEST, BEYOND = (3, 11), (3, 15)
UV = "0.13.9"
ROOT = Path(__file__).resolve().parent.parent
WINDOWS = os.name == "nt"
STAMP = ROOT / ".venv" / "loket-set-up.json"

#: Shared libraries that Qt loads, each with the Debian package that brings it.
QT_LIBRARIES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libcups.so.2": "libcups2",
}


class Stopped(Exception):
    """Setting up cannot go on; the argument says why and what to do."""


def say(text: str) -> None:
    """Tells what is being done."""
    print(text, file=sys.stderr, flush=True)


def environment() -> "dict[str, str]":
    """The caller's variables without those that would lead the environment astray."""
    unwanted = ("PYTHONDONTWRITEBYTECODE", "PYTHONHOME", "PYTHONPATH", "VIRTUAL_ENV", "UV_PYTHON")
    return {name: value for name, value in os.environ.items() if name not in unwanted}


def attempt(command: "list[str]", shown: bool = False) -> str:
    """Runs it; empty when it went well, else the end of what it said (where that was not shown)."""
    try:
        done = subprocess.run(
            command,
            env=environment(),
            cwd=str(ROOT),
            stdin=subprocess.DEVNULL,
            stdout=sys.stderr if shown else subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
    except OSError as error:
        return str(error)
    if done.returncode == 0:
        return ""
    lines = (done.stdout or b"").decode("utf-8", "replace").strip().splitlines()
    return "\n".join(lines[-12:]) or f"exit code {done.returncode}"


# Shared libraries


def loads(library: str) -> bool:
    """Whether the machine has this shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def packages_missing(testing: bool) -> "list[str]":
    """The Debian packages that Qt still needs here, and what fetching and tests need besides."""
    missing = [package for library, package in QT_LIBRARIES.items() if not loads(library)]
    if missing and not Path("/etc/ssl/certs/ca-certificates.crt").exists():
        missing.append("ca-certificates")
    if testing and may_install() is not None and not shutil.which("Xvfb"):
        missing.append("xvfb")
    return missing


def may_install() -> "list[str] | None":
    """What to put before ``apt-get``: nothing for root, sudo if it does not ask; else None."""
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return []
    return ["sudo", "-n"] if shutil.which("sudo") and not attempt(["sudo", "-n", "true"]) else None


def apt_get(packages: "list[str]") -> str:
    """Installs Debian packages; returns what went wrong."""
    before = may_install()
    if before is None:
        return "apt-get may not be used"
    say("Installing from the system's packages: " + " ".join(packages))
    quiet = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    patient = ["-o", "DPkg::Lock::Timeout=300"]
    attempt([*before, *quiet, *patient, "update"])  # an old list may still do
    wanted = ["install", "-y", "--no-install-recommends", *packages]
    return attempt([*before, *quiet, *patient, *wanted])


def install_libraries(testing: bool) -> None:
    """Makes sure that Qt finds its shared libraries. Raises Stopped."""
    if not sys.platform.startswith("linux"):
        return
    missing = packages_missing(testing)
    if not missing:
        return
    if not shutil.which("apt-get"):
        say("The window may lack shared libraries; on Debian they are: " + " ".join(missing))
    elif may_install() is None:
        raise Stopped(
            "Some shared libraries are missing. Run this once, then start again:\n"
            "  sudo apt-get update && sudo apt-get install -y " + " ".join(missing)
        )
    else:
        trouble = apt_get(missing)
        if trouble:
            raise Stopped("The system's packages could not be installed:\n" + trouble)


# uv


def uv_program() -> Path:
    """Where the private uv is, or will be."""
    return ROOT / ".tools" / "uv" / ("Scripts/uv.exe" if WINDOWS else "bin/uv")


def install_uv() -> Path:
    """The private uv, fetched in the first way that works here. Raises Stopped."""
    program, troubles = uv_program(), []
    for way in (None, by_venv, by_pip, by_system_venv, by_download):
        if way is not None:
            say("Fetching uv …" if way is by_venv else "  another way: " + str(way.__doc__))
            shutil.rmtree(str(ROOT / ".tools" / "uv"), ignore_errors=True)
            trouble = way()
            if trouble:
                troubles.append(trouble.splitlines()[-1])
        if program.exists() and not attempt([str(program), "--version"]):
            return program
    raise Stopped(
        "uv, which fetches the packages, could not be installed. Is there a network?\n  "
        + "\n  ".join(troubles)
    )


def by_venv() -> str:
    """an environment of its own"""
    folder = ROOT / ".tools" / "uv"
    python = folder / ("Scripts/python.exe" if WINDOWS else "bin/python")
    trouble = attempt([sys.executable, "-m", "venv", str(folder)])
    return trouble or attempt([str(python), "-m", "pip", "install", "-q", "uv==" + UV])


def by_pip() -> str:
    """pip into a folder"""
    folder = ROOT / ".tools" / "uv"
    command = [sys.executable, "-m", "pip", "install", "-q", "--target", str(folder), "uv==" + UV]
    trouble = attempt(command)
    if not trouble and WINDOWS and (folder / "bin").is_dir():
        (folder / "bin").rename(folder / "Scripts")
    return trouble


def by_system_venv() -> str:
    """the system's python3-venv"""
    if not sys.platform.startswith("linux") or may_install() is None:
        return "the system's python3-venv: no right to install it"
    return apt_get(["python3-venv"]) or by_venv()


def by_download() -> str:
    """its wheel, straight from the index"""
    try:
        address, digest = wheel_address()
        with urllib.request.urlopen(address, timeout=180) as answer:  # noqa: S310 - the index's own
            content = answer.read()
        if hashlib.sha256(content).hexdigest() != digest:
            return "the wheel of uv arrived damaged"
        folder = uv_program().parent
        folder.mkdir(parents=True, exist_ok=True)
        wheel = folder.parent / "uv.whl"
        wheel.write_bytes(content)
        with zipfile.ZipFile(str(wheel)) as archive:
            inside = [n for n in archive.namelist() if n.rpartition("/")[2] == uv_program().name]
            uv_program().write_bytes(archive.read(inside[0]))
        wheel.unlink()
        uv_program().chmod(0o755)
    except (OSError, ValueError, LookupError, zipfile.BadZipFile) as error:
        return f"download of uv: {error}"
    return ""


def wheel_address() -> "tuple[str, str]":
    """Where the index keeps uv's wheel for this machine, and its SHA-256."""
    names = ("UV_DEFAULT_INDEX", "UV_INDEX_URL", "PIP_INDEX_URL")
    index = next((os.environ[n] for n in names if os.environ.get(n)), "https://pypi.org/simple")
    url = index.rstrip("/") + "/uv/"
    request = urllib.request.Request(  # noqa: S310 - the index the machine is set up for
        url, headers={"Accept": "application/vnd.pypi.simple.v1+json"}
    )
    with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310 - as above
        files = json.load(answer)["files"]
    for file in files:
        name = file["filename"]
        if name.startswith(f"uv-{UV}-") and name.endswith(".whl") and fits(name):
            return urllib.parse.urljoin(url, file["url"]), file["hashes"]["sha256"]
    raise LookupError(f"no wheel of uv {UV} for {sysconfig.get_platform()}")


def fits(wheel: str) -> bool:
    """Whether a wheel of this name is for this kind of machine."""
    machine = platform.machine().lower()
    machine = {"amd64": "x86_64", "arm64": "aarch64"}.get(machine, machine)
    if WINDOWS:
        return {"x86_64": "win_amd64", "aarch64": "win_arm64"}.get(machine, "win32") in wheel
    if sys.platform == "darwin":
        return "macosx" in wheel and {"aarch64": "arm64"}.get(machine, machine) in wheel
    libc = "manylinux" if platform.libc_ver()[0] == "glibc" else "musllinux"
    return libc in wheel and machine in wheel


# The environment


def fingerprint() -> "dict[str, str]":
    """What the environment was made from, and where it stands."""
    digest = hashlib.sha256()
    for name in ("uv.lock", "pyproject.toml"):
        digest.update((ROOT / name).read_bytes())
    return {
        "locked": digest.hexdigest(),
        "python": f"{sys.version} {sysconfig.get_platform()}",
        "place": str(ROOT),
    }


def stamp() -> "dict[str, str]":
    """What the environment says that it was made from."""
    try:
        found = json.loads(STAMP.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def program(name: str) -> Path:
    """A program of the environment."""
    return ROOT / ".venv" / ("Scripts/{}.exe" if WINDOWS else "bin/{}").format(name)


def is_set_up(testing: bool) -> bool:
    """Whether nothing is left to do."""
    made = stamp()
    ready = all(made.get(name) == value for name, value in fingerprint().items())
    enough = made.get("for") == "test" or not testing
    return ready and enough and program("python").exists()


def sync(uv: Path, testing: bool) -> None:
    """Puts the locked packages into ``.venv``. Raises Stopped."""
    if stamp().get("place", str(ROOT)) != str(ROOT):
        shutil.rmtree(str(ROOT / ".venv"), ignore_errors=True)  # it was copied; its paths are wrong
    if STAMP.exists():
        STAMP.unlink()
    say("Fetching the packages; the first time this takes a few minutes …")
    command = [str(uv), "sync", "--frozen", "--compile-bytecode", "--no-python-downloads"]
    command += [
        "--extra",
        "hub",
        "--python",
        sys.executable,
        *([] if testing else ["--no-dev", "--inexact"]),
    ]
    trouble = attempt(command, shown=sys.stderr.isatty())
    if trouble:
        raise Stopped(
            "The packages could not be fetched. Is there a network? Then start again; what has "
            "arrived is kept.\n" + trouble
        )
    attempt([str(program("python")), "-m", "compileall", "-q", "desktop_app"])
    made = dict(fingerprint(), **{"for": "test" if testing else "run"})
    STAMP.write_text(json.dumps(made, indent=1), "utf-8")


def set_up(testing: bool) -> None:
    """Does what is not done yet. Raises Stopped."""
    if not is_set_up(testing):
        install_libraries(testing)
        sync(install_uv(), testing)
        say("Ready.")


# The two commands


def hand_over(command: "list[str]", env: "dict[str, str]") -> int:
    """Becomes the command where the system can, else runs it; its exit code."""
    sys.stdout.flush()
    if not WINDOWS:
        os.execve(command[0], command, env)  # noqa: S606 - there is no shell to be fooled
    return subprocess.call(command, env=env)


def has_screen() -> bool:
    """Whether a window can be shown."""
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(n) for n in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def run(arguments: "list[str]") -> int:
    """Opens the window, or runs one command; without a screen, the demonstration."""
    set_up(testing=False)
    loket = str(program("loket"))
    if arguments or has_screen():
        return hand_over([loket, *arguments], environment())
    results = ROOT / "demo-out"
    print("There is no screen here, so the window cannot open. A day on invented people instead:")
    sys.stdout.flush()
    code = subprocess.call([loket, "demo", "--out", str(results)], env=environment())
    if code == 0:
        print(f"The results are in {results}")
    return code


def test(arguments: "list[str]") -> int:
    """Passes the test suite on two processes, without a screen."""
    set_up(testing=True)
    env = {name: value for name, value in environment().items() if not name.startswith("LOKET_")}
    env["QT_QPA_PLATFORM"] = "offscreen"
    os.chdir(str(ROOT))
    return hand_over([str(program("python")), "-m", "pytest", "-n", "2", *arguments], env)


def main(arguments: "list[str]") -> int:
    """The command; its exit code."""
    if not LOWEST <= sys.version_info[:2] < BEYOND:
        span = f"3.{LOWEST[1]} to 3.{BEYOND[1] - 1}"
        say(f"Loket Desa needs Python {span}; this is {platform.python_version()}.")
        return 1
    commands = {"run": run, "test": test}
    if not arguments or arguments[0] not in commands:
        say("usage: bootstrap.py run [arguments for loket] | test [arguments for pytest]")
        return 2
    try:
        return commands[arguments[0]](arguments[1:])
    except Stopped as reason:
        say(str(reason))
        return 1
    except KeyboardInterrupt:
        say("Stopped; start again to go on.")
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
