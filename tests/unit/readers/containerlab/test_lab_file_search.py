"""Where configurations of a lab are looked for: which folders, how far, and which names are a node's."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from topodraw.draw import load
from topodraw.errors import SourceError
from topodraw.model import Topology
from topodraw.readers import read_topology
from topodraw.readers.containerlab.walking import walk
from topodraw.reading import ReadOptions
from topodraw.source import Sources

BGP = "router bgp {}\n neighbor 10.0.0.2 remote-as 65002\n"
LONG = "x" * 5_000


def put(path: Path, asn: int = 65001) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(BGP.format(asn), encoding="utf-8")
    return path


def lab(path: Path, *nodes: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    body = "".join(f"    {node}\n" for node in nodes)
    path.write_text(f"name: lab\ntopology:\n  nodes:\n{body}", encoding="utf-8")
    return path


def read(path: Path | str, configs: str | None = None) -> Topology:
    return load(path, configs=configs, external="hide")


def systems(path: Path | str, configs: str | None = None) -> dict[str, int | None]:
    return {node.name: node.asn for node in read(path, configs).nodes}


class TestNames:
    @pytest.mark.parametrize("name", ["r1.clab.yml", "r1.clab.yaml", "r1.yml"])
    def test_the_lab_itself_is_nobodys_configuration(self, tmp_path: Path, name: str) -> None:
        config = ("startup-config: |", "  router bgp 65002", "   neighbor 10.0.0.1 remote-as 65001")
        path = lab(tmp_path / name, "r1: {kind: ceos}", "r2:", "  kind: ceos", *(f"  {line}" for line in config))
        assert systems(path, "auto") == {"r1": None, "r2": 65002}

    @pytest.mark.parametrize(
        "name", ["r1.clab.yml", "r1.clab.gotmpl", "r1.clab.yml.annotations.json", "r1.clab_vars.yml"]
    )
    def test_nor_are_other_labs_and_what_belongs_to_them(self, tmp_path: Path, name: str) -> None:
        put(tmp_path / name)
        assert systems(lab(tmp_path / "lab.clab.yml", "r1: {kind: ceos}"), "auto") == {"r1": None}

    def test_case_tells_nodes_apart_that_differ_in_nothing_else(self, tmp_path: Path) -> None:
        put(tmp_path / "R1.cfg", 65001)
        put(tmp_path / "r1.cfg", 65002)
        path = lab(tmp_path / "lab.clab.yml", "R1: {kind: ceos}", "r1: {kind: ceos}")
        assert systems(path, "auto") == {"R1": 65001, "r1": 65002}

    def test_a_file_that_could_be_of_two_nodes_is_nobodys(self, tmp_path: Path) -> None:
        put(tmp_path / "ab.cfg")
        put(tmp_path / "PE.cfg", 65009)
        path = lab(tmp_path / "lab.clab.yml", "Ab: {kind: ceos}", "aB: {kind: ceos}", "pe: {kind: ceos}")
        assert systems(path, "auto") == {"Ab": None, "aB": None, "pe": 65009}

    def test_a_node_that_needs_none_keeps_its_name(self, tmp_path: Path) -> None:
        put(tmp_path / "r1.cfg", 65001)
        path = lab(tmp_path / "lab.clab.yml", "R1: {kind: ceos}", "r1: {kind: ceos, startup-config: r1.cfg}")
        assert systems(path, "auto") == {"R1": None, "r1": 65001}


class TestPlaces:
    """Where a path leads decides, not how it is written or how the lab is named."""

    @pytest.fixture(params=["absolute", "relative", "from elsewhere"])
    def named(self, request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path | str:
        path = tmp_path / "labs" / "lab.clab.yml"
        path.parent.mkdir()
        if request.param == "absolute":
            return path
        monkeypatch.chdir(tmp_path if request.param == "from elsewhere" else path.parent)
        return os.path.relpath(path)

    @pytest.mark.parametrize(
        ("bind", "asn"),
        [
            ("{out}/frr.conf:/etc/frr/frr.conf", 65001),
            ("{out}/frr.conf:/srv/x.conf", None),
            ("{out}:/etc/frr", None),
            ("{out}:/srv", None),
            ("../out/frr.conf:/srv/x.conf", 65001),
            ("../out:/etc/frr", None),
            ("../labs/in:/srv", 65002),
            ("{labs}/in:/srv", 65002),
            ("{labs}/in/frr.conf:/srv/x.conf", 65002),
            ("link:/etc/frr", None),
        ],
    )
    def test_binds(self, tmp_path: Path, named: Path | str, bind: str, asn: int | None) -> None:
        labs, out = tmp_path / "labs", tmp_path / "out"
        put(out / "frr.conf")
        put(labs / "in" / "frr.conf", 65002)
        (labs / "link").symlink_to(out)
        lab(labs / "lab.clab.yml", f"r1: {{kind: linux, binds: ['{bind.format(labs=labs, out=out)}']}}")
        assert systems(named) == {"r1": asn}

    def test_a_folder_outside_that_a_daemon_would_read_is_said(self, tmp_path: Path) -> None:
        put(tmp_path / "out" / "frr.conf")
        found = read(
            lab(tmp_path / "labs" / "x.clab.yml", "r1: {kind: linux, binds: ['../out:/etc/frr', '../out:/srv']}")
        )
        assert [warning.text for warning in found.warnings] == [
            "bind of 'r1' (../out) is not read: folders outside of the lab's are not looked through"
        ]

    def test_a_folder_outside_of_a_document_is_not_even_listed(self, tmp_path: Path) -> None:
        put(tmp_path / "secret" / "r1.cfg")
        path = lab(tmp_path / "docs" / "x.clab.yml", "r1: {kind: linux, binds: ['../secret:/etc/frr']}")
        sources = Sources(tmp_path / "docs")
        for options in (ReadOptions(), ReadOptions(configs=str(tmp_path / "secret"))):
            assert read_topology(path, sources=sources, options=options).nodes[0].asn is None
        assert tmp_path / "secret" not in [each.resolve() for each in sources.stamps.paths if each.is_dir()]
        for name in ("secret", "none"):  # and nothing tells whether it is there
            options = ReadOptions(configs=str(tmp_path / name))
            (_, warning) = read_topology(path, sources=sources, options=options).warnings
            assert "outside" in warning.text


class TestPathsThatNothingHas:
    @pytest.mark.parametrize(
        ("line", "warnings"),
        [
            ("binds: ['/proc:/etc/frr']", 1),
            (f"binds: ['{LONG}:/etc/frr/frr.conf']", 1),
            (f"binds: ['{LONG}:/srv']", 0),
            (f"startup-config: {LONG}", 1),
            ('startup-config: "a\\0b"', 1),
            ("startup-config: /proc/1/cwd/x", 1),
        ],
    )
    def test_they_are_warnings(self, tmp_path: Path, line: str, warnings: int) -> None:
        found = read(lab(tmp_path / "x.clab.yml", f"r1: {{kind: linux, {line}}}"))
        assert len(found.warnings) == warnings
        assert all(len(warning.text) < 400 for warning in found.warnings)

    @pytest.mark.parametrize("configs", [LONG, "a\0b"])
    def test_a_folder_that_cannot_be_is_an_error(self, tmp_path: Path, configs: str) -> None:
        with pytest.raises(SourceError, match="is no folder with configurations"):
            read(lab(tmp_path / "x.clab.yml", "r1: {kind: linux}"), configs)

    @pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
    @pytest.mark.parametrize(("mode", "configs"), [(0o000, None), (0o444, None), (0o444, "shut"), (0o444, "auto")])
    def test_closed_folders_are_warnings(self, tmp_path: Path, mode: int, configs: str | None) -> None:
        put(tmp_path / "shut" / "r1.cfg")
        (tmp_path / "shut" / "link").symlink_to("r1.cfg")
        binds = "'shut:/etc/frr', 'shut/r1.cfg:/etc/bird/bird.conf', 'shut:/srv'"
        path = lab(tmp_path / "x.clab.yml", f"r1: {{kind: linux, binds: [{binds}], startup-config: shut/r1.cfg}}")
        (tmp_path / "shut").chmod(mode)
        try:
            found = read(path, str(tmp_path / "shut") if configs == "shut" else configs)
        finally:
            (tmp_path / "shut").chmod(0o755)
        assert found.nodes[0].asn is None
        assert all("cannot be read: Permission denied" in warning.text for warning in found.warnings)
        assert len(found.warnings) >= 2


class TestWalking:
    def test_it_goes_breadth_first_in_the_order_of_names(self, tmp_path: Path) -> None:
        for name in ("b/z", "b/a/x", "a/y", "c", "B", ".hidden/x", ".h", "clab-lab/x", "clab-file"):
            put(tmp_path / name)
        found = [str(path.relative_to(tmp_path)) for path in walk(tmp_path, Sources(), 3, 100)]
        assert found == ["B", "c", "clab-file", "a/y", "b/z", "b/a/x"]
        assert [path.name for path in walk(tmp_path, Sources(), 1, 100)] == ["B", "c", "clab-file"]

    def test_it_ends_before_it_has_listed_everything(self, tmp_path: Path) -> None:
        for place in range(30):
            put(tmp_path / f"d{place:02}" / "e" / "f")
        sources = Sources()
        assert list(walk(tmp_path, sources, 9, 40)) == []
        assert len(sources.stamps.paths) <= 12

    def test_links_to_folders_are_not_followed(self, tmp_path: Path) -> None:
        put(tmp_path / "out" / "f")
        (tmp_path / "in").mkdir()
        (tmp_path / "in" / "link").symlink_to(tmp_path / "out")
        assert list(walk(tmp_path / "in", Sources(), 9, 100)) == []

    def test_what_it_listed_is_watched(self, tmp_path: Path) -> None:
        put(tmp_path / "a" / "f")
        sources = Sources()
        list(walk(tmp_path, sources, 9, 100))
        assert not sources.stamps.changed()
        put(tmp_path / "a" / "g")
        assert sources.stamps.changed()

    def test_manifests_are_looked_for_no_further(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        from topodraw.readers.containerlab import clusters

        monkeypatch.setattr(clusters, "_MOST_FILES", 40)
        for place in range(30):
            put(tmp_path / f"d{place:02}" / "e" / "f.yaml")
        path = lab(tmp_path / "x.clab.yml", "c: {kind: k8s-kind}", "c-worker: {kind: ext-container}")
        sources = Sources()
        read_topology(path, sources=sources)
        assert len([each for each in sources.stamps.paths if each.is_dir()]) < 15


class TestInlineConfigurations:
    """Their statements are found where they are in the lab file."""

    LITERAL = "      startup-config: |\n        router bgp 65001\n\n         neighbor 10.0.0.2 remote-as 65002\n"

    def places(self, tmp_path: Path, value: str) -> list[tuple[int | None, int | None]]:
        path = tmp_path / "x.clab.yml"
        path.write_text(f"name: x\ntopology:\n  nodes:\n    r1:\n      kind: ceos\n{value}", encoding="utf-8")
        found = load(path)
        assert found.nodes[0].asn == 65001
        return [(warning.location.line, warning.location.column) for warning in found.warnings]

    @pytest.mark.parametrize("header", ["|", "|-", "&cfg |", "!!str |", "| # text"])
    def test_a_literal_block_keeps_its_lines(self, tmp_path: Path, header: str) -> None:
        assert self.places(tmp_path, self.LITERAL.replace("|", header)) == [(9, 10)]

    def test_an_expanded_variable_changes_no_line(self, tmp_path: Path) -> None:
        value = self.LITERAL.replace("router", "hostname $HOST\n        router")
        assert self.places(tmp_path, value) == [(10, 10)]

    @pytest.mark.parametrize(
        "value",
        [
            '      startup-config: "router bgp 65001\\n neighbor 10.0.0.2 remote-as 65002\\n"\n',
            "      startup-config: >\n        router bgp 65001\n\n         neighbor 10.0.0.2 remote-as 65002\n",
            "      startup-config: 'router bgp 65001\n\n\n        neighbor 10.0.0.2 remote-as 65002'\n",
            "      startup-config: router bgp 65001\n\n\n        neighbor 10.0.0.2 remote-as 65002\n",
        ],
        ids=["double quotes", "folded", "single quotes", "plain"],
    )
    def test_other_forms_do_not(self, tmp_path: Path, value: str) -> None:
        assert self.places(tmp_path, value) == [(6, 23)]

    def test_they_count_by_their_own_length(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        from topodraw.readers.containerlab import devices

        monkeypatch.setattr(devices, "_MOST_TEXT", 100 * len(BGP.format(65001)) + 100)
        nodes = [
            line
            for number in range(100)
            for line in (
                f"n{number}:",
                "  kind: ceos",
                "  startup-config: |",
                *(f"    {x}" for x in BGP.format(1).split("\n")),
            )
        ]
        found = read(lab(tmp_path / "x.clab.yml", *nodes))
        assert {node.asn for node in found.nodes} == {1}
        assert found.warnings == ()
