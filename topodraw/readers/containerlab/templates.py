"""Go templates: containerlab renders the whole text of a lab file before it reads it, topodraw does not."""

from __future__ import annotations

import re
from pathlib import PurePath

from topodraw.errors import Problem, SourceError
from topodraw.source import Source

__all__ = ["comment_start", "refuse_template"]

_COMMENT = re.compile(r"(?:^|(?<=\s))#")


def refuse_template(source: Source) -> None:
    """Raise SourceError where the text holds a template action outside YAML comments, and say what to do."""
    if "{{" not in source.text:
        return
    for number, line in enumerate(source.text.splitlines(), 1):
        column = line.find("{{")
        if 0 <= column < comment_start(line):
            raise SourceError(Problem(source.at(number, column + 1), _advice(source)))


def _advice(source: Source) -> str:
    # containerlab looks for the variables beside the file, by its name less the last suffix.
    variables = f" (with its variables in {PurePath(source.name).stem}_vars.yaml, .yml or .json)" if source.path else ""
    return (
        f"is a Go template{variables}, which only containerlab renders: run 'containerlab deploy --export-rendered "
        "out.clab.yml' once and draw that file"
    )


def comment_start(line: str) -> int:
    """Return where the YAML comment in a line begins, the length of the line when there is none.

    >>> comment_start("a: 1 # one"), comment_start("a: b#c"), comment_start("a: '# no' # yes")
    (5, 6, 10)
    """
    for match in _COMMENT.finditer(line):
        before = line[: match.start()]
        if before.count('"') % 2 == 0 and before.count("'") % 2 == 0:
            return match.start()
    return len(line)
