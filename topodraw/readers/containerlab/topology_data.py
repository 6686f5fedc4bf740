"""``topology-data.json``, which containerlab writes when it deploys a lab: all is resolved, and only the form differs.

::

    {"name": N, "type": "clab", "nodes": {NAME: {"kind": K, "image": I, "group": G, "labels": {...}, ...}},
     "links": [{"endpoints": {"a": {"node": N, "interface": I, ...}, "z": {...}}}]}

Older files have ``a`` and ``z`` directly in the link. A link without ``z``, or whose ``a`` has the peer ``dummy``, has
one end.
"""

from __future__ import annotations

from typing import Any

from topodraw.located import Map, Seq
from topodraw.readers.containerlab.shapes import word

__all__ = ["as_lab"]

_KEPT = ("kind", "image", "group", "type", "labels", "env", "exec", "network-mode")


def as_lab(document: Map) -> Map:
    """Return the document in the shape of a lab file, everything at its place."""
    topology = _like(document)
    topology.put("nodes", _nodes(document["nodes"]), document.at("nodes"), document.value_at("nodes"))
    if "links" in document:
        links = document["links"]
        topology.put("links", _links(links) if isinstance(links, Seq) else links, document.at("links"))
    lab = _like(document)
    if "name" in document:
        lab.put("name", document["name"], document.at("name"), document.value_at("name"))
    lab.put("topology", topology, document.at("nodes"))
    return lab


def _like(body: Map) -> Map:
    return Map(body.file, body.mark)


def _nodes(nodes: Any) -> Any:
    found = _like(nodes)
    for name, body in nodes.items():
        value = body
        if isinstance(body, Map):
            value = _like(body)
            for key in _KEPT:
                if key in body:
                    value.put(key, body[key], body.at(key), body.value_at(key))
        found.put(name, value, nodes.at(name), nodes.value_at(name))
    return found


def _links(links: Seq) -> Seq:
    found = Seq(links.file, links.mark)
    for index, link in enumerate(links):
        found.append(_link(link) if isinstance(link, Map) else link)
        found.items_at.append(links.at(index))
    return found


def _link(link: Map) -> Map:
    pair = link["endpoints"] if isinstance(link.get("endpoints"), Map) else link
    ends = [pair[side] for side in ("a", "z") if isinstance(pair.get(side), Map)]
    if len(ends) == 1 or (ends and word(ends[0].get("peer")) == "dummy"):
        single = _like(link)
        single.put("type", "dummy")
        single.put("endpoint", ends[0], pair.at("a"), pair.value_at("a"))
        return single
    texts = Seq(pair.file, pair.mark)
    addresses: dict[str, Seq] = {"ipv4": Seq(pair.file, pair.mark), "ipv6": Seq(pair.file, pair.mark)}
    for end in ends:
        # Ends outside the lab (host, mgmt-net, macvlan) have the special words as their node here too.
        texts.append(f"{word(end.get('node')) or ''}:{word(end.get('interface')) or ''}")
        texts.items_at.append(end.at())
        for key, values in addresses.items():
            values.append(end.get(key))
            values.items_at.append(end.value_at(key))
    brief = _like(link)
    brief.put("endpoints", texts, link.at("endpoints"))
    for key, values in addresses.items():
        brief.put(key, values)
    return brief
