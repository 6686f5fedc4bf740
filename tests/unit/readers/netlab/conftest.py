"""Reading labs from text, as the tests of the netlab reader need it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

from topodraw.located import parse
from topodraw.model import Topology
from topodraw.readers.netlab import NetlabReader
from topodraw.reading import ReadOptions
from topodraw.source import Source, Sources

Read = Callable[..., Topology]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Return a function that reads a lab from its text, with files beside it where some are given."""

    def read_text(text: str, *settings: tuple[str, str], env: dict[str, str] | None = None, **files: str) -> Topology:
        for name, content in files.items():
            (tmp_path / f"{name}.yml").write_text(dedent(content), encoding="utf-8")
        source = Source("lab.yml", dedent(text), tmp_path / "lab.yml")
        sources = Sources()
        sources.add(source)
        options = ReadOptions(settings=settings, env=env)
        return NetlabReader().read(source, parse(source), sources, options)

    return read_text
