"""The code in a lab: what netlab would import, evaluate or run of it. Nothing is imported, evaluated or run here.

netlab imports plugins from files beside the topology, evaluates name patterns as Python f-strings, and has a plugin
that deletes the folders a lab names. All of that waits for the user's word (``--allow-plugins``); what follows errs on
the safe side: a harmless lab may need the word as well, but no other lab does without.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any
from warnings import catch_warnings, simplefilter

from topodraw.errors import Location
from topodraw.located import Map
from topodraw.readers.netlab.document import is_file
from topodraw.readers.netlab.lab import Lab
from topodraw.readers.netlab.tree import as_list, get, mapping, names

__all__ = ["code_in", "plugin_file", "plugin_names", "search_path"]

_BESIDE = ("topology:",)
_OF_THE_USER = ("~/.netlab", "/etc/netlab")
"""Where netlab looks for plugins (netsim/defaults/paths.yml); its ``.`` is taken for the folder of the lab."""

_WRITES = ("multiserver",)
"""netlab's own plugins that delete and write folders which the lab names."""

_HOOKS = ("files",)
"""netlab's own plugins that do something harmless after the transformation: write below the folder netlab runs in."""

_TEXTS = ("message", "validate", "configlets", "files")
"""Keys of a topology whose texts netlab evaluates never, or not before the lab is started."""

_TEMPLATES = (("outputs",), ("defaults", "outputs"))
"""Where templates of outputs stand that are not asked for; beside the configurations of nodes and groups."""

_MAX_PATTERN = 2000
_MAX_SHOWN = 5

_HARMLESS = (
    ast.Expression, ast.JoinedStr, ast.FormattedValue, ast.Constant, ast.Name, ast.Attribute, ast.Subscript, ast.Slice,
    ast.BinOp, ast.UnaryOp, ast.BoolOp, ast.Compare, ast.IfExp, ast.Tuple,
    ast.operator, ast.unaryop, ast.boolop, ast.cmpop, ast.expr_context,
)  # fmt: skip
"""What an expression may consist of that only computes with what it is given."""


def plugin_names(document: Any, defaults: Any) -> list[str]:
    """Return the plugins that a topology and its defaults ask for, each once."""
    return list(dict.fromkeys([*names(get(document, "plugin")), *names(get(defaults, "plugin"))]))


def search_path(lab: Lab, home: Path | None = None) -> list[Path]:
    """Return the folders that netlab looks for plugins in. Without a `home` nothing outside the lab is looked at that
    the lab does not name, and paths that begin with ``~`` lead nowhere.

    Paths relative to the folder netlab is started in are taken as relative to that of the lab, where it usually is.
    """
    paths = mapping(lab.defaults, "paths")
    wanted = names(paths.get("plugin")) or [*_BESIDE, *(_OF_THE_USER if home else ())]
    before, after = (names(get(paths, f"{place}.plugin")) for place in ("prepend", "append"))
    found = (_folder(text, lab.source.folder, home) for text in (*before, *wanted, *after))
    return list(dict.fromkeys(folder for folder in found if folder is not None))


def _folder(text: str, lab: Path, home: Path | None) -> Path | None:
    if text.startswith("~"):
        return home / text[1:].lstrip("/") if home and text[1:2] in {"", "/"} else None
    return None if "package:" in text else lab / text.replace("topology:", "./")


def plugin_file(name: str, folders: list[Path]) -> Path | None:
    """Return the file or folder in which netlab would find a plugin, None when only netlab itself may have it."""
    for folder in folders if _is_name(name) else ():
        if is_file(folder / name) or any(is_file(folder / name / file) for file in ("__init__.py", "plugin.py")):
            return folder / name
        if is_file(folder / f"{name}.py"):
            return folder / f"{name}.py"
    return None


def _is_name(name: str) -> bool:
    return bool(name) and not any(mark in name for mark in "/\\\0")


