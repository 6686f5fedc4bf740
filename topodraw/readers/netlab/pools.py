"""Address pools and named prefixes."""

from __future__ import annotations

from typing import Any

from topodraw.errors import Location
from topodraw.located import Map
from topodraw.readers.netlab.lab import FAMILIES, Lab
from topodraw.readers.netlab.prefixes import Pool, PoolFamily, Prefix, parse_prefix, prefix_of
from topodraw.readers.netlab.tree import Tree, get, integer, merged

__all__ = ["next_prefix", "read_prefix", "set_up"]


def set_up(lab: Lab) -> None:
    """Build the pools from the defaults and the topology, and give pool-based named prefixes theirs."""
    own = lab.document.get("addressing") or {}
    common = lab.defaults.get("addressing") or {}
    for name in dict.fromkeys([*common, *own]):
        low, high = common.get(name), own.get(name)
        attributes = merged(low, high) if isinstance(low, dict) and isinstance(high, dict) else high
        if name not in own:
            attributes = low
        at = own.value_at(name) if isinstance(own, Map) and name in own else lab.document.at("addressing")
        lab.pools[name] = _pool(lab, name, attributes, at)
    lab.report.check()
    for name, value in (lab.document.get("prefix") or {}).items():
        data = dict(value) if isinstance(value, dict) else {"ipv4": value}
        at = lab.document["prefix"].at(name) if isinstance(lab.document["prefix"], Map) else lab.document.at("prefix")
        pool = data.pop("pool", None)
        if isinstance(pool, str) and pool not in lab.pools:
            lab.report.error(at, f"named prefix {name!r} wants an unknown pool {pool!r}")
        elif isinstance(pool, str):
            data |= next_prefix(lab, [pool], f"prefix {name!r}", at)
        lab.prefixes[name] = data


def _pool(lab: Lab, name: str, attributes: Any, at: Location) -> Pool:
    if not isinstance(attributes, dict):
        attributes = {"ipv4": attributes} if attributes else {}
    pool = Pool(name, attributes={k: attributes[k] for k in ("allocation", "unnumbered") if k in attributes})
    if "unnumbered" in attributes:
        return pool
    lengths = {"ipv4": attributes.get("prefix", _usual_length(lab, name)), "ipv6": attributes.get("prefix6", 64)}
    for family in FAMILIES:
        value = attributes.get(family)
        if value is True:
            pool.families[family] = True
        elif value:
            supply = _supply(lab, name, family, value, lengths[family], at)
            if supply is not None:
                pool.families[family] = supply
    return pool


def _usual_length(lab: Lab, name: str) -> Any:
    """Return the length of a pool's IPv4 subnets where the pool does not say it."""
    if name in {"lan", "p2p"}:
        return lab.defaults.get(f"{name}_subnet", 24 if name == "lan" else 30)
    return 32 if "loopback" in name else 24


def _supply(lab: Lab, name: str, family: str, value: Any, length: Any, at: Location) -> PoolFamily | None:
    network = prefix_of(value, family)
    if network is None:
        why = " (it has host bits)" if parse_prefix(value) else ""
        lab.report.error(at, f"{family} of address pool {name!r} is {value!r}, not a prefix{why}")
        return None
    wanted = integer(length)
    if wanted is None or not 1 <= wanted <= network.bits or (wanted < network.length and name != "mgmt"):
        lab.report.error(at, f"address pool {name!r} cannot split {network} into {family} subnets of length {length!r}")
        return None
    skip = name == "loopback" or wanted >= (32 if family == "ipv4" else 127)
    return PoolFamily(network, max(wanted, network.length), 1 if skip else 0)


def next_prefix(lab: Lab, wanted: list[str], what: str, at: Location) -> Tree:
    """Return the next prefix of the first pool that exists: families as texts or booleans, and pool attributes."""
    pool = next((lab.pools[name] for name in wanted if name in lab.pools), None)
    if pool is None:
        return {}
    found: Tree = dict(pool.attributes)
    for family, supply in pool.families.items():
        if not isinstance(supply, PoolFamily):
            found[family] = supply
            continue
        subnet = supply.take()
        if subnet is None:
            lab.report.error(at, f"{what}: address pool {pool.name!r} ({supply.network}) has no {family} prefix left")
            lab.report.check()
        found[family] = str(subnet)
    return found


def read_prefix(lab: Lab, value: Any, what: str, at: Location) -> Tree:
    """Return a prefix as written on a link or VLAN: a named or IPv4 prefix, a mapping of families, or nothing."""
    if isinstance(value, str) and value in lab.prefixes:
        return dict(lab.prefixes[value])
    if isinstance(value, str):
        value = {"ipv6" if ":" in value else "ipv4": value}
    result: Tree = dict(value) if isinstance(value, dict) else {}
    if "ip" in result:
        result["ipv4"] = result.pop("ip")
    for family in FAMILIES:
        text = get(result, family)
        if text is None or isinstance(text, bool):
            continue
        prefix: Prefix | None = prefix_of(text, family)
        if prefix is None:
            why = ", it has host bits" if parse_prefix(text) else ""
            lab.report.error(at, f"{what}: {text!r} is not an {family} prefix{why}")
            del result[family]
        else:
            result[family] = str(prefix)
    return result
