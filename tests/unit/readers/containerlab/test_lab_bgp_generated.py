"""Labs made at random, every router configured in the language of another device: all their sessions are found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from topodraw.draw import load


@dataclass(slots=True)
class Router:
    """A router of a made-up lab."""

    number: int
    asn: int
    dialect: str
    interfaces: list[tuple[str, str]] = field(default_factory=list)
    """Name in the dialect, address with length."""
    peers: list[tuple[str, int, str | None, bool]] = field(default_factory=list)
    """Address, AS, own address for a session between loopbacks, is the peer a client."""

    @property
    def name(self) -> str:
        return f"r{self.number}"

    @property
    def loopback(self) -> str:
        return f"10.255.0.{self.number}"


def frr(router: Router) -> str:
    lines = [f"interface {name}\n ip address {address}\n!" for name, address in router.interfaces]
    lines += [f"interface lo\n ip address {router.loopback}/32\n!", f"router bgp {router.asn}"]
    for address, asn, source, client in router.peers:
        lines.append(f" neighbor {address} remote-as {asn}")
        lines += [f" neighbor {address} update-source lo"] if source else []
        lines += [
            f" address-family ipv4 unicast\n  neighbor {address} route-reflector-client\n exit-address-family"
        ] * client
    return "\n".join(lines) + "\n"


def xr(router: Router) -> str:
    lines = [f"interface {name}\n ipv4 address {address}\n!" for name, address in router.interfaces]
    lines += [f"interface Loopback0\n ipv4 address {router.loopback}/32\n!", f"router bgp {router.asn}"]
    for address, asn, source, client in router.peers:
        lines.append(f" neighbor {address}\n  remote-as {asn}")
        lines += ["  update-source Loopback0"] if source else []
        lines += ["  address-family ipv4 unicast", *["   route-reflector-client"] * client, "  !", " !"]
    return "\n".join(lines) + "\n!\n"


def srlinux(router: Router) -> str:
    lines = [f"set / interface {name} subinterface 0 ipv4 address {address}" for name, address in router.interfaces]
    bgp = "set / network-instance default protocols bgp"
    lines += [f"set / interface system0 subinterface 0 ipv4 address {router.loopback}/32"]
    lines += [f"{bgp} autonomous-system {router.asn}", f"{bgp} router-id {router.loopback}"]
    for address, asn, source, client in router.peers:
        lines += [f"{bgp} neighbor {address} peer-as {asn}", f"{bgp} neighbor {address} peer-group g{address}"]
        lines += [f"{bgp} group g{address} route-reflector client true"] * client
        lines += [f"{bgp} neighbor {address} transport local-address {source}"] if source else []
    return "\n".join(lines) + "\n"


def junos(router: Router) -> str:
    lines = [f"set interfaces {name} unit 0 family inet address {address}" for name, address in router.interfaces]
    lines += [f"set interfaces lo0 unit 0 family inet address {router.loopback}/32"]
    lines += [f"set routing-options autonomous-system {router.asn}"]
    for place, (address, asn, source, client) in enumerate(router.peers):
        group = f"set protocols bgp group g{place}"
        kind = "internal" if asn == router.asn else "external"
        lines += [f"{group} type {kind}", f"{group} peer-as {asn}", f"{group} neighbor {address}"]
        lines += [f"{group} local-address {source}"] if source else []
        lines += [f"{group} cluster {router.loopback}"] * client
    return "\n".join(lines) + "\n"


def bird(router: Router) -> str:
    lines = [f"router id {router.loopback};"]
    for place, (address, asn, source, client) in enumerate(router.peers):
        local = f"local {source} as {router.asn};" if source else f"local as {router.asn};"
        more = " rr client;" * client
        lines.append(f"protocol bgp p{place} {{ {local} neighbor {address} as {asn};{more} ipv4 {{ import all; }}; }}")
    lines.append("protocol device {}")
    return "\n".join(lines) + "\n"


@dataclass(frozen=True, slots=True)
class Dialect:
    kind: str
    write: Callable[[Router], str]
    interface: Callable[[int], str]
    port: Callable[[int], str]
    """The interface in the lab file's links."""


