"""Run in processes of their own: ``bare``, ``login FOLDER``, ``desk FOLDER``, ``sending FOLDER``.

The first two end when the first picture stands; ``desk`` prints the memory it holds, in MB, and
``sending`` how long its own thread answered nobody, in milliseconds.
"""

import os
import sys
from itertools import pairwise
from pathlib import Path


def until_painted(app) -> None:
    """Ends the process as soon as something was painted."""
    from PySide6.QtCore import QEvent, QObject, QTimer

    class Watch(QObject):
        def eventFilter(self, _watched, event):  # noqa: N802 - Qt spells it so
            if event.type() == QEvent.Type.Paint:
                QTimer.singleShot(0, lambda: os._exit(0))
            return False

    app.watch = Watch()
    app.installEventFilter(app.watch)


def bare() -> None:
    """The least a Qt program can show."""
    from PySide6.QtWidgets import QApplication, QMainWindow

    app = QApplication([])
    until_painted(app)
    window = QMainWindow()
    window.resize(1280, 720)
    window.show()
    app.exec()


def login(folder: str) -> None:
    """The program as it starts, at an office that is set up."""
    from PySide6.QtWidgets import QApplication

    from desktop_app.__main__ import main

    until_painted(QApplication([]))
    sys.exit(main(["--data", folder]))


def desk(folder: str) -> None:
    """The list of workers shown, scrolled and searched."""
    import psutil
    from crowd import config, reopened
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QAbstractItemView, QApplication

    from desktop_app.ui.app import dressed_shell

    app = QApplication([])
    shell = dressed_shell(app, config(Path(folder)))
    shell.show()
    shell.enter(reopened(Path(folder)))
    for page in ("home", "registering", "workers"):
        shell.frame.show_page(page)
        QTest.qWait(1_000)
    for view in shell.frame.findChildren(QAbstractItemView):
        for _ in range(20):
            view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
            QTest.qWait(50)
    print(psutil.Process().memory_info().rss / 1e6)
    sys.stdout.flush()
    os._exit(0)


def sending(folder: str) -> None:
    """The list of workers shown, nothing asked of it, then everything sent that waits."""
    import json
    import time

    from crowd import config, reopened
    from PySide6.QtCore import Qt, QTimer
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from desktop_app.ui.app import dressed_shell

    app = QApplication([])
    shell = dressed_shell(app, config(Path(folder)))
    shell.show()
    shell.enter(reopened(Path(folder)))
    shell.frame.show_page("workers")
    QTest.qWait(2_000)
    ticks: list[float] = []
    clock = QTimer(timerType=Qt.TimerType.PreciseTimer, interval=5)
    clock.timeout.connect(lambda: ticks.append(time.perf_counter()))
    clock.start()

    def longest(until) -> float:
        ticks[:] = [time.perf_counter()]
        end = ticks[0] + 60
        while not until() and time.perf_counter() < end:
            app.processEvents()
            time.sleep(0.0005)
        return max(b - a for a, b in pairwise(ticks)) * 1e3

    idle_until = time.perf_counter() + 2
    idle = longest(lambda: time.perf_counter() > idle_until)
    carrier, ended = shell.frame.context.carrier, []
    carrier.done.connect(ended.append)
    carrier.failed.connect(ended.append)
    carrier.send()
    most = longest(lambda: ended and not carrier.sending)
    assert ended[0].waiting == 0, ended
    print(json.dumps({"sending": most, "idle": idle}))
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    {"bare": bare, "login": login, "desk": desk, "sending": sending}[sys.argv[1]](*sys.argv[2:])
