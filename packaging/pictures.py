"""Makes the pictures of README and manual from the running practice office, so that they never age.

    .venv/bin/python packaging/pictures.py [FOLDER] [--lang id|en] [--theme light|dark]

The folder is resources/help/gambar unless told.
"""

import argparse
import os
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from PySide6.QtCore import QSize, Qt  # noqa: E402
from PySide6.QtGui import QColor, QImage, QPainter  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from desktop_app.actions import finding, forms, issuing, lettering, practice  # noqa: E402
from desktop_app.actions.desk import Desk  # noqa: E402
from desktop_app.config import Config  # noqa: E402
from desktop_app.documents import preview  # noqa: E402
from desktop_app.domain.findings import Refused  # noqa: E402
from desktop_app.store.summary import Filters  # noqa: E402
from desktop_app.ui import preferences  # noqa: E402
from desktop_app.ui.app import dressed_shell  # noqa: E402
from desktop_app.ui.jobs import Step, Stop  # noqa: E402
from desktop_app.ui.pages.printing import PrintingPage  # noqa: E402
from desktop_app.ui.paper import Device, Task  # noqa: E402
from desktop_app.ui.shell import Shell  # noqa: E402

SIZE = (1366, 768)
#: Finer than the papers are shown, so that they are sharp when they are made smaller.
_PAPER_DPI = 110
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
    unprinted = finding.ids(desk, Filters(membership="member", unprinted=True))[20:30]
    drafts = practice.registering.drafts(desk)
    typed = next(d for d in drafts if d.full_name == "Warsini")
    views: list[tuple[str, str, dict[str, object]]] = [
        ("beranda", "home", {}),
        ("pendataan", "registering", {"draft": typed.id}),
        ("pekerja", "workers", {"id": members[3].id}),
        ("cetak", "printing", {"ids": unprinted}),
        ("cetak-riwayat", "printing", {"leaf": "ledger"}),
        ("cetak-agenda", "printing", {"leaf": "letters"}),
        ("cetak-ditarik", "printing", {"leaf": "recalled"}),
        ("cetak-printer", "printing", {"leaf": "printers"}),
        ("iuran", "dues", {"tab": "cover"}),
        ("iuran-bayar", "dues", {"tab": "pay", "ids": [m.id for m in members]}),
        ("kiriman", "sending", {"tab": "hub"}),
        ("kiriman-bpjs", "sending", {"tab": "to"}),
        ("pengaturan", "settings", {}),
    ]
    for name, page, what in views:
        frame.show_page(page, what)
        if page == "printing":
            _with_a_printer(shell)
        _take(app, shell, folder / f"{name}.png")
    _printing(app, shell, folder)


def _with_a_printer(shell: Shell) -> None:
    """An office has one; the machine that takes the pictures need not."""
    page = shell.findChild(PrintingPage)
    if page is not None and not page.printers.found:
        page.printers.list_devices = lambda: [Device("EPSON L3210", usual=True)]
        page.printers.read()


def _printing(app: QApplication, shell: Shell, folder: Path) -> None:
    """A page enlarged, what is asked after a jam, and the papers themselves."""
    page, desk, frame = shell.findChild(PrintingPage), shell.desk, shell.frame
    if page is None or desk is None or frame is None:
        raise SystemExit("there is no page to print on")
    people = finding.ids(desk, Filters(membership="member", unprinted=True))[20:34]
    frame.show_page("printing", {"ids": people})
    _wait(app, shell)
    page.preview.picture.zoom_to(2.0)
    _take(app, shell, folder / "cetak-perbesar.png")
    page.preview.picture.fit_to("page")
    page.printers.send = _jams
    page.outlet.print.click()
    _wait(app, shell)
    page.came_out.not_all.click()
    _take(app, shell, folder / "cetak-lanjut.png")
    page.came_out.first.setValue(1)
    page.came_out.enter.click()
    _wait(app, shell)
    _papers(desk, folder / "kertas.png")


def _jams(task: Task, step: Step, _stop: Stop) -> int:
    """A printer that jams after two pages."""
    for at in range(2):
        step(at + 1, len(task.pages))
    raise Refused("printer_gone", None, printer=task.printer)


def _papers(desk: Desk, path: Path) -> None:
    """A sheet of the papers that people take home, beside each other."""
    members = finding.ids(desk, Filters(membership="member"))
    candidates = finding.ids(desk, Filters(membership="candidate"))
    card = issuing.Manner(layout="a4-fold-5")
    drawn = [
        issuing.compose(desk, "card", candidates[:3], layout="slip").pdf,
        issuing.compose(desk, "card", members[:5], manner=card).pdf,
        issuing.compose(desk, "card", members[:5], manner=replace(card, ink="saving")).pdf,
        forms.compose(desk, "family_sheet", members[:1]).pdf,
        forms.compose(desk, "form", candidates[:1]).pdf,
        forms.compose(desk, "receipt", candidates[:1]).pdf,
        lettering.compose(desk, "work", members[:1]).pdf,
        issuing.compose(desk, "certificate", members[:1], layout="a4").pdf,
    ]
    pages = [next(preview.pages(pdf, _PAPER_DPI, [0])) for pdf in drawn]
    ground = QImage(*SIZE, QImage.Format.Format_RGB32)
    ground.fill(QColor("#E4DFD6"))
    painter = QPainter(ground)
    width, height = SIZE[0] // 4, SIZE[1] // 2
    for at, page in enumerate(pages):
        form = QImage.Format.Format_RGB32
        image = QImage(page.data, page.width, page.height, page.stride, form)
        room = QSize(width - 20, height - 20)
        keep, smooth = (
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        fitted = image.scaled(room, keep, smooth)
        painter.drawImage(
            at % 4 * width + (width - fitted.width()) // 2,
            at // 4 * height + (height - fitted.height()) // 2,
            fitted,
        )
    painter.end()
    ground.save(str(path))
    print(path)


def _take(app: QApplication, shell: Shell, path: Path) -> None:
    """Wait until the page stands, then take the picture."""
    _wait(app, shell)
    shell.grab().save(str(path))
    print(path)


def _wait(app: QApplication, shell: Shell) -> None:
    """Wait until no lane has anything to bring for a while."""
    until = quiet = time.monotonic()
    until += PATIENCE
    while time.monotonic() < until and time.monotonic() - quiet < QUIET:
        app.processEvents()
        time.sleep(0.01)
        if shell.jobs.busy:
            quiet = time.monotonic()


if __name__ == "__main__":
    main()
