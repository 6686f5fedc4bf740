"""Rendering the template that a lab file is, with its variables and the templates that it calls.

The variables come from the files given, else from those beside the lab that are named like it: ``x.clab_vars.yaml``,
``x.clab_vars.more.json`` for ``x.clab.gotmpl``. Further templates are in ``clab_templates/*.gotmpl`` beside it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from topodraw.errors import Problem, Report, SourceError
from topodraw.readers.containerlab.gotemplate import BadTemplate, Chunk, Node, parse_template, render
from topodraw.readers.containerlab.variables import Variables, read_variables
from topodraw.source import Source, Sources

__all__ = ["chunks_of"]

_FOLDER, _TEMPLATES = "clab_templates", "*.gotmpl"


def chunks_of(source: Source, sources: Sources, given: Sequence[str], report: Report) -> tuple[Chunk, ...]:
    """Return what the text of a lab becomes, piece by piece. `given` are files of variables that the user names.

    Raises SourceError where it cannot be rendered, with what to do about it.
    """
    variables = read_variables(source, sources, given)
    try:
        own = parse_template(source)
        others = _Others(own, source, sources)
        rendering = render(own[""], variables.data, others.find)
    except BadTemplate as bad:
        raise SourceError([*report.warnings, Problem(bad.where, _advice(bad, variables))]) from None
    for where in rendering.missing:
        report.warn(where, f"the template prints a value that is not there ('<no value>'){variables.hint}")
    return rendering.chunks


class _Others:
    """The templates that a lab can call: those it defines, and the files in ``clab_templates`` with what they define.

    The files are read when the first template is called that the lab does not define.
    """

    def __init__(self, own: Mapping[str, Sequence[Node]], source: Source, sources: Sources) -> None:
        self.own, self.source, self.sources = own, source, sources

    def find(self, name: str) -> Sequence[Node] | None:
        if name and name in self.own:
            return self.own[name]
        return self.filed.get(name)

    @cached_property
    def filed(self) -> dict[str, Sequence[Node]]:
        found: dict[str, Sequence[Node]] = {}
        if self.source.path is not None:
            for path in self.sources.stamps.search(self.source.folder / _FOLDER, _TEMPLATES):
                for name, nodes in parse_template(self.sources.read(path)).items():
                    found[name or path.name] = nodes
        return found


def _advice(bad: BadTemplate, variables: Variables) -> str:
    if not bad.unsupported:
        return f"failed to execute template: {bad.reason}{variables.hint if bad.absent else ''}"
    where = f" (its variables are in {variables.expected})" if variables.expected else ""
    return (
        f"the template uses {bad.reason}, which topodraw does not know: run 'containerlab deploy "
        f"--export-rendered out.clab.yml' once{where} and draw that file"
    )
