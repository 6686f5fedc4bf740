"""The directive in real manuals: Sphinx with reStructuredText and MyST, several builders, a browser."""

from __future__ import annotations

import re
import subprocess
import time
from pathlib import Path

import pytest

from browser import TEXTS, chromium, contrast, served
from sites import LAB, run

FILES = {
    "conf.py": 'project = "Labs"\nextensions = ["myst_parser", "topodraw.integrations.sphinx"]\n',
    "labs/lab.yml": LAB,
    "index.rst": """\
Labs
====

.. toctree::

   markdown
   other/page

.. topodraw:: labs/lab.yml
   :view: bgp
   :caption: The *sessions*
   :name: sessions
   :alt: Three routers
   :align: right
   :text:
   :source:

See :ref:`sessions`.
""",
    "markdown.md": """\
# Markdown

- Within a list

  ```{topodraw}
  :node-label: name
  :class: wide

  nodes: [left, right]
  links: [left-right]
  ```

```{topodraw}
nodes: [left, right]
links: [left-right]
```
""",
    "other/page.md": """\
# Other

```{topodraw} /labs/lab.yml
:format: text
```
""",
}


def write_manual(folder: Path, **more: str) -> Path:
    for name, text in (FILES | {key.replace("__", "."): text for key, text in more.items()}).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def build(manual: Path, builder: str = "html", *arguments: str) -> subprocess.CompletedProcess[str]:
    return run(manual, "sphinx-build", "-b", builder, *arguments, ".", f"_build/{builder}")