def code_in(lab: Lab, home: Path | None = None) -> Iterator[tuple[Location, str]]:
    """Yield what of a lab could make netlab do more than transform it: where it is, and what it is."""
    yield from _plugins(lab, home)
    yield from _files_not_read(lab)
    found = (place for key, value in lab.document.items() if key not in _TEXTS for place in _patterns(key, value, lab))
    defaults = ((at, text) for key, value in lab.defaults.items() for at, text in _patterns(key, value, lab))
    places = dict.fromkeys((*found, *defaults))
    for at, pattern in islice(places, _MAX_SHOWN):
        yield at, f"{pattern[:60]!r} may hold Python code, which netlab evaluates"


def _plugins(lab: Lab, home: Path | None) -> Iterator[tuple[Location, str]]:
    folders = search_path(lab, home)
    hooks = names(get(lab.defaults, "netlab.create.plugin"))
    at = lab.document.at("plugin" if "plugin" in lab.document else "defaults")
    for name in dict.fromkeys([*plugin_names(lab.document, lab.defaults), *hooks]):
        path = plugin_file(name, folders)
        if path is not None:
            yield at, f"plugin {name} is Python code of the lab's own ({path})"
        elif not _is_name(name):
            yield at, f"plugin {name[:60]!r} is a path to Python code"
        elif name in _WRITES:
            yield at, f"plugin {name} deletes and writes the folders that the lab names"
        elif name in hooks and name not in _HOOKS:
            yield at, f"defaults.netlab.create.plugin runs {name}, of which nothing is known"


def _files_not_read(lab: Lab) -> Iterator[tuple[Location, str]]:
    """Yield the files that netlab would read and topodraw does not, so that nothing can be said of them."""
    sources = mapping(lab.document, "defaults.sources")
    at = lab.document.at("defaults")
    if "system" in sources:
        yield at, "defaults.sources.system names files that only netlab reads"
    for name in (name for key in ("list", "extra", "user") for name in as_list(sources.get(key))):
        if isinstance(name, str) and name.startswith("package:") and ".." in name:
            yield at, f"defaults.sources names {name[:60]!r}, a file that only netlab reads"
    path = lab.source.path
    if path is not None:
        for other in islice(sorted(path.parent.glob(f"{_literal(path.stem)}.*.*{_literal(path.suffix)}")), 1):
            yield lab.source.at(), f"netlab may read {other.name} in the place of {path.name}; name the file to draw"


def _literal(name: str) -> str:
    return "".join(f"[{char}]" if char in "*?[" else char for char in name)


def _patterns(key: Any, value: Any, lab: Lab) -> Iterator[tuple[Location, str]]:
    """Yield the texts below a key, and the keys themselves, that Python could be made to run."""
    stack: list[tuple[tuple[Any, ...], Any, Location]] = [((key,), value, lab.document.at(key))]
    while stack:
        path, item, at = stack.pop()
        for text in (path[-1], item):
            if isinstance(text, str) and _runs(text):
                yield at, text
        if path in _TEMPLATES or (len(path) == 3 and path[0] in {"nodes", "groups"} and path[2] == "config"):
            continue
        if isinstance(item, dict):
            places = item.values_at if isinstance(item, Map) else {}
            stack.extend(((*path, below), content, places.get(below, at)) for below, content in item.items())
        elif isinstance(item, list):
            stack.extend(((*path, None), content, at) for content in item)


def _runs(text: str) -> bool:
    """Tell whether Python might do more than compute when netlab evaluates a text as an f-string.

    netlab puts the text between single quotes, those in it escaped (older releases: not escaped).
    """
    if not any(mark in text for mark in "{\\'"):
        return False
    if len(text) > _MAX_PATTERN:
        return True
    # The braces of f-strings may hold more in later releases of Python than in the one that runs this.
    unclear = "{" in text or "\\" in text
    escaped = text.replace("'", "\\'")
    return _acts(f"f'{escaped}'", when_no_python=unclear) or _acts(f"f'{text}'", when_no_python=False)


def _acts(expression: str, *, when_no_python: bool) -> bool:
    try:
        with catch_warnings():
            simplefilter("ignore")  # an escape sequence that Python does not know
            tree = ast.parse(expression, mode="eval")
    except (SyntaxError, ValueError):
        return when_no_python
    except (MemoryError, RecursionError):
        return True
    return any(
        not isinstance(node, _HARMLESS) or (isinstance(node, ast.Attribute) and node.attr.startswith("_"))
        for node in ast.walk(tree)
    )
