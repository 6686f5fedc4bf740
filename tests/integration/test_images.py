"""Images through the command line: whichever engine draws, the file is what its suffix says."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from topodraw.engines import find_engines

pytestmark = pytest.mark.engine

LAB = "defaults.device: frr\nprovider: clab\nmodule: [bgp]\nnodes: {a: {bgp.as: 1}, b: {bgp.as: 2}}\nlinks: [a-b]\n"
BEGINS = {"svg": (b"<?xml", b"<svg"), "png": (b"\x89PNG\r\n",), "pdf": (b"%PDF-",)}
ENGINES = find_engines(os.environ)


def run(folder, *arguments, env=None):
    command = [sys.executable, "-m", "topodraw", "render", "topology.yml", *arguments]
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, timeout=120, check=False)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "topology.yml").write_text(LAB)
    return tmp_path


@pytest.mark.parametrize("suffix", BEGINS)
@pytest.mark.parametrize("engine", ["dot", "d2"])
def test_each_engine_draws_each_image(folder, engine, suffix):
    if engine not in ENGINES:
        pytest.skip(f"{engine} is not installed")
    if suffix == "pdf" and "pure" in ENGINES[engine]:
        pytest.skip("graphviz-pure writes no PDF")
    done = run(folder, "--via", engine, "-o", f"lab.{suffix}")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert (folder / f"lab.{suffix}").read_bytes().startswith(BEGINS[suffix])


@pytest.mark.parametrize("engine", [None, "dot"])
def test_an_image_can_be_piped_and_is_the_same_every_time(folder, engine):
    if engine and engine not in ENGINES:
        pytest.skip(f"{engine} is not installed")
    images = {run(folder, "-f", "svg", *(("--via", engine) if engine else ())).stdout for _ in range(2)}
    assert len(images) == 1
    assert images.pop().startswith(BEGINS["svg"])


@pytest.mark.skipif("d2" not in ENGINES, reason="d2 is not installed")
def test_d2_draws_where_graphviz_is_missing(folder):
    (folder / "bin").mkdir()
    (folder / "bin" / "d2").symlink_to(Path(ENGINES["d2"]).resolve())
    script = (
        "import sys, topodraw.engines as e; e.sys.executable = '/nowhere/python'; "
        "from topodraw.cli import main; sys.exit(main(sys.argv[1:]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "render", "topology.yml", "-v", "-o", "lab.pdf"],
        cwd=folder,
        env={**os.environ, "PATH": str(folder / "bin"), "TOPODRAW_DOT": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "bin/d2: note: draws the pdf" in done.stderr


def test_an_engine_that_is_not_where_it_was_said_to_be_is_one_line(folder):
    done = run(folder, "-o", "lab.pdf", env={**os.environ, "TOPODRAW_DOT": "/nowhere/dot"})
    assert done.returncode == 2
    assert done.stderr.count(b"\n") == 1
    assert done.stderr.startswith(b"topology.yml: error: /nowhere/dot: ")
    assert not (folder / "lab.pdf").exists()


def test_an_engine_that_fails_is_one_line_and_leaves_no_file(folder):
    engine = folder / "dot"
    engine.write_text("#!/bin/sh\ncat >/dev/null\nprintf 'first\\nsecond\\n' >&2\nexit 3\n")
    engine.chmod(0o755)
    done = run(folder, "-o", "lab.pdf", env={**os.environ, "TOPODRAW_DOT": str(engine)})
    assert done.returncode == 2
    assert done.stderr.count(b"\n") == 1
    assert b"internal error" not in done.stderr
    assert not (folder / "lab.pdf").exists()
