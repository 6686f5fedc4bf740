"""``topodraw --print-completion SHELL``: the script with which a shell completes topodraw's words, written by shtab."""

from __future__ import annotations

import argparse

from topodraw.errors import ToolNotFound

__all__ = ["SHELLS", "completion_script"]

SHELLS = ("bash", "zsh", "fish", "tcsh")

_INSTALL = "shtab, which writes completions, is not installed; get it with: pip install 'topodraw[completion]'"

_FILES = ("file", "output", "paths")
"""Arguments that are names of files."""


def completion_script(parser: argparse.ArgumentParser, shell: str) -> str:
    """Return the script for a shell; the parser is not fit to parse with afterwards. Raises ToolNotFound."""
    try:
        import shtab
    except ModuleNotFoundError:
        raise ToolNotFound(_INSTALL) from None
    words = _words()
    for command in _commands(parser):
        for action in command._actions:
            if action.dest in _FILES:
                action.complete = shtab.FILE  # type: ignore[attr-defined]
            elif action.dest in words and action.choices is None:
                action.choices = words[action.dest]
    return f"{shtab.complete(parser, shell).rstrip()}\n"


def _words() -> dict[str, tuple[str, ...]]:
    """Return the likely values of options that take others as well: other people's formats, lists of words."""
    from topodraw.draw import MODEL_FORMAT
    from topodraw.readers import list_readers
    from topodraw.registry import IMAGE_ENGINES, canonical, list_renderers
    from topodraw.views import VIEWS

    return {
        "format": (*dict.fromkeys(map(canonical, list_renderers())), MODEL_FORMAT),
        "kind": tuple(list_readers()),
        "view": VIEWS,
        "via": IMAGE_ENGINES["svg"],
        "group_by": ("as", "group", "none"),
        "node_label": ("name", "device", "address", "as"),
        "families": ("ipv4", "ipv6", "vpnv4", "vpnv6", "evpn"),
    }


def _commands(parser: argparse.ArgumentParser) -> list[argparse.ArgumentParser]:
    found = (action for action in parser._actions if isinstance(action, argparse._SubParsersAction))
    return [parser, *(command for action in found for command in action.choices.values())]
