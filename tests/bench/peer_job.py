"""The cards that every library draws: where each stroke, letter and picture stands.

Taken from our own panels, so that nobody but us has to measure and break text. Lengths are points
from the top left corner of the page, or of the card on it.
"""

import io
import json
import pickle
import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from crowd import TODAY, people
from printing import HEAD, member

from desktop_app import paths
from desktop_app.documents import card, drawing, fonts, sheet_marks
from desktop_app.documents.card_ground import WIDTH
from desktop_app.documents.page import MM, Panel
from desktop_app.documents.sheet_files import Layout, named
from desktop_app.documents.template import template
from desktop_app.documents.values import Person

PHOTO = (240, 320)
_JOBS = ("Petani", "Nelayan", "Pedagang sayur keliling", "Pengemudi ojek", "Buruh tani")


def write(folder: Path, count: int, layout: str, seed: int, photos: Path | None = None) -> None:
    """Writes the job: ``job.json`` for the peers, ``people.pickle`` for us, the photos for all."""
    plan = named(layout)
    shown = members(count, seed)
    (folder / "photos").mkdir(parents=True)
    names = [f"photos/{number:05}.jpg" for number in range(count)]
    for name, jpeg in zip(names, pictures(count, seed, photos), strict=True):
        (folder / name).write_bytes(jpeg)
    job = {
        "page": [side * MM for side in plan.page],
        "pages": list(pages(plan, count)),
        "grounds": grounds(plan),
        "cards": [own(*one, folder) for one in zip(shown, names, strict=True)],
        "fonts": {
            name: str(paths.resources() / "fonts" / f"{name}.ttf")
            for name in (fonts.REGULAR, fonts.MEDIUM, fonts.SEMIBOLD, fonts.BOLD)
        },
    }
    (folder / "job.json").write_text(json.dumps(job), "utf-8")
    (folder / "people.pickle").write_bytes(pickle.dumps((HEAD, layout, TODAY, shown, names)))


def members(count: int, seed: int) -> list[Person]:
    """Members with a credential of their own, always the same people for one seed."""
    chance = random.Random(seed)
    signing = chance.randbytes(32)
    made = []
    for serial, worker in zip(range(count), people(seed), strict=False):
        shown = member(serial, worker, f"{10**10 + chance.randrange(10**10)}", signing)
        made.append(
            replace(
                shown,
                member_since=TODAY - timedelta(chance.randrange(900)),
                occupation=chance.choice(_JOBS),
                payer=chance.choice(("Sendiri", "APBDes Tambakreja")),
            )
        )
    return made


def pictures(count: int, seed: int, photos: Path | None = None) -> Iterator[bytes]:
    """JPEGs of 240 × 320 points, no two of them alike: those of a folder in turns, or invented.

    Raises SystemExit for a folder without JPEGs.
    """
    from PIL import Image, ImageOps

    found_in = photos.iterdir() if photos else ()
    files = sorted(path for path in found_in if path.suffix.lower() in (".jpg", ".jpeg"))
    if photos and not files:
        raise SystemExit(f"{photos}: no JPEGs there")
    chance = random.Random(seed)
    for number in range(count):
        if files:
            with Image.open(files[number % len(files)]) as found:
                picture = ImageOps.fit(ImageOps.exif_transpose(found).convert("RGB"), PHOTO)
        else:
            picture = _invented(chance)
        out = io.BytesIO()
        picture.save(out, "JPEG", quality=75, comment=f"{number}")
        yield out.getvalue()


def _invented(chance: random.Random) -> Any:
    """Soft spots of colour with grain: about as large as a face on a JPEG, and as soft."""
    from PIL import Image, ImageChops

    spots = Image.frombytes("RGB", (6, 8), chance.randbytes(6 * 8 * 3))
    grain = Image.frombytes("L", PHOTO, chance.randbytes(PHOTO[0] * PHOTO[1]))
    fine = Image.merge("RGB", (grain.point(lambda light: light // 10),) * 3)
    return ImageChops.add(spots.resize(PHOTO, Image.Resampling.BICUBIC), fine, 1.2)


# --- where everything stands --------------------------------------------------------------------


def pages(plan: Layout, count: int) -> Iterator[list[list[Any]]]:
    """Each page as ``[ground, left, top, card or None]`` in the order of drawing."""
    for start in range(0, count, plan.places):
        group = range(start, min(start + plan.places, count))
        front: list[list[Any]] = [["margin-front", 0, 0, None]] if plan.marks else []
        back: list[list[Any]] = [["margin-back", 0, 0, None]] if plan.marks else []
        for place, number in enumerate(group):
            x, y = (side * MM for side in plan.corner(place))
            front.append(["confirmed", x, y, number])
            if plan.fold:
                front.append(["confirmed-back", x + WIDTH * MM, y, None])
            if plan.marks:
                front.append(["outline", x, y, None])
            x, y = (side * MM for side in plan.corner(place, mirrored=plan.duplex != "card"))
            back.append(["confirmed-back", x, y, None])
        yield front
        if plan.two_sided:
            yield back


def grounds(plan: Layout) -> dict[str, dict[str, Any]]:
    """What pages share, by name: strokes, and the ``box`` (left, top, right, foot) around them."""
    made = {}
    for name, (panel, over) in sheet_marks.panels(HEAD, HEAD.words or template(), plan).items():
        edges = (-over, -over, panel.width + over, panel.height + over)
        strokes = list(_strokes(panel, over * MM))
        made[name] = {"box": [edge * MM for edge in edges], "strokes": strokes}
    return {name: made[name] for name in made if not name.startswith("provisional")}


def own(person: Person, file: str, folder: Path) -> dict[str, Any]:
    """What is one person's own: strokes, and where photo and code stand."""
    front, _ = card.sides(replace(person, photo=(folder / file).read_bytes()), template())
    assert front.own
    strokes = list(_strokes(front.own, 0))
    spots = {name: box for name, *box in strokes if name in ("photo", "qr")}
    return {
        "strokes": [stroke for stroke in strokes if stroke[0] not in spots],
        "photo": {"file": file, "box": spots["photo"]},
        "qr": {"text": person.qr, "box": spots["qr"]},
    }


def _strokes(panel: Panel, over: float) -> Iterator[list[Any]]:
    """The panel's shapes and texts: ``box`` and ``frame`` (left, top, width, height, colour,
    radius, thickness), ``line`` (two ends, colour, thickness, dash), ``text`` (left, baseline,
    font, size, colour, letters)."""
    wide, high = panel.width * MM, panel.height * MM

    def inside(box: drawing.Rectangle) -> list[float]:
        left, right = max(box[0], -over), min(box[0] + box[2], wide + over)
        top, foot = max(high - box[1] - box[3], -over), min(high - box[1], high + over)
        return [left, top, right - left, foot - top]

    for shape in panel._shapes:
        box, *rest = shape.args
        if shape.func is drawing.line:
            yield ["line", box[0], high - box[1], box[2], high - box[3], *rest]
        elif shape.func is drawing.code:
            yield ["box", *inside(box), "#FFFFFF", 0]
            yield ["qr", *inside(rest[0])]
        elif shape.func is drawing.picture:
            yield ["photo", *inside(box)]
        else:
            yield [shape.func.__name__, *inside(box), *rest]
    for x, y, font, size, colour, text in panel._texts:
        yield ["text", x, high - y, font, size, colour, text]
