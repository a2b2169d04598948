"""An answer in gzip's form (RFC 1952) put together from pieces that were compressed before.

What is put between them is stored as it is: a text that changes with every answer, like a token,
shares no window with anything, so its letters never show in a length.
"""

from __future__ import annotations

import secrets
import zlib
from collections.abc import Iterable

HEADER = b"\x1f\x8b\x08\x08\x00\x00\x00\x00\x00\xff"  # deflate, with a file name, no time
END = b"\x03\x00"  # an empty last block
LONGEST = 0xFFFF  # letters of a block that is not compressed
MOST_RANDOM = 100  # letters of the name: as Django's GZipMiddleware does against BREACH


def squeezed(text: bytes, *, level: int = zlib.Z_BEST_COMPRESSION) -> bytes:
    """Compressed so that it ends with a whole byte and refers to nothing before it."""
    packer = zlib.compressobj(level, wbits=-zlib.MAX_WBITS)
    return packer.compress(text) + packer.flush(zlib.Z_SYNC_FLUSH)


def stored(text: bytes) -> bytes:
    """Not compressed; at most 65,535 bytes."""
    length = len(text)
    return b"\x00" + length.to_bytes(2, "little") + (length ^ LONGEST).to_bytes(2, "little") + text


def gzipped(text: bytes, pieces: Iterable[bytes]) -> bytes:
    """The text, from pieces of it that are squeezed or stored, with a name of random length."""
    name = b"a" * secrets.randbelow(MOST_RANDOM) + b"\x00"
    sums = zlib.crc32(text).to_bytes(4, "little") + (len(text) & 0xFFFFFFFF).to_bytes(4, "little")
    return b"".join((HEADER, name, *pieces, END, sums))
