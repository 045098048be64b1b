"""Numbers, sums and months as they are written and read out in Indonesian."""

from desktop_app.documents.template import Template

NO_BREAK = "\u00a0"


def rupiah(amount: int) -> str:
    """``Rp 16.800``, kept together; a sum taken off with its minus."""
    sign = "−" if amount < 0 else ""
    return f"{sign}Rp{NO_BREAK}{figures(abs(amount))}"


def figures(number: int) -> str:
    """``16.800``."""
    return f"{number:,}".replace(",", ".")


def spelled(amount: int, words: Template) -> str:
    """A sum in words: ``enam belas ribu delapan ratus rupiah``.

    Raises ValueError for a negative sum and one beyond the words there are.
    """
    return f"{in_words(amount, words)} {words.numbers.rupiah}"


def in_words(number: int, words: Template) -> str:
    """A whole number in words, up to 999 of the largest scale. Raises ValueError."""
    own = words.numbers
    if not 0 <= number < 1000 ** (len(own.scales) + 1):
        raise ValueError("no words for this number")
    if number == 0:
        return own.digits[0]
    parts, scale = [], 0
    while number:
        number, group = divmod(number, 1000)
        if group == 1 and scale == 1:
            parts.append(own.thousand)
        elif group:
            name = (own.scales[scale - 1],) if scale else ()
            parts.append(" ".join((*_below_thousand(group, words), *name)))
        scale += 1
    return " ".join(reversed(parts))


def _below_thousand(number: int, words: Template) -> list[str]:
    own = words.numbers
    hundreds, rest = divmod(number, 100)
    said = []
    if hundreds == 1:
        said.append(own.hundred)
    elif hundreds:
        said += [own.digits[hundreds], own.hundreds]
    return [*said, *_below_hundred(rest, words)] if rest else said


def _below_hundred(number: int, words: Template) -> list[str]:
    own = words.numbers
    if number < 10:
        return [own.digits[number]]
    if number < 20:
        small = {10: [own.ten], 11: [own.eleven]}
        return small.get(number) or [own.digits[number - 10], own.teens]
    tens, rest = divmod(number, 10)
    said = [own.digits[tens], own.tens]
    return [*said, own.digits[rest]] if rest else said


def period(first: str, last: str, words: Template) -> str:
    """Months in words: ``November 2026``, ``November 2026 s.d. Januari 2027``."""
    if first == last:
        return words.month(first)
    return words.sums.period.format(first=words.month(first), last=words.month(last))


def short_period(first: str, last: str, words: Template) -> str:
    """Months for the cell of a table: ``Nov 2026``, ``Nov – Des 2026``, ``Nov 2026 – Jan 2027``."""
    end = _short(last, words)
    if first == last:
        return end
    begin = _short(first, words)
    return f"{begin[:3] if first[:4] == last[:4] else begin} – {end}"


def _short(month: str, words: Template) -> str:
    return f"{words.months[int(month[5:]) - 1][:3]}{NO_BREAK}{month[:4]}"


def counted(months: int, words: Template) -> str:
    """``3 (tiga) bulan``, kept together."""
    text = words.sums.count.format(count=months, words=in_words(months, words))
    return text.replace(" ", NO_BREAK)


def grouped(nik: str) -> str:
    """A NIK in groups of four, kept together: easier to type and to compare."""
    return NO_BREAK.join(nik[at : at + 4] for at in range(0, len(nik), 4))


def in_two(number: str) -> str:
    """A registration number that breaks after the village's code: for narrow columns, which it
    fills on two lines."""
    return number.replace("-", "- ", 1)
