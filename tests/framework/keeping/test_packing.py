from __future__ import annotations

import gzip

import pytest

from careerpath.framework.keeping import packing


@pytest.mark.parametrize("parts", [[b"all of it"], [b"", b""], [b"a" * 9000, b"b", b"c" * 70_000]])
def test_gzipped_unpacks_to_the_parts_with_the_gap_filled(parts: list[bytes]) -> None:
    plain = b"token".join(parts)
    packed = [packing.packed(part) for part in parts]
    assert gzip.decompress(packing.gzipped(packed, b"token", plain)) == plain
