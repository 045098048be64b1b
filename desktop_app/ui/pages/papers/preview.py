"""The pages as they will print, one at a time."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.text import _
from desktop_app.ui import shown
from desktop_app.ui.jobs import Jobs
from desktop_app.ui.pages.papers.making import Made, page_image
from desktop_app.ui.widgets import texts
from desktop_app.ui.widgets.buttons import quiet


class PagePicture(QLabel):
    """A page, as large as there is room for."""

    def __init__(self) -> None:
        super().__init__()
        self._image = QImage()
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.setMinimumSize(200, 200)

    def show_image(self, image: QImage) -> None:
        """Show this page."""
        self._image = image
        self._fit()

    def has_image(self) -> bool:
        """Whether a page is shown."""
        return not self._image.isNull()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the page to the room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self._image.isNull():
            self.setPixmap(QPixmap())
            return
        ratio = self.devicePixelRatioF()
        room = QSize(self.width(), self.height()) * ratio
        size = self._image.size().scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        size = size.boundedTo(self._image.size())
        smooth = Qt.TransformationMode.SmoothTransformation
        fitted = QPixmap.fromImage(
            self._image.scaled(size, Qt.AspectRatioMode.KeepAspectRatio, smooth)
        )
        fitted.setDevicePixelRatio(ratio)
        self.setPixmap(fitted)


class Preview(QWidget):
    """The page and the way to the others."""

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self._jobs = jobs
        self._made: Made | None = None
        self.at = 0
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.picture = PagePicture()
        column.addWidget(self.picture, 1)
        row = QHBoxLayout()
        self.back = quiet(_("Previous page"), lambda: self.turn(-1), icon_name="arrow-left")
        self.on = quiet(_("Next page"), lambda: self.turn(1), icon_name="arrow-right")
        self.place = texts.label("", "muted")
        row.addStretch(1)
        for part in (self.back, self.place, self.on):
            row.addWidget(part)
        row.addStretch(1)
        column.addLayout(row)
        self.show_made(None)

    def show_made(self, made: Made | None) -> None:
        """Show the first page of this, or nothing."""
        self._made, self.at = made, 0
        self.picture.show_image(QImage())
        self._draw()

    def turn(self, by: int) -> None:
        """Go on or back."""
        if self._made and 0 <= self.at + by < self._made.pages:
            self.at += by
            self._draw()

    def _draw(self) -> None:
        made, at = self._made, self.at
        many = made is not None and made.pages > 1
        for part in (self.back, self.on, self.place):
            part.setVisible(many)
        if made is None:
            return
        self.back.setEnabled(at > 0)
        self.on.setEnabled(at + 1 < made.pages)
        self.place.setText(
            _("page {n} of {of}").format(n=shown.number(at + 1), of=shown.number(made.pages))
        )
        pdf = made.composed.pdf
        self._jobs.read(
            self, lambda _stop: page_image(pdf, at), self.picture.show_image, topic="page"
        )
