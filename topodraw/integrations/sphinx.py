"""Sphinx: the directive ``topodraw``, in reStructuredText and in MyST's Markdown.

::

    extensions = ["topodraw.integrations.sphinx"]

HTML shows the drawing as SVG; all other builders show it as text, in ASCII where their fonts may hold nothing else.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from docutils.statemachine import StateMachine
from sphinx.addnodes import only
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from topodraw import __version__
from topodraw.arguments import UsageError
from topodraw.errors import Problem, SourceError, TopodrawError
from topodraw.integrations.cache import Cache
from topodraw.integrations.figure import Subject, draw_figure, load_subject
from topodraw.integrations.html import STATIC, STYLE_SHEET, below, drawing_in, figure
from topodraw.integrations.page import Page, shown
from topodraw.integrations.place import Place
from topodraw.integrations.request import Request, read_request, render_options
from topodraw.integrations.settings import Settings

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.util.typing import ExtensionMetadata

__all__ = ["TopodrawDirective", "setup"]

_SETTINGS = ("root", "format", "theme", "text", "source", "options")
"""Settings that are configuration values, below ``topodraw_``."""

_BUILDERS = {"not (html or latex or texinfo)": "text", "latex or texinfo": "ascii"}
"""Builders that show text -> the format they get."""

_log = logging.getLogger(__name__)


class TopodrawDirective(SphinxDirective):
    """The drawing of the topology that a file, or the directive itself, holds."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[dict[str, Callable[[str], Any]]] = {
        "align": lambda argument: directives.choice(argument, ("left", "center", "right")),
        "name": directives.unchanged,
        "class": directives.class_option,
        **dict.fromkeys(("alt", "caption", "format", "text", "source"), directives.unchanged),
        **dict.fromkeys(render_options(), directives.unchanged),
    }

    def run(self) -> Sequence[nodes.Node]:
        """Return the figure, or the message about it."""
        place = self.place()
        try:
            return [self.figure(place)]
        except SourceError as error:
            problems = place.problems(each for each in error.problems if each.severity == "error")
        except TopodrawError as error:
            problems = [place.problem(str(error))]
        return [self.message(problem) for problem in problems]

    def place(self) -> Place:
        """Return where in its document the directive stands."""
        source, line = self.get_source_info()
        first = None
        if self.content and isinstance(self.state_machine, StateMachine):
            first = self.content.offset(0) + 1
        elif self.content:  # MyST counts the lines of a directive from its beginning
            first = line + 1 + self.content_offset
        return Place(shown(Path(source)), line, first)

    def figure(self, place: Place) -> nodes.Element:
        """Return the node of the figure. Raises TopodrawError."""
        settings = Settings(**{name: getattr(self.config, f"topodraw_{name}") for name in _SETTINGS})
        request = read_request(self.attributes(settings))
        body = "\n".join(self.content)
        if bool(body.strip()) == (request.src is not None):
            raise UsageError("holds a topology and names one" if request.src else "names no topology, and holds none")
        subject = load_subject(request, body, self.page(place, settings), self.depend)
        _warn(place.problems(subject.warnings))
        return self.node(request, subject, place)

    def attributes(self, settings: Settings) -> dict[str, str]:
        """Return what the directive says, as a fence would say it."""
        own = {name: value for name, value in self.options.items() if name not in {"align", "name", "class"}}
        given = settings.defaults() | {name.replace("-", "_"): value or "" for name, value in own.items()}
        return given | {"src": self.source_file(self.arguments[0])} if self.arguments else given

    def source_file(self, src: str) -> str:
        """Return a path as the document sees it; one that begins with a slash starts above all documents."""
        if not src.startswith("/"):
            return src
        folder = Path(self.get_source_info()[0]).resolve().parent
        return Path(os.path.relpath(Path(self.env.srcdir).resolve() / src.lstrip("/"), folder)).as_posix()

    def page(self, place: Place, settings: Settings) -> Page:
        """Return the document."""
        source = Path(self.get_source_info()[0]).resolve()
        return Page(place.page, source, source.parent, Path(settings.root))

    def depend(self, path: Path) -> None:
        """Have the document read again when a file changes. (One that is not there would be missed each time.)"""
        if path.is_file():
            self.env.note_dependency(str(path))

    def node(self, request: Request, subject: Subject, place: Place) -> nodes.Element:
        """Return the drawing for every builder, as one of several may follow on the same reading."""
        cache = Cache(None)
        seed = json.dumps([self.env.docname, self.env.new_serialno("topodraw")])
        prefix = "td-" + hashlib.sha256(seed.encode()).hexdigest()[:8]
        drawn = draw_figure(subject, request, request.format, cache, prefix)
        _warn(place.problem(remark) for remark in drawn.remarks)
        texts = {format: draw_figure(subject, request, format, cache).content for format in _BUILDERS.values()}
        offered = texts["text"] if request.text else None, subject.text if request.source else None
        align = f"align-{self.options.get('align', 'default')}"
        if request.caption:
            # The class, not the attribute: LaTeX would let paragraphs flow around a block of text that has no width.
            node: nodes.Element = nodes.figure(classes=["topodraw", align], align="default")
            html = f"{drawing_in(request, drawn.content)}\n{below(*offered)}"
        else:
            node = nodes.container(classes=[align])
            html = figure(request, drawn.content, text=offered[0], source=offered[1])
        node["classes"] += self.options.get("class", [])
        node += _only("html", nodes.raw("", html, format="html"))
        node += [_only(builders, _literal(texts[format])) for builders, format in _BUILDERS.items()]
        if request.caption:
            inline, messages = self.parse_inline(request.caption)
            node += [nodes.caption(request.caption, "", *inline), *messages]
        self.set_source_info(node)
        self.add_name(node)
        return node

    def message(self, problem: Problem) -> nodes.Node:
        """Report an error, which makes Sphinx fail where warnings are errors."""
        location = problem.location
        return self.state_machine.reporter.error(problem.text, source=location.file, line=location.line)


def _warn(problems: Iterable[Problem]) -> None:
    for problem in problems:
        file, line = problem.location.file, problem.location.line
        _log.warning("%s", problem.text, location=file if line is None else f"{file}:{line}", type="topodraw")


def _only(builders: str, node: nodes.Node) -> only:
    return only("", node, expr=builders)


def _literal(text: str) -> nodes.literal_block:
    text = text.rstrip("\n")
    block = nodes.literal_block(text, text, classes=["topodraw"])
    block["language"] = "none"
    return block


def _configure(app: Sphinx, config: Config) -> None:
    config.topodraw_root = str((Path(app.confdir) / config.topodraw_root).resolve())
    config.html_static_path.append(str(STATIC))


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the directive, its configuration values and its style sheet."""
    defaults = Settings()
    for name in _SETTINGS:
        value = getattr(defaults, name)
        app.add_config_value(f"topodraw_{name}", value, "env", types=[type(value)])
    app.add_directive("topodraw", TopodrawDirective)
    app.connect("config-inited", _configure)
    app.add_css_file(STYLE_SHEET)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}