@pytest.fixture(scope="module")
def manual(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a manual that was built for the web, warnings being errors, by two processes."""
    folder = write_manual(tmp_path_factory.mktemp("manual"))
    done = build(folder, "html", "-W", "-j", "2")
    assert done.returncode == 0, done.stdout
    return folder


def page(manual: Path, name: str) -> str:
    return (manual / "_build" / "html" / f"{name}.html").read_text("utf-8")


def test_pages_show_drawings(manual: Path) -> None:
    figure = r'<figure class="topodraw align-right align-default" id="sessions">\s*<svg '
    assert re.search(figure, page(manual, "index"))
    assert 'aria-label="Three routers"' in page(manual, "index")
    assert "The <em>sessions</em>" in page(manual, "index")
    assert page(manual, "markdown").count('<svg xmlns="http://www.w3.org/2000/svg" class="topodraw') == 2
    assert re.search(r"│ +alpha +├", page(manual, "other/page"))
    assert (manual / "_build" / "html" / "_static" / "topodraw.css").is_file()


def test_a_named_figure_can_be_referred_to(manual: Path) -> None:
    reference = r'See <a class="reference internal" href="#sessions"><span[^>]*>The sessions</span></a>'
    assert re.search(reference, page(manual, "index"))


def test_no_two_things_of_a_page_have_the_same_id(manual: Path) -> None:
    ids = re.findall(r'\bid="([^"]+)"', page(manual, "markdown"))
    assert len([each for each in ids if each.startswith("td-")]) == 4
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_figures_are_seen_and_read(manual: Path, scheme: str, tmp_path: Path) -> None:
    with chromium(tmp_path / "profile") as driver, served(manual / "_build" / "html") as address:
        driver.get(f"{address}/index.html")
        driver.execute_script(f"document.body.setAttribute('data-theme', '{scheme}')")
        box = driver.execute_script("return document.querySelector('svg.topodraw').getBoundingClientRect().toJSON()")
        texts = driver.execute_script(TEXTS)
        driver.save_screenshot(str(tmp_path / f"{scheme}.png"))
        errors = [entry for entry in driver.get_log("browser") if entry["level"] == "SEVERE"]
    assert box["width"] > 50
    assert box["height"] > 30
    assert errors == []
    assert {"alpha", "beta", "gamma"} <= {text for text, _, _ in texts}
    assert {text: contrast(ink, ground) for text, ink, ground in texts if contrast(ink, ground) < 4.5} == {}


@pytest.mark.parametrize(("builder", "file", "line"), [
    ("text", "index.txt", r"│ +alpha +╞"),
    ("man", "labs.1", r"│ +alpha +╞"),
    ("latex", "labs.tex", r"\| +alpha +(?:\+|\\PYGZsh)"),
])  # fmt: skip
def test_other_builders_show_text(manual: Path, builder: str, file: str, line: str) -> None:
    done = build(manual, builder, "-W")
    assert done.returncode == 0, done.stdout
    written = (manual / "_build" / builder / file).read_text("utf-8")
    assert "<svg" not in written
    assert re.search(line, written)


def test_an_edited_topology_has_its_own_pages_built_anew(tmp_path: Path) -> None:
    manual = write_manual(tmp_path)
    assert build(manual, "html", "-W").returncode == 0
    assert "0 added, 0 changed" in build(manual).stdout
    time.sleep(0.05)
    (manual / "labs" / "lab.yml").write_text(LAB.replace("gamma", "delta"))
    done = build(manual, "html", "-W")
    assert done.returncode == 0, done.stdout
    assert "0 added, 2 changed" in done.stdout
    assert "reading sources... [100%] other/page" in done.stdout
    assert "delta" in page(manual, "index")
    assert "gamma" not in page(manual, "index")


REST = """\
:orphan:

Broken
======

.. topodraw::
   :view: bgp

   nodes: [a, b]
   links:
   - a-c

.. topodraw:: labs/no.yml

.. topodraw:: labs/lab.yml
   :view: bpg

.. topodraw:: ../outside.yml

.. topodraw:: labs/lab.yml

   nodes: [a, b]

.. topodraw:: labs/lab.yml
   :via: dot
"""
MYST = """\
---
orphan: true
---
# Broken

1. Here

   ```{topodraw}
   :view: bgp

   nodes: [a, b]
   links:
   - a-c
   ```
"""


def test_problems_are_told_with_the_lines_of_the_page(tmp_path: Path) -> None:
    manual = write_manual(tmp_path, broken__rst=REST, broken2__md=MYST)
    done = build(manual, "html", "-q", "-W", "--keep-going")
    assert done.returncode == 1
    for expected in (
        "broken.rst:11: ERROR: link 'a-c' in links[1] refers to an unknown node 'c'",
        "broken.rst:13: ERROR: labs/no.yml: no such file",
        "broken.rst:15: ERROR: unknown view 'bpg'; did you mean 'bgp'?",
        "broken.rst:18: ERROR: ../outside.yml: lies outside of",
        "broken.rst:20: ERROR: holds a topology and names one",
        'broken.rst:24: ERROR: Error in "topodraw" directive:\nunknown option: "via"',
        "broken2.md:13: ERROR: link 'a-c' in links[1] refers to an unknown node 'c'",
    ):
        assert expected in done.stdout
    assert "Traceback" not in done.stdout


def test_warnings_of_a_topology_count_where_warnings_are_errors(tmp_path: Path) -> None:
    lab = "   plugin: [no.such.plugin]\n   nodes: [a, b]\n   links: [a-b]\n"
    strange = f":orphan:\n\nStrange\n=======\n\n.. topodraw::\n\n{lab}"
    manual = write_manual(tmp_path, strange__rst=strange)
    done = build(manual, "html", "-W")
    assert done.returncode == 1
    assert "strange.rst:8: WARNING" in done.stdout


def test_the_root_can_be_a_folder_above(tmp_path: Path) -> None:
    manual = write_manual(tmp_path / "docs", up__rst=":orphan:\n\nUp\n==\n\n.. topodraw:: ../labs/up.yml\n")
    (tmp_path / "labs").mkdir()
    (tmp_path / "labs" / "up.yml").write_text(LAB)
    assert build(manual, "html", "-W").returncode == 1
    (manual / "conf.py").write_text(FILES["conf.py"] + 'topodraw_root = ".."\n')
    done = build(manual, "html", "-W")
    assert done.returncode == 0, done.stdout
