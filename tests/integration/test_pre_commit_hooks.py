"""The hooks as other repositories use them: run by pre-commit itself, and by prek, out of a clone of this project."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGED = ("topodraw", "renderers", "pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml")
LAB = """\
name: lab
defaults.device: frr
module: [bgp]
nodes: {a: {bgp.as: 65000}, b: {bgp.as: 65001}}
links: [a-b]
"""
DOCUMENT = """\
# A lab

<!-- topodraw start labs/lab.yml --view bgp -->
<!-- topodraw end -->

<!-- topodraw start labs/lab.yml -o lab.svg -->
<!-- topodraw end -->

- {} spaces stay

  <!-- topodraw start labs/lab.yml -->
  <!-- topodraw end -->
"""

pytestmark = [pytest.mark.slow, pytest.mark.skipif(shutil.which("git") is None, reason="needs git")]


def git(folder, *words):
    identity = ("-c", "user.name=test", "-c", "user.email=test@example.org", "-c", "init.defaultBranch=main")
    done = subprocess.run(["git", *identity, *words], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout


@pytest.fixture(scope="module")
def hooks(tmp_path_factory):
    """Return a clone of this project as it is on disk, with the commit to use."""
    folder = tmp_path_factory.mktemp("hooks")
    for name in PACKAGED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, folder / name)
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "topodraw")
    return folder, git(folder, "rev-parse", "HEAD").strip()


@pytest.fixture(scope="module", params=["pre-commit", "prek"])
def runner(request, tmp_path_factory):
    """Return a function that runs the hooks of a repository."""
    beside = Path(sys.executable).with_name(request.param)
    program = str(beside) if beside.exists() else shutil.which(request.param)
    if program is None:
        pytest.skip(f"{request.param} is not installed")
    home = tmp_path_factory.mktemp("home")
    settings = {"PRE_COMMIT_HOME": str(home), "PREK_HOME": str(home), "PRE_COMMIT_COLOR": "never", "NO_COLOR": "1"}
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("GIT_", "PRE_COMMIT", "PREK"))}

    def run(folder, *words):
        command = [program, "run", *words]
        done = subprocess.run(command, cwd=folder, env=kept | settings, capture_output=True, text=True, timeout=500)
        told = re.sub(r"\x1b\[[0-9;]*m", "", done.stdout + done.stderr)
        if re.search(r"(?i)could not find a version|network is unreachable|connection.*(refused|error)", told):
            pytest.skip("the hook's environment cannot be installed: no package index")
        return done.returncode, told

    return run


@pytest.fixture
def repository(tmp_path, hooks):
    """Return a function that makes a repository with a lab, a document, and the hook asked for."""

    def make(hook):
        folder, commit = hooks
        (tmp_path / "labs").mkdir()
        (tmp_path / "labs" / "lab.yml").write_text(LAB)
        (tmp_path / "README.md").write_text(DOCUMENT)
        config = f"repos:\n  - repo: {folder}\n    rev: {commit}\n    hooks:\n      - id: {hook}\n"
        (tmp_path / ".pre-commit-config.yaml").write_text(config)
        git(tmp_path, "init", "-q")
        git(tmp_path, "add", "-A")
        git(tmp_path, "commit", "-q", "-m", "first")
        return tmp_path

    return make


def test_the_hook_keeps_documents_up_to_date(runner, repository):
    place = repository("topodraw-regen")
    readme = place / "README.md"

    status, told = runner(place, "--all-files")
    assert status == 1, told
    assert "Regenerated lab.svg\n" in told
    assert "Regenerated README.md\n" in told
    first = readme.read_text()
    assert "AS 65000" in first
    assert "EBGP session" in first
    assert '  <img alt="lab: topology" src="lab.svg" />' in first
    assert "- {} spaces stay\n\n  <!-- topodraw start" in first
    assert (place / "lab.svg").read_text().startswith("<svg")

    git(place, "add", "-A")
    status, told = runner(place, "--all-files")
    assert status == 0, told
    assert readme.read_text() == first
    git(place, "commit", "-q", "-m", "second")

    (place / "labs" / "lab.yml").write_text(LAB.replace("65000", "65042"))
    git(place, "add", "labs")
    status, told = runner(place)  # the commit holds the topology alone
    assert status == 1, told
    assert "Regenerated README.md\n" in told
    assert "AS 65042" in readme.read_text()
    assert "AS 65000" not in readme.read_text()
    git(place, "add", "-A")
    assert runner(place)[0] == 0
    git(place, "commit", "-q", "-m", "third")

    before = {path: path.read_bytes() for path in place.iterdir() if path.is_file()}
    (place / "labs" / "lab.yml").write_text(LAB.replace("[a-b]", "[a-z]"))
    git(place, "add", "labs")
    status, told = runner(place)
    assert status == 1, told
    assert re.search(r"labs/lab\.yml:5:\d+: error: ", told)
    assert "README.md:3:1: error: " in told
    assert "Traceback" not in told
    assert {path: path.read_bytes() for path in place.iterdir() if path.is_file()} == before


def test_the_hook_for_files_takes_those_of_the_commit(runner, repository):
    place = repository("topodraw-regen-files")
    (place / "other.md").write_text("<!-- topodraw start labs/lab.yml -->\n<!-- topodraw end -->\n")
    git(place, "add", "other.md")
    status, told = runner(place)
    assert status == 1, told
    assert "Regenerated other.md\n" in told
    assert "Regenerated README.md\n" not in told
    assert (place / "README.md").read_text() == DOCUMENT
    git(place, "add", "-A")
    assert runner(place)[0] == 0
