"""The line itself: addresses, limits, and answers that are not the hub's."""

import socket
import threading

import pytest
from hub_double import Answer

from desktop_app.domain.findings import Refused
from desktop_app.sync import client
from desktop_app.sync.client import Patience, checked_url, connected
from desktop_app.sync.errors import RULES, HubUnreachable

HTML = Answer(200, b"<html>Selamat datang di WiFi Hotel. Silakan masuk.</html>", "text/html")


@pytest.fixture
def line(hub, patience):
    with connected(hub.url, patience) as line:
        yield line


def refusal(ask) -> Refused:
    with pytest.raises(Refused) as caught:
        ask()
    return caught.value


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        (" HTTPS://Hub.Cilacap.go.id/ ", "https://hub.cilacap.go.id"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("https://hub.example/loket/", "https://hub.example/loket"),
        ("http://[::1]:80/", "http://[::1]:80"),
    ],
)
def test_an_address_has_one_spelling(typed, read):
    assert checked_url(typed) == read


@pytest.mark.parametrize(
    "typed",
    [
        "", "hub.example", "ftp://hub.example", "file:///etc/passwd", "https://", "https://a:b@c",
        "https://hub.example/?q=1", "https://hub.example/#x", "http://hub:port", "http://[::1",
        "https://hub.example/a\nb", "javascript:alert(1)",
    ],
)  # fmt: skip
def test_anything_else_is_no_address(typed):
    assert refusal(lambda: checked_url(typed)).rule == "url"


def test_a_document_and_a_nonce(line):
    assert line.document("/keys")["schema"] == 1
    assert line.nonce(60) == line.nonce(60)
    first = line.nonce(60)
    line.forget_nonce()
    assert line.nonce(60) != first


@pytest.mark.parametrize(
    "answer",
    [
        HTML,
        Answer(200, b"\x00\xffgarbage", "application/json"),
        Answer(200, b"[1]", "application/json"),
        Answer(200, b"[" * 100_000, "application/json"),
        Answer(200, b'{"nonce": 5}', "application/json"),
        Answer(200, b'{"nonce": "' + b"x" * 600 + b'"}', "application/json"),
        Answer(200, b"{}", "text/plain"),
        Answer(204, b"", "application/json"),
        Answer(302, b"", "text/html", (("Location", "http://login.hotel.example/"),)),
        Answer(302, b"", "text/html", (("Location", "ftp://127.0.0.1/"),)),
        Answer(302, b"", "text/html"),
        Answer(307, b"", "text/html", (("Location", "/again"),)),
        Answer(404, b"<html>nothing here</html>", "text/html"),
        Answer(404, b'{"detail": "Not Found"}', "application/json"),
        Answer(403, b'{"error": {"rule": "hub_key"}}', "application/json"),
        Answer(403, b'{"error": {"rule": ["code_used"]}}', "application/json"),
        Answer(400, b'{"error": 5}', "application/json"),
        Answer(200, b"\x1f\x8b", "application/json", (("Content-Encoding", "gzip"),)),
    ],
)
def test_what_is_not_the_hubs_answer_is_no_answer(hub, line, answer):
    hub.fault = lambda *_: answer
    assert refusal(lambda: line.nonce(60)).rule == "hub_garbled"


@pytest.mark.parametrize(
    "answer",
    [
        HTML,
        Answer(200, b"bytes", "application/octet-stream"),
        Answer(200, b"{}", "application/json"),
    ],
)
def test_bytes_come_as_such_or_not_at_all(hub, line, answer):
    hub.fault = lambda *_: answer
    assert refusal(lambda: line.send("PUT", "/batches/x", b"b")).rule == "hub_garbled"
    assert refusal(lambda: line.get("/changes?after=")).rule == "hub_garbled"


@pytest.mark.parametrize(
    ("status", "body", "rule"),
    [
        (503, b"", "hub_busy"),
        (502, b"<html>Bad Gateway</html>", "hub_busy"),
        (500, b"Internal Server Error", "hub_busy"),
        (429, b"", "too_many_tries"),
        (403, b'{"error": {"rule": "code_used"}}', "code_used"),
        (409, b'{"error": {"rule": "incarnation"}}', "incarnation"),
        (400, b'{"error": {"rule": "hub_busy"}}', "hub_busy"),
    ],
)
def test_the_hubs_own_words(hub, line, status, body, rule):
    kind = "application/json" if body.startswith(b"{") else "text/plain"
    hub.fault = lambda *_: Answer(status, body, kind, (("Retry-After", "30"),))
    refused = refusal(lambda: line.send("PUT", "/batches/x", b"b"))
    assert refused.rule == rule
    assert isinstance(refused, HubUnreachable) == (rule in RULES)
    if rule == "too_many_tries":
        assert refused.params == {"wait": 30}


