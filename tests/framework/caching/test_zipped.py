from __future__ import annotations

import gzip
import zlib

import pytest

from careerpath.framework.caching.zipped import gzipped, squeezed, stored

PIECES = [b"<p>Compressed once.</p>" * 200, b"token" * 12, b"<p>And the rest.</p>" * 100]


def test_pieces_come_out_as_the_whole_text() -> None:
    packed = [squeezed(PIECES[0]), stored(PIECES[1]), squeezed(PIECES[2], level=1)]
    whole = gzipped(b"".join(PIECES), packed)
    assert gzip.decompress(whole) == b"".join(PIECES)
    assert len(whole) < 400


def test_a_browser_reads_it_to_the_end_in_one_go() -> None:
    reader = zlib.decompressobj(zlib.MAX_WBITS | 16)
    assert reader.decompress(gzipped(b"all of it", [squeezed(b"all of it")])) == b"all of it"
    assert reader.eof


def test_its_length_varies_by_itself() -> None:
    lengths = {len(gzipped(b"page", [stored(b"page")])) for _ in range(50)}
    assert len(lengths) > 10


@pytest.mark.parametrize("length", [0, 1, 65_535])
def test_stored_keeps_every_length(length: int) -> None:
    text = b"x" * length
    assert gzip.decompress(gzipped(text, [stored(text)])) == text


def test_stored_refuses_what_does_not_fit() -> None:
    with pytest.raises(OverflowError):
        stored(b"x" * 65_536)
