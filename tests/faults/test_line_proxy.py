"""The bad line does what it is told: the other tests lean on that."""

import http.client
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from line import BAD, PAGE, Line, always, at_random


class Echo(BaseHTTPRequestHandler):
    """Says back what it got, and keeps it."""

    def do_PUT(self):
        size = int(self.headers.get("content-length", 0))
        got = self.rfile.read(size)
        if len(got) == size:
            self.server.got.append(got)
        self.send_response(201)
        self.send_header("content-length", str(len(got) + 5))
        self.end_headers()
        self.wfile.write(b"have " + got)

    def log_message(self, *_):
        pass


@pytest.fixture
def hub():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Echo)
    server.got = []
    server.handle_error = lambda *_: None
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def line(hub):
    with Line(hub.server_address[1], pause=0.05) as made:
        yield made


def put(line, body=b"x" * 5000):
    """Status and body; raises what the office would see."""
    host = line.url.removeprefix("http://")
    connection = http.client.HTTPConnection(host, timeout=10)
    try:
        connection.request("PUT", "/batches/1", body)
        reply = connection.getresponse()
        return reply.status, reply.read()
    finally:
        connection.close()


BROKEN = (ConnectionError, http.client.HTTPException)


def test_passing(line, hub):
    assert put(line, b"one") == (201, b"have one")
    assert hub.got == [b"one"]
    assert line.count("PUT", "/batches") == 1
    assert line.sent > 3
    assert line.received > 8


def test_a_lost_answer_reached_the_hub(line, hub):
    line.next("drop_reply")
    with pytest.raises(BROKEN):
        put(line, b"one")
    assert hub.got == [b"one"]
    assert put(line, b"two")[0] == 201


@pytest.mark.parametrize("mode", ["cut_request", "hang", "refuse"])
def test_what_never_reaches_the_hub_whole(line, hub, mode):
    line.next(mode)
    with pytest.raises(BROKEN):
        put(line)
    assert hub.got == []


def test_an_answer_cut(line, hub):
    line.next("cut_reply")
    with pytest.raises(BROKEN):
        put(line)
    assert len(hub.got) == 1


def test_one_bit(line, hub):
    sent = b"\0" * 5000
    line.next("flip_request", "flip_reply")
    put(line, sent)
    assert sum(byte.bit_count() for byte in hub.got[0]) == 1
    _, body = put(line, sent)
    assert hub.got[1] == sent
    assert body != b"have " + sent
    assert len(body) == len(sent) + 5


def test_somebody_else_answers(line, hub):
    line.next("html", "busy")
    assert put(line) == (200, PAGE)
    assert put(line)[0] == 503
    assert hub.got == []


def test_twice_and_late(line, hub):
    line.next("duplicate", "delay")
    assert put(line, b"one")[1] == b"have one"
    assert put(line, b"two")[1] == b"have two"
    assert hub.got == [b"one", b"one", b"two"]


def test_an_old_answer(line):
    put(line, b"one")
    line.next("replay")
    assert put(line, b"two")[1] == b"have one"


def test_a_script_is_always_the_same():
    first, again = at_random(3), at_random(3)
    modes = [first(None) for _ in range(200)]
    assert modes == [again(None) for _ in range(200)]
    assert set(modes) == {"pass", *BAD}
    assert always("html")(None) == "html"
