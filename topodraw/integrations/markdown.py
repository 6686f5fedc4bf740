"""Python-Markdown: fences that hold or name a topology become its drawing.

::

    markdown_extensions: [pymdownx.superfences, topodraw]

It works wherever Python-Markdown does: in MkDocs, in Zensical, by itself. Where `pymdownx.superfences` is used, its
parser finds the fences, also in lists, admonitions and tabs, and `formatter` may be named in its `custom_fences`
instead of this extension; otherwise fences stand where those of Python-Markdown's `fenced_code` may.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from markdown import Extension, Markdown
from markdown.preprocessors import Preprocessor

from topodraw.integrations.cache import Cache
from topodraw.integrations.fences import NAME
from topodraw.integrations.formatting import PageState, figure_of, refuse_bad_fences, replace_fences
from topodraw.integrations.settings import DESCRIPTIONS, Settings
from topodraw.integrations.watched import topology_stamps

__all__ = ["Formatter", "TopodrawExtension", "formatter", "make", "makeExtension", "validator"]


class Formatter:
    """Draws the fences of a site; the `format` of a custom fence of `pymdownx.superfences`.

    It can be pickled, and its pickle changes whenever a topology does: Zensical takes what it rendered before only
    while the pickle of its configuration is the same.
    """

    def __init__(
        self, settings: Settings, *, watch: Callable[[Path], object] | None = None, cache: Cache | None = None
    ) -> None:
        self.settings = settings
        self._watch, self._cache = watch, cache
        self._read: dict[Path, None] = {}
        self._pages: WeakKeyDictionary[Markdown, PageState] = WeakKeyDictionary()

    def __call__(
        self,
        source: str,
        language: str,
        css_class: str,
        options: Mapping[str, str | None],
        md: Markdown,
        *,
        classes: Sequence[str] = (),
        id_value: str = "",
        **_: Any,
    ) -> str:
        """Return the figure that a fence asks for.

        Raises what stops the host's build, with the place and what is wrong there.
        """
        also = {"class": " ".join(classes), "id": id_value}
        given = {**options, **{key: value for key, value in also.items() if value}}
        attributes = self.settings.defaults() | {key.replace("-", "_"): value or "" for key, value in given.items()}
        return figure_of(source, attributes, self.page(md), self.settings, self._note)

    def page(self, md: Markdown, lines: Sequence[str] | None = None) -> PageState:
        """Return what is known of the page that is being converted: of a new one when its `lines` are given."""
        known = self._pages.get(md)
        now: Sequence[str] = md.lines  # type: ignore[attr-defined]
        if lines is not None or known is None or (known.lines is not now and not known.own):
            text = now if lines is None else lines
            known = self._pages[md] = PageState.of(md, self.settings, text, self._cache, own=lines is not None)
        return known

    def _note(self, path: Path) -> None:
        self._read[path] = None
        if self._watch is not None:
            self._watch(path)

    def __getstate__(self) -> dict[str, Any]:
        return {"settings": self.settings, "stamps": topology_stamps(Path(self.settings.root or "."), self._read)}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__init__(state["settings"])  # type: ignore[misc]


def make(**settings: Any) -> Formatter:
    """Return a formatter with settings, for ``custom_fences``; a relative `root` is also where topologies are watched.

    Raises UnknownName for a value, TypeError for a setting that does not exist.
    """
    return Formatter(Settings(**settings))


formatter = make()
"""The formatter without settings."""


def validator(
    language: str, inputs: dict[str, str], options: dict[str, str], attrs: dict[str, str], md: Markdown
) -> bool:
    """Accept every attribute: a fence that a validator refuses silently becomes a paragraph. `formatter` checks."""
    options.update(inputs)
    return True


class TopodrawExtension(Extension):
    """The extension ``topodraw``; its settings are those of `Settings`.

    A host may have itself told of all that pages depend on (`watch`), and let them share a cache that is at hand
    (`keep`).
    """

    def __init__(
        self, *, watch: Callable[[Path], object] | None = None, keep: Cache | None = None, **settings: Any
    ) -> None:
        defaults = Settings()
        self.config = {each.name: [getattr(defaults, each.name), DESCRIPTIONS[each.name]] for each in fields(Settings)}
        self._watch, self._keep = watch, keep
        super().__init__(**settings)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Take part in conversions."""
        self.md = md
        self.formatter = Formatter(Settings(**self.getConfigs()), watch=self._watch, cache=self._keep)
        md.registerExtension(self)
        md.preprocessors.register(_Fences(md, self), NAME, 26)  # right before those of other fences

    def reset(self) -> None:
        """Give superfences our fence, once all extensions are there, whatever their order."""
        fences = superfences(self.md)
        if fences is None or any(each["name"] == NAME for each in fences.superfences):
            return
        handlers = functools.partial(_called_by_name, self.formatter), validator
        try:
            fences.extend_super_fences(NAME, *handlers, None)
        except TypeError:  # before pymdown-extensions 12.1
            fences.extend_super_fences(NAME, *handlers)


def superfences(md: Markdown) -> Any:
    """Return the extension `pymdownx.superfences` where it is used."""
    return next((each for each in md.registeredExtensions if hasattr(each, "extend_super_fences")), None)


class _Fences(Preprocessor):
    """Sees a page before its fences are taken out: refuses what would be lost, draws where nobody else does."""

    def __init__(self, md: Markdown, extension: TopodrawExtension) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, lines: list[str]) -> list[str]:
        page = self.extension.formatter.page(self.md, lines)
        refuse_bad_fences(lines, page, self.extension.formatter.settings)
        if superfences(self.md) is not None:
            return lines
        return replace_fences(
            lines,
            page,
            lambda body, attributes: self.md.htmlStash.store(
                self.extension.formatter(body, NAME, "", attributes, self.md)
            ),
        )


def _called_by_name(format: Formatter, src: str, language: str, options: Mapping[str, str | None], **more: Any) -> str:
    """Call a formatter as those are called that come by `extend_super_fences`."""
    return format(src, language, "", options, **more)


def makeExtension(**settings: Any) -> TopodrawExtension:  # noqa: N802 - Python-Markdown's name
    """Return the extension, for those that name the module."""
    return TopodrawExtension(**settings)
