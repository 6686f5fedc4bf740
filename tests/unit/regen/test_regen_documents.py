import html
import json
import re
import shlex

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import topodraw

LAB = {"source": {"kind": "topodraw"}, "links": [], "sessions": [], "groups": [], "warnings": []}


def body(update):
    assert update.problems == ()
    return update.new.decode()


def told(update):
    assert update.new == update.old
    return [str(problem) for problem in update.problems]


def indented(text, lead):
    return "".join((lead + line).rstrip() + "\n" for line in text.splitlines())


@pytest.mark.parametrize(
    ("name", "start", "end", "drawn"),
    [
        ("a.md", "<!-- {} -->", "<!-- {} -->", "\n```text\n{}```\n\n"),
        ("a.rst", ".. {}", ".. {}", "\n.. code-block:: text\n\n{:   }\n"),
        ("a.adoc", "// {}", "// {}", "\n[source,text,subs=specialchars]\n----\n{}----\n\n"),
        ("a.html", "<!-- {} -->", "<!-- {} -->", '<pre class="topodraw">\n{}</pre>\n'),
        ("a.c", "/* {} */", "/* {} */", "/*\n{}*/\n"),
        ("a.yml", "# {}", "# {}", "{:# }"),
        ("a.java", "* {}", "* {}", "{:* }"),
        ("a.sql", "-- {}", "-- {}", "{:-- }"),
    ],
)
@pytest.mark.parametrize("lead", ["", "   ", "\t"])
def test_each_language_has_its_place_for_a_drawing(redrawn, place, name, start, end, drawn, lead):
    if name == "a.md" and lead == "\t":
        lead = " "  # a tab makes it code
    start, end = lead + start.format("topodraw start lab.yml"), lead + end.format("topodraw end")
    text = str(topodraw.draw("lab.yml"))
    expected = re.sub(r"\{:?(.*?)\}", lambda slot: indented(text, slot[1]), drawn)
    got = body(redrawn(name, f"above\n{start}\nold\n{end}\nbelow"))
    assert got == f"above\n{start}\n{indented(expected, lead)}{end}\nbelow"


@pytest.mark.parametrize(
    ("lead", "later"), [("> ", "> "), ("- ", "  "), ("1. ", "   "), ("> - ", ">   "), ("  > > ", "  > > ")]
)
def test_quotes_and_list_items_go_on_between_the_markers(redrawn, lead, later):
    got = body(redrawn("a.md", f"{lead}<!-- topodraw start lab.yml -->\n{later}<!-- topodraw end -->\n"))
    markdown = pytest.importorskip("markdown_it").MarkdownIt("commonmark")
    fences = [token for token in markdown.parse(got) if token.type == "fence"]
    assert [(fence.info, fence.content) for fence in fences] == [("text", str(topodraw.draw("lab.yml")))]


@pytest.mark.parametrize(
    ("format", "info", "lexer"), [("text", "text", "text"), ("ascii", "text", "text"), ("dot", "dot", "dot"),
                                  ("d2", "d2", "text"), ("json", "json", "json"), ("svg", "svg", "xml")]
)  # fmt: skip
def test_the_fence_says_what_is_in_it(redrawn, format, info, lexer):
    fence = body(redrawn("a.md", f"<!-- topodraw start lab.yml -f {format} -->\n<!-- topodraw end -->\n"))
    assert f"\n```{info}\n" in fence
    assert f".. code-block:: {lexer}\n" in body(
        redrawn("a.rst", f".. topodraw start lab.yml -f {format}\n.. topodraw end")
    )


def test_the_drawing_is_what_render_draws(redrawn, capsys):
    from topodraw.cli import main

    for options in ("--view bgp", "-f dot --theme dark", "-f d2 -x b", "--labels both --title 'Two routers'"):
        got = body(redrawn("a.md", f"<!-- topodraw start lab.yml {options} -->\n<!-- topodraw end -->\n"))
        assert main(["render", "lab.yml", *shlex.split(options)]) == 0
        assert capsys.readouterr().out in got


def test_only_what_stands_between_the_markers_changes(redrawn):
    before = (
        "\ufeff# Größe\r\n\r\n\t trailing \r\nmixed\n\x0b\u2028 odd\r\n<!-- topodraw start lab.yml -->\r\n".encode()
    )
    after = b"<!-- topodraw end -->\nno end of line \xf0\x9f\x98\x80"
    got = redrawn("a.md", before + b"old\n" + after).new
    assert got.startswith(before)
    assert got.endswith(after)
    drawn = got[len(before) : -len(after)]
    assert drawn.count(b"\r\n") == drawn.count(b"\n") == 8
    again = redrawn("a.md", got)
    assert again.new == again.old == got


def test_several_drawings_in_one_document(redrawn):
    pair = "<!-- topodraw start lab.yml{} -->\n<!-- topodraw end -->\n"
    got = body(redrawn("a.md", pair.format("") + "between\n" + pair.format(" --view bgp") + pair.format(" -f d2")))
    assert [got.count(each) for each in ("between", "EBGP session", "```d2", "```text", "topodraw end")] == [
        1,
        1,
        1,
        2,
        3,
    ]


