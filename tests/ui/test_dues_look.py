"""Iuran at 1366 × 768: nothing is cut off, in both languages and themes, empty and full."""

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from desktop_app import text
from desktop_app.actions import paying
from desktop_app.ui import theme
from desktop_app.ui.context import PAGES
from desktop_app.ui.pages.dues.page import DuesPage
from desktop_app.ui.sidebar import Sidebar
from desktop_app.ui.widgets.elided import ElidedLabel
from desktop_app.ui.widgets.sum import SumButton

#: What is left for a page beside the sidebar, below the header and above the foot.
ROOM = (1158, 672)
LONGEST = "Raden Ayu Kusumaningrum Dewi Wulandari Sastrowardoyo Hadiningrat binti Kanjeng Pangeran"
TABS = ("cover", "pay", "history", "due", "sponsors", "cash")


@pytest.fixture(params=theme.THEMES)
def dressed(request, qapp):
    """The application in a theme, and as it was afterwards."""
    before = qapp.palette(), qapp.font()
    theme.add_fonts()
    theme.apply(qapp, request.param)
    yield request.param
    qapp.setStyleSheet("")
    qapp.setPalette(before[0])
    qapp.setFont(before[1])


@pytest.fixture
def payment(counter, raw):
    """Somebody with the longest name, and others; one payment for all of them."""
    people = counter.register(
        *(
            raw(
                n,
                full_name=LONGEST if n == 1 else f"Orang {n}",
                kpj=f"{10_000_000_000 + n}",
                hamlet="Dusun Karanganyar Kulon Progo Wetan",
                paid_until=f"2026-{7 + n % 5:02}",
                former_payer="APBD Kabupaten Cilacap",
                confirmed=["same_person"],
            )
            for n in range(1, 13)
        )
    )
    wanted = paying.Wanted(ids=tuple(people[:3]), first="2027-01", months=12, payer="self")
    return paying.pay(counter.desk, wanted, code="812340000001")


def cut_off(widget: QWidget) -> list[str]:
    """The texts that have less room than they need."""
    QApplication.processEvents()
    found = []
    for part in widget.findChildren(QPushButton) + widget.findChildren(QLabel):
        if not part.isVisible() or not part.text() or isinstance(part, ElidedLabel):
            continue
        wraps = isinstance(part, QLabel) and part.wordWrap()
        needed = part.heightForWidth(part.width()) if wraps else part.sizeHint().width()
        if (part.height() if wraps else part.width()) < needed:
            found.append(part.text())
    return found


def shown(counter, name):
    page = DuesPage(counter.context)
    counter.qtbot.addWidget(page)
    page.resize(*ROOM)
    page.show()
    page.open(tab=name)
    counter.settle()
    assert (page.width(), page.height()) == ROOM, "it wants more room than there is"
    return page


@pytest.mark.parametrize("language", text.LANGUAGES)
@pytest.mark.parametrize("name", TABS)
def test_nothing_is_cut_off_where_there_is_nobody(counter, dressed, language, name):
    text.use(language)
    assert cut_off(shown(counter, name)) == []


@pytest.mark.parametrize("language", text.LANGUAGES)
@pytest.mark.parametrize("name", TABS)
def test_nothing_is_cut_off_where_there_are_many(counter, dressed, payment, language, name):
    text.use(language)
    page = shown(counter, name)
    if name == "pay":
        page.open(tab="pay", ids=[one.worker_id for one in payment.payments])
    if name == "history":
        page.tab("history").open_one(payment.reference)
        counter.settle()
        page.tab("history").panel.undo.click()
    counter.settle()
    assert cut_off(page) == []


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_a_sum_opens_wholly_within_the_window(counter, dressed, payment, language):
    text.use(language)
    page = shown(counter, "history")
    page.tab("history").open_one(payment.reference)
    counter.settle()
    button = page.tab("history").panel.findChild(SumButton)
    panel = button.open_sum()
    QApplication.processEvents()
    assert cut_off(panel) == []
    assert panel.table.horizontalScrollBar().maximum() == 0
    assert panel.height() < ROOM[1]
    panel.close()


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_the_sidebar_has_room_for_every_page_and_its_key(qtbot, dressed, language):
    text.use(language)
    side = Sidebar(PAGES)
    qtbot.addWidget(side)
    side.show()
    for made in side.buttons.values():
        (key,) = made.findChildren(QLabel)
        assert made.fontMetrics().horizontalAdvance(made.text()) + 46 < key.x(), made.text()
