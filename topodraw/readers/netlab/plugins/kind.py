"""Plugin kind: a Kubernetes-in-Docker cluster is one node in the file and several in the lab."""

from __future__ import annotations

from topodraw.readers.netlab.lab import Lab, LabLink, LabNode
from topodraw.readers.netlab.tree import clone, get, integer, only

__all__ = ["expand", "leave_modules"]

MAX_WORKERS = 1000
_COPIED = ("provider", "routing", "role", "loopback")


def leave_modules(lab: Lab) -> None:
    """Keep a cluster without modules of its own from running the topology's."""
    if "kind" in lab.plugins:
        for node in lab.nodes.values():
            if node.data.get("device") == "kind":
                node.data.setdefault("module", [])


def expand(lab: Lab) -> None:
    """Add the control plane and the workers of every cluster, and connect them as the cluster is connected."""
    for node in [node for node in lab.nodes.values() if node.device == "kind"]:
        workers = integer(get(node.data, "kind.workers")) or 0
        if not 0 <= workers <= MAX_WORKERS:
            lab.report.error(node.at, f"kind.workers of node {node.name!r} must be a number from 0 to {MAX_WORKERS}")
            continue
        names = [f"{node.name}-control-plane"]
        names += [f"{node.name}-worker{number if number > 1 else ''}" for number in range(1, workers + 1)]
        for name in names:
            data = {**clone(only(node.data, _COPIED)), "device": "kind-node"}
            lab.nodes[name] = LabNode(name, node.at, data)
        _connect(lab, node.name, names)


def _connect(lab: Lab, cluster: str, names: list[str]) -> None:
    place = 0
    while place < len(lab.links):
        link = lab.links[place]
        end = next((end for end in link.ends if end["node"] == cluster), None)
        if end is None:
            place += 1
        elif len(link.ends) != 2 or link.kind in {"lan", "stub"}:
            link.ends = [e for e in link.ends if e is not end] + [{**clone(end), "node": name} for name in names]
            place += 1
        else:
            del lab.links[place]
            for number, name in enumerate(names, 1):
                ends = [{**clone(e), "node": name} if e is end else clone(e) for e in link.ends]
                lab.add_link(LabLink(f"{link.label}[{number}]", link.at, clone(link.data), ends))
