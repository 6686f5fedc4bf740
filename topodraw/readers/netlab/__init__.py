"""netlab topologies: read as netlab itself would transform them, without netlab.

The document is expanded (`document`), joined with its defaults (`defaults`) and led through the phases of `pipeline`,
one module a phase, on the working data of `lab`; `build` makes the topology of the result. Data that netlab has
transformed already (`snapshot`) skip the phases. The rules are netlab's
(https://netlab.tools, release 26.10).
"""

from __future__ import annotations

from typing import Any, ClassVar

from topodraw.errors import Problem, Report, SourceError, ToolFailed, ToolNotFound
from topodraw.located import Map, locate
from topodraw.model import Topology
from topodraw.readers.netlab import plugins, shapes
from topodraw.readers.netlab.build import build
from topodraw.readers.netlab.defaults import apply_settings, gather
from topodraw.readers.netlab.devices import Devices
from topodraw.readers.netlab.document import expanded
from topodraw.readers.netlab.lab import Lab
from topodraw.readers.netlab.pipeline import run
from topodraw.readers.netlab.snapshot import is_snapshot, read_snapshot
from topodraw.reading import ReadOptions
from topodraw.source import Source, Sources

__all__ = ["NetlabReader"]

_SIGNS = (
    "nodes", "links", "groups", "components", "module", "provider", "defaults", "fabric", "plugin", "vlans", "vrfs",
    "addressing", "bgp",
)  # fmt: skip


class NetlabReader:
    """The reader of netlab topologies (kind ``netlab``) and of netlab's transformed data (``netlab-snapshot``)."""

    kind: ClassVar[str] = "netlab"

    def recognises(self, source: Source, document: Any) -> bool:
        """Tell whether a document is a netlab topology: no containerlab or topodraw file, and a key of netlab's."""
        if not isinstance(document, dict) or (isinstance(document.get("source"), dict) and "nodes" in document):
            return False
        if isinstance(document.get("topology"), dict):
            return False
        return any(isinstance(key, str) and key.split(".")[0] in _SIGNS for key in document)

    def read(self, source: Source, document: Any, sources: Sources, options: ReadOptions) -> Topology:
        """Return the topology; raises SourceError with every problem found.

        `options.settings` are netlab's ``-s``; `options.env` allows netlab's environment variables; `options.engine`
        says whether netlab itself transforms the lab, which may raise ToolNotFound.
        """
        if is_snapshot(document):
            return build(read_snapshot(source, document, sources), "netlab-snapshot")
        lab = prepare(source, document, sources, options)
        if options.engine == "netlab":
            return _engine(lab, options)
        lab.foreign = plugins.foreign(lab)
        if lab.foreign and options.engine == "auto":
            topology = _engine_if_allowed(lab, options)
            if topology is not None:
                return topology
        run(lab)
        return build(lab, self.kind)


def _engine(lab: Lab, options: ReadOptions) -> Topology:
    from topodraw.readers.netlab.engine import read_with_netlab

    return read_with_netlab(lab, options)


def _engine_if_allowed(lab: Lab, options: ReadOptions) -> Topology | None:
    """Return what netlab makes of a lab with plugins of its own; None, with a remark on why, where it cannot."""
    if not options.allow_plugins:
        lab.foreign_advice = "--allow-plugins lets netlab run it"
        return None
    try:
        return _engine(lab, options)
    except (ToolNotFound, ToolFailed) as error:
        lab.foreign_advice = str(error)
    except SourceError as error:
        lab.foreign_advice = error.problems[0].text
    return None


def prepare(source: Source, document: Any, sources: Sources, options: ReadOptions) -> Lab:
    """Return the working lab of a document, with defaults and shapes checked, before any phase."""
    report = Report()
    if not isinstance(document, Map):
        raise SourceError(Problem(locate(document, source.at(1, 1)), "a topology must be a mapping (key: value)"))
    tree = expanded(document, source, sources)
    if "includes" in tree:
        raise SourceError(Problem(tree.at("includes"), "'includes' is not used any more; write _include"))
    apply_settings(tree, options)
    shapes.check(tree, shapes.DOCUMENT, "", report, source.at())
    defaults = gather(tree, source, sources, options)
    shapes.check(defaults, shapes.DEFAULTS, "defaults", report, source.at())
    report.check()
    return Lab(source, sources, tree, defaults, report, Devices(defaults))
