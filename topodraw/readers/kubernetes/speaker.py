"""What one node is found to speak, gathered from the resources that bear on it."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace

from topodraw.readers.configs.device_config import DeviceConfig, InterfaceAddress, Neighbour
from topodraw.readers.configs.values import bare_address, interface_address

__all__ = ["Speaker", "family_of"]


class Speaker:
    """A node's BGP while it is being gathered. The first to state its AS names it."""

    def __init__(self) -> None:
        self.asn: int | None = None
        self.router_id: str | None = None
        self.speaks = False
        self._vrf_as: dict[str, int] = {}
        self._addresses: dict[str, InterfaceAddress] = {}
        self._neighbours: dict[Hashable, Neighbour] = {}

    def instance(self, asn: int | None, vrf: str | None = None) -> None:
        """Note that the node speaks BGP, and as what."""
        self.speaks = True
        if vrf is not None and asn is not None:
            self._vrf_as.setdefault(vrf, asn)
        elif self.asn is None:
            self.asn = asn

    def identify(self, router_id: str | None) -> None:
        if self.router_id is None:
            self.router_id = router_id

    def answers_at(self, address: str) -> None:
        """Note an address of the node whose interface is not told; the first statement of its length counts."""
        found, host = interface_address(address), bare_address(address)
        if found is not None and host is not None:
            self._addresses.setdefault(host, InterfaceAddress("", found))

    def peer(self, key: Hashable, neighbour: Neighbour) -> None:
        """Note a neighbour, with the AS that the node has towards it; the first of several with one key counts."""
        self._neighbours.setdefault(key, neighbour)

    def has_peer(self, key: Hashable) -> bool:
        return key in self._neighbours

    def config(self) -> DeviceConfig:
        """Return all that was noted; an AS that no instance outside of VRFs has is that of the first VRF."""
        asn = self.asn if self.asn is not None else next(iter(self._vrf_as.values()), None)

        def without_needless(stated: Neighbour) -> Neighbour:
            own = self._vrf_as.get(stated.vrf, asn) if stated.vrf else asn
            return replace(stated, local_as=None) if stated.local_as == own else stated

        return DeviceConfig(
            asn=asn,
            router_id=self.router_id,
            addresses=tuple(self._addresses.values()),
            neighbours=tuple(map(without_needless, self._neighbours.values())),
            vrf_as=tuple((vrf, number) for vrf, number in self._vrf_as.items() if number != asn),
        )


def family_of(address: str) -> str:
    """Return the address family that goes with an address."""
    return "ipv6" if ":" in address else "ipv4"
