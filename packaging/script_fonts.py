"""Cuts the fonts of ``resources/fonts/scripts`` to what names can need that Loket Sans lacks.

Run by whoever changes a font, not by the build, in an environment that has fonttools::

    uv run --no-project --with fonttools packaging/script_fonts.py FOLDER

FOLDER holds the TrueType files of Debian's packages fonts-noto-core 20201225-1 and
fonts-droid-fallback 1:6.0.1r16 as they are installed (in whatever folders below it).
"""

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

FONTS = Path(__file__).parents[1] / "resources" / "fonts" / "scripts"

JOINERS = (0x200C, 0x200D)
DOTTED_CIRCLE = 0x25CC
"""Carries a mark that stands alone."""

#: File, the name it gets, and the blocks of Unicode it keeps. One weight of each.
CUTS = (
    ("NotoSansArabic-Regular.ttf", "Arabic", ((0x0600, 0x06FF), (0x0750, 0x077F))),
    ("NotoSansJavanese-Regular.ttf", "Javanese", ((0xA980, 0xA9DF),)),
    ("NotoSansBalinese-Regular.ttf", "Balinese", ((0x1B00, 0x1B7F),)),
    ("NotoSansSundanese-Regular.ttf", "Sundanese", ((0x1B80, 0x1BBF), (0x1CC0, 0x1CCF))),
    ("NotoSansBuginese-Regular.ttf", "Buginese", ((0x1A00, 0x1A1F), (0xA9CF, 0xA9CF))),
    ("NotoSansBatak-Regular.ttf", "Batak", ((0x1BC0, 0x1BFF),)),
    ("NotoSansRejang-Regular.ttf", "Rejang", ((0xA930, 0xA95F),)),
    ("NotoSansDevanagari-Regular.ttf", "Devanagari", ((0x0900, 0x097F),)),
    ("NotoSansTamil-Regular.ttf", "Tamil", ((0x0B80, 0x0BFF),)),
    ("NotoSansThai-Regular.ttf", "Thai", ((0x0E00, 0x0E7F),)),
    (
        "DroidSansFallbackFull.ttf",
        "Han",
        ((0x3000, 0x30FF), (0x3400, 0x9FFF), (0xF900, 0xFAFF), (0xFF00, 0xFFEF)),
    ),
)
_LAYOUT = (
    "abvf abvm abvs akhn blwf blwm blws calt ccmp cjct curs dist fina half haln init isol kern "
    "liga locl mark medi mkmk mset nukt pref pres pstf psts rkrf rlig rphf vatu"
)


def cut(source: Path, name: str, blocks: tuple[tuple[int, int], ...]) -> Path:
    """Writes one font that has these blocks alone, without hints; says where."""
    font = TTFont(source)
    wanted = {code for first, last in blocks for code in range(first, last + 1)}
    options = Options()
    options.hinting = False
    options.layout_features = _LAYOUT.split()
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.drop_tables += ["vhea", "vmtx", "DSIG", "gasp", "meta"]
    cutter = Subsetter(options)
    cutter.populate(unicodes=wanted | {*JOINERS, DOTTED_CIRCLE, 0x20})
    cutter.subset(font)
    for record in font["name"].names:
        if record.nameID in (1, 3, 4, 6):
            record.string = f"LoketScript{name}"
    target = FONTS / f"LoketScript-{name}.ttf"
    font.save(target)
    return target


def main() -> None:
    """Cuts them all. The fonts' own texts of licence stand beside them."""
    found = {path.name: path for path in Path(sys.argv[1]).rglob("*.ttf")}
    for file, name, blocks in CUTS:
        made = cut(found[file], name, blocks)
        print(f"{made.name} {made.stat().st_size}")


if __name__ == "__main__":
    main()
