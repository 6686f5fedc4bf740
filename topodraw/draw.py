"""The pipeline in one page: read, view, tiers, render."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from pathlib import Path
from types import ModuleType
from typing import Any, Literal

from topodraw.diagram import Diagram
from topodraw.drawing import Drawing
from topodraw.errors import Problem, suggestion
from topodraw.layout.tiers import TierReport, tier_report
from topodraw.model import Topology
from topodraw.output import suffix_of
from topodraw.readers import read_topology
from topodraw.reading import ReadOptions
from topodraw.registry import IMAGE_ENGINES, NATIVE, canonical, load_renderer
from topodraw.rendering import RenderOptions
from topodraw.source import Source, Sources
from topodraw.views import make_view
from topodraw.views.options import ViewOptions

__all__ = ["MODEL_FORMAT", "TEXT_FORMATS", "Drawing", "draw", "load", "resolve_format", "topology_tiers", "with_tiers"]

MODEL_FORMAT = "json"
"""The one format that shows the topology itself, not a view of it, and so needs no renderer."""

_FORCED: dict[str, dict[str, Any]] = {"ascii": {"charset": "ascii"}}
"""Options that a format's name stands for."""

_IMAGE_TYPES = {"pdf": "application/pdf", "png": "image/png", "svg": "image/svg+xml"}
"""Media types of what engines draw; that of a renderer is the one of its own language."""

TEXT_FORMATS = ("text", "ascii")
"""Formats with little room: a box holds the name alone unless more is asked for."""


def load(
    what: str | Path | Source,
    *,
    kind: str | None = None,
    settings: Mapping[str, str] | Iterable[tuple[str, str]] = (),
    env: Mapping[str, str] | None = None,
    variables: Iterable[str] = (),
    configs: str | None = None,
    external: Literal["show", "list", "hide"] = "list",
    engine: Literal["auto", "native", "netlab"] = "auto",
    allow_plugins: bool = False,
    timeout: float = 60,
    sources: Sources | None = None,
) -> Topology:
    """Return the topology in a file, in a directory that holds exactly one, or on standard input (``-``).

    `kind` overrides what the content tells; `settings` are dotted keys and YAML values set in a netlab topology
    before it is read; `env` allows a lab the use of these variables; `sources` remembers what was read.

    `variables` are files with the variables of a containerlab template, else those beside it that are named like it.

    `configs` is a folder whose files named after the nodes of a containerlab lab are their configurations, or ``auto``
    for the lab's own folder; `external` tells whether BGP peers outside of the lab become nodes (show), warnings (list)
    or nothing (hide).

    `engine` chooses what reads a netlab topology: topodraw itself (native), netlab in a process of its own, which may
    take `timeout` seconds, or (auto) netlab only for a lab with plugins of its own. Those are Python code, which runs
    only when `allow_plugins` is true; otherwise a warning names them.

    Raises SourceError, which carries every problem found with its place; ToolNotFound where netlab is asked for and
    not installed.
    """
    pairs = settings.items() if isinstance(settings, Mapping) else settings
    engines: Mapping[str, str] = {}
    if engine == "netlab" or allow_plugins:
        from topodraw.engines import find_engines

        engines = find_engines(os.environ)
    options = ReadOptions(
        settings=tuple(pairs),
        env=env,
        vars=tuple(variables),
        configs=configs,
        external=external,
        engine=engine,
        allow_plugins=allow_plugins,
        engines=engines,
        timeout=timeout,
    )
    return read_topology(what, kind=kind, options=options, sources=sources)


