"""Images that make a router's configuration out of environment variables when the container starts.

- ``sflow/clab-frr``: ``LOCAL_AS``, and in ``NEIGHBORS`` the interfaces of unnumbered EBGP sessions
  (https://github.com/sflow-rt/containerlab);
- GoBGP images of lab authors: ``local_asn``, ``peer_asn``, ``peer_ip4``, and ``ip4_addr`` as the own address.
"""

from __future__ import annotations

from ipaddress import ip_interface

from topodraw.readers.configs.device_config import DeviceConfig, InterfaceAddress, Neighbour
from topodraw.readers.configs.values import bare_address
from topodraw.readers.containerlab.inheritance import Declared
from topodraw.readers.containerlab.shapes import word
from topodraw.readers.containerlab.systems import written_as_number

__all__ = ["from_environment"]

_MOST_NEIGHBOURS = 1_000


def from_environment(node: Declared) -> DeviceConfig | None:
    """Return the configuration that a node's image makes of its environment, None where it makes none."""
    image = (node.image or "").lower()
    if "frr" in image and "NEIGHBORS" in node.env:
        return _sflow(node)
    if "bgp" in image and "peer_ip4" in node.env:
        return _gobgp(node)
    return None


def _sflow(node: Declared) -> DeviceConfig | None:
    asn = written_as_number(_value(node, "LOCAL_AS"))
    where = node.env.value_at("NEIGHBORS")
    interfaces = _value(node, "NEIGHBORS").split()[:_MOST_NEIGHBOURS]
    if asn is None:
        return _without_as(node, "LOCAL_AS", "NEIGHBORS") if interfaces else None
    neighbours = (Neighbour(where, interface=each, remote_as="external") for each in dict.fromkeys(interfaces))
    return DeviceConfig(asn=asn, neighbours=tuple(neighbours))


def _gobgp(node: Declared) -> DeviceConfig | None:
    asn, peer = written_as_number(_value(node, "local_asn")), bare_address(_value(node, "peer_ip4"))
    if peer is None:
        return None
    if asn is None:
        return _without_as(node, "local_asn", "peer_ip4")
    own = _value(node, "ip4_addr")
    addresses = (InterfaceAddress("", ip_interface(own).with_prefixlen),) if bare_address(own) else ()
    remote = written_as_number(_value(node, "peer_asn"))
    neighbour = Neighbour(node.env.value_at("peer_ip4"), address=peer, remote_as=remote)
    return DeviceConfig(asn=asn, addresses=addresses, neighbours=(neighbour,))


def _without_as(node: Declared, variable: str, peers: str) -> DeviceConfig:
    given = _value(node, variable)
    said = f"{variable} ({given}) is no AS number" if given else f"there is no {variable}"
    where = node.env.value_at(variable if given else peers)
    return DeviceConfig(problems=((where, f"{said}: {peers} of {node.name!r} is left out"),))


def _value(node: Declared, name: str) -> str:
    return word(node.env.get(name)) or ""
