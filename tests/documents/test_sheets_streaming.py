"""Cards go to the file page by page: the same bytes each time, little memory, all or nothing."""

import io
import os
import subprocess
import sys
from dataclasses import replace

import paper_faces as faces
import pypdfium2
import pytest
from paper_faces import TODAY, drawn, letters, words

from desktop_app.documents import page
from desktop_app.documents.preview import sizes
from desktop_app.documents.sheet import write_cards
from desktop_app.domain.findings import Refused


def people(count: int):
    jpeg = faces.jpeg()
    for n in range(count):
        yield replace(faces.CONFIRMED, name=f"Orang {n}", photo=jpeg + n.to_bytes(4, "big"))


def cards(given, **options) -> bytes:
    return drawn(write_cards, faces.OFFICE, given, today=TODAY, **options)


@pytest.mark.parametrize("layout", ["cr80", "a4-10", "f4-fold-5", "slip"])
@pytest.mark.parametrize("ink", ["colour", "saving"])
def test_equal_input_gives_equal_bytes(layout, ink):
    one, other = (cards(people(12), layout=layout, ink=ink) for _ in range(2))
    assert one == other


class Pipe(io.BytesIO):
    """A file that takes bytes and gives none back."""

    def seekable(self) -> bool:
        return False

    def seek(self, *_: int) -> int:
        raise io.UnsupportedOperation

    def tell(self) -> int:
        raise io.UnsupportedOperation


def test_a_pipe_gets_the_same_pages():
    pipe = Pipe()
    write_cards(pipe, faces.OFFICE, people(12), layout="a4-10", today=TODAY)
    streamed = cards(people(12), layout="a4-10")
    assert sizes(pipe.getvalue()) == sizes(streamed)
    for number in range(4):
        assert letters(pipe.getvalue(), number) == letters(streamed, number)


def test_each_object_stands_where_the_table_says():
    pdf = cards(people(12), layout="a4-10")
    start = int(pdf.rsplit(b"startxref\n", 1)[1].split(b"\n")[0])
    lines = pdf[start:].split(b"\n")
    assert lines[0] == b"xref"
    count = int(lines[1].split()[1])
    for number, line in enumerate(lines[3 : 2 + count], 1):
        assert pdf[int(line[:10]) :].startswith(b"%d 0 obj" % number)


def test_what_is_written_after_other_bytes_stands_alone(tmp_path):
    with (tmp_path / "x.pdf").open("w+b") as out:
        out.write(b"before")
        write_cards(out, faces.OFFICE, people(3), layout="a4-10", today=TODAY)
        out.seek(6)
        pdf = out.read()
    assert pypdfium2.PdfDocument(pdf)
    assert pdf == cards(people(3), layout="a4-10")


@pytest.mark.parametrize("layout", ["cr80", "a4-10", "slip"])
def test_a_refusal_in_the_middle_leaves_the_file_as_it_was(layout):
    def some():
        yield from people(25)
        yield replace(faces.CONFIRMED, name="Sri " * 200)

    out = io.BytesIO(b"as it was")
    out.seek(0, io.SEEK_END)
    with pytest.raises(Refused, match="does_not_fit"):
        write_cards(out, faces.OFFICE, some(), layout=layout, today=TODAY)
    assert out.getvalue() == b"as it was"
    told = []
    count = write_cards(
        out,
        faces.OFFICE,
        some(),
        layout=layout,
        today=TODAY,
        refuse=lambda person, why: told.append((person.name[:3], why.rule)),
    )
    assert (count, told) == (25, [("Sri", "does_not_fit")])


class FullDisk(io.BytesIO):
    """A disk with room for some pages."""

    def write(self, data) -> int:
        if self.tell() + len(data) > 60_000:
            raise OSError(28, "No space left on device")
        return super().write(data)


def test_a_full_disk_leaves_nothing_behind():
    out = FullDisk()
    with pytest.raises(OSError, match="No space"):
        write_cards(out, faces.OFFICE, people(200), layout="cr80", today=TODAY)
    assert out.getvalue() == b""


def test_the_same_photo_is_stored_once():
    jpeg = faces.jpeg()
    given = [replace(faces.CONFIRMED, name=f"Orang {n}", photo=jpeg) for n in range(40)]
    assert cards(given, layout="a4-10").count(b"/DCTDecode") == 1


def test_no_card_is_lost_on_the_way():
    pdf = cards(people(101), layout="a4-fold-5")
    assert len(sizes(pdf)) == 21
    said = " ".join(words(pdf, number) for number in range(21))
    assert all(f"Orang {n} " in said for n in range(101))


def test_a_canvas_that_keeps_its_pages_draws_the_same(monkeypatch):
    kept = page.open_canvas

    def unstreamed(out, size, head, **options):
        return kept(out, size, head, **{**options, "streamed": False})

    streamed = cards(people(12), layout="a4-10")
    monkeypatch.setattr(page, "open_canvas", unstreamed)
    whole = cards(people(12), layout="a4-10")
    for number in range(4):
        assert letters(whole, number) == letters(streamed, number)


MEASURE = """
import resource, sys
from itertools import islice
sys.path.insert(0, {tests!r})
import paper_faces as faces
from test_sheets_streaming import people
from desktop_app.documents.sheet import write_cards

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

with open({out!r}, "w+b") as file:
    write_cards(file, faces.OFFICE, people(100), layout="a4-10", today=faces.TODAY)
before = peak()
with open({out!r}, "w+b") as file:
    write_cards(file, faces.OFFICE, people(1500), layout="a4-10", today=faces.TODAY)
print(peak() - before)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows counts memory otherwise")
def test_memory_does_not_grow_with_the_number_of_cards(tmp_path):
    tests = os.path.dirname(__file__)  # noqa: PTH120
    out = tmp_path / "x.pdf"
    code = MEASURE.format(tests=tests, out=str(out))
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    assert float(done.stdout) < 12
