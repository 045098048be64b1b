"""WeasyPrint as its documentation has it: HTML and CSS, one HTML element to a thing on the card."""

import base64
import io
from html import escape
from pathlib import Path

import weasyprint
from qr_symbol import picture
from weasyprint.text.fonts import FontConfiguration

VERSION = weasyprint.__version__

_BASELINE = (2034 - 412) / 2 / 2000
"""From the middle of a line without height down to its baseline, in ems of the font."""
_CSS = """
@page {{ size: {0}pt {1}pt; margin: 0 }}
body {{ margin: 0 }}
section {{ position: relative; width: {0}pt; height: {1}pt; overflow: hidden; break-after: page }}
section:last-child {{ break-after: auto }}
div, p, img, b, i {{ position: absolute; margin: 0; display: block; box-sizing: border-box }}
p {{ white-space: pre; line-height: 0 }}
"""


Classes = dict[str, str]
"""Names of CSS classes by their declarations."""


def draw(job: dict, out: Path) -> None:
    """The job's PDF."""
    fonts, looks = FontConfiguration(), {}
    faces = "".join(
        f"@font-face {{ font-family: {name}; src: url('{Path(path).as_uri()}') }}"
        for name, path in job["fonts"].items()
    )
    grounds = {name: put(ground["strokes"], looks) for name, ground in job["grounds"].items()}
    pages = []
    for stamps in job["pages"]:
        shown = [
            element("div", f"left:{x}pt;top:{y}pt", looks)
            + grounds[ground]
            + (card(job["cards"][number], looks) if number is not None else "")
            + "</div>"
            for ground, x, y, number in stamps
        ]
        pages.append(f"<section>{''.join(shown)}</section>")
    html = f"<html><body>{''.join(pages)}</body></html>"
    classes = "".join(f".{name} {{ {look} }}" for look, name in looks.items())
    css = faces + _CSS.format(*job["page"]) + classes
    sheet = weasyprint.CSS(string=css, font_config=fonts)
    paper = weasyprint.HTML(string=html, base_url=f"{Path.cwd().as_uri()}/")
    paper.write_pdf(str(out), stylesheets=[sheet], font_config=fonts)


def element(tag: str, look: str, looks: Classes, more: str = "") -> str:
    """The beginning of an HTML element that looks so."""
    name = looks.setdefault(look, f"c{len(looks)}")
    return f'<{tag} class="{name}"{more}>'


def card(one: dict, looks: Classes) -> str:
    """What is one person's own."""
    png = io.BytesIO()
    picture(one["qr"]["text"]).save(png, "PNG")
    code = f"data:image/png;base64,{base64.b64encode(png.getvalue()).decode()}"
    photo = element("img", place(*one["photo"]["box"]), looks, f' src="{one["photo"]["file"]}"')
    sharp = f"{place(*one['qr']['box'])};image-rendering:pixelated"
    return put(one["strokes"], looks) + photo + element("img", sharp, looks, f' src="{code}"')


def place(x: float, y: float, wide: float, high: float) -> str:
    """Where a box stands."""
    return f"left:{x}pt;top:{y}pt;width:{wide}pt;height:{high}pt"


def put(strokes: list, looks: Classes) -> str:
    """Shapes and texts."""
    made = []
    for kind, x, y, *rest in strokes:
        if kind == "text":
            font, size, colour, text = rest
            spot = f"left:{x}pt;top:{y - _BASELINE * size}pt"
            look = f"{spot};font-family:{font};font-size:{size}pt;color:{colour}"
            made.append(f"{element('p', look, looks)}{escape(text)}</p>")
        elif kind == "line":
            to_x, to_y, colour, thick, dash = rest
            side = "left" if to_x == x else "top"
            left, top = min(x, to_x) - thick / 2 * (side == "left"), min(y, to_y)
            spot = f"left:{left}pt;top:{top - thick / 2 * (side == 'top')}pt"
            reach = f"width:{abs(to_x - x)}pt;height:{abs(to_y - y)}pt"
            drawn = f"border-{side}:{thick}pt {'dashed' if dash else 'solid'} {colour}"
            made.append(element("b", f"{spot};{reach};{drawn}", looks) + "</b>")
        else:
            wide, high, colour, radius, *thick = rest
            edge = thick[0] if thick else 0
            box = place(x - edge / 2, y - edge / 2, wide + edge, high + edge)
            drawn = f"border:{edge}pt solid {colour}" if thick else f"background:{colour}"
            made.append(element("i", f"{box};border-radius:{radius}pt;{drawn}", looks) + "</i>")
    return "".join(made)
