"""PDF/A-2b as far as it can be read from the file: ISO 19005-2, clause by clause."""

import re
import zlib
from dataclasses import replace
from xml.etree import ElementTree

import paper_faces as faces
import pypdfium2
import pytest

from desktop_app import paths
from desktop_app.documents import samples
from desktop_app.documents.sheet import write_cards

NAMES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "xmp": "http://ns.adobe.com/xap/1.0/",
}
#: What PDF/A-2b does not let a file hold (6.1.3, 6.1.7, 6.2.4, 6.2.8, 6.2.10, 6.5, 6.6).
FORBIDDEN = (
    rb"/Encrypt|/LZWDecode|/DeviceCMYK|/Interpolate true|/SMask|/Group|/ca |/CA "
    rb"|/JavaScript|/JS\b|/AA\b|/Launch|/EmbeddedFiles|/OpenAction|/Annots|/XFA"
)


def streams(pdf: bytes) -> list[tuple[bytes, bytes]]:
    """Each stream's dictionary and its bytes, unpacked."""
    found = []
    for match in re.finditer(rb"\d+ 0 obj\n(<<.*?>>)\nstream\n", pdf, re.DOTALL):
        length = int(re.search(rb"/Length (\d+)", match[1])[1])
        data = pdf[match.end() : match.end() + length]
        assert pdf[match.end() + length :].startswith(b"\nendstream\nendobj\n")
        packed = b"/FlateDecode" in match[1] and b"/DCTDecode" not in match[1]
        found.append((match[1], zlib.decompress(data) if packed else data))
    return found


def metadata(pdf: bytes) -> ElementTree.Element:
    (packet,) = [data for told, data in streams(pdf) if b"/Metadata" in told]
    return ElementTree.fromstring(packet.decode().strip())


def said(packet: ElementTree.Element, path: str) -> str:
    return packet.find(f".//{path}", NAMES).text


@pytest.fixture(scope="module")
def emblem() -> bytes:
    return (paths.resources() / "help" / "gambar" / "mulai.png").read_bytes()


@pytest.mark.parametrize("paper", samples.PAPERS)
def test_every_paper_says_what_it_is_and_holds_nothing_else(paper, emblem):
    pdf = samples.sample(replace(faces.OFFICE, emblem=emblem), paper)
    assert pdf.startswith(b"%PDF-1.7\n%")
    assert all(byte > 127 for byte in pdf[10:14])
    assert re.search(rb"trailer\n.*/ID \n?\[<[0-9a-f]{32}><[0-9a-f]{32}>\]", pdf, re.DOTALL)
    plain = b"".join(told for told, _data in streams(pdf)) + re.sub(
        rb"stream\n.*?\nendstream", b"", pdf, flags=re.DOTALL
    )
    assert not re.search(FORBIDDEN, plain)
    packet = metadata(pdf)
    assert said(packet, "pdfaid:part") == "2"
    assert said(packet, "pdfaid:conformance") == "B"
    assert said(packet, "dc:language//rdf:li") == "id-ID"
    assert b"/Lang (id-ID)" in pdf
    document = pypdfium2.PdfDocument(pdf)
    told = document.get_metadata_dict()
    document.close()
    assert said(packet, "dc:title//rdf:li") == told["Title"]
    assert said(packet, "dc:creator//rdf:li") == told["Author"]
    assert said(packet, "xmp:CreatorTool") == told["Creator"]
    assert told["CreationDate"] == told["ModDate"]
    assert said(packet, "xmp:CreateDate").replace("-", "")[:8] == told["CreationDate"][2:10]


@pytest.mark.parametrize("paper", samples.PAPERS)
def test_every_font_is_inside_and_colours_are_named(paper):
    pdf = samples.sample(faces.OFFICE, paper)
    fonts = re.findall(rb"/BaseFont (\S+).*?/FontDescriptor (\d+) 0 R.*?/ToUnicode", pdf, re.DOTALL)
    assert fonts
    assert pdf.count(b"/Type /Font ") == len(fonts) == pdf.count(b"/FontFile2")
    assert all(re.fullmatch(rb"/[A-Z]{6}\+LoketSans.*", name) for name, _number in fonts)
    assert b"/OutputIntents" in pdf
    assert b"/GTS_PDFA1" in pdf
    (profile,) = [data for told, data in streams(pdf) if b"/N 3" in told]
    assert profile[36:40] == b"acsp"
    assert profile[12:20] == b"mntrRGB "


def test_a_title_with_signs_of_xml_is_still_metadata():
    head = replace(faces.OFFICE, office_line='Desa <A> & "B"')
    packet = metadata(faces.drawn(write_cards, head, [faces.CONFIRMED], today=faces.TODAY))
    assert 'Desa <A> & "B"' in said(packet, "dc:title//rdf:li")


def test_equal_papers_are_equal_files():
    for paper in samples.PAPERS:
        assert samples.sample(faces.OFFICE, paper) == samples.sample(faces.OFFICE, paper)
