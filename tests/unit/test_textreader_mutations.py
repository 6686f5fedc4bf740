"""Drawings rubbed out, written over, or no drawings at all: the reader sees it, and never falls."""

import pytest
from hypothesis import given, settings, strategies

import textreader_checks as checks
import textreader_samples as samples
from topodraw.textreader import read

WHOLE = [
    samples.LEAK_ASCII,
    samples.REFLECTOR_BOX,
    samples.REFLECTOR_ASCII,
    samples.LAN_BOX,
    samples.FABRIC_ASCII,
]


def graph(text: str) -> tuple[object, ...]:
    diagram = read(text)
    bars = [(bar.name, [(tap.node, tap.side) for tap in bar.taps]) for bar in diagram.bars]
    kinds = sorted((edge.pair, edge.kind, sorted([edge.arrow_a, edge.arrow_b])) for edge in diagram.edges)
    return ([(node.name, node.lines) for node in diagram.nodes], kinds, bars, [frame.title for frame in diagram.frames])


@pytest.mark.parametrize("text", WHOLE, ids=lambda text: text.split("\n")[1].strip()[:12])
def test_no_line_glyph_can_be_rubbed_out_unnoticed(text: str) -> None:
    """Blank out every line glyph in turn: what is read then is never whole and different."""
    legend = text.find("EBGP session")
    end = text.rfind("\n\n", 0, legend) if legend >= 0 else len(text.rstrip("\n"))
    for place in range(end):
        if not text[place].isalnum() and text[place] not in " \n_./":
            broken = text[:place] + " " + text[place + 1 :]
            broken = "\n".join(line.rstrip() for line in broken.split("\n"))
            assert read(broken, read(text).charset).problems or graph(broken) == graph(text), (place, broken)


@pytest.mark.parametrize("text", WHOLE, ids=lambda text: text.split("\n")[1].strip()[:12])
def test_no_line_glyph_can_be_overwritten_unnoticed(text: str) -> None:
    legend = text.find("EBGP session")
    end = text.rfind("\n\n", 0, legend) if legend >= 0 else len(text.rstrip("\n"))
    for place in range(end):
        if not text[place].isalnum() and text[place] not in " \n_./":
            broken = text[:place] + "x" + text[place + 1 :]
            assert read(broken, read(text).charset).problems or graph(broken) == graph(text), (place, broken)


@settings(max_examples=60, deadline=None)
@given(strategies.text("─│┌┐└┘├┤┬┴┼═║╔╗╥╨╤╧╪╫▲▼◄►╌╎┄━┃╭╯-|+#.:*~!=v^<> ab東\u0301\t\n", max_size=200))
def test_any_text_is_read_without_an_exception(text: str) -> None:
    for charset in ("box", "rich", "ascii", None):
        diagram = read(text, charset)
        checks.disagreements(text, diagram)
        assert all(problem.row >= 0 and problem.column >= 0 for problem in diagram.problems)
