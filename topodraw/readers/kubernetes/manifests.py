"""From the text of manifests to resources: many documents a file, lists of resources, JSON, templates left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from topodraw.errors import Location, Report, SourceError
from topodraw.located import STRINGS, Map, Seq, parse
from topodraw.readers.kubernetes.fields import mapping, text
from topodraw.source import Source

__all__ = ["Resource", "documents", "is_manifest", "resources"]

_API_VERSION = re.compile(r"""(?:^|[{,\-])[ \t]*["']?apiVersion["']?[ \t]*:""", re.MULTILINE)
_KIND = re.compile(r"""(?:^|[{,\-])[ \t]*["']?kind["']?[ \t]*:""", re.MULTILINE)
_OF_INTEREST = re.compile(
    r"""apiVersion["']?[ \t]*:[ \t]*["']?
        (?:(?:crd\.)?projectcalico\.org|cilium\.io|(?:frrk8s\.)?metallb\.io|kubevirt\.io)/
      | kind["']?[ \t]*:[ \t]*["']?(?:Node|Pod|[A-Za-z]*List)\b
      | \bpeer-asn["']?[ \t]*:""",
    re.VERBOSE,
)
"""What a document must hold to be worth parsing; files beside a lab may be whole installations."""
_TEMPLATE = re.compile(r"^[^#\n]*\{\{", re.MULTILINE)
_MARKER = re.compile(r"^---(?=[ \t\r\n]|\Z)", re.MULTILINE)
_CONTENT = re.compile(r"^[ \t]*[^\s%#]", re.MULTILINE)

_LISTS = 8
"""How deep lists of resources may be inside one another."""

_GROUPS = {"crd.projectcalico.org": "projectcalico.org"}
"""Two doors to the same resources."""


@dataclass(frozen=True, slots=True)
class Resource:
    """A Kubernetes resource."""

    group: str
    """The group of its API, empty for the core one."""
    version: str
    kind: str
    name: str
    namespace: str
    body: Map

    @property
    def spec(self) -> Map:
        return mapping(self.body, "spec")

    @property
    def metadata(self) -> Map:
        return mapping(self.body, "metadata")

    @property
    def at(self) -> Location:
        """Where it begins."""
        return self.body.at("kind")

    def __str__(self) -> str:
        return f"{self.kind} {self.name!r}"


def is_manifest(content: str) -> bool:
    """Tell whether a text looks like Kubernetes manifests, YAML or JSON, without parsing it."""
    return _API_VERSION.search(content) is not None and _KIND.search(content) is not None


def resources(source: Source, report: Report) -> Iterator[Resource]:
    """Iterate over the resources of a file that may bear on BGP, in the order of the file.

    What is no resource is left out silently, templates and what is not YAML with a warning.
    """
    told_template = False
    for part, first_line in documents(source):
        if not _OF_INTEREST.search(part.text):
            continue
        template = _TEMPLATE.search(part.text)
        if template:
            if not told_template:
                line = first_line + part.text.count("\n", 0, template.end())
                told = "is a template ('{{'), left out; render it (helm template) to have it read"
                report.warn(source.at(line, template.end() - part.text.rfind("\n", 0, template.end()) - 2), told)
            told_template = True
            continue
        try:
            document = parse(part, STRINGS, first_line=first_line)
        except SourceError as error:
            for problem in error.problems:
                report.warn(problem.location, f"manifest left out: {problem.text}{_hint(problem.text)}")
            continue
        yield from _in_document(document, report)


def documents(source: Source) -> Iterator[tuple[Source, int]]:
    """Iterate over the documents of a YAML stream, each with the line of the file that it begins in.

    A line that begins with ``---`` opens a document wherever it stands: neither block nor quoted scalars may hold one.
    """
    starts = [0, *(marker.start() for marker in _MARKER.finditer(source.text) if marker.start())]
    line = 1
    for start, end in pairwise([*starts, len(source.text)]):
        part = source.text[start:end]
        if _CONTENT.search(part):  # more than comments and directives
            yield replace(source, text=part), line
        line += part.count("\n")


def _hint(problem: str) -> str:
    return "; quote a selector that begins with '!'" if problem.startswith("unknown tag") else ""


def _in_document(document: Any, report: Report) -> Iterator[Resource]:
    """Iterate over the resources of a document: itself, or the items of a list in either of its forms."""
    for item in document if isinstance(document, Seq) else [document]:
        if isinstance(item, Map):
            yield from _in_item(item, None, None, 0, report)


def _in_item(body: Map, kind: str | None, version: str | None, depth: int, report: Report) -> Iterator[Resource]:
    """Iterate over a resource or those of a list, which may hold lists.

    `kind` and `version` are what the list that a resource is in says of it: the items of a typed one (BGPPeerList) need
    not tell their own.
    """
    kind, version = text(body, "kind") or kind, text(body, "apiVersion") or version
    if not kind or not kind.endswith("List") or body.get("items") is None:
        yield from _resource(body, kind, version)
        return
    listed = body["items"]
    if not isinstance(listed, Seq) or depth == _LISTS:
        told = "items must be a list" if depth < _LISTS else f"it is inside of more than {_LISTS - 1} other lists"
        report.warn(body.at("kind"), f"{kind} left out: {told}")
        return
    for index, item in enumerate(listed):
        if isinstance(item, Map):
            yield from _in_item(item, kind.removesuffix("List") or None, version, depth + 1, report)
        elif item is not None:
            report.warn(listed.at(index), f"item {index + 1} of a {kind} left out: it must be a mapping")


def _resource(body: Map, kind: str | None, api_version: str | None) -> Iterator[Resource]:
    if kind is None or api_version is None:
        return
    group, _, version = api_version.rpartition("/")
    metadata = mapping(body, "metadata")
    yield Resource(
        group=_GROUPS.get(group, group),
        version=version,
        kind=kind,
        name=text(metadata, "name") or "",
        namespace=text(metadata, "namespace") or "",
        body=body,
    )
