import json
import re

import pytest

from topodraw import draw
from topodraw.cli import main
from topodraw.errors import Location, Problem
from topodraw.model import Endpoint, Group, Link, Node, Session, Topology


@pytest.fixture
def lab(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    topology = Topology(
        "lab [bold]not markup[/bold]",
        nodes=(
            Node("rr", device="bird", role="router", asn=65000, route_reflector=True, loopback="10.0.0.1/32"),
            Node("pe", device="frr", role="router", asn=65000),
            Node("cloud", pseudo=True),
        ),
        links=(
            Link(
                (Endpoint("rr", "eth1", ipv4="10.1.0.1/30"), Endpoint("pe", "eth1", ipv4=True)),
                prefix={"ipv4": "10.1.0.0/30"},
            ),
            Link((Endpoint("pe", "eth2"),), kind="stub", bridge="br_7"),
        ),
        sessions=(Session("rr", "pe", "ibgp", families=("ipv4", "evpn"), rr_client="pe", one_sided=True, vrf="red"),),
        groups=(Group("as65000", "as", "AS 65000", ("rr", "pe")),),
        warnings=(Problem(Location("lab.yml", 3, 5), "this looks odd", "warning"),),
    )
    draw(topology, "json").save("lab.json")
    return "lab.json"


def test_json_is_alone_on_standard_output(lab, capsys):
    assert main(["inspect", lab, "--json"]) == 0
    out, err = capsys.readouterr()
    model = json.loads(out)
    assert [node["name"] for node in model["nodes"]] == ["rr", "pe", "cloud"]
    assert all(isinstance(node["tier"], int) for node in model["nodes"][:2])
    assert err == "lab.yml:3:5: warning: this looks odd\n"


def test_the_tables_hold_everything_that_was_understood(lab, capsys):
    assert main(["inspect", lab]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert "3 nodes, 2 links, 1 session, 1 group, 1 warning" in out
    for row in (
        r"rr +bird +router, route reflector +65000 +10\.0\.0\.1/32 +\d",
        r"cloud +.*implied",
        r"p2p +rr eth1 10\.1\.0\.1/30 - pe eth1 unnumbered +10\.1\.0\.0/30",
        r"stub +pe eth2 +br_7",
        r"ibgp +rr +pe +ipv4 evpn +vrf red, pe is a client, one-sided",
        r"as65000 +as +AS 65000 +rr, pe",
        r"lab\.yml:3:5 +this looks odd",
    ):
        assert re.search(rf"^ *{row}", out, re.MULTILINE), row


def test_names_are_not_markup_and_lines_do_not_end_in_blanks(lab, capsys):
    assert main(["inspect", lab]) == 0
    out = capsys.readouterr().out
    assert "[bold]not markup[/bold]" in out
    assert not re.search(r"[ \t]$", out, re.MULTILINE)


def test_colour_only_when_asked_for(lab, capsys, monkeypatch):
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    assert main(["inspect", lab]) == 0
    plain = capsys.readouterr().out
    assert main(["inspect", lab, "--color", "always"]) == 0
    colored = capsys.readouterr().out
    assert "\x1b[" not in plain
    assert "\x1b[" in colored


def test_an_empty_table_is_left_out(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    draw(Topology("one", nodes=(Node("only"),)), "json").save("one.json")
    assert main(["inspect", "one.json"]) == 0
    out = capsys.readouterr().out
    assert "Nodes" in out
    assert "Links" not in out
