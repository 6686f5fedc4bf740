"""Random labs: whatever netlab accepts, topodraw reads alike, facet by facet.

``TOPODRAW_LABS`` sets how many labs are compared (60); with ``TOPODRAW_FRESH`` they are different ones in every run.
A lab that comes out differently is cut down to what makes the difference and shown, ready for `regressions`.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, Phase, given, reject, seed, settings

from conformance.netlab_comparing import Verdict, compare
from conformance.netlab_labs import Lab, labs
from conformance.netlab_minimise import minimised
from conformance.netlab_oracle import Netlab

LABS = int(os.environ.get("TOPODRAW_LABS", "60"))
FRESH = bool(os.environ.get("TOPODRAW_FRESH"))
PARTS = 4
"""The labs are made in parts, which run side by side where there are several processors."""
MOST_REFUSED = 0.3

pytestmark = [pytest.mark.engine, pytest.mark.slow]


@pytest.mark.parametrize("part", range(PARTS))
def test_random_labs_come_out_as_netlab_has_them(part: int, netlab: Netlab, tmp_path: Path) -> None:
    accepted = made = 0

    @settings(
        max_examples=max(1, LABS // PARTS),
        deadline=None,
        database=None,
        phases=[Phase.generate],  # hypothesis would ask netlab thousands of times to make a lab smaller
        suppress_health_check=list(HealthCheck),
    )
    @given(labs())
    def check(lab: Lab) -> None:
        nonlocal accepted, made
        made += 1
        verdict = compare(netlab, lab.write(tmp_path / "lab"))
        if not verdict.accepted:
            reject()
        accepted += 1
        assert not verdict.lines, report(netlab, lab, verdict, tmp_path / "smaller")

    (check if FRESH else seed(part)(check))()
    assert accepted > made * (1 - MOST_REFUSED) or made < 30, f"netlab refused {made - accepted} of {made} labs"


def report(netlab: Netlab, lab: Lab, verdict: Verdict, scratch: Path) -> str:
    """Return the smallest lab that shows a difference in the same facet, and what differs in it."""
    facet = verdict.lines[0].split()[0]

    def shows(files: dict[str, object]) -> bool:
        smaller = compare(netlab, Lab(files).write(scratch))
        return any(line.startswith(facet) for line in smaller.lines)

    files = minimised(lab.files, shows)
    lines = compare(netlab, Lab(files).write(scratch)).lines
    texts = [f"# {name}\n{yaml.safe_dump(content, sort_keys=False)}" for name, content in files.items()]
    return "\n".join(["", *texts, *lines])
