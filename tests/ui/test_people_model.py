"""The register as a table that reads what is looked at."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from desktop_app.store.summary import Filters
from desktop_app.ui.models import people
from desktop_app.ui.models.people import PeopleModel


@pytest.fixture
def model(counter, raw, monkeypatch):
    monkeypatch.setattr(people, "PAGE", 5)
    monkeypatch.setattr(people, "KEPT", 2)
    counter.register(
        *(raw(n, full_name=f"Orang {n:02}", confirmed=["same_person"]) for n in range(1, 31))
    )
    model = PeopleModel(counter.desk, counter.jobs)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show(Filters())
    counter.settle()
    return model


def test_rows_come_when_they_are_looked_at(model, counter):
    assert model.rowCount() == 30
    assert model.index(0, 0).data() == "Orang 01"
    assert model.index(27, 0).data() in ("…", "Orang 28")
    counter.settle()
    assert model.index(27, 0).data() == "Orang 28"


def test_only_a_few_pages_are_kept(model, counter):
    for row in range(30):
        model.person(row)
        counter.settle()
    assert len(model._pages) <= 2


def test_the_nik_is_masked(model):
    assert "•" in model.index(0, 1).data()


def test_order_by_a_column(model, counter):
    model.sort(0, Qt.SortOrder.DescendingOrder)
    counter.settle()
    assert model.index(0, 0).data() == "Orang 30"


def test_a_search_shows_what_it_found(model, counter):
    model.show(Filters(), "orang 17")
    counter.settle()
    assert model.index(0, 0).data() == "Orang 17"


def test_ids_of_rows_nobody_looked_at(model, counter):
    ids = model.ids_between([(0, 1), (20, 24)])()
    assert len(set(ids)) == 7
