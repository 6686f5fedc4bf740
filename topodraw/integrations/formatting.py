"""From a fence to its figure: the request, the page's bounds, the drawing, and what becomes of problems."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from topodraw.arguments import UsageError
from topodraw.errors import Location, Problem, SourceError, TopodrawError
from topodraw.integrations.cache import Cache
from topodraw.integrations.fences import Fence, find_fences, parse_header
from topodraw.integrations.figure import draw_figure, load_subject
from topodraw.integrations.html import alert, figure
from topodraw.integrations.page import Page, find_page
from topodraw.integrations.place import Place
from topodraw.integrations.request import read_request

if TYPE_CHECKING:
    from markdown import Markdown

    from topodraw.integrations.settings import Settings

__all__ = ["PageState", "figure_of", "refuse_bad_fences", "replace_fences"]


_INDENTED = "this fence stands in a list, quotation or tab, where only pymdownx.superfences would see it; add that"


@dataclass(slots=True)
class PageState:
    """A page while it is converted."""

    page: Page
    lines: Sequence[str]
    """The text that is converted."""
    own: bool
    """Whether the extension itself saw the beginning of the page."""
    cache: Cache
    text: Sequence[str] = ()
    """The lines of the page's file, front matter and all; those that are converted where there is no file."""
    located: dict[int, None] = field(default_factory=dict)
    prefixes: Counter[str] = field(default_factory=Counter)
    styled: bool = False

    @classmethod
    def of(cls, md: Markdown, settings: Settings, lines: Sequence[str], cache: Cache | None, *, own: bool) -> PageState:
        """Return the state at the beginning of a page."""
        page = find_page(md, settings.root or None, settings.page or None)
        if cache is None:
            cache = Cache(find_page(md).root / settings.cache if settings.cache else None)
        try:
            text: Sequence[str] = page.path.read_text("utf-8-sig").splitlines() if page.path else lines
        except (OSError, UnicodeDecodeError):  # the host has read it, by ways of its own
            text = lines
        return cls(page, lines, own, cache, text)

    def locate(self, body: str, src: str | None) -> Place:
        """Return the place of a fence: the first of this content that was not yet asked for."""
        wanted = _bare(body)
        for fence in find_fences(self.text):
            if not fence.ours or fence.start in self.located or _bare(fence.body(self.text)) != wanted:
                continue
            if src is None or src in fence.header:
                self.located[fence.start] = None
                return Place(self.page.name, fence.start + 1, fence.start + 2, len(fence.prefix))
        return Place(self.page.name)

    def id_prefix(self, *content: object) -> str:
        """Return the beginning of the ids of a drawing, which no other drawing of the page has."""
        digest = "td-" + hashlib.sha256(json.dumps(content).encode()).hexdigest()[:8]
        self.prefixes[digest] += 1
        count = self.prefixes[digest]
        return digest if count == 1 else f"{digest}-{count}"


def figure_of(
    body: str, attributes: Mapping[str, str], state: PageState, settings: Settings, watch: Callable[[Path], object]
) -> str:
    """Return the figure of a fence; or the message about it, when those are to be shown.

    Raises what stops the host's build.
    """
    place = state.locate(body, attributes.get("src"))
    try:
        return _figure(body, attributes, state, settings, watch, place)
    except SourceError as error:
        problems = place.problems(each for each in error.problems if each.severity == "error")
    except TopodrawError as error:
        problems = [place.problem(str(error))]
    except Exception as error:
        # Whatever it is: superfences would take the fence for one that is none, and nobody would hear of it.
        raise state.page.failure(str(place.problem(f"internal error: {type(error).__name__}: {error}"))) from error
    _stop_or_warn(problems, state.page, settings)
    return alert(problems)


def _figure(
    body: str,
    attributes: Mapping[str, str],
    state: PageState,
    settings: Settings,
    watch: Callable[[Path], object],
    place: Place,
) -> str:
    request = read_request(attributes)
    if bool(body.strip()) == (request.src is not None):
        raise UsageError("holds no topology, and src names none" if not body.strip() else "holds a topology and a src")
    subject = load_subject(request, body, state.page, watch)
    prefix = state.id_prefix(body, sorted(attributes.items())) if request.format == "svg" else None
    drawn = draw_figure(subject, request, request.format, state.cache, prefix)
    text = draw_figure(subject, request, "text", state.cache).content if request.text else None
    remarks = [Problem(Location(place.page, place.line), each, "warning") for each in drawn.remarks]
    _warn(state.page, [*place.problems(subject.warnings), *remarks])
    style, state.styled = settings.style and not state.styled, True
    return figure(request, drawn.content, text=text, source=subject.text if request.source else None, style=style)


def refuse_bad_fences(lines: Sequence[str], state: PageState, settings: Settings) -> None:
    """Raise what stops the host's build for a fence of ours that would be taken for a paragraph.

    When messages are to be shown, that paragraph is what is seen of it.
    """
    for fence in find_fences(lines):
        if fence.ours and (not fence.closed or parse_header(fence.header) is None):
            wrong = 'is written: topodraw src="lab.yml" view="bgp"' if fence.closed else "the fence is not closed"
            _stop_or_warn([_place_of(fence, state).problem(wrong)], state.page, settings)


def replace_fences(
    lines: Sequence[str], state: PageState, figure: Callable[[str, Mapping[str, str]], str]
) -> list[str]:
    """Return the lines with our fences replaced by their figures, as `fenced_code` would: where nothing is indented.

    Those that are indented may as well be code that is shown; it is told that they are left alone.
    """
    result: list[str] = []
    done = 0
    for fence in (each for each in find_fences(lines) if each.ours):
        attributes = parse_header(fence.header)
        if attributes is None or not fence.closed:
            continue
        if fence.prefix.strip(" ") or len(fence.prefix) > 3:
            wrong = replace(_place_of(fence, state).problem(_INDENTED), severity="warning")
            _warn(state.page, [wrong])
            continue
        result += [*lines[done : fence.start], "", figure(fence.body(lines), attributes), ""]
        done = fence.end
    return [*result, *lines[done:]]


def _place_of(fence: Fence, state: PageState) -> Place:
    """Return the place of a fence that was found in the text as it is converted."""
    opening = f"{fence.prefix}{fence.header}".expandtabs(4)
    found = (each.start for each in find_fences(state.text) if f"{each.prefix}{each.header}".expandtabs(4) == opening)
    line = next(found, None)
    return Place(state.page.name, None if line is None else line + 1)


def _bare(body: str) -> list[str]:
    """Return lines without what indentation and quotation make of them."""
    return [line.strip("> \t") for line in body.strip("\n").split("\n")]


def _stop_or_warn(problems: Sequence[Problem], page: Page, settings: Settings) -> None:
    if settings.errors == "stop":
        raise page.failure("\n".join(map(str, problems)))
    _warn(page, problems)


def _warn(page: Page, problems: Sequence[Problem]) -> None:
    for problem in problems:
        page.logger.warning("%s", problem)
