"""What the owner of a site decides for all of its pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from topodraw.errors import UnknownName
from topodraw.integrations.request import FORMATS

__all__ = ["DESCRIPTIONS", "ERRORS", "Settings"]

ERRORS = ("stop", "show")
THEMES = ("auto", "light", "dark", "mono")


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of the Markdown extension, under their names. Raises UnknownName for values that do not exist."""

    root: str = ""
    page: str = ""
    format: str = "svg"
    theme: str = "auto"
    text: bool = False
    source: bool = False
    errors: str = "stop"
    cache: str = ""
    style: bool = True
    options: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for what, value, known in (
            ("format", self.format, FORMATS),
            ("theme", self.theme, THEMES),
            ("way with errors", self.errors, ERRORS),
        ):
            if value not in known:
                raise UnknownName(what, value, known)

    def defaults(self) -> dict[str, str]:
        """Return the attributes that every fence has unless it says otherwise."""
        own = {"format": self.format, "theme": self.theme, "text": self.text, "source": self.source}
        return {name.replace("-", "_"): _word(value) for name, value in (own | dict(self.options)).items()}


DESCRIPTIONS: Mapping[str, str] = {
    "root": "Folder that nothing outside of is read, relative to the site's configuration (its folder).",
    "page": "File that is converted, where there is no MkDocs or Zensical to say: paths start in its folder.",
    "format": f"What figures are: {', '.join(FORMATS)}.",
    "theme": "Colours: auto (those of the page), light, dark or mono.",
    "text": "Offer the text drawing below every figure.",
    "source": "Offer the topology file below every figure.",
    "errors": "What becomes of a figure that cannot be made: stop the build, or show the message in its place.",
    "cache": "Folder to keep drawings in between builds, relative to the site's configuration; empty for none.",
    "style": "Write the style sheet for what stands around drawings into every page that has one.",
    "options": "Options of every drawing, by the names that fences use.",
}
"""Setting -> what it is for."""


def _word(value: Any) -> str:
    """Return a value of YAML as an attribute has it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return ",".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
