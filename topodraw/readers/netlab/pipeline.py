"""The pipeline: the phases that turn a document into a lab, in the order that decides ids, indexes and prefixes.

Each phase takes the lab and changes it; problems are collected, and the reading ends after a phase that met errors.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from topodraw.readers.netlab import (
    bgp,
    bridges,
    components,
    dhcp,
    families,
    gateways,
    groups,
    isis,
    lags,
    links,
    nodes,
    plugins,
    pools,
    providers,
    sessions,
    svis,
    vlan_links,
    vlans,
    vrfs,
)
from topodraw.readers.netlab.lab import Lab
from topodraw.readers.netlab.tree import get, names

__all__ = ["PHASES", "run"]


def name_the_lab(lab: Lab) -> None:
    """Take the lab's name, modules and plugins from the document; a nameless lab is called after its folder."""
    lab.name = lab.document.get("name") or (_name_of_folder(lab.source.folder) if lab.source.path else "default")
    lab.modules = names(lab.document.get("module"))
    lab.plugins = [*names(lab.document.get("plugin")), *names(lab.defaults.get("plugin"))]
    lab.provider = lab.document.get("provider") or get(lab.defaults, "provider") or "libvirt"


def _name_of_folder(folder: Path) -> str:
    name = re.sub(r"[^a-zA-Z0-9_]", "_", folder.resolve().name)
    return re.sub(r"^[0-9]*", "", name).replace("_", "")[:12] or "default"


PHASES: tuple[Callable[[Lab], None], ...] = (
    name_the_lab,
    nodes.collect,
    groups.collect,
    plugins.expand,
    components.expand,
    groups.resolve,
    plugins.init,
    groups.apply,
    providers.select,
    nodes.assign_devices,
    plugins.kind.leave_modules,
    nodes.assign_modules,
    pools.set_up,
    plugins.pre_transform,
    bridges.prepare,
    lags.split,
    vlans.define,
    vrfs.define,
    vlans.define_on_nodes,
    bgp.apply_rr_list,
    vlan_links.apply_vlans,
    dhcp.mark_clients,
    providers.bridge_mixed_links,
    plugins.before_nodes,
    nodes.finish,
    plugins.after_nodes,
    links.drop_switched_off,
    plugins.before_links,
    vlan_links.add_hidden_members,
    bgp.set_link_roles,
    vlan_links.copy_vlan_data,
    gateways.prepare,
    links.transform,
    plugins.after_links,
    svis.create,
    vrfs.complete,
    dhcp.without_addresses,
    gateways.without_unicast,
    bgp.apply_confederations,
    sessions.build_tables,
    families.activate,
    plugins.after_sessions,
    families.prune_evpn,
    lags.drop_virtual,
    isis.settle,
)


def run(lab: Lab) -> None:
    """Carry out all phases. Raises SourceError with everything that a phase found wrong."""
    for phase in PHASES:
        phase(lab)
        lab.report.check()
