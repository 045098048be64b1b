"""Packing: zstd (RFC 8878) with a shipped dictionary, because one registration is the daily case.

A frame names its dictionary; dictionaries once shipped stay for good.
"""

from functools import lru_cache
from typing import TYPE_CHECKING

from desktop_app import paths
from desktop_app.sync.wire.errors import Garbled

if TYPE_CHECKING:
    from zstandard import ZstdCompressionDict

#: The dictionary that new frames use.
NEWEST = 1
#: Bytes that anything may have when unpacked; more is nobody's honest work.
LARGEST = 64 * 1024 * 1024
#: Up to this many bytes are packed as hard as zstd can; it would take too long for more.
_SMALL = 32 * 1024
_HARD, _QUICK = 19, 6


def packed(content: bytes, *, dictionary: bool = True) -> bytes:
    """The content in one frame, without the checksum: a signature stands over it."""
    import zstandard

    level = _HARD if len(content) <= _SMALL else _QUICK
    words = _dictionary(NEWEST) if dictionary else None
    compressor = zstandard.ZstdCompressor(level=level, dict_data=words, write_checksum=False)
    return compressor.compress(content)


def unpacked(frame: bytes, most: int = LARGEST) -> bytes:
    """The content of one frame. Raises Garbled; never makes more than ``most`` bytes."""
    import zstandard

    try:
        told = zstandard.get_frame_parameters(frame)
        if told.content_size > most:
            raise Garbled("sealed_too_large")
        words = _dictionary(told.dict_id) if told.dict_id else None
        unpacker = zstandard.ZstdDecompressor(dict_data=words, max_window_size=LARGEST)
        return unpacker.decompress(frame, max_output_size=most, allow_extra_data=False)
    except (zstandard.ZstdError, MemoryError) as error:
        raise Garbled from error


@lru_cache(maxsize=4)
def _dictionary(number: int) -> "ZstdCompressionDict":
    import zstandard

    path = paths.resources() / "wire" / f"changes-{number}.zdict"
    try:
        return zstandard.ZstdCompressionDict(path.read_bytes())
    except OSError as error:
        raise Garbled("sealed_newer") from error
