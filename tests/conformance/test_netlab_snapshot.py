"""Netlab's transformed data as input: read like the topology they came from, and never unpickled."""

from __future__ import annotations

import pickle
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from conformance.corpora import Case, cases
from conformance.netlab_comparing import same_as_snapshot
from conformance.netlab_oracle import Netlab
from topodraw.cli import main
from topodraw.errors import SourceError
from topodraw.readers import read_topology
from topodraw.reading import ReadOptions
from topodraw.source import Source

SAMPLES = sorted((Path(__file__).parents[2] / "samples").glob("*/topology.yml"))
PLAIN = [case for case in cases("netlab") if "plugin" not in case.topology.read_text(encoding="utf-8")]
CASES = PLAIN[:: max(1, len(PLAIN) // 20)][:20]
"""Twenty labs of the corpus, evenly spread by name, of those that bring no code of their own."""


def agree(netlab: Netlab, topology: Path, settings: Mapping[str, str]) -> None:
    """Read a lab natively and from what ``netlab create -o yaml:nodefault:noaddr`` writes."""
    answer = netlab.transform(topology, settings, form="yaml")
    assert answer.text is not None, answer.said
    snapshot = read_topology(Source("lab.yml", answer.text))
    assert snapshot.kind == "netlab-snapshot"
    assert snapshot.warnings == ()
    native = read_topology(topology, options=ReadOptions(settings=tuple(settings.items())))
    assert same_as_snapshot(snapshot, native) == []


@pytest.mark.engine
@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.parent.name for sample in SAMPLES])
def test_a_sample_reads_alike_from_transformed_data(sample: Path, netlab: Netlab, tmp_path: Path) -> None:
    lab = Path(shutil.copytree(sample.parent, tmp_path / sample.parent.name))
    agree(netlab, lab / sample.name, {})


@pytest.mark.engine
@pytest.mark.skipif(not CASES, reason="the shared corpus of labs is not beside the checkout")
@pytest.mark.parametrize("case", CASES, ids=[case.folder.name for case in CASES])
def test_a_real_lab_reads_alike_from_transformed_data(case: Case, netlab: Netlab, tmp_path: Path) -> None:
    lab = Path(shutil.copytree(case.folder, tmp_path / case.folder.name))
    agree(netlab, lab / case.topology.relative_to(case.folder), case.settings)


def test_a_corpus_gives_twenty_labs_or_none() -> None:
    assert not CASES or len(CASES) == 20


class Trap:
    """An object that leaves a file behind when somebody unpickles it."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, ...]:
        return Path.touch, (self.path,)


@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
def test_a_pickle_is_refused_with_what_to_run_instead(protocol: int, tmp_path: Path) -> None:
    snapshot, sprung = tmp_path / "netlab.snapshot.pickle", tmp_path / "sprung"
    snapshot.write_bytes(pickle.dumps({"nodes": {"a": Trap(sprung)}}, protocol=protocol))
    with pytest.raises(SourceError) as refused:
        read_topology(snapshot)
    assert not sprung.exists()
    (problem,) = refused.value.problems
    assert problem.location.file == str(snapshot)
    assert "netlab inspect --format json . > lab.json" in problem.text


def test_a_pickle_on_the_command_line_is_bad_input(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    snapshot = tmp_path / "netlab.snapshot.pickle"
    snapshot.write_bytes(pickle.dumps({"nodes": {"a": {}}}))
    assert main(["render", str(snapshot)]) == 2
    assert "netlab create -o yaml=lab.yml" in capsys.readouterr().err
