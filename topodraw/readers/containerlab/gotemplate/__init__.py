"""Go's text/template, as far as lab files use it: text in, text out.

::

    values      what templates compute with, and what is true of it
    nodes       the parts of a template
    lexer       text and actions, actions into tokens
    parser      tokens into parts
    printing    values as text: print, printf
    arithmetic  the functions that containerlab adds for numbers
    functions   all functions by name
    evaluator   parts and data into text, within limits

It is the subset that containerlab's documentation and public labs use: control structures, variables, comparisons,
containerlab's own functions, templates by name. What is beyond it is refused where it stands.
"""

from __future__ import annotations

from topodraw.readers.containerlab.gotemplate.evaluator import Chunk, Rendering, render
from topodraw.readers.containerlab.gotemplate.nodes import Node
from topodraw.readers.containerlab.gotemplate.parser import parse_template
from topodraw.readers.containerlab.gotemplate.values import BadTemplate

__all__ = ["BadTemplate", "Chunk", "Node", "Rendering", "parse_template", "render"]
