"""The page on the command line, made from its argparse parsers: it cannot say anything else than the program does."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from topodraw.cli import build_parser

_HEAD = """\
# Command line

Generated from the program's own definition by `docs/generate.py`.
"""

_TAIL = """\
## Exit status

| status | meaning |
|---|---|
| 0 | done |
| 1 | `regen` changed a file, or would with `--check` or `--diff`; `inspect --strict` has warnings |
| 2 | bad usage or bad input |
| 130 | interrupted |

Drawings go to standard output or to the file that `-o` names, everything else goes to standard error, one line each:
`FILE:LINE:COLUMN: error: ...` or `FILE:LINE:COLUMN: warning: ...`. An output file appears whole or not at all, and is
left alone when its content would not change.

## Environment

| variable | meaning |
|---|---|
| `TOPODRAW_DOT`, `TOPODRAW_D2` | path of the engine, when it is not the one found in `PATH` |
| `NO_COLOR`, `FORCE_COLOR` | never or always colour text (`--color` wins) |
| `TOPODRAW_DEBUG` | show the traceback of an internal error |
"""


def cli_reference() -> str:
    """Return the page."""
    parser = build_parser()
    parts = [_HEAD, "## topodraw\n", *_body(parser)]
    for name, command in _commands(parser).items():
        parts += [f"## topodraw {name}\n", *_body(command)]
    return "\n".join([*parts, _TAIL])


def _commands(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    return {
        name: command
        for action in parser._actions
        if isinstance(action, argparse._SubParsersAction)
        for name, command in action.choices.items()
    }


def _body(parser: argparse.ArgumentParser) -> Iterator[str]:
    """Yield the description, the usage and a table for each group of options."""
    if parser.description:
        # The description of a command is the first line of its module, which names the command once more.
        text = parser.description.strip().split("\n\n")[0].rpartition("``: ")[2]
        yield f"{text[0].upper()}{text[1:]}\n"
    yield f"```text\n{parser.prog} {_usage(parser)}\n```\n"
    for group in parser._action_groups:
        rows = [_row(action) for action in group._group_actions if action.help != argparse.SUPPRESS]
        if rows and group.title:
            yield "\n".join([f"| {group.title} | |", "|---|---|", *rows, ""])


def _usage(parser: argparse.ArgumentParser) -> str:
    places = [_value(action) for action in parser._actions if not action.option_strings]
    return " ".join(["[OPTIONS]", *places])


def _row(action: argparse.Action) -> str:
    if isinstance(action, argparse._SubParsersAction):
        pairs = [(f"`{choice.dest}`", choice.help or "") for choice in action._get_subactions()]
        return "\n".join(f"| {name} | {_cell(text)} |" for name, text in pairs)
    names = ", ".join(f"`{name}`" for name in action.option_strings)
    value = _value(action)
    shown = f"{names} {value}".strip() if action.option_strings else f"`{value}`"
    return f"| {shown} | {_cell(action.help or '')} |"


def _value(action: argparse.Action) -> str:
    """Return the placeholder of an option's value, nothing for a switch."""
    if action.nargs == 0:
        return ""
    if action.choices and not isinstance(action, argparse._SubParsersAction):
        return "\\|".join(map(str, action.choices))
    if isinstance(action.metavar, str):
        return action.metavar
    return action.dest.upper()


def _cell(text: str) -> str:
    return text.replace("%%", "%").replace("|", "\\|")
