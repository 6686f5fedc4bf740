"""The rules of the house that a machine can hold: sizes, packages, what an import may load."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import topodraw

ROOT = Path(__file__).parents[2]
SOURCES = sorted(path for folder in ("topodraw", "renderers", "benchmarks") for path in (ROOT / folder).rglob("*.py"))
RENDERERS = sorted(
    path for path in (ROOT / "renderers").iterdir() if path.is_dir() and path.name.startswith("topodraw_")
)
MAX_FILE, MAX_FUNCTION = 400, 60
MAX_PASS = 250
"""Lines of a file of the layout: each is one pass, to be read at a sitting."""


def functions(path):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def lines_of(function):
    """Return a function's length without its docstring."""
    first = function.body[0]
    has_docstring = ast.get_docstring(function, clean=False) is not None
    docstring = first.end_lineno - first.lineno + 1 if has_docstring else 0
    return function.end_lineno - function.lineno + 1 - docstring


def test_there_is_something_to_check():
    assert len(SOURCES) > 20
    assert len(RENDERERS) >= 3


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_files_and_functions_are_small(path):
    assert len(path.read_text("utf-8").splitlines()) <= MAX_FILE
    assert {f.name: lines_of(f) for f in functions(path) if lines_of(f) > MAX_FUNCTION} == {}


@pytest.mark.parametrize("path", sorted((ROOT / "topodraw" / "layout").glob("*.py")), ids=lambda path: path.name)
def test_passes_of_the_layout_are_smaller_still(path):
    assert len(path.read_text("utf-8").splitlines()) <= MAX_PASS


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_module_says_what_it_is_for(path):
    assert ast.get_docstring(ast.parse(path.read_text("utf-8")))


@pytest.mark.parametrize("package", ["topodraw", *(f"renderers/{path.name}" for path in RENDERERS)])
def test_every_package_is_typed(package):
    assert (ROOT / package / "__init__.py").is_file()
    assert (ROOT / package / "py.typed").is_file()


def test_every_renderer_is_packaged():
    import tomllib

    build = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["hatch"]["build"]
    packaged = build["targets"]["wheel"]["packages"]
    assert sorted(packaged) == sorted(["topodraw", *(f"renderers/{path.name}" for path in RENDERERS)])
    assert not (ROOT / "renderers" / "__init__.py").exists()


def test_the_public_names_exist_and_are_sorted():
    assert topodraw.__all__ == sorted(topodraw.__all__)
    assert [name for name in topodraw.__all__ if not hasattr(topodraw, name)] == []
    assert set(topodraw.__all__) <= set(dir(topodraw))


def test_a_name_that_does_not_exist_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        topodraw.nonsense  # noqa: B018


HEAVY = ("yaml", "networkx", "rich", "graphviz", "subprocess", "importlib.metadata")


@pytest.mark.parametrize("module", ["topodraw", "topodraw.errors", "topodraw.model", "topodraw.diagram"])
def test_an_import_loads_nothing_heavy(module):
    code = f"import sys, {module}; print(*(name for name in {HEAVY!r} if name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
