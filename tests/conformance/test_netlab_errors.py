"""Wrong netlab labs: a message that says where and what, for each kind of mistake that netlab itself looks for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from conformance.netlab_oracle import Netlab
from topodraw.errors import Problem, SourceError
from topodraw.readers import read_topology
from topodraw.source import Source

ROWS: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("netlab_errors.yml").read_text(encoding="utf-8"))
SETTINGS = {"defaults.device": "none", "provider": "clab"}


def said(text: str) -> tuple[str, list[str]]:
    """Return the severity and the texts of the messages on a lab."""
    problems: tuple[Problem, ...]
    try:
        problems = read_topology(Source("lab.yml", text), kind="netlab").warnings
    except SourceError as error:
        problems = error.problems
    severity = "error" if any(problem.severity == "error" for problem in problems) else "warning"
    return severity, [f"{problem.location}: {problem.text}" for problem in problems]


@pytest.mark.parametrize("row", ROWS, ids=[row["what"] for row in ROWS])
def test_a_mistake_has_its_message(row: dict[str, Any]) -> None:
    severity, messages = said(row["lab"])
    wanted = row.get("error") or row.get("warning") or []
    assert len(messages) == len(wanted)
    assert all(message.startswith(start) for message, start in zip(messages, wanted, strict=True)), messages
    assert not wanted or severity in row


@pytest.mark.engine
@pytest.mark.parametrize("row", ROWS, ids=[row["what"] for row in ROWS])
def test_netlab_refuses_it_too(row: dict[str, Any], netlab: Netlab, tmp_path: Path) -> None:
    lab = tmp_path / "topology.yml"
    lab.write_text(row["lab"], encoding="utf-8")
    settings = {} if row["what"] in {"no device", "unknown device", "unknown provider"} else SETTINGS
    answer = netlab.transform(lab, settings)
    assert not answer.accepted
    assert "Traceback" not in answer.said
