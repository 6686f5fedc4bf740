"""The AS that a node uses in a session: the neighbour's ``local-as``, else the instance's in the VRF of the session."""

from __future__ import annotations

from topodraw.readers.configs.device_config import DeviceConfig, Listen, Neighbour, RemoteAs

__all__ = ["instance_as", "is_met", "local_as"]


def instance_as(config: DeviceConfig | None, vrf: str | None, asn: int | None) -> int | None:
    """Return the AS of a node's BGP in a VRF; `asn` is that of the node."""
    return asn if config is None or vrf is None else dict(config.vrf_as).get(vrf, asn)


def local_as(config: DeviceConfig | None, stated: Neighbour | Listen | None, asn: int | None) -> int | None:
    """Return the AS that a node uses toward a neighbour."""
    if stated is not None and stated.local_as is not None:
        return stated.local_as
    return instance_as(config, stated.vrf if stated is not None else None, asn)


def is_met(remote: RemoteAs, here: int | None, there: int) -> bool:
    """Tell whether the AS that the other end uses is what this end, of AS `here`, asks for."""
    if remote == "internal":
        return here == there
    return here != there if remote == "external" else remote == there
