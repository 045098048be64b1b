"""PDF/A-2b (ISO 19005-2): what a PDF must say of itself to be read the same in many years.

The family is embedded, pages use only RGB, grey and no transparency; here come the metadata
(XMP), the colour space meant (sRGB) and the ends of streams that reportlab leaves out.
"""

from datetime import date
from functools import cache
from typing import Any
from xml.sax.saxutils import escape

from desktop_app import paths

_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>B</pdfaid:conformance>
<dc:format>application/pdf</dc:format>
<dc:language><rdf:Bag><rdf:li>id-ID</rdf:li></rdf:Bag></dc:language>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<xmp:CreatorTool>{creator}</xmp:CreatorTool>
<xmp:CreateDate>{date}</xmp:CreateDate>
<xmp:ModifyDate>{date}</xmp:ModifyDate>
<pdf:Producer>{producer}</pdf:Producer>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""
_UNENDED, _ENDED = b"endstream\nendobj\n", b"\nendstream\nendobj\n"


def prepare(canvas: Any) -> None:
    """Makes the document of this canvas say what it is; its title may still come."""
    from reportlab.pdfbase.pdfdoc import XMP, PDFArray, PDFDictionary, PDFName, PDFStream, PDFString

    document = canvas.document
    catalog, document.info.producer = document.Catalog, "Loket Desa, ReportLab"
    metadata = XMP(creator=_packet)
    metadata.filters = []
    catalog.Metadata = metadata
    space = PDFDictionary({"N": 3, "Alternate": PDFName("DeviceRGB")})
    profile = document.Reference(PDFStream(space, _srgb()), "sRGB")
    intent = {
        "Type": PDFName("OutputIntent"),
        "S": PDFName("GTS_PDFA1"),
        "OutputConditionIdentifier": PDFString("sRGB"),
        "Info": PDFString("sRGB IEC61966-2.1"),
        "DestOutputProfile": profile,
    }
    catalog.OutputIntents = PDFArray([PDFDictionary(intent)])
    catalog.__NoDefault__ = [*catalog.__NoDefault__, "OutputIntents"]


def describe(canvas: Any, title: str, subject: str, day: date) -> None:
    """The title, the kind of paper, and the day it bears (in place of the moment it is made at,
    so that equal papers are equal files)."""
    canvas.setTitle(title)
    canvas.setSubject(subject)
    canvas.document.made_on(day)


def ended(made: bytes) -> bytes:
    """An object of the file as it is written: a line ends before ``endstream``."""
    return made[: -len(_UNENDED)] + _ENDED if made.endswith(_UNENDED) else made


@cache
def _srgb() -> bytes:
    return (paths.resources() / "colours" / "sRGB.icc").read_bytes()


def _packet(document: Any) -> bytes:
    """The metadata, in the words of the document's information."""
    info = document.info
    return _PACKET.format(
        title=escape(info.title),
        subject=escape(info.subject),
        author=escape(info.author),
        creator=escape(info.creator),
        producer=escape(info.producer),
        date=f"{document.day}T00:00:00+00:00",
    ).encode()
