"""Proofs that start servers are for one worker: two at a time would measure each other."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.xdist_group("servers")


def test_workers_know_their_groups(request: pytest.FixtureRequest) -> None:
    """xdist tells its scheduler by the name of a test; with some pytests nothing arrives."""
    shared_out = request.config.getoption("loadgroup", default=False)

    assert request.node.nodeid.endswith("@servers") or not shared_out
