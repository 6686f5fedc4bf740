"""FRR and BIRD run the configurations of the samples, and have the sessions that topodraw draws: no more, no fewer.

Only daemons can tell what they make of a configuration. SR Linux is no daemon that could run here: its nodes are left
out of the lab, and of their sessions only the other end is held against the drawing, as its device has it configured.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

import topodraw
from daemon_labs import Place, need_daemons, started, wait_for

SAMPLES = Path(__file__).parents[2] / "samples"
SECONDS = 90
FAMILIES = {"ipv4Unicast": "ipv4", "ipv6Unicast": "ipv6"}


@dataclass(slots=True)
class Peering:
    """One side of a session, as its daemon tells it."""

    address: str
    local_as: int
    remote_as: int
    kind: str
    is_up: bool
    families: set[str] = field(default_factory=set)
    has_client: bool = False
    """The other end is a client of this one as a route reflector."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A session, as daemons and topodraw can both tell it."""

    ends: frozenset[tuple[str, int | None]]
    kind: str
    families: frozenset[str]
    clients: frozenset[str]


def frr_peerings(place: Place) -> Iterator[Peering]:
    """Yield what FRR says of its neighbours, in all VRFs."""
    summaries = json.loads(place.vtysh("show bgp vrf all summary json"))
    details = json.loads(place.vtysh("show bgp vrf all neighbors json"))
    for vrf, neighbours in details.items():
        for address, said in neighbours.items():
            if not isinstance(said, dict):  # the VRF's own name and number
                continue
            listed = {
                family: summary["peers"][address]
                for family, summary in summaries[vrf].items()
                if address in summary.get("peers", {})
            }
            about = said.get("addressFamilyInfo", {})
            yield Peering(
                address,
                said["localAs"],
                said["remoteAs"],
                "ibgp" if said.get("nbrInternalLink") else "ebgp",
                said["bgpState"] == "Established" and all(peer["state"] == "Established" for peer in listed.values()),
                {FAMILIES[family] for family in listed},
                any(each.get("routeReflectorClient", False) for each in about.values()),
            )


def bird_peerings(place: Place) -> Iterator[Peering]:
    """Yield what BIRD says of its BGP protocols."""
    blocks = re.split(r"^(?=\S)", place.birdc("show protocols all"), flags=re.MULTILINE)
    for block in blocks:
        if re.match(r"\S+ +BGP ", block):
            said = dict(re.findall(r"^ +(.*?): +(.*?) *$", block, re.MULTILINE))
            is_up = said["BGP state"] == "Established"
            yield Peering(
                said["Neighbor address"],
                int(said["Local AS"]),
                int(said["Neighbor AS"]),
                {"internal": "ibgp", "external": "ebgp"}[said["Session"].split()[0]] if is_up else "",
                is_up,
                set(re.findall(r"^  Channel (\w+)$", block, re.MULTILINE)),
                "route-reflector" in said.get("Session", ""),
            )


ASK = {"frr": frr_peerings, "bird": bird_peerings}


def owners(places: Iterable[Place]) -> dict[str, str]:
    """Return which node has each address, as its kernel says."""
    return {
        address["local"]: place.node
        for place in places
        for interface in json.loads(place.run("ip", "-json", "address"))
        for address in interface["addr_info"]
        if address["scope"] == "global"
    }


def ask_all(places: Mapping[str, Place]) -> dict[str, list[Peering]]:
    return {name: list(ASK[place.daemon](place)) for name, place in places.items() if place.daemon}


def sessions_of_daemons(said: Mapping[str, list[Peering]], owner: Mapping[str, str]) -> list[Drawn]:
    """Return the sessions that are up, each pair of nodes once; both ends have to say the same."""
    sides: dict[tuple[str, str], list[Peering]] = {}
    for node, peerings in said.items():
        for peering in peerings:
            if peering.is_up:
                sides.setdefault((node, owner[peering.address]), []).append(peering)
    found: dict[frozenset[str], Drawn] = {}
    for (node, peer), here in sides.items():
        there = sides[peer, node]
        assert len(here) == len(there)
        assert {(each.local_as, each.remote_as) for each in here} == {(e.remote_as, e.local_as) for e in there}
        ((local, remote, kind),) = {(each.local_as, each.remote_as, each.kind) for each in here}
        clients = {peer} if any(each.has_client for each in here) else set()
        clients |= {node} if any(each.has_client for each in there) else set()
        families = frozenset(family for each in here for family in each.families)
        ends = frozenset({(node, local), (peer, remote)})
        session = Drawn(ends, kind, families, frozenset(clients))
        assert found.setdefault(frozenset({node, peer}), session) == session
    return list(found.values())


def sessions_drawn(topology: topodraw.Topology, present: Mapping[str, Place]) -> list[Drawn]:
    """Return topodraw's sessions between nodes that are up."""
    system = {node.name: node.asn for node in topology.nodes}
    return [
        Drawn(
            frozenset({(session.a, system[session.a]), (session.b, system[session.b])}),
            session.kind,
            frozenset(session.families),
            frozenset({session.rr_client} if session.rr_client else ()),
        )
        for session in topology.sessions
        if session.a in present and session.b in present
    ]


def sides_drawn(topology: topodraw.Topology, present: Mapping[str, Place]) -> set[tuple[str, int | None, int | None]]:
    """Return the ends that are up of topodraw's sessions with nodes that are not: node, its AS, the other end's AS."""
    system = {node.name: node.asn for node in topology.nodes}
    return {
        (here, system[here], system[there])
        for session in topology.sessions
        for here, there in ((session.a, session.b), (session.b, session.a))
        if here in present and there not in present
    }


def sort(sessions: Iterable[Drawn]) -> list[Drawn]:
    return sorted(sessions, key=lambda session: sorted(name for name, _ in session.ends))


@pytest.mark.engine
@pytest.mark.slow
@pytest.mark.parametrize(("sample", "count", "cut"), [("frr-multi-as", 5, 3), ("bird-frr-exchange", 5, 0)])
def test_daemons_have_the_sessions_that_are_drawn(sample: str, count: int, cut: int) -> None:
    """`count` sessions come up; `cut` more have one end on a device that is not here."""
    need_daemons()
    topology = topodraw.load(SAMPLES / sample)
    with started(SAMPLES / sample / f"{sample}.clab.yml") as places:
        owner = owners(places.values())
        said: dict[str, list[Peering]] = {}

        def not_up() -> str:
            said.update(ask_all(places))
            every = [(node, each) for node, peerings in said.items() for each in peerings if each.address in owner]
            return ", ".join(f"{node} to {each.address}" for node, each in every if not each.is_up)

        wait_for(not_up, SECONDS)
    found = sort(sessions_of_daemons(said, owner))
    assert found == sort(sessions_drawn(topology, places))
    assert len(found) == count
    one_end = {
        (node, each.local_as, each.remote_as)
        for node, peerings in said.items()
        for each in peerings
        if each.address not in owner
    }
    assert one_end == sides_drawn(topology, places)
    assert len(one_end) == cut