def test_a_hub_that_moved_within_its_host_is_followed(hub, line):
    def moved(method, path, answer):
        here = (("Location", "/loket/api/v1/keys"),)
        return answer if path.startswith("/loket") else Answer(308, b"", "text/html", here)

    hub.fault = moved
    hub_answers = hub.answer
    hub.answer = lambda method, path, *rest: hub_answers(method, path.replace("/loket", ""), *rest)
    assert line.document("/keys")["schema"] == 1


def test_an_answer_larger_than_anything_is_not_read_to_its_end(hub, line, monkeypatch):
    monkeypatch.setattr(client, "LARGEST", 100_000)
    hub.fault = lambda *_: Answer(200, b"x" * 100_001)
    assert refusal(lambda: line.get("/changes")).rule == "hub_garbled"
    hub.fault = lambda *_: Answer(200, b"x" * 100_000)
    assert len(line.get("/changes")) == 100_000


@pytest.mark.parametrize("fault", ["dropped", "cut", "hanging"])
def test_a_bad_line_is_a_bad_line(hub, fault):
    def failing(_method, _path, answer):
        if fault == "hanging":
            hub.release.wait(10)
        return None if fault != "cut" else Answer(200, answer.body, answer.kind, cut=20)

    hub.fault = failing
    with connected(hub.url, Patience(connect=2.0, read=0.2, whole=2.0)) as line:
        assert refusal(lambda: line.document("/keys")).rule == "hub_unreachable"


def test_nobody_there_and_nobody_by_that_name(patience):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    for url in (f"http://127.0.0.1:{port}", "http://hub.invalid"):
        with connected(url, patience) as line:
            assert refusal(lambda line=line: line.document("/keys")).rule == "hub_unreachable"


def test_an_answer_that_is_no_http(patience):
    with socket.create_server(("127.0.0.1", 0)) as server:

        def speak():
            other, _ = server.accept()
            with other:
                other.recv(4096)
                other.sendall(b"220 smtp.example ESMTP\r\n\r\n")

        speaker = threading.Thread(target=speak)
        speaker.start()
        with connected(f"http://127.0.0.1:{server.getsockname()[1]}", patience) as line:
            assert refusal(lambda: line.document("/keys")).rule == "hub_garbled"
        speaker.join()


def test_a_line_that_is_not_safe(hub, patience):
    with connected(hub.url.replace("http://", "https://"), patience) as line:
        assert refusal(lambda: line.document("/keys")).rule == "hub_tls"


def test_no_proxy_stands_before_this_very_pc(hub, patience, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    with connected(hub.url, patience) as line:
        assert line.document("/keys")["schema"] == 1
    with connected("http://hub.example", patience) as line:
        assert refusal(lambda: line.document("/keys")).rule == "hub_unreachable"


def test_a_proxy_that_is_none(patience, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "socks9://nowhere")
    with connected("http://hub.example", patience) as line:
        assert refusal(lambda: line.document("/keys")).rule == "hub_unreachable"


def test_the_texts_of_errors_hold_nothing_of_the_request(hub, line):
    hub.fault = lambda *_: HTML
    error = refusal(lambda: line.send("PUT", "/batches/3301011508850001", b"3301011508850001"))
    assert "3301" not in f"{error!r}{error}{error.__cause__}{error.params}"
    assert error.__suppress_context__ or error.__context__ is None


def test_a_body_under_way_ends_when_somebody_asks(hub):
    """A crawling line must not keep an office open that is to be closed."""
    from desktop_app.sync.client import Client
    from desktop_app.sync.errors import Stopped

    asked: list[bool] = []

    def stop() -> bool:
        asked.append(True)
        return len(asked) > 3

    client = Client(hub.url, stop=stop)
    with pytest.raises(Stopped):
        client.send("PUT", "/batches/x", bytes(10 * 16 * 1024))
    client.close()
    assert len(asked) == 4
