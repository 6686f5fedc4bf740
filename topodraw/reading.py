"""What a reader is: the protocol that every one of them, ours or a third party's, follows.

A reader is a class registered under the entry-point group ``topodraw.readers``; the entry point's name is the kind of
input (``netlab``). `topodraw.readers.read_topology` parses the text once, asks each reader whether it knows the
document, and lets the first that does read it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal, Protocol, runtime_checkable

from topodraw.model import Topology
from topodraw.source import Source, Sources

__all__ = ["ReadOptions", "Reader"]


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What a user may ask of any reader; each takes what it understands."""

    settings: tuple[tuple[str, str], ...] = ()
    """Dotted key and YAML value, applied to a netlab topology before it is read (``--set``)."""
    env: Mapping[str, str] | None = None
    """The environment, where the user allowed its use (``--env``); None reads hermetically."""
    vars: tuple[str, ...] = ()
    """Files with the variables of a containerlab template (``--vars``); else those beside it that are named like it."""
    configs: str | None = None
    """A folder whose files named after nodes are their configurations; ``auto`` searches the lab's own folder."""
    external: Literal["show", "list", "hide"] = "list"
    """BGP peers outside of the lab: nodes of their own, warnings, or nothing."""
    engine: Literal["auto", "native", "netlab"] = "auto"
    """What reads a netlab topology: topodraw (native), netlab, or netlab where the lab has code of its own (auto)."""
    allow_plugins: bool = False
    """Let netlab run the code of the lab's own: its plugins, and the expressions in its name patterns."""
    engines: Mapping[str, str] = field(default_factory=dict)
    """Paths of the engines found: {"netlab": "/usr/bin/netlab"}."""
    timeout: float = 60
    """Seconds that an engine may take."""


@runtime_checkable
class Reader(Protocol):
    """The interface of a reader class."""

    kind: ClassVar[str]

    def recognises(self, source: Source, document: Any) -> bool:
        """Tell by content whether this is a file of the reader's kind.

        `document` is the parsed YAML or JSON (`topodraw.located`), None when the text is not YAML.
        """
        ...

    def read(self, source: Source, document: Any, sources: Sources, options: ReadOptions) -> Topology:
        """Return the topology; raises SourceError with every problem found. Further files come from `sources`."""
        ...
