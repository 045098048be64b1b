"""The preview at every size: sharp where it is looked at, moved and turned by hand and by keys."""

import io

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QWheelEvent
from reportlab.pdfgen.canvas import Canvas

from desktop_app.documents import preview
from desktop_app.ui.pages.papers import magnify
from desktop_app.ui.pages.papers.page_view import PageView

A4 = (210.0, 297.0)
MM = 72 / 25.4


def pdf(pages=1):
    """A black square of 10 mm, 150 mm from the left and 200 mm from the top."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(A4[0] * MM, A4[1] * MM))
    for _ in range(pages):
        canvas.rect(150 * MM, (297 - 210) * MM, 10 * MM, 10 * MM, stroke=0, fill=1)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


@pytest.fixture
def view(counter):
    view = PageView(counter.jobs)
    counter.qtbot.addWidget(view)
    view.resize(480, 440)
    view.show()
    view.show_page(pdf(), 0, A4)
    counter.qtbot.waitUntil(view.sharp)
    return view


def dark(view, point):
    return view.grab().toImage().pixelColor(point).lightness() < 40


def settled(counter, view):
    counter.qtbot.waitUntil(view.sharp)
    counter.settle()


def wheel(view, at, by, keys=Qt.KeyboardModifier.NoModifier):
    event = QWheelEvent(
        QPointF(at),
        QPointF(view.mapToGlobal(at)),
        QPoint(),
        QPoint(0, by),
        Qt.MouseButton.NoButton,
        keys,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    view.wheelEvent(event)


def test_the_whole_page_is_seen_at_first(view):
    assert view.fit == "page"
    assert not view.verticalScrollBar().maximum()
    assert view.zoom == pytest.approx((440 - 16) / (297 / 25.4 * 96), rel=1e-3)


@pytest.mark.parametrize("zoom", [0.33, 1.0, 2.0, 4.0, 8.0])
def test_it_is_sharp_at_every_size_and_only_what_is_seen_is_drawn(counter, view, zoom):
    view.zoom_to(zoom)
    settled(counter, view)
    shot = view._shots.drawn[-1]
    assert shot.dpi == zoom * magnify.DPI * view.devicePixelRatioF()
    assert shot.image.width() <= 1.5 * view.width() * view.devicePixelRatioF() + 2


def test_the_picture_lies_where_the_page_has_it(counter, view):
    view.zoom_to(4.0)
    bars = view.horizontalScrollBar(), view.verticalScrollBar()
    for bar, millimetres in zip(bars, (150, 200), strict=True):
        bar.setValue(round(8 + (millimetres - 10) / 25.4 * 96 * 4))
    settled(counter, view)
    edge = round(10 / 25.4 * 96 * 4)
    assert not dark(view, QPoint(edge - 4, edge + 20))
    assert dark(view, QPoint(edge + 4, edge + 4))
    assert not dark(view, QPoint(edge + 20, edge - 4))


def test_ctrl_and_the_wheel_enlarge_what_lies_under_the_pointer(counter, view):
    view.zoom_to(1.5)
    square = view._corner() + QPointF(155, 205) * view._scale
    for _ in range(3):
        wheel(view, square.toPoint(), 120, Qt.KeyboardModifier.ControlModifier)
    settled(counter, view)
    assert view.zoom == 4.0
    assert dark(view, square.toPoint())
    wheel(view, square.toPoint(), -120, Qt.KeyboardModifier.ControlModifier)
    assert view.zoom == 3.0


def test_the_wheel_alone_moves_it(counter, view):
    view.zoom_to(2.0)
    before = view.verticalScrollBar().value()
    wheel(view, QPoint(100, 100), -120)
    assert view.verticalScrollBar().value() > before
    assert view.zoom == 2.0


def test_it_goes_where_the_hand_goes(counter, view):
    view.zoom_to(4.0)
    bars = view.horizontalScrollBar(), view.verticalScrollBar()
    before = [bar.value() for bar in bars]
    port, qtbot = view.viewport(), counter.qtbot
    qtbot.mousePress(port, Qt.MouseButton.LeftButton, pos=QPoint(200, 200))
    assert port.cursor().shape() == Qt.CursorShape.ClosedHandCursor
    qtbot.mouseMove(port, QPoint(150, 120))
    qtbot.mouseRelease(port, Qt.MouseButton.LeftButton, pos=QPoint(150, 120))
    assert [bar.value() for bar in bars] == [before[0] + 50, before[1] + 80]
    settled(counter, view)


def test_a_double_click_is_the_way_in_and_out(counter, view):
    counter.qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(240, 200))
    assert (view.fit, view.zoom) == ("", 1.0)
    counter.qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(240, 200))
    assert view.fit == "page"


def test_its_width_leaves_no_bar_below(counter, view):
    view.fit_to("width")
    settled(counter, view)
    assert not view.horizontalScrollBar().maximum()
    assert view.verticalScrollBar().maximum()


def test_page_keys_turn_only_a_page_that_is_seen_whole(counter, view):
    asked = []
    view.turned.connect(asked.append)
    counter.qtbot.keyClick(view, Qt.Key.Key_PageDown)
    assert asked == [1]
    view.zoom_to(2.0)
    counter.qtbot.keyClick(view, Qt.Key.Key_PageDown)
    assert asked == [1]


def test_another_window_size_fits_it_anew(counter, view):
    before = view.zoom
    view.resize(700, 900)
    settled(counter, view)
    assert view.zoom > 1.5 * before


def test_sizes_stop_at_both_ends():
    assert magnify.step(8.0, 1) == magnify.MOST
    assert magnify.step(0.1, -1) == magnify.LEAST
    assert magnify.step(0.42, 1) == 0.5
    assert magnify.step(0.42, -1) == 0.33
    assert magnify.within(99) == magnify.MOST


@pytest.mark.parametrize("dpi", [37.3, 96, 384, 700.123])
def test_a_part_of_a_page_is_the_same_pixels_as_the_page(dpi):
    data, number = pdf(), 0
    (whole,) = preview.pages(data, dpi, [number])
    box = magnify.box(QSizeF(*A4), QRectF(140, 190, 40, 40), dpi)
    left, top, width, height = box
    part = preview.part(data, number, dpi, box)
    assert (part.width, part.height) == (width, height)
    for row in (0, height // 2, height - 1):
        start = (top + row) * whole.stride + 4 * left
        there = part.data[row * part.stride : row * part.stride + 4 * width]
        assert whole.data[start : start + 4 * width] == there
