"""PDFs written while they are drawn: memory does not grow with the number of pages.

reportlab keeps every page and picture until the document is saved. Here a finished page goes to
the file at once, with the pictures on it, and only its place in the file is remembered.
"""

import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any, BinaryIO

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from desktop_app.documents import archival
from desktop_app.documents.jpeg import Jpeg

_SHORT, _KINDS = 4_000, 64
"""Of pages that are remembered: how long they may be, and how many."""


class _File(pdfdoc.PDFFile):  # type: ignore[misc]  # reportlab has no types
    """What reportlab adds a document's parts to, written through."""

    def __init__(self, out: BinaryIO, version: tuple[int, int]) -> None:
        self._out = out
        super().__init__(version)
        for part in self.strings:
            out.write(part)
        self.strings.clear()
        self.write = out.write


class _Written:
    """What stays in memory of a picture that is in the file."""

    __slots__ = ("height", "width")

    def __init__(self, picture: Any) -> None:
        self.width, self.height = picture.width, picture.height


class _Photo(pdfdoc.PDFObject):  # type: ignore[misc]
    """A JPEG, written as it is."""

    def __init__(self, jpeg: Jpeg) -> None:
        self._jpeg = jpeg

    def format(self, _document: Any) -> bytes:
        """As it stands in the file."""
        return self._jpeg.stream()


class _Content(pdfdoc.PDFObject):  # type: ignore[misc]
    """What stands on a page."""

    def __init__(self, operators: str) -> None:
        self._packed = zlib.compress(operators.encode("ascii"))

    def format(self, _document: Any) -> bytes:
        """As it stands in the file."""
        head = f"<</Filter/FlateDecode/Length {len(self._packed)}>>\nstream\n"
        return b"%b%bendstream\n" % (head.encode(), self._packed)


class _Document(pdfdoc.PDFDocument):  # type: ignore[misc]
    """A document whose pages leave memory as soon as they are complete."""

    def stream_to(self, out: BinaryIO) -> None:
        """Begins the file."""
        self._file = _File(out, self._pdfVersion)
        self._alike: dict[str, bytes] = {}
        self._photos: dict[bytes, str] = {}

    def made_on(self, day: date) -> None:
        """The day on which the file says it was made, in place of the moment."""
        self.day = day
        self._timeStamp.YMDhms = (day.year, day.month, day.day, 0, 0, 0)

    def photo(self, jpeg: Jpeg) -> str:
        """The name of the picture in the document; one that occurs again is stored once."""
        digest = jpeg.digest
        name = self._photos.get(digest)
        if name is None:
            name = self._photos[digest] = f"{len(self._photos)}"
            self.Reference(_Photo(jpeg), self.getXObjectName(name))
        return name

    def addPage(self, page: Any) -> None:  # noqa: N802
        """Takes a finished page, and writes it with its pictures.

        A short page that was written before, as the back of a card is, shares what stands on it.
        """
        super().addPage(page)
        name = page.__InternalName__
        self.Pages.pages[-1] = pdfdoc.PDFObjectReference(name)
        self.idToObject[name] = None
        key = f"{page.pagewidth} {page.pageheight} {page.stream}"
        made = self._alike.get(key)
        if made is None:
            contents = self.Reference(_Content(page.stream)).name
            made = self._described(page, contents)
            self._put(contents)
            self.idToObject[contents] = None
            if not self._put_pictures(page) and len(key) < _SHORT and len(self._alike) < _KINDS:
                self._alike[key] = made
        self._write(name, made)

    def _described(self, page: Any, contents: str) -> bytes:
        """A page: papers have fonts, pictures and forms, and nothing else that reportlab knows."""
        numbers = self.idToObjectNumberAndVersion
        names = (self.Reference(self.Pages).name, pdfdoc.BasicFonts, contents)
        parent, fonts, stream = (numbers[name][0] for name in names)
        used = page.XObjects.dict if page.XObjects else ()
        named = "".join(f"/{one} {numbers[one][0]} 0 R" for one in used)
        size = f"{page.pagewidth:.7g} {page.pageheight:.7g}"
        return (
            f"<</Type/Page/Parent {parent} 0 R/MediaBox[0 0 {size}]/Contents {stream} 0 R"
            f"/Resources<</Font {fonts} 0 R/XObject<<{named}>>>>>>"
        ).encode()

    def _put_pictures(self, page: Any) -> bool:
        """Writes the pictures on the page that are not in the file yet; whether it has any."""
        found = False
        for used in page.XObjects.dict if page.XObjects else ():
            picture = self.idToObject.get(used)
            found = found or not isinstance(picture, pdfdoc.PDFFormXObject)
            if isinstance(picture, pdfdoc.PDFImageXObject):
                self._put(used)
                self.idToObject[used] = _Written(picture)
            elif isinstance(picture, _Photo):
                self._put(used)
                self.idToObject[used] = None
        return found

    def _put(self, name: str) -> None:
        self._write(name, pdfdoc.format(self.idToObject[name], self, toplevel=1))

    def _write(self, name: str, made: bytes) -> None:
        number, version = self.idToObjectNumberAndVersion[name]
        end = b"endobj\n" if made.endswith(b"\n") else b"\nendobj\n"
        whole = b"%d %d obj\n%b%b" % (number, version, made, end)
        self.idToOffset[name] = self._file.add(archival.ended(whole))

    def format(self) -> bytes:
        """Writes what is left, the table of places and the end; nothing remains to be written."""
        catalog, info = self.Reference(self.Catalog), self.Reference(self.info)
        number = 0
        while (number := number + 1) in self.numberToId:  # formatting may add objects
            if (name := self.numberToId[number]) not in self.idToOffset:
                self._put(name)
        xref = pdfdoc.PDFCrossReferenceTable()
        xref.addsection(0, [self.numberToId[n] for n in range(1, number)])
        start = self._file.add(xref.format(self))
        trailer = pdfdoc.PDFTrailer(start, Size=number, Root=catalog, Info=info, ID=self.ID())
        self._file.add(trailer.format(self))
        return b""


class StreamedCanvas(Canvas):  # type: ignore[misc]
    """A canvas whose pages go to the file as they are finished."""

    def __init__(self, out: BinaryIO, **options: Any) -> None:
        super().__init__(out, **options)
        self._doc.__class__ = _Document
        self._doc.stream_to(out)

    @property
    def document(self) -> Any:
        """The document behind it."""
        return self._doc

    def put_jpeg(self, jpeg: Jpeg, box: tuple[float, float, float, float]) -> None:
        """A JPEG into a box (left, bottom, width, height in points)."""
        name = self._doc.photo(jpeg)
        x, y, width, height = box
        place = f"{width:.7g} 0 0 {height:.7g} {x:.7g} {y:.7g} cm"
        self._code.append(f"q {place} /{self._doc.getXObjectName(name)} Do Q")
        self._formsinuse.append(name)


class HeldCanvas(StreamedCanvas):
    """A canvas whose file is written in one go when it is saved, and not before."""

    def __init__(self, out: BinaryIO, **options: Any) -> None:
        self._held, self._target = io.BytesIO(), out
        super().__init__(self._held, **options)

    def save(self) -> None:
        """Completes the file and writes it."""
        super().save()
        self._target.write(self._held.getvalue())


@contextmanager
def taken_back(out: BinaryIO) -> Iterator[None]:
    """Leaves ``out`` as it was when what is written to it within is not finished."""
    start = out.tell()
    try:
        yield
    except BaseException:
        out.seek(start)
        out.truncate()
        raise
