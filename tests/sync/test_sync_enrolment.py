"""Becoming a device: the right hub, the right code, and a line that breaks on the way."""

from dataclasses import replace

import pytest
from hub_double import Answer, HubDouble, fresh_key, running

from desktop_app.actions import access, exchanging, registering
from desktop_app.actions.desk import NotAllowed
from desktop_app.domain.findings import Refused
from desktop_app.store import audit, hubs, keyring
from desktop_app.trust.keys import kid, public_key


def enrolled(desk):
    with desk.read() as c:
        return hubs.current(c)


def test_an_activation_code_makes_this_pc_a_device(desk, hub):
    view = exchanging.enrol(desk, hub.code().lower().replace("-", " "), f" {hub.url}/ ")
    assert (view.name, view.url, view.village) == ("Kabupaten Cilacap", hub.url, "33.01.01.2001")
    assert (len(view.fingerprint), view.waiting, view.last) == (16, 0, None)
    assert exchanging.hub(desk) == view
    (device,) = hub.devices.values()
    assert device.incarnation == desk.store.incarnation
    assert device.office == "Desa Tambakreja"
    signers = keyring.signers(desk.store.folder)
    assert signers[kid(public_key(hub.credentials))].kind == "hub"


def test_a_mistyped_code_asks_nobody(desk, hub):
    code = hub.code()
    wrong = code[:-1] + ("A" if code[-1] != "A" else "B")
    with pytest.raises(Refused, match="code_mistyped"):
        exchanging.enrol(desk, wrong, hub.url)
    assert hub.asked == []


def test_a_code_of_another_hub_tells_this_one_nothing(desk, hub, clock):
    code = HubDouble(now=clock).code()
    with pytest.raises(Refused, match="hub_key"):
        exchanging.enrol(desk, code, hub.url)
    assert [path for _, path in hub.asked] == ["/api/v1/keys"]
    assert enrolled(desk) is None


def test_the_secret_of_a_code_never_crosses_the_line(desk, hub):
    code = hub.code()
    exchanging.enrol(desk, code, hub.url)
    secret = next(iter(hub.codes))
    whole = b"".join(hub.bodies) + repr(hub.asked).encode()
    assert secret.encode() not in whole


@pytest.mark.parametrize("rule", ["code_unknown", "code_used", "code_village"])
def test_a_code_that_does_not_serve(desk, hub, rule):
    code = hub.code("33.01.22.2003" if rule == "code_village" else "33.01.01.2001")
    if rule == "code_unknown":
        hub.codes.clear()
    if rule == "code_used":
        hub.used[next(iter(hub.codes))] = "somebody else"
    with pytest.raises(Refused, match=rule):
        exchanging.enrol(desk, code, hub.url)
    assert enrolled(desk) is None


def test_a_lost_welcome_is_asked_for_again_with_the_same_code(desk, hub):
    code = hub.code()
    hub.fault = lambda _m, path, answer: None if path.endswith("/devices") else answer
    with pytest.raises(Refused, match="hub_unreachable"):
        exchanging.enrol(desk, code, hub.url)
    assert enrolled(desk) is None
    hub.fault = None
    exchanging.enrol(desk, code, hub.url)
    assert len(hub.devices) == 1


@pytest.mark.parametrize("fault", ["html", "garbage", "other key", "altered"])
def test_a_welcome_that_is_not_the_hubs_is_none(desk, hub, fault):
    def failing(_method, path, answer):
        if not path.endswith("/devices"):
            return answer
        body = bytearray(answer.body)
        body[-1] ^= 1
        return {
            "html": Answer(200, b"<html>Masuk</html>", "text/html"),
            "garbage": replace(answer, body=b"garbage"),
            "altered": replace(answer, body=bytes(body)),
        }.get(fault, answer)

    hub.fault = failing
    if fault == "other key":
        good = hub.document()
        hub.document = lambda: good
        hub.receipts = fresh_key()
    with pytest.raises(Refused, match="hub_garbled"):
        exchanging.enrol(desk, hub.code(), hub.url)
    assert enrolled(desk) is None


def test_a_welcome_to_an_earlier_request_is_none(desk, hub):
    heard = []

    def fault(_method, path, answer):
        if not path.endswith("/devices"):
            return answer
        heard.append(answer)
        return None if len(heard) == 1 else heard[0]

    hub.fault = fault
    code = hub.code()
    with pytest.raises(Refused, match="hub_unreachable"):
        exchanging.enrol(desk, code, hub.url)
    with pytest.raises(Refused, match="hub_garbled"):
        exchanging.enrol(desk, code, hub.url)
    assert enrolled(desk) is None


def test_another_tag_is_taken_for_future_numbers(desk, hub, raw):
    (before,) = registering.register(desk, [raw(1)]).registered
    hub.wrong_tag = "ZZ9"
    exchanging.enrol(desk, hub.code(), hub.url)
    (after,) = registering.register(desk, [raw(2, full_name="Warsini")]).registered
    assert after.number.split("-")[1] == "ZZ9"
    assert before.number.split("-")[1] != "ZZ9"
    with desk.read() as c:
        assert audit.verify(c) == []


def test_only_who_may_change_the_office_joins_a_hub(desk, config, hub):
    access.add_user(desk, "budi", "operator", "rahasia-budi")
    other = access.unlock(config, "budi", "rahasia-budi")
    with pytest.raises(NotAllowed):
        exchanging.enrol(other, hub.code(), hub.url)
    with pytest.raises(NotAllowed):
        exchanging.set_url(other, hub.url)
    other.close()


def test_the_same_hub_under_another_address(desk, hub, clock):
    exchanging.enrol(desk, hub.code(), hub.url)
    with running(replace(hub)) as moved:
        assert exchanging.set_url(desk, moved.url).url == moved.url
    with running(HubDouble(now=clock)) as other, pytest.raises(Refused, match="hub_key"):
        exchanging.set_url(desk, other.url)
    with pytest.raises(Refused, match="hub_unreachable"):
        exchanging.set_url(desk, "http://127.0.0.1:1")
    with pytest.raises(Refused, match="url"):
        exchanging.set_url(desk, "hub.example")
    assert exchanging.hub(desk).url == moved.url


def test_an_address_without_a_hub(desk, hub):
    with pytest.raises(Refused, match="hub_absent"):
        exchanging.set_url(desk, hub.url)
    assert exchanging.hub(desk) is None
