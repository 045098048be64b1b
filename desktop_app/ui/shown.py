"""Dates, times, amounts and file names as the office writes them."""

from datetime import date, datetime, timedelta

from desktop_app.text import _, language, n_


def day(value: date | None) -> str:
    """``22-11-2026``; nothing for no date."""
    return f"{value:%d-%m-%Y}" if value else ""


def month(value: str | None) -> str:
    """``11-2026`` for ``2026-11``; nothing for no month."""
    return f"{value[5:]}-{value[:4]}" if value else ""


def moment(value: datetime) -> str:
    """``22-11-2026 14.05`` in this PC's time."""
    return f"{value.astimezone():%d-%m-%Y %H.%M}"


def long_day(value: date) -> str:
    """``Minggu, 22 November 2026``."""
    from babel.dates import format_date

    return str(format_date(value, "EEEE, d MMMM y", locale=language()))


def number(value: int) -> str:
    """``16.800`` (``16,800`` in English)."""
    grouped = f"{value:,}"
    return grouped.replace(",", ".") if language() == "id" else grouped


def rupiah(value: int) -> str:
    """``Rp 16.800``."""
    return f"Rp {number(value)}"


def ago(then: datetime, now: datetime) -> str:
    """How long ago in days, roughly enough for a reminder: today, yesterday, 5 days ago."""
    days = (now.astimezone().date() - then.astimezone().date()) // timedelta(days=1)
    if days <= 0:
        return _("today")
    return _("yesterday") if days == 1 else n_("{n} day ago", "{n} days ago", days).format(n=days)
