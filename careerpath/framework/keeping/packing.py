"""gzip with a gap: parts compressed once, and a text between them put in as it is each time.

A deflate stream may be cut where it was flushed, and may hold stored blocks (RFC 1951, 3.2.4).
Compressing a page costs as much as a request does otherwise. The token is never compressed
together with anything, so its length gives nothing away; the random file name hides the rest's.
"""

from __future__ import annotations

import re
import secrets
import struct
import zlib
from collections.abc import Sequence

from django.http import HttpRequest

HEAD = b"\x1f\x8b\x08\x08\0\0\0\0\x00\xff"  # deflate, with a file name, no time
LAST = b"\x03\x00"  # an empty last block
HIDING = 100  # bytes of file name at most, as Django's GZipMiddleware
_accepted = re.compile(r"\bgzip\b")


def takes_gzip(request: HttpRequest) -> bool:
    """Whether the browser takes it, asked as Django's GZipMiddleware asks."""
    return bool(_accepted.search(request.headers.get("Accept-Encoding", "")))


def packed(part: bytes) -> bytes:
    """A part compressed for itself; parts can follow each other."""
    squeeze = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return squeeze.compress(part) + squeeze.flush(zlib.Z_FULL_FLUSH)


def gzipped(parts: Sequence[bytes], gap: bytes, plain: bytes) -> bytes:
    """The packed parts with `gap` between them; `plain` is what it all unpacks to."""
    stored = b"\x00" + struct.pack("<HH", len(gap), len(gap) ^ 0xFFFF) + gap
    name = b"a" * secrets.randbelow(HIDING) + b"\0"
    foot = struct.pack("<II", zlib.crc32(plain), len(plain) & 0xFFFFFFFF)
    return b"".join([HEAD, name, stored.join(parts), LAST, foot])
