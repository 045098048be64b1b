"""QR codes as inline 1-bit masks: zint draws the modules, the page paints the dark ones."""

from desktop_app.domain.findings import Refused

QUIET = 4
"""Free modules on each side (ISO/IEC 18004)."""
SMALLEST_MODULE = 0.33
"""Millimetres; below it office printers smear."""
LARGEST_MODULE = 0.5

_LEVEL_M = 2
_ZINT_ROWS = 200
"""Rows that zint keeps room for, each of one length."""
_MASK = (3 + 1) << 8
_REVERSED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))


def modules(text: str) -> tuple[int, bytes]:
    """Modules a side, and the rows packed to whole bytes, dark as 1, most significant bit first.

    Raises Refused ``does_not_fit`` for a text that no QR code of level M holds.
    """
    import zint

    symbol = zint.Symbol()
    symbol.symbology = zint.Symbology.QRCODE
    symbol.option_1 = _LEVEL_M
    symbol.option_3 = _MASK  # one mask for all: evaluating eight costs eight times as much
    try:
        symbol.encode(text)
    except (RuntimeError, ValueError) as error:
        raise Refused("does_not_fit", "qr") from error
    count, used = symbol.width, (symbol.width + 7) // 8
    data = bytes(symbol.encoded_data)
    stride = len(data) // _ZINT_ROWS
    data = data[: count * stride].translate(_REVERSED)
    rows = bytearray(count * used)
    for column in range(used):  # fewer than rows
        rows[column::used] = data[column::stride]
    return count, bytes(rows)


def module_size(count: int, box: float) -> float:
    """The side of a module in mm when the code with its quiet zone fills ``box`` mm.

    Raises Refused ``does_not_fit`` where it would print too fine to be read.
    """
    size = min(box / (count + 2 * QUIET), LARGEST_MODULE)
    if size < SMALLEST_MODULE - 1e-9:
        raise Refused("does_not_fit", "qr")
    return size


def smallest_box(count: int) -> float:
    """The least room in mm that a code of so many modules needs with its quiet zone."""
    return (count + 2 * QUIET) * SMALLEST_MODULE


def inline_mask(count: int, data: bytes) -> str:
    """The PDF operators that paint the modules into the unit square in the current colour."""
    head = f"BI /W {count} /H {count} /IM true /BPC 1 /D [1 0] /F /AHx ID"
    return f"{head}\n{data.hex()}>\nEI"
