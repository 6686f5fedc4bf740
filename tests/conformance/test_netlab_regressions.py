"""Labs that once came out differently from netlab's own transformation, each cut down to what made the difference."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from conformance.netlab_comparing import compare
from conformance.netlab_oracle import Netlab

LABS = sorted(Path(__file__).with_name("regressions").glob("*.yml"))

pytestmark = pytest.mark.engine


@pytest.mark.parametrize("lab", LABS, ids=[lab.stem for lab in LABS])
def test_a_lab_comes_out_as_netlab_has_it(lab: Path, netlab: Netlab, tmp_path: Path) -> None:
    verdict = compare(netlab, Path(shutil.copy(lab, tmp_path / "topology.yml")))
    assert verdict.accepted, verdict.said
    assert not verdict.lines, "\n".join(verdict.lines)
