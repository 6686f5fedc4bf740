"""Include and exclude: netlab's rules for graphs (`netlab graph --include --exclude`), with names and globs added.

A word matches a node by its classes, modules, role, device or name, and a link by its classes, role or name. With
includes alone what matches stays; otherwise what is not excluded stays, and what is excluded stays when it is included
as well. Where no link (no node) would stay, links (nodes) are not filtered at all: the words meant the other sort. Then
the interfaces of what is gone go, and links and nodes that lost their last interface.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from fnmatch import fnmatchcase

from topodraw.errors import UnknownName
from topodraw.model import Group, Link, Node, Session, Topology
from topodraw.views.options import ViewOptions
from topodraw.views.segments import is_edge

__all__ = ["without_filtered", "without_hidden"]

_NAMED_IN_NOTE = 8


def without_hidden(topology: Topology) -> tuple[Topology, tuple[str, ...]]:
    """Drop the nodes and links that the lab's author hides, and say so. A cable to a hidden node goes with it."""
    hidden = frozenset(node.name for node in topology.nodes if node.hints.hide)

    def stays(link: Link) -> bool:
        return not (link.hints.hide or (is_edge(link) and any(end.node in hidden for end in link.endpoints)))

    links = [stays(link) for link in topology.links]
    if not hidden and all(links):
        return topology, ()
    nodes = [node.name not in hidden for node in topology.nodes]
    hidden_links = sum(link.hints.hide for link in topology.links)
    names = [node.name for node in topology.nodes if node.name in hidden]
    return _cut(topology, nodes, links), _note("hidden by the lab file", names, hidden_links)


def without_filtered(topology: Topology, options: ViewOptions) -> tuple[Topology, tuple[str, ...]]:
    """Apply --include and --exclude. Raises UnknownName for a word that matches nothing in the lab."""
    include, exclude = options.include, options.exclude
    if not include and not exclude:
        return topology, ()
    node_words = [_node_words(node) for node in topology.nodes]
    link_words = [_link_words(link) for link in topology.links]
    _check((*include, *exclude), [*node_words, *link_words], [node.name for node in topology.nodes])

    nodes = _keep(node_words, include, exclude)
    links = _keep(link_words, include, exclude)
    notes = _none_left("node", nodes, exclude) + _none_left("link", links, exclude)
    if not any(nodes):
        nodes = [True] * len(nodes)
    elif any(links):
        nodes = _without_emptied(topology, nodes, links, spare_isolated=bool(exclude))
    if not any(links):
        links = [True] * len(links)

    cut = _cut(topology, nodes, links)
    names = [node.name for node, stays in zip(topology.nodes, nodes, strict=True) if not stays]
    return cut, (*notes, *_note("left out by the filter", names, len(topology.links) - len(cut.links)))


def _node_words(node: Node) -> tuple[str, ...]:
    words = (node.name, *node.hints.classes, *node.modules, node.role, node.device)
    return tuple(word for word in words if word)


def _link_words(link: Link) -> tuple[str, ...]:
    return tuple(word for word in (link.name, *link.hints.classes, link.role) if word)


def _matches(words: Iterable[str], patterns: Sequence[str]) -> bool:
    return any(word == pattern or fnmatchcase(word, pattern) for word in words for pattern in patterns)


def _check(patterns: Sequence[str], things: Sequence[tuple[str, ...]], names: Sequence[str]) -> None:
    for pattern in patterns:
        if not any(_matches(words, (pattern,)) for words in things):
            known = dict.fromkeys((*names, *(word for words in things for word in words)))
            raise UnknownName("node, link or class", pattern, known)


def _keep(things: Sequence[tuple[str, ...]], include: Sequence[str], exclude: Sequence[str]) -> list[bool]:
    if not exclude:
        return [_matches(words, include) for words in things]
    return [not _matches(words, exclude) or _matches(words, include) for words in things]


def _without_emptied(
    topology: Topology, nodes: Sequence[bool], links: Sequence[bool], *, spare_isolated: bool
) -> list[bool]:
    """Drop the nodes whose last link the filter takes."""
    linked = {end.node for link in topology.links for end in link.endpoints}
    still = {end.node for link, stays in zip(topology.links, links, strict=True) if stays for end in link.endpoints}
    return [
        stays and (node.name in still or (spare_isolated and node.name not in linked))
        for node, stays in zip(topology.nodes, nodes, strict=True)
    ]


def _none_left(what: str, kept: Sequence[bool], exclude: Sequence[str]) -> tuple[str, ...]:
    return (f"every {what} is excluded, so all are shown",) if exclude and kept and not any(kept) else ()


def _cut(topology: Topology, nodes: Sequence[bool], links: Sequence[bool]) -> Topology:
    """Return the topology with only the nodes and links marked, and of links, sessions and groups what is left."""
    kept_nodes = tuple(node for node, stays in zip(topology.nodes, nodes, strict=True) if stays)
    names = frozenset(node.name for node in kept_nodes)
    kept_links: list[Link] = []
    places: dict[int, int] = {}
    for index, (link, stays) in enumerate(zip(topology.links, links, strict=True)):
        ends = tuple(end for end in link.endpoints if end.node in names)
        if stays and ends:
            places[index] = len(kept_links)
            kept_links.append(link if len(ends) == len(link.endpoints) else replace(link, endpoints=ends))
    return replace(
        topology,
        nodes=kept_nodes,
        links=tuple(kept_links),
        sessions=tuple(_sessions(topology.sessions, names, places)),
        groups=tuple(_group(group, names) for group in topology.groups),
    )


def _sessions(sessions: Iterable[Session], names: frozenset[str], places: dict[int, int]) -> Iterable[Session]:
    for session in sessions:
        if session.a in names and session.b in names:
            link = None if session.link is None else places.get(session.link)
            yield session if link == session.link else replace(session, link=link)


def _group(group: Group, names: frozenset[str]) -> Group:
    members = tuple(member for member in group.members if member in names)
    return group if members == group.members else replace(group, members=members)


def _note(why: str, nodes: Sequence[str], links: int) -> tuple[str, ...]:
    parts = []
    if nodes:
        listed = f" ({', '.join(nodes)})" if len(nodes) <= _NAMED_IN_NOTE else ""
        parts.append(f"{len(nodes)} node{'s' if len(nodes) > 1 else ''}{listed}")
    if links:
        parts.append(f"{links} link{'s' if links > 1 else ''}")
    return (f"{why}: {', '.join(parts)}",) if parts else ()
