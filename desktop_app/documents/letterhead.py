"""What letters share: the office's letterhead, the signature block and the practice mark."""

from datetime import date

from desktop_app.documents.facts import signer
from desktop_app.documents.fonts import BOLD, MEDIUM, REGULAR, SEMIBOLD
from desktop_app.documents.page import Ink, Panel, Place
from desktop_app.documents.template import Template
from desktop_app.documents.values import OfficeHead


def letterhead(
    panel: Panel, head: OfficeHead, words: Template, left: float, top: float, width: float
) -> float:
    """Government, district, office and address, centred over a double rule; returns the rule's y.

    Raises Refused ``does_not_fit``.
    """
    colours = words.colours
    small = Ink(SEMIBOLD, 10.5, colours.ink, 8)
    large = Ink(BOLD, 15, colours.ink, 10)
    y = top + 3.6
    rows = ((head.government_line, small, 4.9), (head.district_line, small, 6.3))
    for text, ink, down in rows:
        if text:
            panel.text(text.upper(), ink, Place(left, y, width, align="centre"), "name")
            y += down
    panel.text(head.office_line.upper(), large, Place(left, y, width, align="centre"), "name")
    contact = " · ".join(part for part in (head.address, _phone(head)) if part)
    if contact:
        y += 4.7
        ink = Ink(REGULAR, 8.5, colours.muted, 7)
        panel.text(contact, ink, Place(left, y, width, align="centre"), "address")
    y += 3
    panel.line((left, y, width, 0), colours.accent, thick=0.7)
    panel.line((left, y + 0.9, width, 0), colours.accent, thick=0.2)
    return y + 0.9


def _phone(head: OfficeHead) -> str:
    return f"Telp. {head.phone}" if head.phone else ""


def practice_mark(panel: Panel, head: OfficeHead, words: Template, size: float) -> None:
    """The diagonal mark of a practice office, and a plain one in the upper right corner."""
    if not head.practice:
        return
    colours = words.colours
    panel.watermark(words.practice, colours.practice_soft, size)
    width, height = 30.0, 8.0
    x, y = panel.width - width - 12, 12.0
    panel.box((x, y, width, height), colours.practice, radius=1.6)
    place = Place(x + 2, y + 5.7, width - 4, align="centre")
    panel.text(words.practice, Ink(BOLD, 13, "#FFFFFF", 8), place, "practice")


def signature(
    panel: Panel,
    head: OfficeHead,
    words: Template,
    day: date,
    left: float,
    top: float,
    width: float,
) -> float:
    """Place and date, title with Pj./Plt./a.n., room to sign, name, NIP where there is one.

    Returns the last baseline. Raises Refused ``does_not_fit``.
    """
    colours = words.colours
    body = Ink(REGULAR, 10.5, colours.ink, 8, 1.15)
    place = Place(left, top, width, lines=2, align="centre")
    y = panel.text(f"{head.place}, {words.day(day)}", body, place, "place")
    place = Place(left, y + 4.9, width, lines=3, align="centre")
    y = panel.text(signer(head), Ink(MEDIUM, 10.5, colours.ink, 8, 1.15), place, "head_title")
    y += 19
    name = Ink(BOLD, 11, colours.ink, 8, 1.15)
    y = panel.text(head.signer_name, name, Place(left, y, width, lines=2, align="centre"), "head")
    if head.signer_nip:
        nip = words.certificate.nip.format(number=head.signer_nip)
        y += 4.6
        panel.text(nip, body, Place(left, y, width, align="centre"), "head_nip")
    return y