def draw(
    what: Any, format: str | None = None, *, view: str = "topology", title: str | None = None, **options: Any
) -> Drawing:
    """Draw a topology, and return the drawing.

    `what` is a path, a `Topology`, a `Diagram` or a networkx graph; `format` is a renderer's (text, ascii, dot, d2,
    svg, png, pdf...) or json; with none it is text, which a notebook shows as SVG. `options` are the fields of
    `ViewOptions` (group_by, labels, node_label, include...) and of `RenderOptions` (charset, color, theme, width,
    fold...); a single string will do where several are allowed.

    Raises SourceError for bad input, UnknownName for a format or view that does not exist, RenderError when the
    picture cannot be made, TypeError for an option that does not exist.
    """
    asked, format = format, resolve_format(format)
    view_options, render_options = _split(options)
    warnings: tuple[Problem, ...] = ()
    files: tuple[str, ...] = ()
    if isinstance(what, Diagram):
        diagram = what
    else:
        what = topology = _topology(what)
        if format == MODEL_FORMAT:
            return _model(topology)
        view_options.setdefault("node_label", _node_label(format, topology))
        diagram = make_view(topology, view, ViewOptions(**view_options))
        warnings, files = topology.warnings, topology.files
    if title is not None:
        diagram = replace(diagram, title=title)
    if format in IMAGE_ENGINES and (format not in NATIVE or "via" in render_options):
        from topodraw.engines import find_engines

        render_options.setdefault("engines", find_engines(os.environ))
    chosen = RenderOptions(**{**render_options, **_FORCED.get(format, {}), "format": format})
    if format == MODEL_FORMAT:
        raise TypeError(f"a Diagram has no {MODEL_FORMAT} form; give the Topology it was made from")
    renderer = load_renderer(format, via=chosen.via, engines=chosen.engines)
    report = tier_report(diagram, chosen.direction)
    tiered = report.diagram
    content = renderer.render(tiered, chosen)

    def redraw(**other: Any) -> str:
        return str(renderer.render(tiered, replace(chosen, report=None, **other)))

    def in_format(other: str, **unless_given: Any) -> Drawing:
        given = {name: value for name, value in options.items() if value is not None and name not in _OF_ONE_DRAWING}
        return draw(what, other, view=view, title=title, **(unless_given | given))

    return Drawing(
        content,
        format,
        _IMAGE_TYPES.get(format, renderer.media_type),
        warnings,
        redraw if format in TEXT_FORMATS else None,
        report,
        files,
        in_format,
        asked is not None,
    )


_OF_ONE_DRAWING = ("via", "engines", "report")
"""Options that mean nothing to the same picture in another format."""


def resolve_format(format: str | None, path: str | Path | None = None) -> str:
    """Return the format asked for: by name, else by the suffix of the output file, else text.

    Raises UnknownName when no renderer goes by that name or suffix.
    """
    return canonical(format or (path and suffix_of(path)) or "text", others=(MODEL_FORMAT,))


def topology_tiers(topology: Topology) -> TierReport:
    """Return the tiers of a topology's nodes, as its drawing has them, and what they rest on."""
    return tier_report(make_view(topology, "topology", ViewOptions(all_nodes=True)))


def with_tiers(topology: Topology, report: TierReport | None = None) -> Topology:
    """Return the topology with every node's tier filled in, those of `topology_tiers` when no report is given."""
    diagram = (report or topology_tiers(topology)).diagram
    tiers = {box.id: box.tier for box in diagram.boxes} | {bar.id: bar.tier for bar in diagram.bars}
    return replace(topology, nodes=tuple(replace(n, tier=tiers.get(n.name, n.tier)) for n in topology.nodes))


def _topology(what: Any) -> Topology:
    if isinstance(what, Topology):
        return what
    networkx = sys.modules.get("networkx")  # a graph of it cannot be in hand unless it is loaded
    if networkx is not None and isinstance(what, networkx.Graph):
        from topodraw.graphs import from_networkx

        return from_networkx(what)
    return load(what)


def _model(topology: Topology) -> Drawing:
    from topodraw.model_json import dumps

    report = topology_tiers(topology)
    content = dumps(with_tiers(topology, report))
    return Drawing(content, MODEL_FORMAT, "application/json", topology.warnings, tiers=report, files=topology.files)


def _node_label(format: str, topology: Topology) -> tuple[str, ...]:
    """Return what a box shows when nobody said: in images name, device and address, as netlab's own graphs do."""
    addresses = topology.preferences.node_addresses
    if format in TEXT_FORMATS:
        return ("name", "address") if addresses else ("name",)
    return ("name", "device") if addresses is False else ("name", "device", "address")


_VIEW_FIELDS = frozenset(field.name for field in fields(ViewOptions))
_RENDER_FIELDS = frozenset(field.name for field in fields(RenderOptions)) - {"format"}
_SEVERAL = ("group_by", "node_label", "include", "exclude", "families")


def _split(options: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Sort options into those of the view and those of the renderer; None means not given."""
    view: dict[str, Any] = {}
    render: dict[str, Any] = {}
    for name, value in options.items():
        if name not in _VIEW_FIELDS | _RENDER_FIELDS:
            hint = suggestion(name, sorted(_VIEW_FIELDS | _RENDER_FIELDS), at_most=0)
            raise TypeError(f"draw() has no option {name!r}{hint}")
        if value is None:
            continue
        wanted = _several(value) if name in _SEVERAL else value
        (view if name in _VIEW_FIELDS else render)[name] = wanted
    return view, render


def _several(value: str | Iterable[str]) -> tuple[str, ...]:
    return tuple(value.split(",") if isinstance(value, str) else value)


class _Callable(ModuleType):
    """This module, callable: the package's public function and its module share the name ``draw``, and importing
    ``topodraw.draw`` puts the module where the function was."""

    def __call__(self, *args: Any, **options: Any) -> Drawing:
        return draw(*args, **options)


sys.modules[__name__].__class__ = _Callable
