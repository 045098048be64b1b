"""The pages as they will print, one at a time."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QKeySequence, QPixmap, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from desktop_app.text import _
from desktop_app.ui import shown
from desktop_app.ui.jobs import Jobs
from desktop_app.ui.pages.form.controls import Choice
from desktop_app.ui.pages.papers.making import Made
from desktop_app.ui.pages.papers.page_view import PageView
from desktop_app.ui.widgets.buttons import quiet
from desktop_app.ui.widgets.spins import spaced

#: Sizes to choose from, beside those that fit.
_SIZES = (0.5, 1.0, 2.0, 4.0)
_PLACE_WIDTH = 112


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
    """The page; below it the way to the others, and how large it is."""

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self._made: Made | None = None
        self.at = 0
        self.picture = PageView(jobs)
        self.back = _small("arrow-left", _("Previous page"), lambda: self.turn(-1))
        self.on = _small("arrow-right", _("Next page"), lambda: self.turn(1))
        self.place = spaced(QSpinBox())
        self.place.setMinimumWidth(_PLACE_WIDTH)
        self.place.setAccessibleName(_("Page"))
        self.place.setKeyboardTracking(False)
        self.place.valueChanged.connect(self._go)
        self.smaller = _small("minus", _("Smaller"), lambda: self.picture.step(-1), "Ctrl+-")
        self.larger = _small("plus", _("Larger"), lambda: self.picture.step(1), "Ctrl++")
        self.size_choice = Choice(_sizes())
        self.size_choice.setAccessibleName(_("Size of the page"))
        self.size_choice.setToolTip(_("Whole page: Ctrl+0. Larger and smaller: Ctrl and the wheel"))
        self.size_choice.activated.connect(lambda _at: self._resize())
        self._turning: tuple[QWidget, ...] = (self.back, self.place, self.on)
        self._sizing: tuple[QWidget, ...] = (self.smaller, self.size_choice, self.larger)
        self._build()
        for keys, act in (
            ("Ctrl+=", lambda: self.picture.step(1)),
            ("Ctrl+0", lambda: self.picture.fit_to("page")),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(act)
        self.picture.zoomed.connect(self._tell_size)
        self.picture.turned.connect(self.turn)
        self.show_made(None)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.picture, 1)
        row = QHBoxLayout()
        row.setSpacing(2)
        for part in self._turning:
            row.addWidget(part)
        row.addStretch(1)
        for part in self._sizing:
            row.addWidget(part)
        column.addLayout(row)

    def show_made(self, made: Made | None) -> None:
        """Show the first page of this, or nothing."""
        self._made, self.at = made, 0
        if made is None:
            self.picture.clear()
        else:
            self.place.blockSignals(True)
            self.place.setRange(1, made.pages)
            self.place.setSuffix(" / " + shown.number(made.pages))
            self.place.blockSignals(False)
        self._draw()

    def turn(self, by: int) -> None:
        """Go on or back."""
        if self._made and 0 <= self.at + by < self._made.pages:
            self.at += by
            self._draw()

    def _go(self, page: int) -> None:
        self.turn(page - 1 - self.at)

    def _draw(self) -> None:
        made, at = self._made, self.at
        many = made is not None and made.pages > 1
        for part in self._turning:
            part.setVisible(many)
        for part in self._sizing:
            part.setVisible(made is not None)
        if made is None:
            return
        self.back.setEnabled(at > 0)
        self.on.setEnabled(at + 1 < made.pages)
        self.place.blockSignals(True)
        self.place.setValue(at + 1)
        self.place.blockSignals(False)
        self.picture.show_page(made.composed.pdf, at, made.sizes[at])
        self._tell_size()

    def _resize(self) -> None:
        chosen = self.size_choice.value() or "page"
        if chosen in ("page", "width"):
            self.picture.fit_to(chosen)
        else:
            self.picture.zoom_to(float(chosen))

    def _tell_size(self) -> None:
        """Say how large it is, where that is none of the sizes to choose from too."""
        fit, zoom = self.picture.fit, self.picture.zoom
        stops = {name for name, _word in _sizes()}
        wanted = fit or str(zoom)
        while self.size_choice.count() > len(stops):
            self.size_choice.removeItem(self.size_choice.count() - 1)
        if wanted not in stops:
            self.size_choice.addItem(_percent(zoom), wanted)
        self.size_choice.choose(wanted)


def _sizes() -> list[tuple[str, str]]:
    fitted = [("page", _("Whole page")), ("width", _("Whole width"))]
    return [*fitted, *((str(one), _percent(one)) for one in _SIZES)]


def _percent(zoom: float) -> str:
    return f"{round(zoom * 100)} %"


def _small(icon_name: str, name: str, clicked: Callable[[], None], keys: str = "") -> QPushButton:
    made = quiet("", clicked, icon_name=icon_name, shortcut=keys)
    made.setAccessibleName(name)
    shown_keys = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
    made.setToolTip(f"{name} ({shown_keys})" if keys else name)
    return made
