"""A line into which a barcode scanner types, or a person pastes a code or a picture of one."""

from PySide6.QtCore import QBuffer, QEvent, QIODevice, QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QImage, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit

#: A scanner that sends no Enter has ended when it types nothing more for so long (milliseconds).
PAUSE = 600
#: No code of a paper is shorter.
_SHORTEST = 100
_ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)


def pictures_in(mime: QMimeData) -> bytes | str | None:
    """What was dropped or pasted: a file's path, or a picture's bytes; None for anything else."""
    for address in mime.urls():
        if address.isLocalFile():
            return address.toLocalFile()
    image = mime.imageData() if mime.hasImage() else None
    if isinstance(image, QImage) and not image.isNull():
        return as_png(image)
    return None


def as_png(image: QImage) -> bytes:
    """The picture as a file."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


class ScannerLine(QLineEdit):
    """Tells of a code when Enter or Tab ends it, or when a scanner has stopped typing.

    ``scanned``: the text. ``pasted``: a file's path or a picture's bytes.
    """

    scanned = Signal(str)
    pasted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._paused)
        self.textEdited.connect(lambda _text: self._pause.start())

    def tell(self) -> None:
        """Tell what stands there; the next code takes its place."""
        self._pause.stop()
        if self.text().strip():
            self.scanned.emit(self.text())
            self.selectAll()

    def _paused(self) -> None:
        text = self.text().strip()
        if len(text) >= _SHORTEST and text[:5].upper() == "LOKET":
            self.tell()

    def event(self, event: QEvent) -> bool:
        """Tab ends a code as some scanners type it; else it goes on to the next control."""
        tab = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Tab
        if tab and event.type() == QEvent.Type.KeyPress and self._pause.isActive():
            self.tell()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter ends a code; what is pasted may be a picture."""
        if event.key() in _ENDS:
            self.tell()
            return
        if event.matches(QKeySequence.StandardKey.Paste):
            found = pictures_in(QGuiApplication.clipboard().mimeData())
            if found is not None:
                self.pasted.emit(found)
                return
        super().keyPressEvent(event)
