"""A run that is killed, at whatever moment, leaves every document as it was or as it should be."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

DOCUMENTS = 200
LABS = 10
MOMENTS = 20
LAB = """\
name: lab{0}
defaults.device: frr
module: [bgp]
nodes: {{a{0}: {{bgp.as: 65000}}, b: {{bgp.as: 65001}}, c: {{bgp.as: 65002}}}}
links: [a{0}-b, b-c, a{0}-c]
"""
DOCUMENT = """\
# Document {1}

<!-- topodraw start ../labs/{0}.yml -->
<!-- topodraw end -->

<!-- topodraw start ../labs/{0}.yml --view bgp -f dot -->
<!-- topodraw end -->

<!-- topodraw start ../labs/{0}.yml -o {1}.dot -->
<!-- topodraw end -->
"""
REGEN = [sys.executable, "-m", "topodraw", "regen"]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("git") is None, reason="needs git"),
    pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs signals"),
]


@pytest.fixture
def place(tmp_path):
    """Return a repository with 200 stale documents of three drawings each."""
    for folder in ("labs", "docs"):
        (tmp_path / folder).mkdir()
    for number in range(LABS):
        (tmp_path / "labs" / f"{number}.yml").write_text(LAB.format(number))
    for number in range(DOCUMENTS):
        (tmp_path / "docs" / f"{number:03}.md").write_text(DOCUMENT.format(number % LABS, f"{number:03}"))
    for words in (["init", "-q"], ["add", "-A"]):
        subprocess.run(["git", *words], cwd=tmp_path, check=True)
    return tmp_path


def contents(place):
    return {path.name: path.read_bytes() for path in sorted((place / "docs").iterdir())}


def killed(place, words, moment):
    """Start a run and kill it: after some seconds, or as soon as it told of that many files."""
    with subprocess.Popen([*REGEN, *words], cwd=place, stdout=subprocess.PIPE, start_new_session=True) as process:
        if isinstance(moment, float):
            time.sleep(moment)
        else:
            for _ in range(moment):
                process.stdout.readline()
        process.send_signal(signal.SIGKILL)
        process.stdout.read()
    return process.returncode


def test_no_document_is_ever_half_written(place):
    old = contents(place)
    started = time.monotonic()
    subprocess.run(REGEN, cwd=place, stdout=subprocess.DEVNULL, check=False)
    took = time.monotonic() - started
    new = contents(place)
    assert len(new) == 2 * DOCUMENTS
    assert all(new[name] != data for name, data in old.items())

    chance = random.Random(20)
    moments = [chance.uniform(0, took) for _ in range(MOMENTS // 2)]
    moments += [chance.randrange(1, 2 * DOCUMENTS) for _ in range(MOMENTS // 2)]
    seen = {"old": 0, "new": 0}
    for number, moment in enumerate(moments):
        for name in new:
            if name in old:
                (place / "docs" / name).write_bytes(old[name])
            else:
                (place / "docs" / name).unlink(missing_ok=True)
        killed(place, ["--jobs", str(1 + number % 2)], moment)
        for name, data in contents(place).items():
            if name.startswith("."):
                continue  # what the killed run was writing, looked at below
            state = "new" if data == new[name] else "old"
            assert data in (new[name], old.get(name)), (moment, name)
            seen[state] += 1
    assert min(seen.values()) > DOCUMENTS  # some runs were killed before they wrote, some while they did

    time.sleep(1.1)  # until then a stray temporary file might still be in use
    subprocess.run(REGEN, cwd=place, stdout=subprocess.DEVNULL, check=False)
    assert contents(place) == new  # and nothing else


def test_the_processes_of_a_killed_run_end_with_it(place):
    with subprocess.Popen(
        [*REGEN, "--jobs", "3"], cwd=place, stdout=subprocess.DEVNULL, start_new_session=True
    ) as process:
        deadline = time.monotonic() + 20
        while len(group(process.pid)) < 4 and time.monotonic() < deadline:
            time.sleep(0.01)
        assert len(group(process.pid)) == 4
        process.send_signal(signal.SIGKILL)
    deadline = time.monotonic() + 20
    while group(process.pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert group(process.pid) == []


def test_ctrl_c_ends_it_in_silence(place):
    command = [*REGEN, "--jobs", "3"]
    with subprocess.Popen(
        command, cwd=place, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    ) as process:
        deadline = time.monotonic() + 20
        while len(group(process.pid)) < 4 and time.monotonic() < deadline:
            time.sleep(0.01)
        os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate(timeout=30)
    assert (process.returncode, out, err) == (130, b"", b"")
    assert group(process.pid) == []


def group(leader):
    """Return the living processes of a process group."""
    if not Path("/proc/self/stat").exists():
        pytest.skip("needs /proc")
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, of = path.read_text().rpartition(")")[2].split()[:3]
        except OSError:  # it ended
            continue
        if of == str(leader) and state != "Z":
            found.append(path.parent.name)
    return found
