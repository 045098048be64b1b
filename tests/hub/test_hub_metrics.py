"""What those who run the hub may see: figures, never a person."""

import json

import pytest
from hub_line import API, session
from hub_office import record
from prometheus_client.parser import text_string_to_metric_families

from desktop_app.hub.metrics import Figures, Metrics


def read(text: str) -> dict[tuple, float]:
    return {
        (sample.name, *sorted(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_the_database_is_not_asked_more_than_needed():
    asked = []

    def state() -> Figures:
        asked.append(1)
        return Figures({"loket_hub_batches": 3}, {"held": 2})

    metrics = Metrics(state)
    assert not asked
    assert metrics.text() == metrics.text()
    assert len(asked) == 1
    found = read(metrics.text().decode())
    assert found[("loket_hub_batches",)] == 3
    assert found[("loket_hub_changes", ("verdict", "held"))] == 2


def test_figures_follow_what_happened(line, office):
    batch_id, raw = office.batch(office.new(record(1)), office.new(record(2)))
    assert line.put(f"{API}/batches/{batch_id}", content=raw).status_code == 201
    found = read(line.get("/metrics").text)
    assert found[("loket_hub_batches",)] == 1
    assert found[("loket_hub_devices",)] == 1
    assert found[("loket_hub_workers",)] == 2
    assert found[("loket_hub_feed_lag",)] >= 0
    assert found[("loket_hub_changes", ("verdict", "accepted"))] == 2
    assert found[("loket_hub_changes", ("verdict", "held"))] == 0
    template = f"{API}/batches/{{batch_id}}"
    key = ("method", "PUT"), ("path", template), ("status", "201")
    assert found[("loket_hub_request_seconds_count", *key)] == 1


@pytest.mark.parametrize("path", ["/metrics", f"{API}/metrics"])
def test_no_address_that_somebody_typed_becomes_a_figure(line, path):
    line.get(f"{API}/batches/3301011508850001/receipt")
    line.get("/3301011508850001?nik=3301011508850001")
    assert "3301011508850001" not in line.get(path).text


def test_the_log_names_no_person_and_no_address(line, office, capfd):
    batch_id, raw = office.batch(office.new(record(1)))
    line.put(f"{API}/batches/{batch_id}", content=raw)
    line.get(f"{API}/changes?after=rahasia", headers=session(line, office))
    line.get(f"{API}/batches/3301011508850001/receipt")
    line.get("/3301011508850001")
    lines = [json.loads(text) for text in capfd.readouterr().err.splitlines()]
    assert [(one["path"], one["status"]) for one in lines][-5:] == [
        (f"{API}/batches/{batch_id}", 201),
        (f"{API}/nonce", 200),
        (f"{API}/changes", 200),
        (f"{API}/batches/{{batch_id}}/receipt", 401),
        ("-", 404),
    ]
    said = json.dumps(lines)
    for secret in ("3301011508850001", "Slamet", "rahasia", "testclient"):
        assert secret not in said