SURROUNDINGS = st.lists(
    st.sampled_from(
        ["", "text", "```", "~~~", "> quote", "- item", "    code", "<!-- comment -->", "<!--", "-->", "│ a │",
         "\ufeff", "<!-- topodraw -->", "`topodraw end`", "{% raw %}", "\x0c", "a\u2028b", "::", "..", "# topodraw",
         "<pre>", "***"]
    ) | st.text(alphabet=st.characters(blacklist_characters="\r\n", blacklist_categories=("Cs",)), max_size=8),
    max_size=6,
)  # fmt: skip


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    above=SURROUNDINGS, below=SURROUNDINGS, old=SURROUNDINGS, ending=st.sampled_from(["\n", "\r\n", "\r"]),
    bom=st.booleans(), final=st.booleans(), name=st.sampled_from(["a.md", "a.rst", "a.py", "a.html", "a.adoc"]),
)  # fmt: skip
def test_regenerating_twice_is_regenerating_once(redrawn, above, below, old, ending, bom, final, name):
    forms = {"a.md": "<!-- {} -->", "a.rst": ".. {}", "a.py": "# {}", "a.html": "<!-- {} -->", "a.adoc": "// {}"}
    start, end = forms[name].format("topodraw start lab.yml"), forms[name].format("topodraw end")
    text = ending.join([*above, "", start, *old, end, *below]) + (ending if final else "")
    data = (b"\xef\xbb\xbf" if bom else b"") + text.encode()
    once = redrawn(name, data)
    if once.failed or once.new == once.old:  # a fence or a quotation above may rightly hide the markers
        assert once.new == once.old == data
        return
    head = data[: data.index(start.encode()) + len(start)]
    assert once.new.startswith(head)
    assert once.new.endswith(data[data.rindex(end.encode()) :])
    twice = redrawn(name, once.new)
    assert twice.new == once.new
    assert not twice.failed


HOSTILE = ["```", "~~~~", "-->", "<!-- topodraw end -->", "*/", "?>", "</pre><script>", "</script>", '"""',
           "# topodraw end", "topodraw end", ".. topodraw end", "// topodraw end", "----", "include::/etc/passwd[]",
           "<1>", "]]>", "a\nb", "\u2028x", "|", "\\", "[x](y)", "`x`"]  # fmt: skip


def write_hostile(place, name):
    node = {"name": name, "device": "frr", "role": "router", "asn": 1}
    other = {"name": "b", "device": "frr", "role": "router", "asn": 2}
    (place / "bad.json").write_text(json.dumps({**LAB, "name": name, "title": name, "nodes": [node, other]}))


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize(
    ("name", "form"),
    [("a.md", "<!-- {} -->"), ("a.rst", ".. {}"), ("a.py", "# {}"), ("a.c", "/* {} */"), ("a.php", "// {}"),
     ("a.java", "* {}"), ("a.html", "<!-- {} -->"), ("a.adoc", "// {}"), ("b.py", ".. {}")],
)  # fmt: skip
def test_no_name_ends_what_it_stands_in(redrawn, place, hostile, name, form):
    write_hostile(place, hostile)
    title = hostile.replace("-->", "").split("\n")[0].replace("*/", "")
    words = f"topodraw start bad.json --title {title!r} -f ascii"
    document = f"{form.format(words)}\n{form.format('topodraw end')}\nbelow\n"
    update = redrawn(name, document)
    if update.failed:
        assert update.new == update.old
        return
    again = redrawn(name, update.new)
    assert again.new == update.new
    assert update.new.endswith(b"\nbelow\n")
    drawn = update.new.decode()[: -len("below\n")]
    _HOLDS[name](drawn)


def holds_markdown(text):
    tokens = pytest.importorskip("markdown_it").MarkdownIt("commonmark").parse(text)
    assert [token.type for token in tokens] == ["html_block", "fence", "html_block"]


def holds_lines(mark):
    return lambda text: None if all(line.startswith(mark) for line in text.splitlines()) else pytest.fail(text)


def holds_comments(text):
    assert re.fullmatch(r"(?:/\*(?:(?!\*/)[\s\S])*\*/\s*){3}", text)


def holds_markup(text):
    content = re.fullmatch(r'<!--[^\n]*-->\n<pre class="topodraw">\n([^<]*)</pre>\n<!-- topodraw end -->\n', text)
    assert content
    assert "┌" in html.unescape(content[1]) or "+--" in html.unescape(content[1])


def holds_listing(text):
    assert re.fullmatch(r"//.*\n\n\[.*\]\n(-{4,})\n((?!\1\n|include:)[^\n]*\n)*\1\n\n//.*\n", text)


def holds_directive(text):
    assert all(not line or line.startswith((".. ", "   ")) for line in text.splitlines())
    assert sum(line.startswith(".. ") for line in text.splitlines()) == 3


def holds_docstring(text):
    assert '"""' not in text
    assert "'''" not in text


_HOLDS = {
    "a.md": holds_markdown,
    "a.rst": holds_directive,
    "a.py": holds_lines("#"),
    "a.php": lambda text: (holds_lines("//")(text), "?>" in text.split("\n", 1)[1] and pytest.fail(text)),
    "a.c": holds_comments,
    "a.java": lambda text: (holds_lines("*")(text), "*/" in text and pytest.fail(text)),
    "a.html": holds_markup,
    "a.adoc": holds_listing,
    "b.py": holds_docstring,
}
