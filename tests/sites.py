"""Small sites with drawings in their pages, built by the real MkDocs, Zensical, Sphinx and Python-Markdown."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

LAB = """\
defaults.device: frr
module: [bgp]
nodes:
  alpha: {bgp.as: 65000}
  beta: {bgp.as: 65001}
  gamma: {bgp.as: 65001}
links: [alpha-beta, beta-gamma]
"""

CONFIGURATION = """\
site_name: Labs
use_directory_urls: false
theme:
  name: material
  font: false
  palette:
    - {scheme: default, toggle: {icon: material/weather-night, name: Dark}}
    - {scheme: slate, toggle: {icon: material/weather-sunny, name: Light}}
plugins: [search, topodraw]
markdown_extensions:
  - admonition
  - attr_list
  - pymdownx.tabbed: {alternate_style: true}
  - topodraw
  - pymdownx.superfences
"""
"""What MkDocs and Zensical read alike; Zensical knows no plugin, and uses the extension."""

INDEX = """\
---
title: Labs
---
# Labs

``` topodraw src="labs/lab.yml" view="bgp" text="true" source="true" caption="Sessions & links"
```

1. Within a list

    ``` topodraw src="../labs/lab.yml" theme="light"
    ```

!!! note

    ``` topodraw title="Within a note" alt="Two routers"
    nodes: [left, right]
    links: [left-right]
    ```

=== "One"

    ``` {.topodraw #figure .wide src="labs/lab.yml" node-label="name,as" no-legend}
    ```

=== "Two"

    ``` topodraw src="labs/lab.yml" format="ascii"
    ```

> Quoted
>
> ``` topodraw
> nodes: [left, right]
> links: [left-right]
> ```

The same once more:

``` topodraw
nodes: [left, right]
links: [left-right]
```

```` markdown
``` topodraw
neither: drawn, nor refused
```
````
"""

DEEPER = """\
# Deeper

``` topodraw src="../../labs/lab.yml" direction="right" labels="interface"
```
"""

BROKEN = """\
---
title: Broken
---
# Broken

- Here

    ``` topodraw
    nodes: [a, b]
    links:
      - a-c
    ```
"""
BROKEN_AT = "docs/broken.md:11:9: error: link 'a-c'"

DRAWN = 6
"""Figures of the index that are SVG."""


def write_site(folder: Path, configuration: str = CONFIGURATION, **pages: str) -> Path:
    """Write a site whose pages are the given ones, by name; return its folder."""
    for name, text in {"mkdocs.yml": configuration, "labs/lab.yml": LAB}.items():
        _write(folder / name, text)
    for name, text in (pages or {"index": INDEX, "deeper/page": DEEPER}).items():
        _write(folder / "docs" / f"{name}.md", text)
    return folder


def run(site: Path, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a program of the virtual environment in the folder of a site; both its streams are in `stdout`."""
    return subprocess.run(
        [command(program), *arguments],
        cwd=site,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=120,
    )


def command(program: str) -> str:
    return str(Path(sys.executable).with_name(program))


def environment() -> dict[str, str]:
    """Return an environment without colours and advertisements, where nothing finds an engine."""
    return os.environ | {"NO_MKDOCS_2_WARNING": "1", "NO_COLOR": "1", "PYTHONUTF8": "1", "PATH": os.devnull}


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
