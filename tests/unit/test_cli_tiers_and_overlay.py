"""The options that tell tiers, bundle meshes, treat stub networks and lay sessions over the topology."""

import json
import re

import pytest

from topodraw.cli import main
from topodraw.textreader import read


def endpoint(node, interface="eth1", **fields):
    return {"node": node, "interface": interface, **fields}


def document(nodes, links, sessions=(), groups=()):
    return {
        "name": "lab",
        "source": {"kind": "topodraw", "file": "lab.json"},
        "nodes": nodes,
        "links": links,
        "sessions": list(sessions),
        "groups": list(groups),
        "warnings": [],
    }


def cable(*names):
    return {"kind": "p2p", "endpoints": [endpoint(name) for name in names]}


@pytest.fixture
def written(tmp_path, monkeypatch):
    """Write a topology into an empty folder and stand in it."""
    monkeypatch.chdir(tmp_path)

    def write(*parts, **more):
        (tmp_path / "lab.json").write_text(json.dumps(document(*parts, **more)))
        return "lab.json"

    return write


@pytest.fixture
def fabric(written):
    spines, leaves = [f"spine{at}" for at in range(4)], [f"leaf{at}" for at in range(16)]
    links = [cable(spine, leaf) for spine in spines for leaf in leaves]
    return written([{"name": name} for name in (*spines, *leaves)], links)


