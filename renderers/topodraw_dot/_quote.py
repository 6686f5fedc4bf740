r"""DOT's quoting: the only place that knows it.

DOT has three string languages, one inside the other, and each function here answers for one of them:

* an *ID* is what the scanner reads between quotes; it knows ``\"`` and nothing else, keeps ``\\`` as two characters,
  and drops a backslash before a line's end;
* an *escString* (labels, tooltips, URLs) is an ID in which Graphviz replaces ``\N``, ``\G``, ``\n``, ``\\`` and their
  like afterwards, and then HTML entities (``&amp;``);
* an attribute value that a lab file gives is meant to be DOT already (``\n`` and all) and only made safe to scan.

A quoted string is never an HTML label, whatever it looks like. The one that we write ourselves, the legend, takes text
through `html`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from topodraw.text import sanitise

__all__ = ["attributes", "html", "name", "raw", "text"]

_BARE = re.compile(r"[a-zA-Z_][a-zA-Z0-9_]*|-?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)")
_KEYWORDS = {"node", "edge", "graph", "digraph", "subgraph", "strict"}
_ENTITY = re.compile(r"&(?=#[0-9]+;|#[xX][0-9a-fA-F]+;|[a-zA-Z][a-zA-Z0-9]*;)")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_NOT_XML = re.compile("[\ufdd0-\ufdef\ufffe\uffff]")
_BEFORE_QUOTE = re.compile(r'(\\*)(")')
_LAST_BACKSLASHES = re.compile(r"\\+\Z")


def name(identifier: str) -> str:
    r"""Return the quoted ID of a node; different identifiers stay different.

    A backslash is doubled, for an ID cannot end in a single one, and what is left of an escape is then free to spell
    control characters.

    >>> print(name("leaf-1"), name("node"), name('say "hi"'), name("end\\"))
    "leaf-1" "node" "say \"hi\"" "end\\"
    """
    escaped = identifier.replace("\\", "\\\\")
    printable = "".join(_spelt(c) if _CONTROL.match(c) else c for c in escaped)
    if printable.startswith("%"):  # Graphviz keeps such names for itself: each mention is a node of its own
        printable = _spelt("%") + printable[1:]
    return '"' + printable.replace('"', '\\"') + '"'


def text(lines: str | Iterable[str]) -> str:
    r"""Return the quoted escString that is drawn as these lines, centred, and nothing else.

    >>> print(text(["isp_a", "AS 65100"]), text("\\N"), text("&lt;"), text("<b>"))
    "isp_a\nAS 65100" "\\N" "&amp;lt;" "<b>"
    """
    parts = [lines] if isinstance(lines, str) else lines
    return '"' + "\\n".join(_escaped(sanitise(part)) for part in parts) + '"'


def html(line: str) -> str:
    """Return text for an HTML label, where markup and entities are live and no text at all is a syntax error.

    >>> html("R&D <lab>"), html("")
    ('R&amp;D &lt;lab&gt;', '&#160;')
    """
    replaced = sanitise(line).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    return _NOT_XML.sub("\ufffd", replaced) if replaced.strip() else "&#160;"


def raw(value: str) -> str:
    r"""Return an attribute value for the scanner, bare where DOT allows it, its own escapes untouched.

    >>> print(raw("rounded,filled"), raw("red"), raw("0.5"), raw("two\\nlines"), raw("edge"))
    "rounded,filled" red 0.5 "two\nlines" "edge"
    """
    if _BARE.fullmatch(value) and value.lower() not in _KEYWORDS:
        return value
    safe = _BEFORE_QUOTE.sub(lambda match: _even(match[1]) + '\\"', _CONTROL.sub(" ", value))
    return '"' + _LAST_BACKSLASHES.sub(lambda match: _even(match[0]), safe) + '"'


def attributes(values: Mapping[str, str]) -> str:
    """Return an attribute list with its leading space, empty for none. Values are quoted already.

    >>> attributes({"label": text("r1"), "shape": "box"})
    ' [label="r1" shape=box]'
    """
    if not values:
        return ""
    return " [" + " ".join(f"{raw(key)}={value}" for key, value in values.items()) + "]"


def _escaped(line: str) -> str:
    return _ENTITY.sub("&amp;", line).replace("\\", "\\\\").replace('"', '\\"')


def _even(backslashes: str) -> str:
    return backslashes if len(backslashes) % 2 == 0 else backslashes + "\\"


def _spelt(character: str) -> str:
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
