"""Kinds to CSS: the only table that knows what a kind of the theme is in a style sheet.

A `Sheet` hands out the classes of what is drawn, and writes the rules of those that were asked for. With the theme
``auto`` colours are variables: the light ones, the dark ones where the reader prefers them, and both under the marks by
which pages say which they have. Other themes write colours out, for programs that know no variables.
"""

from __future__ import annotations

from collections.abc import Callable

from topodraw.theme import AUTO, DARK, Paint, Stroke, Theme, get_theme

__all__ = ["FONTS", "LABEL", "LEGEND", "NAME", "SUB", "TITLE", "TITLE_OF_FRAME", "Sheet"]

NAME, SUB, LABEL, TITLE_OF_FRAME, LEGEND, TITLE = 13, 11, 10, 11, 11, 16
"""Sizes of text, in pixels."""

FONTS = (
    '-apple-system,BlinkMacSystemFont,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",Arial,"DejaVu Sans",sans-serif'
)
"""The sans-serif of each system by its name; not every program knows what is behind the word sans-serif."""

PAGES_LIGHT = (
    "[data-md-color-scheme=default]", "[data-theme=light]", "[data-jp-theme-light=true]", ".vscode-light", "html.light"
)  # fmt: skip
PAGES_DARK = (
    "[data-md-color-scheme=slate]", "[data-theme=dark]", "[data-jp-theme-light=false]", ".vscode-dark", "html.dark"
)  # fmt: skip
"""How pages say which colours they have: Material for MkDocs and Zensical; Sphinx themes; Jupyter; notebooks in Visual
Studio Code; Sphinx themes."""

_ALWAYS = {
    "": f"direction:ltr;font-family:{FONTS};font-size:{LABEL}px;font-weight:400;font-style:normal;letter-spacing:0",
    ".td-name,.td-frame,.td-title": "font-weight:600",
    ".td-name": f"font-size:{NAME}px",
    ".td-sub": f"font-size:{SUB}px",
    ".td-frame,.td-legend": f"font-size:{LEGEND}px",
    ".td-title": f"font-size:{TITLE}px",
    ".td-node rect,.td-frame rect,.td-bar rect": "stroke:currentColor",
    ".td-icon,.td-edge path": "fill:none;stroke:currentColor",
    ".td-icon": "stroke-dasharray:none;stroke-linecap:round;stroke-linejoin:round",
    ".td-edge path.td-head": "fill:currentColor;stroke:none",
    ".td-edge .td-hit": "stroke-width:12;stroke-opacity:0;stroke-dasharray:none;pointer-events:stroke",
    "a:hover .td-name": "text-decoration:underline",
}
_DASHES = {"solid": "", "dashed": ";stroke-dasharray:6 4", "dotted": ";stroke-dasharray:.1 5;stroke-linecap:round"}


class Sheet:
    """The classes and colours used in one drawing. Raises UnknownName for a theme that does not exist."""

    def __init__(self, theme: str) -> None:
        self.theme: Theme = get_theme(theme)
        self.dark = DARK if theme == AUTO else None
        self._colors: dict[str, tuple[str, str]] = {}
        self._rules: dict[str, str] = {}
        ground, text = self._ink("ground", lambda t: t.background), self._ink("text", lambda t: t.text)
        self._muted = self._ink("muted", lambda t: t.muted)
        self._rule("", f"fill:{text}")
        self._rule(".td-ground", f"fill:{ground}")
        self._rule(".td-label", f"fill:{self._muted}")

    def frame(self, index: int) -> str:
        """Return the class of the frame that appears as the index-th."""
        index %= len(self.theme.tints)
        return self._paint(f"tint{index + 1}", lambda theme: theme.frame(index))

    def box(self, kind: str) -> str:
        """Return the class of a device class."""
        kind = kind if kind in self.theme.boxes else "router"
        return self._paint(kind, lambda theme: theme.box(kind))

    def bar(self, kind: str) -> str:
        """Return the class of a kind of bar."""
        kind = kind if kind in self.theme.bars else "lan"
        return self._paint(f"{kind}-bar", lambda theme: theme.bar(kind))

    def line(self, kind: str, *, vrf: bool = False, one_sided: bool = False) -> str:
        """Return the classes of a kind of line with its marks."""
        marks = [mark for mark, present in (("vrf", vrf), ("one_sided", one_sided)) if present]
        if kind in self.theme.modifiers:
            marks, kind = [kind], "link"
        kind = kind if kind in self.theme.lines else "link"
        stroke = self.theme.line(kind)
        color = self._ink(kind, lambda theme: theme.line(kind).color)
        self._rule(f".td-{kind}", f"color:{color};{_stroke(stroke)}")
        for mark in marks:
            self._rule(f".td-{mark}", _DASHES[self.theme.modifiers[mark]].removeprefix(";"))
        return " ".join(f"td-{name}" for name in (kind, *marks))

    def width(self, kind: str) -> float:
        """Return the width of a kind of line."""
        return self.theme.line(kind).width

    def css(self, prefix: str) -> str:
        """Return the style sheet, every rule of which holds below the element of class `prefix` only."""
        root = f".{prefix}"
        written = [*self._variables(root)] if self.dark else []
        for selectors, declarations in (_ALWAYS | {"": f"{_ALWAYS['']};{self._rules['']}"}).items():
            written.append(_scoped(root, selectors, declarations))
        written += [_scoped(root, selectors, rule) for selectors, rule in self._rules.items() if selectors]
        return "\n".join(written)

    def _variables(self, root: str) -> list[str]:
        """Return the rules that set the variables: what a page says goes before what the reader's system says."""
        light, dark = (
            "".join(f"--{name}:{values[at]};" for name, values in self._colors.items()).removesuffix(";")
            for at in (0, 1)
        )
        pages_light, pages_dark = (",".join(f"{mark} {root}" for mark in marks) for marks in (PAGES_LIGHT, PAGES_DARK))
        return [
            f"{root},{pages_light}{{{light}}}",
            f"@media(prefers-color-scheme:dark){{{root}{{{dark}}}}}",
            f"{pages_dark}{{{dark}}}",
        ]

    def _ink(self, name: str, pick: Callable[[Theme], str]) -> str:
        color = pick(self.theme)
        if self.dark is None:
            return color
        self._colors[name] = (color, pick(self.dark))
        return f"var(--{name})"

    def _paint(self, name: str, pick: Callable[[Theme], Paint]) -> str:
        """Return the class of a shape: its outline is the current colour, its text the fill that is inherited."""
        selector = f".td-{name}"
        if selector not in self._rules:
            fill, line, text = (
                self._ink(f"{name}{part}", lambda theme, part=part: _part(pick(theme), part))  # type: ignore[misc]
                for part in ("", "-line", "-text")
            )
            self._rule(selector, f"color:{line};fill:{text};{_stroke(pick(self.theme).stroke)}")
            self._rule(f"{selector} rect", f"fill:{fill}")
        return selector.removeprefix(".")

    def _rule(self, selectors: str, declarations: str) -> None:
        self._rules[selectors] = declarations


def _part(paint: Paint, part: str) -> str:
    return {"": paint.fill, "-line": paint.stroke.color, "-text": paint.text}[part]


def _stroke(stroke: Stroke) -> str:
    return f"stroke-width:{stroke.width:g}{_DASHES[stroke.dash]}"


def _scoped(root: str, selectors: str, declarations: str) -> str:
    return ",".join(f"{root} {selector}".rstrip() for selector in selectors.split(",")) + f"{{{declarations}}}"