DIALECTS = {
    "frr": Dialect("linux", frr, "eth{}".format, "eth{}".format),
    "xr": Dialect("cisco_xrd", xr, "GigabitEthernet0/0/0/{}".format, "Gi0-0-0-{}".format),
    "srlinux": Dialect("nokia_srlinux", srlinux, "ethernet-1/{}".format, "e1-{}".format),
    "junos": Dialect("juniper_vmx", junos, "ge-0/0/{}".format, lambda port: f"eth{port + 1}"),
    "bird": Dialect("linux", bird, "eth{}".format, "eth{}".format),
}


@st.composite
def labs(draw: st.DrawFn) -> tuple[list[Router], list[tuple[int, int]]]:
    count = draw(st.integers(2, 7))
    routers = [
        Router(number + 1, 65000 + draw(st.integers(0, 2)), draw(st.sampled_from(sorted(DIALECTS))))
        for number in range(count)
    ]
    pairs = st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)).filter(lambda pair: pair[0] < pair[1])
    return routers, draw(st.lists(pairs, max_size=10))


@settings(max_examples=60, deadline=None)
@given(labs())
def test_every_session_is_found_whatever_the_devices(lab: tuple[list[Router], list[tuple[int, int]]]) -> None:
    routers, links = lab
    wanted: Counter[tuple[str, str, str, str | None, int | None]] = Counter()
    wires = connect(routers, links, wanted)
    mesh(routers, wanted)
    with TemporaryDirectory() as folder:
        topology = load(written(Path(folder), routers, wires))
    found = Counter((s.a, s.b, s.kind, s.rr_client, s.link) for s in topology.sessions)
    assert found == wanted
    assert not [warning for warning in topology.warnings if "it is taken for" not in warning.text]
    assert [node.asn for node in topology.nodes] == [
        router.asn if router.peers else node.asn for router, node in zip(routers, topology.nodes, strict=True)
    ]


def connect(
    routers: list[Router], links: list[tuple[int, int]], wanted: Counter[tuple[str, str, str, str | None, int | None]]
) -> list[str]:
    """Cable the routers, with a session over every link between two autonomous systems."""
    ports = [0] * len(routers)
    wires = []
    for index, (a, b) in enumerate(links):
        ends = []
        for side, place in enumerate((a, b)):
            ports[place] += 1
            router = routers[place]
            address = f"10.0.{index}.{side + 1}"
            dialect = DIALECTS[router.dialect]
            router.interfaces.append((dialect.interface(ports[place]), f"{address}/30"))
            ends.append((f"{router.name}:{dialect.port(ports[place])}", address))
        wires.append(", ".join(f'"{port}"' for port, _ in ends))
        one, two = routers[a], routers[b]
        if one.asn != two.asn:
            one.peers.append((ends[1][1], two.asn, None, False))
            two.peers.append((ends[0][1], one.asn, None, False))
            wanted[one.name, two.name, "ebgp", None, index] += 1
    return wires


def mesh(routers: list[Router], wanted: Counter[tuple[str, str, str, str | None, int | None]]) -> None:
    """Let the first router of every AS reflect routes to the others of it."""
    first: dict[int, Router] = {}
    for router in routers:
        reflector = first.setdefault(router.asn, router)
        if reflector is not router:
            reflector.peers.append((router.loopback, router.asn, reflector.loopback, True))
            router.peers.append((reflector.loopback, router.asn, router.loopback, False))
            wanted[reflector.name, router.name, "ibgp", router.name, None] += 1


def written(folder: Path, routers: list[Router], wires: list[str]) -> Path:
    lines = ["name: made-up", "topology:", "  nodes:"]
    for router in routers:
        dialect = DIALECTS[router.dialect]
        (folder / router.name).write_text(dialect.write(router), encoding="utf-8")
        lines.append(f"    {router.name}:\n      kind: {dialect.kind}")
        if dialect.kind == "linux":
            lines.append(f"      binds: ['{router.name}:/etc/{router.dialect}.conf']")
            given = "\n".join(f'        - "ip addr add {address} dev {name}"' for name, address in router.interfaces)
            lines.append(f'      exec:\n        - "ip addr add {router.loopback}/32 dev lo"\n{given}')
        else:
            lines.append(f"      startup-config: {router.name}")
    lines += ["  links:", *(f"    - endpoints: [{wire}]" for wire in wires)] if wires else []
    path = folder / "lab.clab.yml"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
