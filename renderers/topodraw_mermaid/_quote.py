r"""Mermaid's quoting: the only place that knows it.

A quoted string takes all but the quote, yet what it holds goes on to be read: as HTML, in some versions as Markdown,
with formulas between dollar signs and names of icons; and before all that, comments, directives and entities are looked
for in the whole text by regular expressions. So whatever may mean something to anyone of these is spelt as an entity
of Mermaid's, `#35;`, and what stands in names of all days stays legible.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from topodraw.hyperlinks import link
from topodraw.layout.texts import plain
from topodraw.text import sanitise

__all__ = ["Names", "href", "label", "title"]

_SPECIAL = re.compile(
    r"""
    [^\w\s.,:/()'-]                  # all punctuation but this, and symbols; letters and digits of any script stay
    | (?<![^\W_])_ | _(?![^\W_])     # underscores that may stand around emphasis; none within a word does
    | ^- | (?: (?<=^\d) | (?<=^\d\d) | (?<=^\d\d\d) )[.)](?=\s|$)    # lists
    | :(?=/) | (?<=[wW]{3})\.    # addresses that become links
    | s(?=tyle) | c(?=lassDef)       # a colon and an entity after these words lose the entity its end
    """,
    re.VERBOSE,
)
_MARKS = {
    "\ufb02\xb0": "fl\xb0",
    "\xb6\xdf": "\xb6\u2060\xdf",
    "$$": "$\u2060$",
    ":fa-": ":\u2060fa-",
    "\\n": "\\\u2060n",
}
"""What Mermaid looks for after it has decoded entities (its own, formulas, icons, breaks) -> what looks the same."""
_NOT_TEXT = re.compile("[\ufdd0-\ufdef\ufffe\uffff\U0001fffe\U0001ffff]")
_NOT_URL = re.compile(r"""["'`<>{}\\^|;#%\s]|[^\x21-\x7e]""")
_ENCODED = re.compile(r"%[0-9A-Fa-f]{2}")


def label(lines: str | Iterable[str]) -> str:
    """Return the quoted string that is drawn as these lines and nothing else.

    >>> print(label('say "hi"'), label(["leaf_1", "10.0.0.1/24"]), label("<b>*a*</b>"), label("1. first"), label(""))
    "say #34;hi#34;" "leaf_1<br>10.0.0.1/24" "#60;b#62;#42;a#42;#60;/b#62;" "1#46; first" " "
    """
    parts = [lines] if isinstance(lines, str) else lines
    return '"' + ("<br>".join(_line(part) for part in parts) or " ") + '"'


def title(text: str) -> str:
    r"""Return a title as a string of YAML, which takes JSON's.

    >>> print(title('the "core" <b>'))
    "the \"core\" \u003cb>"
    """
    said = _NOT_TEXT.sub("\ufffd", sanitise(text))
    return json.dumps(said, ensure_ascii=False).replace("<", "\\u003c")


def href(url: str | None) -> str | None:
    """Return a link as a quoted string, None for one that no reader should follow; only whole addresses lead anywhere
    from a drawing that is shown on somebody else's page.

    >>> href("https://example.net/r1?a=b"), href("javascript:alert(1)"), href('https://x/"')
    ('"https://example.net/r1?a=b"', None, '"https://x/%22"')
    """
    target = link(url)
    if not target or not target.lower().startswith(("http://", "https://")):
        return None
    pieces, at = [], 0
    for found in _ENCODED.finditer(target):
        pieces += [_encoded(target[at : found.start()]), found.group()]
        at = found.end()
    return f'"{"".join(pieces)}{_encoded(target[at:])}"'


class Names:
    """Names for classes, each made of what it stands for, none taken twice."""

    def __init__(self) -> None:
        self._given: dict[tuple[str, str], str] = {}

    def of(self, sort: str, kind: str) -> str:
        """Return the name of a kind.

        >>> names = Names()
        >>> names.of("node", "router"), names.of("node", "a b"), names.of("node", "a;b"), names.of("node", "a b")
        ('node_router', 'node_a_b', 'node_a_b_2', 'node_a_b')
        """
        if (sort, kind) not in self._given:
            wanted = chosen = f"{sort}_{re.sub(r'[^A-Za-z0-9]', '_', kind)}"
            number = 1
            while chosen in self._given.values():
                number += 1
                chosen = f"{wanted}_{number}"
            self._given[sort, kind] = chosen
        return self._given[sort, kind]


def _line(text: str) -> str:
    said = _NOT_TEXT.sub("\ufffd", plain(text))
    for mark, harmless in _MARKS.items():
        said = said.replace(mark, harmless)
    return _SPECIAL.sub(lambda found: _entity(found.group()), said)


def _entity(character: str) -> str:
    return f"#{ord(character)};" if character.isascii() else character


def _encoded(part: str) -> str:
    return _NOT_URL.sub(lambda found: "".join(f"%{byte:02X}" for byte in found.group().encode(errors="replace")), part)
