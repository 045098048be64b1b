"""A sum that opens: what stands in the table, and the keys."""

import pytest
from PySide6.QtCore import Qt

from desktop_app import text
from desktop_app.domain.payment import Portion
from desktop_app.ui.widgets.sum import SumButton, SumPanel, remarks, shares


def portion(first="2026-11", months=2, **more):
    return Portion(
        **{
            "first": first,
            "months": months,
            "band": 1,
            "base": 1_000_000,
            "parts": {"JKK": 5_000, "JKM": 3_400, "JHT": 0},
            "monthly": 8_400,
            "rules": ("PP 44/2015 Lampiran II", "PP 50/2025"),
        }
        | more
    )


FULL = {"parts": {"JKK": 10_000, "JKM": 6_800, "JHT": 0}, "monthly": 16_800}


@pytest.fixture(autouse=True)
def indonesian():
    text.use("id")


def cells(panel):
    model = panel.table.model()
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_what_is_alike_is_counted_together():
    found = shares([portion(), portion(first="2027-01", **FULL), portion()])
    assert [(s.portion.first, s.people, s.total) for s in found] == [
        ("2026-11", 2, 33_600),
        ("2027-01", 1, 33_600),
    ]


def test_the_button_says_the_sum_and_opens_its_parts(qtbot):
    button = SumButton([portion(), portion(first="2027-01", months=1, **FULL)])
    qtbot.addWidget(button)
    button.show()
    assert button.text() == "Rp 33.600"
    panel = button.open_sum()
    rows = cells(panel)
    assert rows[0][0] == "11-2026 – 12-2026"
    assert rows[0][-1] == "16.800"
    assert "PP 50/2025" in rows[0]
    assert "PP 44/2015 Lampiran II" in rows[1]
    assert len(rows[0]) == 9  # nobody counts people of one person
    panel.close()


def test_the_keyboard_opens_and_closes_it(qtbot):
    button = SumButton([portion()])
    qtbot.addWidget(button)
    button.show()
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    panel = button.findChild(SumPanel)
    assert panel.isVisible()
    qtbot.keyClick(panel, Qt.Key.Key_Escape)
    assert not panel.isVisible()


def test_people_are_counted_where_there_are_many(qtbot):
    button = SumButton([portion(), portion()])
    qtbot.addWidget(button)
    button.show()
    panel = button.open_sum()
    assert cells(panel)[0][-2:] == ["2", "33.600"]
    panel.close()


def test_a_sum_of_nothing_does_not_open(qtbot):
    button = SumButton()
    qtbot.addWidget(button)
    assert (button.text(), button.isEnabled()) == ("Rp 0", False)


def test_what_is_not_clear_is_told():
    unclear = portion(unclear=("discount_payer",), possible_saving=8_400, assumed=True, **FULL)
    said = " ".join(remarks(shares([unclear, unclear])))
    assert "Rp 33.600" in said
    assert said.startswith("*")
    assert remarks(shares([portion()])) == []
