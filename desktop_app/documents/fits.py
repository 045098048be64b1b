"""Whether one person's paper can be made, asked before a whole pile is."""

from desktop_app.documents import card, certificate, slip
from desktop_app.documents.batch import about
from desktop_app.documents.template import template
from desktop_app.documents.values import OfficeHead, Person


def check_fits(head: OfficeHead, person: Person, kind: str, layout: str) -> None:
    """Places everything of one paper and draws nothing. ``kind``: ``card`` or ``certificate``.

    Raises Refused ``does_not_fit``, ``letter_unknown``, ``layout`` or ``template``.
    """
    words = head.words or template()
    with about(person.name):
        if kind == "certificate":
            certificate.compose(head, person, words, certificate.size(layout), person.as_of)
        elif layout == "slip":
            slip.compose(head, person, words)
        else:
            card.grounds(head, words)
            card.sides(person, words)
