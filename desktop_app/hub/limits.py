"""What a caller may ask of the hub: how often it may try, and how much it may send.

The counts are kept in the process: they slow guessing down and are no evidence of anything.
Behind a reverse proxy the address is the one it names (uvicorn trusts only a proxy on the same
computer).
"""

import asyncio
import math
import threading
import time
from collections import OrderedDict, deque
from collections.abc import AsyncIterator, Callable

from starlette.requests import ClientDisconnect

from desktop_app.domain.findings import Refused

#: Bytes of a batch or a photo; offices send at most 256 kB at once.
LARGEST_BODY = 2 * 1024 * 1024
#: Bytes of a request to become a device, which anybody may send.
LARGEST_REQUEST = 16 * 1024
#: Seconds without a byte after which a sender is taken for gone.
IDLE = 60.0
#: So many addresses are remembered; the one that was quiet longest is forgotten first.
_REMEMBERED = 10_000
#: Whoever must wait waits at least so long (seconds).
_INSTANT = 1e-3


class Tries:
    """Counts tries in a sliding time, for each address and over all; who was right does not
    count, and what all the others do never shuts out an address that was right once."""

    def __init__(
        self,
        each: int,
        all_: int,
        seconds: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._each, self._all, self._seconds, self._clock = each, all_, seconds, clock
        self._known: OrderedDict[str, deque[float]] = OrderedDict()
        self._everybody: deque[float] = deque()
        self._right: OrderedDict[str, None] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, address: str) -> None:
        """Count one try before its answer is known. Raises Refused ``too_many_tries`` with
        ``wait``, the seconds until the next one is looked at.
        """
        with self._lock:
            now = self._clock()
            own = self._known.setdefault(address, deque())
            self._known.move_to_end(address)
            wait = self._until(own, self._each, now)
            if address not in self._right:
                wait = max(wait, self._until(self._everybody, self._all, now))
            if wait > 0:
                raise Refused("too_many_tries", None, wait=math.ceil(wait))
            own.append(now)
            self._everybody.append(now)
            while len(self._known) > _REMEMBERED:
                self._known.popitem(last=False)

    def give_back(self, address: str) -> None:
        """The try was right: it does not count."""
        with self._lock:
            self._right[address] = None
            self._right.move_to_end(address)
            if len(self._right) > _REMEMBERED:
                self._right.popitem(last=False)
            own = self._known.get(address)
            if own:
                moment = own.pop()
                if moment in self._everybody:
                    self._everybody.remove(moment)

    def _until(self, moments: deque[float], most: int, now: float) -> float:
        while moments and moments[0] <= now - self._seconds:
            moments.popleft()
        if len(moments) < most:
            return 0.0
        return max(moments[0] + self._seconds - now, _INSTANT)  # sums of moments are rounded


async def body(
    stream: AsyncIterator[bytes], told: str | None, most: int = LARGEST_BODY, idle: float = IDLE
) -> bytes:
    """The bytes of a request, never more than ``most`` of them in memory.

    ``told`` is its Content-Length. Raises Refused ``body_too_large`` before reading further, and
    ``body_cut`` for a sender who stopped in the middle.
    """
    if told is not None and told.isascii() and told.isdigit() and int(told[:20]) > most:
        raise Refused("body_too_large", None, size=max(1, most // 1024**2))
    read = bytearray()
    try:
        while True:
            async with asyncio.timeout(idle):
                chunk = await anext(stream, None)
            if chunk is None:
                return bytes(read)
            read += chunk
            if len(read) > most:
                raise Refused("body_too_large", None, size=max(1, most // 1024**2))
    except (TimeoutError, ClientDisconnect):
        raise Refused("body_cut") from None