def test_inspect_tells_each_tier_and_why(written, capsys):
    lab = written(
        [{"name": "leaf1"}, {"name": "spine1"}, {"name": "x"}], [cable("leaf1", "spine1"), cable("leaf1", "x")]
    )
    assert main(["inspect", lab, "--tiers"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "node    tier  why",
        "spine1  0     name: spine",
        "leaf1   1     name: leaf",
        "x       2     structure: below leaf1",
    ]


def test_render_tells_the_tiers_of_its_view_on_standard_error(written, capsys):
    lab = written([{"name": "leaf1"}, {"name": "spine1"}], [cable("leaf1", "spine1")])
    assert main(["render", lab]) == 0
    plain = capsys.readouterr()
    assert main(["render", lab, "--tiers"]) == 0
    told = capsys.readouterr()
    assert told.out == plain.out
    assert told.err.splitlines() == ["node    tier  why", "spine1  0     name: spine", "leaf1   1     name: leaf"]


def contradicting(written):
    role = {"bgp_role": "provider"}
    ends = (
        [endpoint("a", **role), endpoint("b")],
        [endpoint("b", **role), endpoint("c")],
        [endpoint("c", **role), endpoint("a")],
    )
    return written([{"name": name} for name in "abc"], [{"kind": "p2p", "endpoints": pair} for pair in ends])


@pytest.mark.parametrize(
    "command", [["render"], ["inspect"], ["inspect", "--tiers"], ["inspect", "--json"], ["render", "-f", "json"]]
)
def test_roles_in_a_circle_are_a_warning(command, written, capsys):
    assert main([command[0], contradicting(written), *command[1:]]) == 0
    (line,) = (line for line in capsys.readouterr().err.splitlines() if "drawn" in line)
    assert line.startswith(
        "topodraw: warning: the link between c and a is drawn upward: the BGP role says c is provider "
    )


def test_quiet_prints_no_such_warning(written, capsys):
    assert main(["render", contradicting(written), "-q"]) == 0
    assert capsys.readouterr().err == ""


def test_a_link_drawn_upward_is_drawn(written, capsys):
    main(["render", contradicting(written)])
    drawn = read(capsys.readouterr().out)
    assert sorted(edge.pair for edge in drawn.edges) == [("a", "b"), ("a", "c"), ("b", "c")]


def test_a_mesh_is_one_bar_unless_every_line_is_asked_for(fabric, capsys):
    for words, bars in ((["--bundle", "auto"], 1), (["--bundle", "never"], 0), ([], 1)):
        assert main(["render", fabric, *words]) == 0
        drawn = read(capsys.readouterr().out)
        assert sum(bar.is_mesh for bar in drawn.bars) == bars
        assert len(drawn.pairs()) == 64


def test_small_meshes_are_bundled_on_request(written, capsys):
    pairs = [(f"spine{one}", f"leaf{two}") for one in range(2) for two in range(3)]
    lab = written(
        [{"name": name} for name in dict.fromkeys(name for pair in pairs for name in pair)],
        [cable(*pair) for pair in pairs],
    )
    main(["render", lab])
    assert "full mesh" not in capsys.readouterr().out
    main(["render", lab, "--bundle", "always"])
    assert "full mesh 2×3" in capsys.readouterr().out


@pytest.mark.parametrize("format", ["dot", "d2"])
@pytest.mark.parametrize("pin", ["--pin", "--no-pin"])
@pytest.mark.parametrize("bundle", ["auto", "always"])
def test_engines_get_every_line_of_a_mesh(format, pin, bundle, fabric, capsys):
    assert main(["render", fabric, "-f", format, pin, "--bundle", bundle]) == 0
    lines = capsys.readouterr().out.splitlines()
    edges = [line for line in lines if "spine" in line and "leaf" in line and " -- " in line and "invis" not in line]
    assert len(edges) == 64


@pytest.mark.parametrize(("stubs", "shown", "note"), [
    ("show", True, None),
    ("list", False, "  Note: stub network of r1: 172.16.0.0/24.\n"),
    ("hide", False, "  Note: 1 stub network not shown.\n"),
])  # fmt: skip
def test_stub_networks_as_asked(stubs, shown, note, written, capsys):
    stub = {"kind": "stub", "prefix": {"ipv4": "172.16.0.0/24"}, "endpoints": [endpoint("r1")]}
    assert main(["render", written([{"name": "r1"}], [stub]), "--stubs", stubs]) == 0
    out = capsys.readouterr().out
    assert ("╧══ 172.16.0.0/24" in out) is shown
    assert note is None or note in out


@pytest.fixture
def overlaid(written):
    nodes = [{"name": name, "asn": asn} for name, asn in (("a", 1), ("b", 1), ("x", 2))]
    sessions = [
        {"a": "a", "b": "x", "kind": "ebgp", "link": 1},
        {"a": "b", "b": "x", "kind": "ebgp"},
        {"a": "a", "b": "b", "kind": "ibgp"},
    ]
    return written(nodes, [cable("a", "b"), cable("a", "x")], sessions)


@pytest.mark.parametrize("charset", ["box", "rich", "ascii"])
def test_sessions_over_the_topology_are_read_back(charset, overlaid, capsys):
    assert main(["render", overlaid, "--sessions", "--charset", charset]) == 0
    drawn = read(capsys.readouterr().out, charset)
    assert not drawn.problems
    found = sorted((edge.pair, edge.kind in ("ebgp", "heavy", "double")) for edge in drawn.edges)
    assert found == [(("a", "b"), False), (("a", "b"), False), (("a", "x"), True), (("b", "x"), True)]


@pytest.mark.parametrize("format", ["dot", "d2"])
def test_engines_get_links_and_sessions(format, overlaid, capsys):
    assert main(["render", overlaid, "--sessions", "-f", format]) == 0
    out = capsys.readouterr().out
    ends = [tuple(re.findall(r"\b[abx]\b", line)[:2]) for line in _edges(out)]
    assert sorted("".join(sorted(pair)) for pair in ends) == ["ab", "ab", "ax", "bx"]
    assert [any("EBGP" in line for line in _edges(out)), any("IBGP" in line for line in _edges(out))] == [True, True]
    assert "link with an EBGP session" in out


def _edges(text):
    """Return the lines of a drawing that are edges, without those of the legend."""
    found = [line.strip() for line in text.splitlines() if " -- " in line]
    return [line for line in found if "invis" not in line and "without a link" not in line and "link with" not in line]


def test_sessions_of_a_lab_without_bgp_are_refused(written, capsys):
    lab = written([{"name": "a"}, {"name": "b"}], [cable("a", "b")])
    assert main(["render", lab, "--sessions"]) == 2
    assert "does not run BGP" in capsys.readouterr().err
