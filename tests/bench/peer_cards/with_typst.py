"""Typst as its tutorial has it: data from JSON, a function for the card, place and image."""

import importlib.metadata
from pathlib import Path

import typst
from qr_symbol import picture

VERSION = importlib.metadata.version("typst")

_PAPER = """
#let job = json("job.json")
#let count = int(sys.inputs.pages)
#set page(width: job.page.at(0) * 1pt, height: job.page.at(1) * 1pt, margin: 0pt)
#set text(top-edge: "baseline", bottom-edge: "baseline", font: "Loket Sans", hyphenate: false)
#let weights = ("Regular": 400, "Medium": 500, "SemiBold": 600, "Bold": 700)
#let put(strokes) = for (kind, x, y, ..rest) in strokes {
  place(dx: x * 1pt, dy: y * 1pt, if kind == "text" {
    let (font, size, colour, words) = rest
    let weight = weights.at(font.split("-").at(1))
    box(text(size: size * 1pt, fill: rgb(colour), weight: weight, words))
  } else if kind == "line" {
    let (to-x, to-y, colour, thick, dash) = rest
    let pattern = if dash > 0 { (dash * 1pt,) } else { none }
    let drawn = stroke(paint: rgb(colour), thickness: thick * 1pt, dash: pattern)
    line(end: ((to-x - x) * 1pt, (to-y - y) * 1pt), stroke: drawn)
  } else {
    let (wide, high, colour, radius, ..thick) = rest
    rect(
      width: wide * 1pt, height: high * 1pt, radius: radius * 1pt,
      fill: if kind == "box" { rgb(colour) },
      stroke: if kind == "frame" { thick.at(0) * 1pt + rgb(colour) },
    )
  })
}
#let grounds = job.grounds.pairs().map(((name, ground)) => (name, put(ground.strokes))).to-dict()
#let picture(file, place-at, ..more) = {
  let (x, y, wide, high) = place-at
  place(dx: x * 1pt, dy: y * 1pt, image(file, width: wide * 1pt, height: high * 1pt, ..more))
}
#let card(number) = {
  let one = job.cards.at(number)
  put(one.strokes)
  picture("/" + one.photo.file, one.photo.box)
  picture("/codes/" + str(number) + ".png", one.qr.box, scaling: "pixelated")
}
#for (at, stamps) in job.pages.slice(0, count).enumerate() {
  if at > 0 { pagebreak() }
  for (ground, x, y, number) in stamps {
    place(dx: x * 1pt, dy: y * 1pt, {
      grounds.at(ground)
      if number != none { card(number) }
    })
  }
}
"""


def draw(job: dict, out: Path) -> None:
    """The job's PDF."""
    codes = Path("codes")
    codes.mkdir(exist_ok=True)
    for number, one in enumerate(job["cards"]):
        picture(one["qr"]["text"]).save(codes / f"{number}.png")
    typst.compile(
        _PAPER.encode(),
        output=str(out),
        root=".",
        font_paths=sorted({str(Path(path).parent) for path in job["fonts"].values()}),
        ignore_system_fonts=True,
        sys_inputs={"pages": str(len(job["pages"]))},
    )
