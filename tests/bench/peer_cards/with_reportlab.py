"""Plain reportlab as its user guide has it: forms, drawString, drawImage, QrCodeWidget."""

from pathlib import Path

import reportlab
from reportlab.graphics import renderPDF
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.lib.colors import HexColor
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

VERSION = reportlab.__version__


def draw(job: dict, out: Path) -> None:
    """The job's PDF."""
    high = job["page"][1]
    for name, path in job["fonts"].items():
        pdfmetrics.registerFont(TTFont(name, path))
    canvas = Canvas(str(out), pagesize=job["page"])
    for name, ground in job["grounds"].items():
        left, top, right, foot = ground["box"]
        canvas.beginForm(name, left, -foot, right, -top)
        put(canvas, ground["strokes"])
        canvas.endForm()
    for page in job["pages"]:
        for ground, x, y, number in page:
            canvas.saveState()
            canvas.translate(x, high - y)
            canvas.doForm(ground)
            if number is not None:
                card(canvas, job["cards"][number])
            canvas.restoreState()
        canvas.showPage()
    canvas.save()


def card(canvas: Canvas, one: dict) -> None:
    """What is one person's own."""
    put(canvas, one["strokes"])
    x, y, wide, high = one["photo"]["box"]
    canvas.drawImage(one["photo"]["file"], x, -y - high, wide, high)
    x, y, wide, high = one["qr"]["box"]
    code = QrCodeWidget(one["qr"]["text"], barLevel="M", barBorder=0, barWidth=wide, barHeight=high)
    drawing = Drawing(wide, high)
    drawing.add(code)
    renderPDF.draw(drawing, canvas, x, -y - high)


def put(canvas: Canvas, strokes: list) -> None:
    """Shapes and texts."""
    for kind, *rest in strokes:
        if kind == "text":
            x, y, font, size, colour, text = rest
            canvas.setFillColor(HexColor(colour))
            canvas.setFont(font, size)
            canvas.drawString(x, -y, text)
        elif kind == "line":
            x, y, to_x, to_y, colour, thick, dash = rest
            canvas.setStrokeColor(HexColor(colour))
            canvas.setLineWidth(thick)
            canvas.setDash([dash] if dash else [])
            canvas.line(x, -y, to_x, -to_y)
            canvas.setDash([])
        elif kind == "box":
            x, y, wide, high, colour, radius = rest
            canvas.setFillColor(HexColor(colour))
            canvas.roundRect(x, -y - high, wide, high, radius, stroke=0, fill=1)
        else:
            x, y, wide, high, colour, radius, thick = rest
            canvas.setStrokeColor(HexColor(colour))
            canvas.setLineWidth(thick)
            canvas.roundRect(x, -y - high, wide, high, radius)
