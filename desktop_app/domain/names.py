"""Names folded: for the search index as they sound to the eye, for matching as they are meant.

Indonesian names come with old spelling (*Soeharto*, *Djoko*), Arabic in several romanisations
(*Achmad*, *Akhmad*), abbreviations (*M.*, *Moh.*), titles and degrees; many have one word.
"""

import re
import unicodedata
from functools import lru_cache

_APOSTROPHES = dict.fromkeys(map(ord, "'’‘ʼʻ`´ʾʿ"))
_WORD = re.compile(r"[^\W_]+")

_TITLES = frozenset(
    ("h", "hj", "haji", "hajah", "hajjah", "kh", "ust", "ustad", "ustadz", "ustaz", "ustadzah")
) | {"drs", "dra", "dr", "drg", "ir", "prof", "tgk", "alm", "almh", "almarhum", "almarhumah"}
_DEGREES = re.compile(
    r"(?:^|[\s,])(?:s\.? ?(?:pd|pdi|e|h|hi|hut|ag|sos|kom|t|p|pt|st|km|kep|keb|ip|i|sn|psi|farm)"
    r"|m\.? ?(?:pd|pdi|m|si|kes|kom|ag|h|t|kn)|a\.? ?md|b\.? ?a|lc|ners|spd|sip)"
    r"(?:\.? ?(?:i|sd|keb|kep|gz|kom))?\.?(?=[\s,]|$)"
)
_CONNECTORS = frozenset(("bin", "binti"))
_ABBREVIATED = {
    "abd": "abdul",
    "abdl": "abdul",
    "st": "siti",
    "sti": "siti",
    "ahm": "ahmad",
}
_MUHAMMAD = re.compile(r"mu?h|mo[hk]|mu?hd|mohd|mo(?:ch|kh|h)|m[ou](?:h|ch|kh)am+[ae][dt]")
#: Old and Arabic-Latin spellings to one. Order matters: ``tj`` makes a ``c`` that ``ch`` ate first.
_SOUNDS = (
    ("dj", "j"),
    ("ch", "h"),
    ("kh", "h"),
    ("tj", "c"),
    ("nj", "ny"),
    ("sj", "s"),
    ("sy", "s"),
    ("sh", "s"),
    ("ts", "s"),
    ("dz", "z"),
    ("dh", "d"),
    ("th", "t"),
    ("gh", "g"),
    ("ph", "f"),
    ("oe", "u"),
    ("ie", "i"),
    ("v", "f"),
    ("z", "s"),
    ("q", "k"),
    ("x", "ks"),
)
_DOUBLED = re.compile(r"(.)\1+")


def search_fold(text: str) -> str:
    """Small letters without diacritics and apostrophes, single spaces; nothing else is changed."""
    small = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES)).casefold()
    bare = unicodedata.normalize("NFKD", small).translate(_APOSTROPHES)
    return " ".join("".join(c for c in bare if not unicodedata.combining(c)).split())


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """The name as it is compared: no titles or degrees, one spelling for each sound.

    What is only a title (somebody called *Haji*, or *H*) stays, and so does a one-letter name.
    """
    seen = search_fold(text)
    words = _WORD.findall(_without_degrees(seen))
    kept = [w for w in words if w not in _TITLES and w not in _CONNECTORS] or words
    if len(kept) > 1 and kept[0] == "m":
        kept[0] = "muhamad"
    return " ".join(_sound(_written_out(word)) for word in kept)


def _without_degrees(name: str) -> str:
    head, comma, tail = name.partition(",")
    if comma and head.strip() and _WORD.search(head):
        return head + _DEGREES.sub(" ", "," + tail)
    return name


def _written_out(word: str) -> str:
    return "muhamad" if _MUHAMMAD.fullmatch(word) else _ABBREVIATED.get(word, word)


def _sound(word: str) -> str:
    for spelling, sound in _SOUNDS:
        word = word.replace(spelling, sound)
    return _DOUBLED.sub(r"\1", word)
