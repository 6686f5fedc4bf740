"""Shapes: which sort of value each attribute may have, as tables, so that all later phases can rely on them.

Checking happens in place: what has another shape is reported where it stands and taken out; scalars become lists where
a list is meant. Attributes that are in no table are left alone; a drawing does not need them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from topodraw.errors import Location, Report
from topodraw.located import Float, Map
from topodraw.readers.netlab.tree import Tree

__all__ = ["DEFAULTS", "DOCUMENT", "END", "GROUPS", "LINK", "NODE", "Shape", "Table", "as_number", "check"]


@dataclass(frozen=True, slots=True)
class Shape:
    """What a value may be. `table` describes a mapping's entries by name, `each` all its entries or a list's items."""

    words: str
    types: tuple[type, ...]
    null: bool = False
    """A null is a value of its own and kept; otherwise it means that the attribute is not set."""
    table: Mapping[str, Shape] | None = None
    each: Shape | None = None
    listed: bool = False
    """A single value stands for a list of one."""
    convert: Callable[[Any], Any] | None = None
    """Returns the value to use, None when there is none."""


Table = Mapping[str, Shape]


def as_number(value: Any) -> int | None:
    """Return an AS number given as an integer or in asdot notation (RFC 5396), None for anything else.

    >>> as_number("1.1"), as_number(65000), as_number("x")
    (65537, 65000, None)
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, Float):
        value = value.text
    if isinstance(value, str):
        parts = value.split(".")
        if len(parts) > 2 or not all(p.isascii() and p.isdigit() and len(p) <= 10 for p in parts):
            return None
        if len(parts) == 2 and any(int(p) > 65535 for p in parts):
            return None
        value = int(parts[0]) * 65536 + int(parts[1]) if len(parts) == 2 else int(parts[0])
    return value if isinstance(value, int) and 0 < value < 1 << 32 else None


def check(tree: Tree, table: Table, what: str, report: Report, at: Location) -> None:
    """Report and remove every entry of a tree that has not the shape its table wants."""
    for key in [key for key in tree if key in table]:
        place = tree.value_at(key) if isinstance(tree, Map) else at
        value = _shaped(tree[key], table[key], f"{what}.{key}" if what else str(key), report, place)
        if value is None and not (table[key].null and tree[key] is None):
            del tree[key]
        else:
            tree[key] = value


def _shaped(value: Any, shape: Shape, what: str, report: Report, at: Location) -> Any:
    """Return the value to use, None when there is none."""
    if value is None:
        return None
    if shape.listed and not isinstance(value, list | dict | bool):
        value = [value]
    if (isinstance(value, bool) and bool not in shape.types) or not isinstance(value, shape.types):
        report.error(at, f"{what} must be {shape.words}, not {_described(value)}")
        return None
    if shape.convert:
        converted = shape.convert(value)
        if converted is None:
            report.error(at, f"{what} must be {shape.words}, not {_described(value)}")
        return converted
    if isinstance(value, dict) and shape.table is not None:
        check(value, shape.table, what, report, at)
    if shape.each is not None:
        _check_each(value, shape.each, what, report, at)
    return value


def _check_each(value: Any, each: Shape, what: str, report: Report, at: Location) -> None:
    if isinstance(value, dict):
        for key in list(value):
            if not isinstance(key, str):
                report.error(value.at(key) if isinstance(value, Map) else at, f"{what}: {key!r} is not a name")
                del value[key]
        check(value, dict.fromkeys(value, each), what, report, at)
    elif isinstance(value, list):
        kept = [_shaped(item, each, f"{what}[{n}]", report, at) for n, item in enumerate(value, 1)]
        value[:] = [item for item in kept if item is not None]


def _described(value: Any) -> str:
    if isinstance(value, dict | list):
        return "a mapping" if isinstance(value, dict) else "a list"
    text = str(value).lower() if isinstance(value, bool) else repr(value)
    return text if len(text) < 50 else text[:47] + "..."


def _name_text(value: Any) -> str:
    return str(value)


def _text_or_off(value: Any) -> Any:
    return None if value is True else value if value is False else str(value)


TEXT = Shape("a text", (str,))
OPTIONAL_TEXT = Shape("a text or false", (str, bool), convert=_text_or_off)
"""A false turns off what a link group or a VLAN would bring."""
OPTIONAL_WORD = Shape("a text, a number or false", (str, int, float, bool), convert=_text_or_off)
WORD = Shape("a text or a number", (str, int, float), convert=_name_text)
NUMBER = Shape("a whole number", (int,))
ASN = Shape("an AS number", (int, float, str), convert=as_number)
NAMES = Shape("a name or a list of names", (list,), each=TEXT, listed=True)
ANY_LIST = Shape("a list", (list,), listed=True)
TREE = Shape("a mapping (key: value)", (dict,))
SWITCH = Shape("a mapping or true/false", (dict, bool))
ADDRESS = Shape("an address, a host number or true/false", (str, int, bool))
NAMED_TREES = Shape("a mapping of mappings", (dict,), each=Shape("a mapping", (dict,), null=True))
ON_TYPES = Shape("a list of session types", (list, bool), each=TEXT, listed=True)
SESSIONS = Shape("a mapping of address families", (dict,), table={"ipv4": ON_TYPES, "ipv6": ON_TYPES})

