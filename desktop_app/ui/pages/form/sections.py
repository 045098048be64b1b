"""The panels of the form, in the order of the conversation at the counter."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QCheckBox, QWidget

from desktop_app.domain.worker import (
    BASES,
    CONSENT_METHODS,
    ECOSYSTEMS,
    PHONE_OWNERS,
    PROGRAMMES,
    PURPOSES,
    SEGMENTS,
    SEXES,
    USUAL_PROGRAMMES,
    Consent,
)
from desktop_app.reference.consent import consent_text
from desktop_app.text import _
from desktop_app.ui.pages.form import entries
from desktop_app.ui.pages.form.entries import Entry
from desktop_app.ui.widgets import texts
from desktop_app.ui.widgets.fields import form_row
from desktop_app.ui.widgets.texts import Panel
from desktop_app.wording.words import status_word

#: Where the last form's answers stand for the next person of the same house or row.
REMEMBERED = ("address", "rt", "rw", "hamlet")

Add = Callable[[Entry], QWidget]


@dataclass(frozen=True)
class Setting:
    """What of the office and the account the form needs to know."""

    office: str
    hamlet_word: str
    today: Callable[[], date]
    see_decile: bool = True
    see_disability: bool = True


def identity(add: Add) -> Panel:
    """NIK first; most of the rest can be read from it or from the same card."""
    panel = Panel(_("Identity"))
    panel.body.addWidget(add(entries.line("nik", hint=_("16 digits, as on the identity card"))))
    panel.body.addWidget(add(entries.line("full_name", hint=_("As on the identity card"))))
    panel.body.addWidget(
        form_row(
            add(entries.line("birth_place")),
            add(entries.day("birth_date")),
            add(entries.choice("sex", SEXES)),
        )
    )
    panel.body.addWidget(
        form_row(
            add(entries.line("mother_name", _("Mother's maiden name"))),
            add(entries.line("family_card_number", _("Family card number (KK)"), longest=40)),
        )
    )
    return panel


def address(add: Add, setting: Setting) -> Panel:
    """Where the person lives and how to reach them."""
    panel = Panel(_("Address and phone"))
    panel.body.addWidget(add(entries.line("address", longest=500)))
    panel.body.addWidget(
        form_row(
            add(entries.line("rt", longest=10)),
            add(entries.line("rw", longest=10)),
            add(entries.line("hamlet", setting.hamlet_word)),
        )
    )
    panel.body.addWidget(
        form_row(
            add(entries.line("phone", longest=40)),
            add(entries.choice("phone_owner", PHONE_OWNERS, _("Whose phone"))),
            add(entries.line("email")),
        )
    )
    return panel


def work(add: Add) -> Panel:
    """What the person does and earns."""
    panel = Panel(_("Work and income"))
    hint = _("Type what people call it, then choose")
    panel.body.addWidget(
        form_row(
            add(entries.occupation("occupation", hint)),
            add(entries.occupation("second_occupation")),
        )
    )
    panel.body.addWidget(
        form_row(
            add(entries.line("workplace")),
            add(entries.choice("ecosystem", ECOSYSTEMS, empty=_("As usual for the work"))),
        )
    )
    panel.body.addWidget(
        form_row(
            add(entries.amount("monthly_income", hint=_("Leave empty if it is not known"))),
            add(
                entries.flag(
                    "business_owner",
                    _("Owns a business with workers"),
                    _("An owner must take JHT too."),
                )
            ),
        )
    )
    return panel


def programme(add: Add, setting: Setting) -> Panel:
    """Programmes, who pays, and why the person counts as vulnerable."""
    panel = Panel(_("Programmes and segment"))
    options = [(word, word) for word in PROGRAMMES]
    chosen = add(entries.ticks("programmes", options, USUAL_PROGRAMMES, _("Programmes")))
    segment = add(entries.choice("segment", SEGMENTS, empty=None))
    panel.body.addWidget(form_row(chosen, segment))
    payer = entries.choice("funding", (), _("Who pays"), empty=_("The person"))
    hint = _("Sponsors stand here once they are added on the page of contributions.")
    payer.field.setToolTip(hint)
    panel.body.addWidget(add(entries.mapped(payer, _payer, _payer)))
    why = [add(entries.choice("vulnerability.basis", BASES, _("Named by")))]
    if setting.see_decile:
        deciles = [str(n) for n in range(1, 11)]
        why.append(
            add(
                entries.mapped(
                    entries.choice("vulnerability.decile", deciles),
                    lambda word: int(word) if word else None,
                    str,
                )
            )
        )
    why.append(add(entries.day("vulnerability.as_of", _("Date of that list"))))
    panel.body.addWidget(form_row(*why))
    boxes = [add(entries.flag("vulnerability.extreme_poor", _("Extremely poor")))]
    if setting.see_disability:
        boxes.append(add(entries.flag("disability", _("Has a disability"))))
    panel.body.addWidget(form_row(*boxes))
    return panel


def _payer(word: str | None) -> str | None:
    """``self`` is what stands where nobody else is chosen."""
    return None if word == "self" else word


def membership(add: Add) -> Panel:
    """For somebody who is a participant already and brings the number."""
    panel = Panel(_("Already a participant?"))
    box = QCheckBox(_("The person has a KPJ number"))
    parts = [
        form_row(
            add(entries.line("kpj", hint=_("11 digits"), longest=60)),
            add(entries.day("member_since")),
        ),
        form_row(
            add(entries.month("paid_until")),
            add(entries.line("former_payer")),
        ),
    ]
    panel.body.addWidget(box)
    for part in parts:
        panel.body.addWidget(part)
        part.setVisible(False)
        box.toggled.connect(part.setVisible)
    return panel


def consent(add: Add, setting: Setting) -> Panel:
    """The person's agreement: read out, then recorded how and when it was given.

    The words are those that are signed on paper, whatever language the window speaks.
    """
    panel = Panel(_("Consent"))
    words = f"“{consent_text().of(setting.office)}”"
    read_out = Panel(role="sunken")
    read_out.body.addWidget(texts.paragraph(words))
    panel.body.addWidget(read_out)
    methods = ("pending", *(method for method in CONSENT_METHODS if method != "pending"))
    panel.body.addWidget(
        form_row(
            add(entries.choice("consent.method", methods, _("How it was given"), empty=None)),
            add(entries.day("consent.given_on")),
            add(entries.line("consent.text_version", longest=20)),
        )
    )
    options = [(word, status_word(word)) for word in PURPOSES]
    usual = Consent().purposes
    panel.body.addWidget(add(entries.ticks("consent.purposes", options, usual, _("Purposes"))))
    witnesses = entries.line("consent.witnesses", hint=_("Names, parted by commas"))
    panel.body.addWidget(
        form_row(
            add(entries.mapped(witnesses, _names, _joined)),
            add(entries.line("consent.representative", _("Represented by"))),
        )
    )
    return panel


def _names(text: str | None) -> list[str] | None:
    return [name for part in (text or "").split(",") if (name := part.strip())] or None


def _joined(names: object) -> str:
    return ", ".join(names) if isinstance(names, list | tuple) else str(names)
