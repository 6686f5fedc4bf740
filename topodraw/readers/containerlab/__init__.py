"""containerlab (containerlab.dev): lab files, and the ``topology-data.json`` that it writes beside a running lab.

One file a step, in the order in which containerlab itself goes about it::

    templates      Go templates rendered (rendering, variables, gotemplate)
    expansion      environment variables in the text
    topology_data  a topology-data.json, brought into the shape of a lab file
    inheritance    what each node is, after its group, its kind and the defaults
    kinds          what sort of device that makes it
    links          all forms of links, and the things outside the lab that they lead to
    interfaces     their names: aliases, and those of configurations
    addresses      those of links, and those that commands give
    devices        what configurations state (config_files, named_files, vtysh, environment)
    clusters       what manifests state of the nodes of Kubernetes clusters
    systems        autonomous system numbers
    routing        BGP sessions out of configurations (topodraw.readers.peering)
    sessions       who peers with whom, where labels say so
    groups         groups, clusters, chassis, autonomous systems
    annotations    what containerlab's editors keep of the picture
    lab            all of it together

See `ContainerlabReader` for what it reads beyond containerlab's own keys.
"""

from __future__ import annotations

import re
from typing import Any, ClassVar

from topodraw.located import Map
from topodraw.model import Topology
from topodraw.reading import ReadOptions
from topodraw.source import Source, Sources

__all__ = ["ContainerlabReader"]


class ContainerlabReader:
    """Read a containerlab topology.

    Labels that tools around containerlab have agreed on are hints for the picture: ``graph-icon``, ``graph-level``,
    ``graph-posX``, ``graph-posY``, ``graph-hide``, ``graph-url``, ``graph-group``. Others are common among authors of
    labs: ``as-number``, ``asn`` or ``as`` (or ``LOCAL_AS`` in ``env``); ``loopback-ipv4``, ``loopback-ipv6``.

    A lab file says nothing of BGP. The configurations do that it gives its nodes, and the manifests of its Kubernetes
    clusters. For what has neither, two labels are topodraw's own; both list node names, separated by commas::

        bgp-peers: "leaf1,leaf2"        # this node has neighbour statements for these
        bgp-rr-clients: "pe1,pe2"       # these as well, and they are its route-reflector clients

    A session that only one of its ends lists is one-sided; it is IBGP where both ends are in one AS.

    containerlab's groups are flat words. Where a group (or ``graph-group``) is written ``outer/inner``, the group is
    drawn inside the group ``outer``. The containers of a ``k8s-kind`` node ``c`` (``c-control-plane``, ``c-worker``,
    ``c-worker2``...) form a cluster named like the node, as do the parts of a chassis that share a network namespace.
    """

    kind: ClassVar[str] = "containerlab"

    def recognises(self, source: Source, document: Any) -> bool:
        """Tell by the keys ``name`` and ``topology``; text that is not YAML (yet) may be a template of a lab file."""
        if isinstance(document, Map):
            return _is_lab(document) or _is_topology_data(document)
        if document is not None:
            return False
        if "{{" in source.text and source.name.endswith(_TEMPLATE):
            return True
        return bool(_NAME.search(source.text) and _TOPOLOGY.search(source.text))

    def read(self, source: Source, document: Any, sources: Sources, options: ReadOptions) -> Topology:
        """Return the topology; the environment is used as far as `options` allow. Raises SourceError.

        The scalars of `document` are those of `topodraw.located.STRINGS`.
        """
        from topodraw.readers.containerlab.lab import read_lab
        from topodraw.readers.containerlab.topology_data import as_lab

        if isinstance(document, Map) and _is_topology_data(document):
            return read_lab(source, document, sources, options, rewrite=as_lab)
        return read_lab(source, document, sources, options)


_BEFORE = r"(?:^|\}\})[\"']?"
"""Where a key at the top level begins: with its line, or after an action of a template."""
_NAME = re.compile(rf"{_BEFORE}name[\"']?:", re.MULTILINE)
_TOPOLOGY = re.compile(rf"{_BEFORE}topology[\"']?:", re.MULTILINE)
_TEMPLATE = ".clab.gotmpl"


def _is_lab(document: Map) -> bool:
    topology = document.get("topology")
    parts = ("nodes", "links", "kinds", "defaults", "groups")
    return (isinstance(topology, Map) and any(part in topology for part in parts)) or (
        "topology" in document and "name" in document and "nodes" not in document
    )


def _is_topology_data(document: Map) -> bool:
    return document.get("type") == "clab" and isinstance(document.get("nodes"), Map)
