"""Where a lab's configurations come from: startup-config, binds, files named after nodes; and what is never read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from topodraw.draw import load
from topodraw.errors import SourceError
from topodraw.model import Topology
from topodraw.readers import read_topology
from topodraw.readers.containerlab import devices
from topodraw.reading import ReadOptions
from topodraw.source import MAX_CONFIG_BYTES, Sources

BGP = "router bgp 65001\n neighbor 10.0.0.2 remote-as 65002\n"


def lab(folder: Path, node: str, name: str = "lab.clab.yml") -> Path:
    path = folder / name
    path.write_text(f"name: lab\ntopology:\n  nodes:\n    r1:\n      kind: linux\n{node}", encoding="utf-8")
    return path


def read(path: Path, configs: str | None = None) -> Topology:
    return load(path, configs=configs, external="hide")


def asn(path: Path, configs: str | None = None) -> int | None:
    return read(path, configs).nodes[0].asn


def put(path: Path, text: str = BGP) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "line",
    [
        "startup-config: cfg/r1.cfg",
        "startup-config: cfg/__clabNodeName__.cfg",
        "startup-config: ./cfg/../cfg/r1.cfg",
        "config: cfg/r1.cfg",
        "binds: ['cfg/r1.cfg:/etc/frr/frr.conf:ro']",
        "binds: [cfg:/etc/frr]",
        "binds: [cfg/__clabNodeName__.cfg:/etc/frr/frr.conf]",
    ],
)
def test_a_file_that_the_lab_names_is_read(tmp_path: Path, line: str) -> None:
    put(tmp_path / "cfg" / "r1.cfg")
    found = read(lab(tmp_path, f"      {line}\n"))
    assert found.nodes[0].asn == 65001
    assert any(name.endswith("r1.cfg") for name in found.files)


def test_a_configuration_may_stand_in_the_lab_file(tmp_path: Path) -> None:
    path = lab(
        tmp_path, "      startup-config: |\n        router bgp 65001\n         neighbor 10.0.0.2 remote-as 65002\n"
    )
    found = load(path)
    assert found.nodes[0].asn == 65001
    (warning,) = found.warnings
    assert (warning.location.file, warning.location.line) == (str(path), 8)


def test_what_the_kind_says_is_inherited(tmp_path: Path) -> None:
    put(tmp_path / "cfg" / "r1.cfg")
    path = tmp_path / "lab.clab.yml"
    path.write_text(
        "name: lab\ntopology:\n  kinds:\n    linux:\n      startup-config: cfg/__clabNodeName__.cfg\n"
        "  nodes:\n    r1: {kind: linux}\n",
        encoding="utf-8",
    )
    assert asn(path) == 65001


def test_a_startup_config_that_is_missing_is_said_where_it_is_named(tmp_path: Path) -> None:
    found = read(lab(tmp_path, "      startup-config: none.cfg\n"))
    (warning,) = found.warnings
    assert warning.location.line == 6
    assert "startup-config of 'r1'" in warning.text
    assert "no such file" in warning.text


def test_a_missing_bind_of_a_routing_daemon_is_said_and_no_other(tmp_path: Path) -> None:
    found = read(lab(tmp_path, "      binds:\n        - a.conf:/etc/frr/frr.conf\n        - b:/srv/data\n"))
    assert [warning.location.line for warning in found.warnings] == [7]


@pytest.mark.parametrize("given", ["~/r1.cfg", "https://example.com/r1.cfg", "s3://bucket/r1.cfg"])
def test_nothing_is_fetched_or_looked_for_in_a_home(tmp_path: Path, given: str) -> None:
    found = read(lab(tmp_path, f"      startup-config: {given}\n"))
    assert found.nodes[0].asn is None
    assert "it is no file of the lab" in found.warnings[0].text


def test_a_document_shows_files_of_its_own_repository_only(tmp_path: Path) -> None:
    put(tmp_path / "secret.cfg")
    put(tmp_path / "docs" / "inside.cfg")
    outside = lab(tmp_path / "docs", "      startup-config: ../secret.cfg\n")
    found = read_topology(outside, sources=Sources(tmp_path / "docs"))
    assert found.nodes[0].asn is None
    assert "outside" in found.warnings[0].text
    inside = lab(tmp_path / "docs", "      startup-config: inside.cfg\n")
    assert read_topology(inside, sources=Sources(tmp_path / "docs")).nodes[0].asn == 65001


def test_a_link_that_leads_outside_is_not_followed(tmp_path: Path) -> None:
    put(tmp_path / "secret" / "frr.conf")
    (tmp_path / "docs" / "r1").mkdir(parents=True)
    (tmp_path / "docs" / "r1" / "frr.conf").symlink_to(tmp_path / "secret" / "frr.conf")
    path = lab(tmp_path / "docs", "      binds: [r1:/etc/frr]\n")
    assert asn(path) is None
    path = lab(tmp_path / "docs", "      binds: [r1/frr.conf:/etc/frr/frr.conf]\n")
    assert read_topology(path, sources=Sources(tmp_path / "docs")).nodes[0].asn is None
    assert asn(path) == 65001  # the lab names it


@pytest.mark.parametrize(
    "data",
    [
        BGP.encode("utf-16"),
        b"\xef\xbb\xbf" + BGP.encode(),
        BGP.encode() + b" neighbor 10.0.0.2 description caf\xe9\n",
        BGP.replace("\n", "\r\n").encode(),
    ],
    ids=["utf-16", "byte order mark", "latin-1", "carriage returns"],
)
def test_configurations_come_in_any_encoding(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "r1.cfg").write_bytes(data)
    assert asn(lab(tmp_path, "      startup-config: r1.cfg\n")) == 65001


@pytest.mark.parametrize("data", [b"\0\1\2router bgp 65001\n", BGP.encode() + b"!" * MAX_CONFIG_BYTES])
def test_programs_and_huge_files_are_no_configurations(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "r1.cfg").write_bytes(data)
    found = read(lab(tmp_path, "      startup-config: r1.cfg\n"))
    assert found.nodes[0].asn is None
    assert len(found.warnings) == 1


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "r1.cfg")
    found = read(lab(tmp_path, "      startup-config: r1.cfg\n"))
    assert "is not a plain file" in found.warnings[0].text


def test_a_folder_that_mounts_itself_ends(tmp_path: Path) -> None:
    put(tmp_path / "r1" / "frr.conf")
    (tmp_path / "r1" / "again").symlink_to(tmp_path / "r1")
    assert asn(lab(tmp_path, "      binds: [r1:/etc/frr]\n")) == 65001


class TestFilesNamedAfterNodes:
    """They count only when they are asked for."""

    @pytest.mark.parametrize(
        "name", ["r1.cfg", "configs/r1.partial.cfg", "R1.conf", "r1/frr.conf", "x/clab-lab-r1.txt"]
    )
    def test_they_are_found_by_their_name_or_folder(self, tmp_path: Path, name: str) -> None:
        put(tmp_path / name)
        path = lab(tmp_path, "")
        assert asn(path) is None
        assert asn(path, "auto") == 65001
        assert asn(path, str(tmp_path)) == 65001

    def test_other_names_are_nobodys(self, tmp_path: Path) -> None:
        for name in ("r10.cfg", "r1x.cfg", "other/frr.conf", ".git/r1.cfg", "clab-lab/r1/frr.conf"):
            put(tmp_path / name)
        assert asn(lab(tmp_path, ""), "auto") is None
        assert asn(lab(tmp_path, ""), str(tmp_path / "clab-lab")) == 65001

    def test_what_the_lab_names_comes_first_unless_a_folder_is_given(self, tmp_path: Path) -> None:
        put(tmp_path / "wired.cfg", BGP.replace("65001", "65100"))
        put(tmp_path / "named" / "r1.cfg")
        path = lab(tmp_path, "      startup-config: wired.cfg\n")
        assert asn(path, "auto") == 65100
        assert asn(path, str(tmp_path / "named")) == 65001

    def test_of_several_places_the_one_for_most_nodes_is_meant_and_said(self, tmp_path: Path) -> None:
        for node in ("r1", "r2"):
            put(tmp_path / "frr" / f"{node}.conf")
        put(
            tmp_path / "bird" / "r1.conf",
            "router id 1.1.1.1;\nprotocol bgp p { local as 65009; neighbor 10.0.0.2 as 1; }\n",
        )
        found = read(lab(tmp_path, "    r2: {kind: linux}\n"), "auto")
        assert [node.asn for node in found.nodes] == [65001, 65001]
        (warning,) = found.warnings
        assert "frr/*.conf is read, not bird/*.conf" in warning.text

    def test_a_folder_that_is_not_there_is_an_error(self, tmp_path: Path) -> None:
        with pytest.raises(SourceError, match="is no folder with configurations"):
            asn(lab(tmp_path, ""), str(tmp_path / "none"))

    def test_a_document_cannot_look_outside(self, tmp_path: Path) -> None:
        put(tmp_path / "secret" / "r1.cfg")
        path = lab(tmp_path, "", "x.clab.yml")
        (tmp_path / "docs").mkdir()
        inside = tmp_path / "docs" / "x.clab.yml"
        inside.write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
        options = ReadOptions(configs=str(tmp_path / "secret"))
        assert read_topology(inside, sources=Sources(tmp_path / "docs"), options=options).nodes[0].asn is None


def test_one_file_for_many_nodes_is_read_once_and_all_together_not_without_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path / "all.cfg", BGP + "! filling\n" * 1_000)
    monkeypatch.setattr(devices, "_MOST_TEXT", 3 * (tmp_path / "all.cfg").stat().st_size)
    many = "".join(f"    r{n}: {{kind: linux, startup-config: all.cfg}}\n" for n in range(2, 6))
    same = read(lab(tmp_path, f"      startup-config: all.cfg\n{many}"))
    assert [node.asn for node in same.nodes] == [65001] * 5
    for number in range(1, 6):
        (tmp_path / f"r{number}.cfg").symlink_to(tmp_path / "all.cfg")
    others = read(lab(tmp_path, f"      startup-config: r1.cfg\n{many.replace('all.cfg', '__clabNodeName__.cfg')}"))
    assert [node.asn for node in others.nodes] == [65001] * 3 + [None] * 2
    assert [warning.text for warning in others.warnings if "some are not read" in warning.text]
