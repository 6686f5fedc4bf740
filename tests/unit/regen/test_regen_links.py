import re

import pytest

import topodraw

pytestmark = pytest.mark.usefixtures("place")


def pair(words, form="<!-- {} -->"):
    return f"{form.format(f'topodraw start {words}')}\n{form.format('topodraw end')}\n"


def between(update):
    assert update.problems == ()
    return "\n".join(update.new.decode().splitlines()[1:-1]).strip()


def errors(update):
    assert update.failed
    assert update.new == update.old
    return [problem.text for problem in update.problems if problem.severity == "error"]


def test_a_picture_is_written_beside_the_document_and_linked(redrawn, place):
    update = redrawn("docs/a.md", pair("../lab.yml --theme mono -o x.svg"))
    assert between(update) == "![lab: topology](x.svg)"
    assert {path.relative_to(place).as_posix() for path in update.files} == {"docs/x.svg"}
    drawn = topodraw.draw("lab.yml", "svg", theme="mono")
    assert list(update.files.values()) == [str(drawn).encode()]
    assert not (place / "docs" / "x.svg").exists()  # making is not writing


def test_without_a_theme_there_are_two_pictures_for_light_and_dark_pages(redrawn, place):
    (place / "docs" / "img").mkdir(parents=True)
    update = redrawn("docs/a.md", pair("../lab.yml -o img/x.svg --view bgp"))
    assert between(update).splitlines() == [
        "<picture>",
        '  <source media="(prefers-color-scheme: dark)" srcset="img/x-dark.svg" />',
        '  <img alt="lab: BGP sessions" src="img/x.svg" />',
        "</picture>",
    ]
    light, dark = update.files.values()
    assert (light, dark) == tuple(
        str(topodraw.draw("lab.yml", "svg", view="bgp", theme=t)).encode() for t in ("light", "dark")
    )
    assert light != dark


@pytest.mark.parametrize(
    ("name", "form", "words", "shown"),
    [
        ("a.rst", ".. {}", "-o x.svg", ".. image:: x.svg\n   :alt: lab: topology"),
        ("a.rst", ".. {}", "-o x.dot", "`lab: topology <x.dot>`__"),
        ("a.adoc", "// {}", "-o x.svg", 'image::x.svg["lab: topology"]'),
        ("a.adoc", "// {}", "-o x.dot", 'link:x.dot["lab: topology"]'),
        ("a.html", "<!-- {} -->", "-o x.svg", '<img alt="lab: topology" src="x.svg" />'),
        ("a.html", "<!-- {} -->", "-o x.txt", '<a href="x.txt">lab: topology</a>'),
        ("a.py", "# {}", "-o x.svg", "# lab: topology: x.svg"),
        ("a.c", "/* {} */", "-o x.svg", "/*\nlab: topology: x.svg\n*/"),
        ("a.md", "<!-- {} -->", "-o x.d2", "[lab: topology](x.d2)"),
        ("a.md", "<!-- {} -->", "-o 'x (1).svg' --theme auto", "![lab: topology](x%20%281%29.svg)"),
        ("a.md", "<!-- {} -->", "-o x.svg --theme auto --title '[a](b) <i> *c* `d` é'",
         r"![\[a\]\(b\) \<i\> \*c\* \`d\` é](x.svg)"),
    ],
)  # fmt: skip
def test_each_language_links_in_its_own_way(redrawn, name, form, words, shown):
    assert between(redrawn(name, pair(f"lab.yml {words}", form))) == shown


@pytest.mark.parametrize(
    "title",
    ["[x](y)", "a *b* _c_ `d`", "<script>alert(1)</script>", '"><b>', "![i](j)", "a\\", "$x$ |", "&amp; # ~~s~~"],
)
@pytest.mark.parametrize("theme", ["--theme auto", ""])
def test_the_alternative_text_is_the_title_whatever_it_holds(redrawn, title, theme):
    markdown = pytest.importorskip("markdown_it").MarkdownIt("gfm-like", {"linkify": False, "html": True})
    quoted = "'" + title.replace("'", "") + "'"
    shown = between(redrawn("a.md", pair(f"lab.yml -o x.svg {theme} --title {quoted}")))
    html = markdown.render(shown)
    from html.parser import HTMLParser

    images = []

    class Images(HTMLParser):
        def handle_starttag(self, tag, attrs):
            assert tag in {"p", "picture", "source", "img"}
            if tag == "img":
                images.append(dict(attrs))

        handle_startendtag = handle_starttag

    Images().feed(html)
    assert images == [{"alt": title, "src": "x.svg"}]


