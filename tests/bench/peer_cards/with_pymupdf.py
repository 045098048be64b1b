"""PyMuPDF as its recipes have it: TextWriter, Shape, insert_image, show_pdf_page, ez_save."""

import io
from collections import defaultdict
from pathlib import Path

import pymupdf
from qr_symbol import picture, rgb

VERSION = pymupdf.__version__


def draw(job: dict, out: Path) -> None:
    """The job's PDF."""
    fonts = {name: pymupdf.Font(fontfile=path) for name, path in job["fonts"].items()}
    grounds = {name: shared(ground, fonts) for name, ground in job["grounds"].items()}
    wide, high = job["page"]
    doc = pymupdf.open()
    for stamps in job["pages"]:
        page, words = doc.new_page(width=wide, height=high), defaultdict(list)
        for ground, x, y, number in stamps:
            source = grounds[ground]
            left, top, right, foot = job["grounds"][ground]["box"]
            box = pymupdf.Rect(x + left, y + top, x + right, y + foot)
            page.show_pdf_page(box, source, 0)
            if number is not None:
                card(page, job["cards"][number], x, y, words)
        write(page, words, fonts)
    doc.subset_fonts()
    doc.ez_save(str(out))


def shared(ground: dict, fonts: dict) -> pymupdf.Document:
    """A PDF of one page, to be shown on others."""
    left, top, right, foot = ground["box"]
    doc, words = pymupdf.open(), defaultdict(list)
    page = doc.new_page(width=right - left, height=foot - top)
    put(page, ground["strokes"], -left, -top, words)
    write(page, words, fonts)
    return doc


def card(page: pymupdf.Page, one: dict, x: float, y: float, words: dict) -> None:
    """What is one person's own."""
    put(page, one["strokes"], x, y, words)
    left, top, wide, high = one["photo"]["box"]
    box = (x + left, y + top, x + left + wide, y + top + high)
    page.insert_image(box, filename=one["photo"]["file"])
    png = io.BytesIO()
    picture(one["qr"]["text"]).save(png, "PNG")
    left, top, wide, high = one["qr"]["box"]
    box = (x + left, y + top, x + left + wide, y + top + high)
    page.insert_image(box, stream=png.getvalue())


def put(page: pymupdf.Page, strokes: list, x: float, y: float, words: dict) -> None:
    """Shapes; texts are kept by colour until the page is whole."""
    shape = page.new_shape()
    for kind, left, top, *rest in strokes:
        if kind == "text":
            font, size, colour, text = rest
            words[colour].append(((x + left, y + top), text, font, size))
        elif kind == "line":
            to_x, to_y, colour, thick, dash = rest
            shape.draw_line((x + left, y + top), (x + to_x, y + to_y))
            dashes = f"[{dash}] 0" if dash else None
            shape.finish(color=parts(colour), width=thick, dashes=dashes)
        else:
            wide, high, colour, radius, *thick = rest
            box = pymupdf.Rect(x + left, y + top, x + left + wide, y + top + high)
            shape.draw_rect(box, radius=radius / min(wide, high) if radius else None)
            if thick:
                shape.finish(color=parts(colour), width=thick[0])
            else:
                shape.finish(fill=parts(colour), color=None)
    shape.commit()


def write(page: pymupdf.Page, words: dict, fonts: dict) -> None:
    """The texts of a page, a writer for each colour."""
    for colour, texts in words.items():
        writer = pymupdf.TextWriter(page.rect, color=parts(colour))
        for spot, text, font, size in texts:
            writer.append(spot, text, font=fonts[font], fontsize=size)
        writer.write_text(page)


def parts(colour: str) -> tuple[float, ...]:
    """Red, green and blue as parts of one."""
    return tuple(part / 255 for part in rgb(colour))
