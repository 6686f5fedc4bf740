"""The literal blocks of Markdown, held against markdown-it, a whole parser of CommonMark."""

import pytest
from hypothesis import example, given, reject, settings
from hypothesis import strategies as st

from topodraw.regen.markdown_blocks import markdown_literals

MarkdownIt = pytest.importorskip("markdown_it").MarkdownIt

LEADS = (
    "",
    " ",
    "  ",
    "   ",
    "    ",
    "      ",
    "> ",
    "> > ",
    ">",
    "- ",
    "  - ",
    "1. ",
    "   1) ",
    "> - ",
    "- > ",
    "+   ",
)
TEXTS = ("text", "```", "```text", "````", "~~~", "~~~~ info", "`` ` ``", "MARK", "``` ` ```", "~~~ ```", "<!--", "-->")
BLANKS = ("", "   ", ">")


def parsed(text):
    """Return the lines of fences, and those of other blocks that are no paragraphs, as markdown-it finds them."""
    fences, others = [], []
    for token in MarkdownIt("commonmark").parse(text):
        if token.type == "fence":
            fences += range(*token.map)
        elif token.type in {"code_block", "html_block"}:
            others += range(*token.map)
    return fences, others


@settings(max_examples=500)
@given(st.lists(st.tuples(st.sampled_from(LEADS), st.sampled_from(TEXTS)).map("".join) | st.sampled_from(BLANKS)))
@example(["- ```text", "  a", "b", "  ```"])
@example(["> ```", "text", "> MARK"])
@example(["+   ```", " ``` ` ```", "      ~~~"])
def test_fences_are_those_of_a_commonmark_parser(lines):
    flags = markdown_literals(lines)
    try:
        fences, others = parsed("\n".join(lines))
    except IndexError:  # markdown-it falls over some comments that end with the document
        reject()
    asked = [number for number, line in enumerate(lines) if line.strip(" >") and number not in others]
    assert [number for number in asked if flags[number]] == [number for number in asked if number in fences]


def literal(text):
    lines = text.splitlines()
    return [line for line, flag in zip(lines, markdown_literals(lines), strict=True) if flag]


@pytest.mark.parametrize(
    "text",
    [
        "```\nMARK\n```",
        "~~~\nMARK\n~~~",
        "````md\n```\nMARK\n```\n````",
        "~~~\n```\nMARK\n~~~",
        "- a\n\n  ```\n  MARK\n  ```",
        "1. a\n   - b\n\n     ~~~~\n     ~~~\n     MARK\n     ~~~~",
        "> ```\n> MARK\n> ```",
        "> - ```\n>   MARK\n>   ```",
        "!!! note\n\n    ```\n    MARK\n    ```",
        "    MARK",
        "text\n\n    MARK\n\n    MARK",
        "<!--\nMARK\n-->",
        "<pre>\nMARK\n</pre>",
        "```\nMARK",
    ],
)
def test_what_is_shown_as_it_is(text):
    assert any("MARK" in line for line in literal(text))
    assert sum("MARK" in line for line in literal(text)) == text.count("MARK")


@pytest.mark.parametrize(
    "text",
    [
        "MARK",
        "```\n```\nMARK",
        "> ```\nMARK",
        "- ```\n\nMARK",
        "text\n    MARK",
        "1. a\n\n    MARK",
        "- a\n    - b\n\n        MARK",
        "!!! note\n\n    MARK",
        "[^1]: note\n\n    MARK",
        "``` ` ```\nMARK",
        "```\n``` text\n```\nMARK",
        "<!-- -->\nMARK",
        "<pre></pre>\nMARK",
        "* * *\nMARK",
        "\t- a\nMARK",
    ],
)
def test_what_is_not(text):
    assert not any("MARK" in line for line in literal(text))
