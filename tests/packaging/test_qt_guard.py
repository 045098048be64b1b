"""PySide6 releases have lost references to None, which ends Python below 3.12 after some thousand
calls. A short test passes all the same, so this one calls often, in a process of its own."""

import os
import subprocess
import sys

CALLS = """
from PySide6.QtWidgets import QApplication, QLabel
app = QApplication([])
label = QLabel()
for _ in range(20_000):
    label.setText("satu")
print(label.text())
"""


def test_qt_survives_many_calls():
    done = subprocess.run(
        [sys.executable, "-c", CALLS],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "satu\n"), done.stderr
