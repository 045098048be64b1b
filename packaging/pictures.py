"""Makes the pictures of README and manual from the running practice office, so that they never age.

    .venv/bin/python packaging/pictures.py [FOLDER] [--lang id|en] [--theme light|dark]

The folder is resources/help/gambar unless told.
"""

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from PySide6.QtWidgets import QApplication  # noqa: E402

from desktop_app.actions import finding, practice  # noqa: E402
from desktop_app.config import Config  # noqa: E402
from desktop_app.store.summary import Filters  # noqa: E402
from desktop_app.ui import preferences  # noqa: E402
from desktop_app.ui.app import dressed_shell  # noqa: E402
from desktop_app.ui.shell import Shell  # noqa: E402

SIZE = (1366, 768)
#: How long a page may take to stand, and how long nothing may move before it is taken to, in s.
PATIENCE = 10.0
QUIET = 0.5


def main() -> None:
    """Take one picture of every page."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", nargs="?", type=Path)
    arguments.add_argument("--lang", default="id")
    arguments.add_argument("--theme", default="light")
    given = arguments.parse_args()
    folder = given.folder or ROOT / "resources" / "help" / "gambar"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        config = Config(Path(temporary) / "kantor", language=given.lang)
        config.data.mkdir()
        preferences.save(config.data, preferences.Preferences(given.lang, given.theme))
        app = QApplication(sys.argv[:1])
        shell = dressed_shell(app, config)
        shell.resize(*SIZE)
        shell.begin()
        shell.show()
        _take(app, shell, folder / "mulai.png")
        shell.enter(practice.open_practice(config))
        _pages(app, shell, folder)
        shell.close()
        shell.shut()


def _pages(app: QApplication, shell: Shell, folder: Path) -> None:
    if shell.frame is None or shell.desk is None:
        raise SystemExit("the desk did not open")
    desk, frame = shell.desk, shell.frame
    members = finding.page(desk, Filters(membership="member"), limit=10)
    drafts = practice.registering.drafts(desk)
    typed = next(d for d in drafts if d.origin == "form")
    views: list[tuple[str, str, dict[str, object]]] = [
        ("beranda", "home", {}),
        ("pendataan", "registering", {"draft": typed.id}),
        ("pekerja", "workers", {"id": members[3].id}),
        ("cetak", "printing", {"ids": [m.id for m in members]}),
        ("iuran", "dues", {"tab": "cover"}),
        ("iuran-bayar", "dues", {"tab": "pay", "ids": [m.id for m in members]}),
        ("kiriman", "sending", {"tab": "hub"}),
        ("kiriman-bpjs", "sending", {"tab": "to"}),
        ("pengaturan", "settings", {}),
    ]
    for name, page, what in views:
        frame.show_page(page, what)
        _take(app, shell, folder / f"{name}.png")


def _take(app: QApplication, shell: Shell, path: Path) -> None:
    """Wait until no lane has anything to bring for a while, then take the picture."""
    until = quiet = time.monotonic()
    until += PATIENCE
    while time.monotonic() < until and time.monotonic() - quiet < QUIET:
        app.processEvents()
        time.sleep(0.01)
        if shell.jobs.busy:
            quiet = time.monotonic()
    shell.grab().save(str(path))
    print(path)


if __name__ == "__main__":
    main()