def test_docutils_reads_what_stands_in_restructuredtext(redrawn):
    core = pytest.importorskip("docutils.core")
    text = "Title\n=====\n\nbefore\n\n" + "".join(
        pair(f"lab.yml {words}", ".. {}") + "\n"
        for words in ("", "-f dot", "-o x.svg", "-o x.dot", "-o y.svg --title 'a: *b* `c`'")
    )
    update = redrawn("a.rst", text)
    tree = core.publish_doctree(update.new.decode(), settings_overrides={"report_level": 5, "halt_level": 5})
    assert [node.astext() for node in tree.findall() if node.tagname == "system_message"] == []
    blocks = [node.astext() for node in tree.findall() if node.tagname == "literal_block"]
    assert blocks == [str(topodraw.draw("lab.yml", format)).rstrip("\n") for format in ("text", "dot")]
    images = [(node["uri"], node["alt"]) for node in tree.findall() if node.tagname == "image"]
    assert images == [("x.svg", "lab: topology"), ("y.svg", "a: *b* `c`")]
    links = [(node["refuri"], node.astext()) for node in tree.findall() if node.tagname == "reference"]
    assert links == [("x.dot", "lab: topology")]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("lab.yml -o ../x.svg", "outside of"),
        ("lab.yml -o /tmp/x.svg", "outside of"),
        ("lab.yml -o out/x.svg", "outside of"),
        ("lab.yml -o .git/x.svg", "no place for a drawing"),
        ("lab.yml -o .GIT/hooks/x.svg", "no place for a drawing"),
        ("lab.yml -o a.md -f text", "no place for a drawing"),
        ("lab.yml -o setup.py -f text", "the suffix must be that of the format, text"),
        ("lab.yml -o Makefile -f text", "the suffix must be that of the format, text"),
        ("lab.yml -o x.svg -f dot", "the suffix must be that of the format, dot"),
        ("lab.yml -o x.nonsense", "unknown format 'nonsense'"),
        ("model.json -o model.json", "is the topology itself"),
        ("../secret.yml", "this drawing cannot be made"),
        ("/etc/hostname", "this drawing cannot be made"),
        ("link.yml", "this drawing cannot be made"),
        ("including.yml", "this drawing cannot be made"),
        ("-", "this drawing cannot be made"),
        ("missing.yml", "this drawing cannot be made"),
        ("lab.yml --engine netlab", "a document cannot ask for it"),
        ("lab.yml --allow-plugins", "a document cannot ask for it"),
        ("lab.yml --env", "a document cannot ask for it"),
        ("lab.yml --timeout=5", "a document cannot ask for it"),
        ("lab.yml --via dot -f svg", "--via dot runs a program"),
        ("lab.yml -o x.pdf", "needs a program that draws it"),
        ("lab.yml -v", "unrecognized arguments: -v"),
        ("lab.yml --help", "unrecognized arguments: --help"),
        ("lab.yml --stats", "unrecognized arguments: --stats"),
        ("lab.yml --watch", "unrecognized arguments: --watch"),
        ("lab.yml --view bpg", "did you mean 'bgp'"),
        ("lab.yml --title 'x", "No closing quotation"),
        ("lab.yml -i nobody", "nobody"),
        ("", "required: FILE"),
    ],
)
def test_a_document_may_ask_for_drawings_of_its_own_repository_and_nothing_else(redrawn, place, words, told):
    (place.parent / "secret.yml").write_text("nodes: [secret]\n")
    (place / "link.yml").symlink_to(place.parent / "secret.yml")
    (place / "out").symlink_to(place.parent)
    (place / "including.yml").write_text("nodes: [a]\n_include: [../secret.yml]\n")
    (place / "model.json").write_text(str(topodraw.draw("lab.yml", "json")))
    update = redrawn("a.md", pair(words))
    assert any(told in text for text in errors(update)), errors(update)
    assert update.files == {}
    assert b"secret" not in update.new.replace(b"../secret.yml", b"")


def test_a_link_that_stays_inside_is_followed(redrawn, place):
    (place / "labs").mkdir()
    (place / "labs" / "link.yml").symlink_to("../lab.yml")
    assert "```text" in between(redrawn("docs/a.md", pair("../labs/link.yml")))


def test_engines_draw_when_the_user_allows_it(redrawn):
    from topodraw.engines import find_engines

    dot = find_engines({"PATH": "/usr/bin:/usr/local/bin"}).get("dot")
    if dot is None:
        pytest.skip("needs Graphviz")
    update = redrawn("a.md", pair("lab.yml --via dot -o x.svg --theme light"), engines={"dot": dot})
    assert between(update) == "![lab: topology](x.svg)"
    assert b"graphviz" in next(iter(update.files.values())).lower()


def test_two_drawings_for_one_file_are_an_error(redrawn):
    text = pair("lab.yml --theme auto -o x.svg") + pair("lab.yml --theme auto -o x.svg --view bgp")
    assert errors(redrawn("a.md", text)) == ["another drawing goes to the same file, x.svg"]
    assert redrawn("a.md", pair("lab.yml --theme auto -o x.svg") * 2).problems == ()


def test_errors_name_the_marker_and_the_place_in_the_topology(redrawn, place):
    (place / "labs").mkdir()
    (place / "labs" / "bad.yml").write_text("nodes: [a]\nlinks: [a-z]\n")
    update = redrawn("docs/a.md", "text\n\n  " + pair("../labs/bad.yml").replace("\n<", "\n  <"))
    told = [str(problem) for problem in update.problems]
    assert re.match(r"labs/bad\.yml:2:\d+: error: ", told[0])
    assert told[-1] == "docs/a.md:3:3: error: this drawing cannot be made: its topology is broken or missing"


def test_the_drawing_does_not_tell_where_topodraw_was_run(redrawn, place, monkeypatch):
    from topodraw.regen import Permissions, regenerate
    from topodraw.regen.pictures import Labs

    first = redrawn("docs/a.md", pair("../lab.yml -f json")).new
    assert b'"file": "../lab.yml"' in first
    monkeypatch.chdir(place / "docs")
    assert regenerate("a.md", Labs(Permissions())).new == first
