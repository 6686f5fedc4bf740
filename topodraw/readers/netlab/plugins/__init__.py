"""netlab's own plugins, where they change what a drawing shows: one module a plugin, joined to the pipeline by a table.

A plugin outside the tables is either known to change nothing that is drawn, or it is somebody's Python code, which
cannot be honoured and is named in a warning.
"""

from __future__ import annotations

from collections.abc import Callable

from topodraw.readers.netlab.forms import RawLink, collect, flatten
from topodraw.readers.netlab.lab import Lab
from topodraw.readers.netlab.own_code import plugin_file, plugin_names, search_path
from topodraw.readers.netlab.plugins import (
    bonding,
    domain,
    fabric,
    kind,
    multihop,
    multilab,
    node_clone,
    originate,
    route_server,
    tunnel,
    vtep,
)

__all__ = [
    "after_links", "after_nodes", "after_sessions", "before_links", "before_nodes", "expand", "foreign", "init",
    "kind", "pre_transform",
]  # fmt: skip

Hook = Callable[[Lab], None]

_EXPAND: dict[str, Callable[[Lab, list[RawLink]], list[RawLink]]] = {
    "fabric": fabric.expand,
    "node.clone": node_clone.expand,
}
_INIT: dict[str, Hook] = {"multilab": multilab.rename}
_PRE_TRANSFORM: dict[str, Hook] = {
    "tunnel": tunnel.set_types,
    "tunnel.gre": tunnel.set_types,
    "tunnel.wireguard": tunnel.set_types,
}
_BEFORE_NODES: dict[str, Hook] = {"kind": kind.expand}
_AFTER_NODES: dict[str, Hook] = {"bgp.originate": originate.add_loopbacks}
_BEFORE_LINKS: dict[str, Hook] = {"ebgp.multihop": multihop.add_links, "mlag.vtep": vtep.add_loopbacks}
_AFTER_LINKS: dict[str, Hook] = {"bonding": bonding.rename}
_AFTER_SESSIONS: dict[str, Hook] = {
    "bgp.session": route_server.prune,
    "ebgp.utils": route_server.prune,
    "bgp.domain": domain.prune,
    "ebgp.multihop": multihop.activate_families,
}
_HOOKS: tuple[dict[str, Hook], ...] = (
    _INIT, _PRE_TRANSFORM, _BEFORE_NODES, _AFTER_NODES, _BEFORE_LINKS, _AFTER_LINKS, _AFTER_SESSIONS
)  # fmt: skip
_INVISIBLE = {
    "bgp.policy", "check.config", "evpn.multihoming", "files", "firewall.zonebased", "multiserver", "none",
    "ospf.areas", "proxy-arp", "proxy_arp", "test.fixup", "test.vrf_check", "vrrp.version",
}  # fmt: skip
"""Plugins of netlab that change nothing a drawing shows."""


def _run(hooks: dict[str, Hook], lab: Lab) -> None:
    """Run a hook of every plugin in use, as often as the plugin is listed, as netlab does."""
    for name in lab.plugins:
        if name in hooks:
            hooks[name](lab)


def foreign(lab: Lab) -> list[str]:
    """Return the plugins of a prepared lab that are not netlab's own: files of the lab, or known to nobody here."""
    wanted = plugin_names(lab.document, lab.defaults)
    known = set(_EXPAND).union(_INVISIBLE, *_HOOKS) if wanted else ()
    folders = search_path(lab) if wanted else []
    return [name for name in wanted if name not in known or plugin_file(name, folders)]


def expand(lab: Lab) -> None:
    """Run the plugins that make nodes and links, in the order the topology names them, then read the links."""
    if lab.foreign:
        which = f"plugin {lab.foreign[0]} is" if len(lab.foreign) == 1 else f"plugins {', '.join(lab.foreign)} are"
        text = f"{which} code of the lab's own and not run; what it would change is not drawn"
        lab.report.warn(lab.document.at("plugin"), f"{text} ({lab.foreign_advice})" if lab.foreign_advice else text)
    raw = flatten(lab, lab.document.get("links"), "links", lab.document.value_at("links"))
    for name in lab.plugins:
        if name in _EXPAND:
            raw = _EXPAND[name](lab, raw)
    collect(lab, raw)


def init(lab: Lab) -> None:
    """Run what comes before all data are merged."""
    _run(_INIT, lab)


def pre_transform(lab: Lab) -> None:
    """Run what changes links before anything else does."""
    _run(_PRE_TRANSFORM, lab)


def before_nodes(lab: Lab) -> None:
    """Run what makes further nodes before nodes are numbered."""
    _run(_BEFORE_NODES, lab)


def after_nodes(lab: Lab) -> None:
    """Run what needs numbered nodes with loopbacks."""
    _run(_AFTER_NODES, lab)


def before_links(lab: Lab) -> None:
    """Run what appends links just before they get prefixes."""
    _run(_BEFORE_LINKS, lab)


def after_links(lab: Lab) -> None:
    """Run what changes interfaces once all links have theirs."""
    _run(_AFTER_LINKS, lab)


def after_sessions(lab: Lab) -> None:
    """Run what changes the tables of BGP neighbours."""
    _run(_AFTER_SESSIONS, lab)
