"""fpdf2 as its documentation has it: add_font, text, rect, image."""

from pathlib import Path

import fpdf
from qr_symbol import picture, rgb

VERSION = fpdf.__version__


def draw(job: dict, out: Path) -> None:
    """The job's PDF."""
    pdf = fpdf.FPDF(unit="pt", format=tuple(job["page"]))
    pdf.set_auto_page_break(False)
    for name, path in job["fonts"].items():
        pdf.add_font(name, fname=path)
    for page in job["pages"]:
        pdf.add_page()
        for ground, x, y, number in page:
            put(pdf, job["grounds"][ground]["strokes"], x, y)
            if number is not None:
                card(pdf, job["cards"][number], x, y)
    pdf.output(str(out))


def card(pdf: fpdf.FPDF, one: dict, x: float, y: float) -> None:
    """What is one person's own."""
    put(pdf, one["strokes"], x, y)
    left, top, wide, high = one["photo"]["box"]
    pdf.image(one["photo"]["file"], x + left, y + top, wide, high)
    left, top, wide, high = one["qr"]["box"]
    code = picture(one["qr"]["text"]).convert("L")  # one bit would become a fax, twice as large
    pdf.image(code, x + left, y + top, wide, high)


def put(pdf: fpdf.FPDF, strokes: list, x: float, y: float) -> None:
    """Shapes and texts."""
    for kind, left, top, *rest in strokes:
        if kind == "text":
            font, size, colour, text = rest
            pdf.set_font(font, size=size)
            pdf.set_text_color(*rgb(colour))
            pdf.text(x + left, y + top, text)
        elif kind == "line":
            to_x, to_y, colour, thick, dash = rest
            pdf.set_draw_color(*rgb(colour))
            pdf.set_line_width(thick)
            pdf.set_dash_pattern(dash, dash)
            pdf.line(x + left, y + top, x + to_x, y + to_y)
            pdf.set_dash_pattern()
        else:
            wide, high, colour, radius, *thick = rest
            if thick:
                pdf.set_line_width(thick[0])
                pdf.set_draw_color(*rgb(colour))
            else:
                pdf.set_fill_color(*rgb(colour))
            round_ones = {"round_corners": True, "corner_radius": radius} if radius else {}
            style = "D" if thick else "F"
            pdf.rect(x + left, y + top, wide, high, style=style, **round_ones)
