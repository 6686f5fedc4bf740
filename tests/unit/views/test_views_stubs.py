"""Stub networks: shown, listed in a note for each node, or only counted."""

from __future__ import annotations

import pytest

from topodraw.diagram import Diagram
from topodraw.errors import UnknownName
from topodraw.model import Endpoint, Link, Node, Topology
from topodraw.views import ViewOptions, make_view


def stub(node: str, prefix: str, kind: str = "stub") -> Link:
    return Link((Endpoint(node),), kind=kind, prefix={"ipv4": prefix})


LAB = Topology(
    "lab",
    nodes=(Node("r1"), Node("r2"), Node("br", device="bridge")),
    links=(
        Link((Endpoint("r1"), Endpoint("r2"))),
        stub("r1", "172.16.0.0/24"),
        stub("r2", "172.16.1.0/24", "loopback"),
        stub("r1", "172.16.2.0/24", "lan"),
        Link((Endpoint("r1"), Endpoint("r2"), Endpoint("r1")), prefix={"ipv4": "10.0.0.0/24"}),
        Link((Endpoint("br"), Endpoint("r1"))),
    ),
)


def view(stubs: str | None = None) -> Diagram:
    return make_view(LAB, options=ViewOptions() if stubs is None else ViewOptions(stubs=stubs))  # type: ignore[arg-type]


def test_stubs_are_shown_unless_something_else_is_asked_for() -> None:
    assert view() == view("show")
    assert len(view().bars) == 5
    assert view().notes == ()


def test_listed_stubs_stand_in_a_note_for_each_node() -> None:
    assert view("list").notes == (
        "stub networks of r1: 172.16.0.0/24, 172.16.2.0/24",
        "stub network of r2: 172.16.1.0/24",
    )


@pytest.mark.parametrize("stubs", ["list", "hide"])
def test_segments_and_bridges_stay_though_only_one_interface_is_on_them(stubs: str) -> None:
    assert [bar.name for bar in view(stubs).bars] == ["br", "10.0.0.0/24"]


def test_hidden_stubs_are_counted() -> None:
    assert view("hide").notes == ("3 stub networks not shown",)


def test_an_unknown_word_is_named_with_those_there_are() -> None:
    with pytest.raises(UnknownName, match="unknown way to treat stub networks 'lits'; did you mean 'list'"):
        view("lits")
