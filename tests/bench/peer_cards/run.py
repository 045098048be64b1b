"""One library draws the job in a process of its own, in an environment of its own.

    python run.py NAME WARM_FOLDER JOB_FOLDER OUT.pdf

``NAME`` is a module beside this one, ``with_NAME.py``, with ``draw(job, out)`` and ``VERSION``.
Draws a small job of other people to warm up, then the job, and prints as JSON how long that took
(``wall`` and processor ``cpu``, seconds), or why the library is ``missing`` here.
"""

import importlib
import json
import os
import sys
import time
from pathlib import Path
from types import ModuleType


def read() -> dict:
    """The job as the peers take it."""
    return json.loads(Path("job.json").read_text("utf-8"))


def timed(peer: ModuleType, folder: Path, out: Path) -> dict[str, float]:
    """Seconds for the job of this folder, from when its data are in memory."""
    os.chdir(folder)
    job = getattr(peer, "read", read)()
    wall, cpu = time.perf_counter(), time.process_time()
    peer.draw(job, out)
    return {"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu}


def main(name: str, warm: Path, folder: Path, out: Path) -> None:
    """The command."""
    try:
        peer = importlib.import_module(f"with_{name}")
    except (ImportError, OSError) as why:  # OSError: a shared library of the system
        print(json.dumps({"missing": str(why).strip().splitlines()[0]}))
        return
    timed(peer, warm, out)
    print(json.dumps({"version": peer.VERSION, **timed(peer, folder, out)}))


if __name__ == "__main__":
    main(sys.argv[1], *(Path(path).resolve() for path in sys.argv[2:]))
