"""Whether somebody is protected on a day, as far as this office knows the payments."""

from datetime import date

#: After three consecutive unpaid months membership and protection rest until the next payment;
#: there is no fine (official FAQ of BPJS Ketenagakerjaan).
UNPAID_MONTHS = 3


def protection(membership: str, paid_until: str | None, on: date) -> str:
    """``none``, ``unknown``, ``active``, ``arrears`` or ``lapsed`` on that day.

    Cover begins with membership, never with the registration. ``paid_until`` is the last paid
    month (``YYYY-MM``); a member of whom no payment is known is ``unknown``.
    """
    if membership != "member":
        return "none"
    if paid_until is None:
        return "unknown"
    unpaid = on.year * 12 + on.month - int(paid_until[:4]) * 12 - int(paid_until[5:7])
    if unpaid <= 0:
        return "active"
    return "arrears" if unpaid <= UNPAID_MONTHS else "lapsed"
