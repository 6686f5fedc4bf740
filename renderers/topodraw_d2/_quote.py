r"""D2's quoting: the only place that knows it.

A double-quoted D2 string takes everything literally but the backslash, the quote and ``${}`` substitutions, and a
quoted key is never a keyword, a glob or an import. What quotes cannot help with is that D2 tells keys apart without
regard to case: `Keys` gives every thing in one container a key of its own.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

from topodraw.text import sanitise

__all__ = ["Keys", "key", "settings", "text", "value"]

_BARE_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9_]*(?:-[A-Za-z0-9_]+)*")
_BARE_VALUE = re.compile(r"[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*")
_SETTING = re.compile(r"[a-z0-9]+(?:[-.][a-z0-9]+)*")

_RESERVED = """
label desc shape icon constraint tooltip link near width height direction top left grid-rows grid-columns grid-gap
vertical-gap horizontal-gap class classes vars style source-arrowhead target-arrowhead source target src dst
layers scenarios steps null true false suspend unsuspend
opacity stroke fill fill-pattern stroke-width stroke-dash border-radius font font-size font-color bold italic
underline text-transform shadow multiple double-border 3d animated filled
"""
_KEYWORDS = frozenset(_RESERVED.split())


def text(lines: str | Iterable[str]) -> str:
    r"""Return the quoted string that is drawn as these lines and nothing else.

    >>> print(text('say "hi"'), text(["r1", "10.0.0.1/32"]), text("${x} \\n"))
    "say \"hi\"" "r1\n10.0.0.1/32" "\${x} \\n"
    """
    parts = [lines] if isinstance(lines, str) else lines
    return '"' + "\\n".join(_escaped(sanitise(part)) for part in parts) + '"'


def key(identifier: str) -> str:
    """Return an identifier as one segment of a key, bare where D2 takes it for nothing else.

    >>> print(key("leaf-1"), key("a.b"), key("label"), key("*"), key("a--b"), key("_"))
    leaf-1 "a.b" "label" "*" "a--b" "_"
    """
    if _BARE_KEY.fullmatch(identifier) and identifier.lower() not in _KEYWORDS:
        return identifier
    return text(identifier)


def value(setting: str) -> str:
    """Return the value of a setting, bare where that changes nothing.

    >>> print(value("3"), value("0.4"), value("top-center"), value("#b3261e"), value(""))
    3 0.4 top-center "#b3261e" ""
    """
    return setting if _BARE_VALUE.fullmatch(setting) else text(setting)


def settings(values: Mapping[str, str]) -> str:
    """Return settings as a block with its leading space, empty for none. Values are quoted already; a name that D2
    cannot have as a setting is quoted and so becomes harmless.

    >>> settings({"class": "router", "style.fill": text("#ffd99a")})
    ' {class: router; style.fill: "#ffd99a"}'
    """
    if not values:
        return ""
    pairs = (f"{name if _SETTING.fullmatch(name) else text(name)}: {shown}" for name, shown in values.items())
    return " {" + "; ".join(pairs) + "}"


class Keys:
    """The keys taken in one container.

    Keywords count as taken: quoted ones are fine for a shape since d2 0.7, but no container of edges may be called
    layers, scenarios or steps.
    """

    def __init__(self) -> None:
        self._taken = set(_KEYWORDS)

    def take(self, identifier: str) -> str:
        """Return a key for an identifier, itself unless another that D2 takes for the same has it.

        >>> keys = Keys()
        >>> keys.take("r1"), keys.take("R1"), keys.take("label")
        ('r1', 'R1_2', 'label_2')
        """
        plain = sanitise(identifier)
        chosen, number = plain, 1
        while _folded(chosen) in self._taken:
            number += 1
            chosen = f"{plain}_{number}"
        self._taken.add(_folded(chosen))
        return chosen


def _folded(identifier: str) -> str:
    """Return what D2 may take an identifier for; it folds more than case alone, so this folds more yet."""
    letters = unicodedata.normalize("NFKD", identifier).casefold()
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).strip()


def _escaped(line: str) -> str:
    return line.replace("\\", "\\\\").replace('"', '\\"').replace("$", "\\$")
