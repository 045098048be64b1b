"""Sequences as text: ``1-1000,1003``. A batch of a thousand changes names them in a few bytes."""

from collections.abc import Iterable


def runs(seqs: Iterable[int]) -> list[tuple[int, int]]:
    """Neighbours joined: (first, last), in order."""
    found: list[tuple[int, int]] = []
    for seq in sorted(set(seqs)):
        if found and found[-1][1] == seq - 1:
            found[-1] = (found[-1][0], seq)
        else:
            found.append((seq, seq))
    return found


def written(seqs: Iterable[int]) -> str:
    """The text of these sequences, whatever their order."""
    return ",".join(f"{a}-{b}" if a != b else str(a) for a, b in runs(seqs))


def read(text: str) -> tuple[int, ...]:
    """The sequences, in order. Raises ValueError."""
    found: list[int] = []
    for part in text.split(",") if text else ():
        first, _, last = part.partition("-")
        found += range(int(first), int(last or first) + 1)
    return tuple(found)
