"""Netlab for the tests that compare with it: one server a worker, kept for the whole run."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from conformance.netlab_oracle import Netlab, is_installed


@pytest.fixture(scope="session")
def netlab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Netlab]:
    """Return netlab, ready to transform labs."""
    if not is_installed():
        pytest.skip("netlab is not installed (pip install networklab)")
    server = Netlab(tmp_path_factory.mktemp("netlab"))
    yield server
    server.close()