_BGP: dict[str, Shape] = {
    "as": ASN,
    "local_as": ASN,
    "sessions": SESSIONS,
    "rr_list": NAMES,
    "ebgp_role": TEXT,
    "domain": WORD,
    "role": Shape("a role (RFC 9234)", (str, dict), table={"name": TEXT}),
    "originate": ANY_LIST,
}
_GLOBAL_BGP = _BGP | {"as_list": TREE, "confederation": TREE, "multihop": TREE}
_TYPES = Shape("true, a list or a mapping", (bool, list, dict))
_MODULES: dict[str, Shape] = {
    "ospf": SWITCH,
    "isis": Shape("a mapping or true/false", (dict, bool), table={"type": TEXT, "area": WORD, "net": WORD}),
    "graph": TREE,
    "d2": TREE,
    "tunnel": TREE,
    "bonding": TREE,
    "libvirt": TREE,
    "dhcp": TREE,
}
_VLAN_USE = Shape(
    "a mapping with access, native or trunk",
    (dict,),
    table={
        "access": TEXT,
        "native": TEXT,
        "mode": TEXT,
        "trunk": Shape("a list or mapping of VLANs", (list, dict)),
    },
)

LINK: Table = _MODULES | {
    "type": OPTIONAL_TEXT,
    "role": OPTIONAL_TEXT,
    "pool": OPTIONAL_TEXT,
    "bridge": OPTIONAL_WORD,
    "name": OPTIONAL_WORD,
    "prefix": Shape("a prefix, a mapping or false", (str, dict, bool), null=True),
    "bgp": Shape("a mapping or true/false", (dict, bool), table=_BGP),
    "vlan": _VLAN_USE,
    "vrf": TEXT,
    "gateway": SWITCH,
    "lag": TREE,
}
END: Table = dict(LINK) | {
    "node": TEXT,
    "ipv4": ADDRESS,
    "ipv6": ADDRESS,
    "ifindex": NUMBER,
    "ifname": OPTIONAL_WORD,
}
VLAN: Table = dict(END) | {"id": NUMBER, "mode": TEXT, "links": ANY_LIST}
VRF: Table = {
    "links": ANY_LIST,
    "loopback": Shape("a mapping, an address or true/false", (dict, bool, str)),
    "bgp": Shape("a mapping or true/false", (dict, bool)),
    "import": ANY_LIST,
    "export": ANY_LIST,
    "evpn": TREE,
}
_VLANS = Shape("a mapping of VLANs", (dict,), each=Shape("a mapping", (dict,), null=True, table=VLAN))
_VRFS = Shape("a mapping of VRFs", (dict,), each=Shape("a mapping", (dict,), null=True, table=VRF))
_COMMON: dict[str, Shape] = {
    "vlans": _VLANS,
    "vrfs": _VRFS,
    "vlan": Shape("a mapping", (dict,), table={"mode": TEXT, "start_vlan_id": NUMBER}),
    "vrf": TREE,
    "evpn": Shape("a mapping", (dict,), table={"session": NAMES, "vlans": NAMES, "transport": TEXT, "domain": WORD}),
    "mpls": Shape("a mapping", (dict,), table={"vpn": _TYPES, "bgp": _TYPES, "6pe": _TYPES}),
    "vxlan": Shape("a mapping", (dict,), table={"vlans": NAMES, "domain": WORD}),
    "lag": TREE,
    "gateway": SWITCH,
    "module": NAMES,
    "provider": TEXT,
}
NODE: Table = (
    _MODULES
    | _COMMON
    | {
        "device": TEXT,
        "role": TEXT,
        "id": NUMBER,
        "group": NAMES,
        "include": TEXT,
        "clone": TREE,
        "bgp": Shape("a mapping", (dict, bool), table=_BGP),
        "loopback": Shape(
            "a mapping or true/false", (dict, bool), table={"pool": TEXT, "ipv4": ADDRESS, "ipv6": ADDRESS}
        ),
    }
)
_GROUP_SETTINGS: dict[str, Shape] = {"members": NAMES, "type": TEXT}
GROUPS: Mapping[str, Table] = {
    "node": dict(NODE) | _GROUP_SETTINGS | {"node_data": Shape("a mapping", (dict,), table=NODE)},
    "vlan": dict(VLAN) | _GROUP_SETTINGS,
    "vrf": dict(VRF) | _GROUP_SETTINGS,
}
"""The attributes of groups by the type of their members. The `type` of a link is never that of a group."""
DOCUMENT: Table = (
    _MODULES
    | _COMMON
    | {
        "name": WORD,
        "nodes": Shape("a list or a mapping of nodes", (list, dict)),
        "links": Shape("a list of links", (list, dict), listed=True),
        "groups": Shape("a mapping of groups", (dict,)),
        "components": NAMED_TREES,
        "plugin": NAMES,
        "addressing": Shape(
            "a mapping of address pools", (dict,), each=Shape("a mapping or a prefix", (dict, str, bool), null=True)
        ),
        "prefix": Shape("a mapping of named prefixes", (dict,), each=Shape("a mapping or a prefix", (dict, str))),
        "bgp": Shape("a mapping", (dict,), table=_GLOBAL_BGP),
        "fabric": TREE,
        "defaults": TREE,
        "gateway": SWITCH,
    }
)
_SHARED = ("addressing", "bgp", "groups", "plugin", "provider", "vlan", "vxlan")
DEFAULTS: Table = {key: DOCUMENT[key] for key in _SHARED} | {
    "device": TEXT,
    "devices": NAMED_TREES,
    "daemons": NAMED_TREES,
    "isis": TREE,
    "ospf": TREE,
    "evpn": _COMMON["evpn"],
    "mpls": _COMMON["mpls"],
    "gateway": TREE,
    "lag": TREE,
    "vrf": TREE,
    "links": TREE,
    "const": TREE,
    "outputs": TREE,
    "providers": TREE,
    "multilab": TREE,
}
