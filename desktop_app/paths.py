"""Where files are: the program's own resources and the office's data folder."""

import os
from pathlib import Path

_HERE = Path(__file__).parent


def resources() -> Path:
    """The folder of shipped resources: inside the installed package, or beside it in a checkout."""
    inside = _HERE / "resources"
    return inside if inside.is_dir() else _HERE.parent / "resources"


def default_data() -> Path:
    """The office's data folder: ``LOKET_DATA``, else the platform's place for this user's data."""
    if given := os.environ.get("LOKET_DATA"):
        return Path(given)
    from platformdirs import user_data_path

    return user_data_path("LoketDesa", appauthor=False)


def practice_data(data: Path) -> Path:
    """The practice office lives beside the real one, in a folder of its own."""
    return data.with_name(data.name + "-latihan")
