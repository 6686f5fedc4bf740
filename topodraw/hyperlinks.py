"""Which links of a lab file a drawing may hold: a file of somebody else's must bring no script along."""

from __future__ import annotations

import re

__all__ = ["link"]

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:")
_BLANK = re.compile(r"[\x00-\x20\x7f-\xa0]+")


def link(url: str | None) -> str | None:
    r"""Return a link that may be followed: http, https or relative; None for any other, which may be a script.

    >>> link("https://example.net/r1"), link("../r1.html"), link("java\tscript:alert(1)"), link("data:text/html,x")
    ('https://example.net/r1', '../r1.html', None, None)
    """
    plain = _BLANK.sub("", url or "")  # browsers drop these before they look at the scheme
    scheme = _SCHEME.match(plain.lower())
    return plain if plain and (not scheme or scheme.group() in {"http:", "https:"}) else None
