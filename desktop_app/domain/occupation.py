"""An occupation of our own list: BPJS publishes none for people without a wage."""

from dataclasses import dataclass

SECTORS = ("transport", "other")


@dataclass(frozen=True, slots=True, kw_only=True)
class Occupation:
    """One kind of work. ``sector`` decides the discount, ``ecosystem`` is only a proposal."""

    code: str
    """Short ASCII word that never changes: ``nelayan``, ``ojek_daring``."""
    name: str
    """Indonesian, as it is printed."""
    sector: str
    ecosystem: str
    ktp_codes: tuple[int, ...] = ()
    """Codes of the occupation list of identity and family cards that mean this work."""
    synonyms: tuple[str, ...] = ()
    """What people say at the counter."""
