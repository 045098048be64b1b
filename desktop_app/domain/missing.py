"""What a worker still lacks for a purpose, such as the list for BPJS."""

from collections.abc import Sequence

from desktop_app.domain.worker import Worker


def missing(worker: Worker, required: Sequence[str]) -> tuple[str, ...]:
    """Those of the keys that are empty, in the order asked. Dotted keys reach into a part."""
    return tuple(key for key in required if _value(worker, key) in (None, "", ()))


def _value(worker: Worker, key: str) -> object:
    value: object = worker
    for part in key.split("."):
        value = getattr(value, part, None)
    return value
