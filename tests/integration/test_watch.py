"""``--watch`` draws again after every edit, in a real terminal and into files, and stops when it is told to."""

import os
import re
import select
import signal
import subprocess
import sys
import time

import pytest

pexpect = pytest.importorskip("pexpect", reason="needs the test extra: pexpect")

NETLAB = """\
defaults.device: frr
nodes: [a, b]
links: [a-b]
"""
CLEAR = "\x1b[H\x1b[2J"
WAITS = r"Ctrl-C ends\r?\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "topology.yml").write_text(NETLAB)
    return tmp_path


@pytest.fixture
def terminal(folder):
    """Return a function that starts ``topodraw render topology.yml --watch`` in a terminal and waits until it waits."""
    started = []

    def start(*options, rows=60, columns=100, file="topology.yml"):
        env = {name: value for name, value in os.environ.items() if name not in {"COLUMNS", "FORCE_COLOR"}}
        shell = pexpect.spawn(
            sys.executable,
            ["-m", "topodraw", "render", file, "--watch", *options],
            cwd=folder,
            env=env | {"NO_COLOR": "1", "TERM": "xterm"},
            encoding="utf-8",
            timeout=30,
            dimensions=(rows, columns),
        )
        started.append(shell)
        return shell

    yield start
    for shell in started:
        shell.close(force=True)


def screen(shell):
    """Return what the terminal shows once the program waits: all since it was cleared last."""
    shell.expect(WAITS)
    assert shell.before.count(CLEAR) == 1, shell.before
    return shell.before.partition(CLEAR)[2].replace("\r\n", "\n")


def boxes(text):
    return re.findall(r"[│┤] +(\w+) +(?=[│├])", text)


def put(path, text):
    """Write a file as vim does: the old one is moved away, a new one takes its name."""
    if path.exists():
        path.replace(path.with_name(path.name + "~"))
    new = path.with_name(".4913.swp")
    new.write_text(text)
    new.replace(path)


def test_every_kind_of_edit_is_followed(terminal, folder):
    shell, lab = terminal(), folder / "topology.yml"
    drawn = screen(shell)
    assert boxes(drawn) == ["a", "b"]
    assert drawn.endswith("topodraw: note: watching topology.yml; ")

    lab.write_text(NETLAB.replace("[a, b]", "[a, b, c]"))
    assert boxes(screen(shell)) == ["a", "b", "c"]

    put(lab, NETLAB.replace("[a, b]", "[a, b, d]"))
    assert boxes(screen(shell)) == ["a", "b", "d"]

    (folder / "parts").mkdir()
    put(folder / "parts" / "one.yml", "_top: {nodes: {e: }}\n")
    put(lab, "_include: 'parts/*.yml'\ndefaults.device: frr\nnodes: {a: , b: }\nlinks: [a-b]\n")
    shown = screen(shell)
    assert boxes(shown) == ["a", "b", "e"]
    assert "watching topology.yml and 1 other file;" in shown
    put(folder / "parts" / "two.yml", "_top: {nodes: {f: }}\n")
    assert boxes(screen(shell)) == ["a", "b", "e", "f"]
    put(folder / "parts" / "two.yml", "_top: {nodes: {g: }}\n")
    assert boxes(screen(shell)) == ["a", "b", "e", "g"]

    (folder / "topology-defaults.yml").write_text("device: 'nonsense: [")
    assert "topology-defaults.yml:1:" in screen(shell)
    (folder / "topology-defaults.yml").unlink()
    assert "error" not in screen(shell)


def test_a_broken_file_is_told_and_the_last_good_drawing_stays(terminal, folder):
    shell, lab = terminal(), folder / "topology.yml"
    good = screen(shell).partition("topodraw: note")[0]

    lab.write_text(NETLAB + "links: [a-b, b-c]\n")
    broken = screen(shell)
    assert broken.startswith(good)
    assert "topology.yml:4:1: error: duplicate key" in broken
    assert "    4 | links: [a-b, b-c]" in broken

    lab.unlink()
    missing = screen(shell)
    assert missing.startswith(good)
    assert "topology.yml: error: no such file" in missing

    lab.write_text(NETLAB.replace("a-b", "a-b, a-b"))
    healed = screen(shell)
    assert "error" not in healed
    assert healed != good
    assert boxes(healed)[:2] == ["a", "b"]


def test_a_file_that_is_broken_from_the_start_is_waited_for(terminal, folder):
    (folder / "topology.yml").write_text("nodes: [")
    shell = terminal()
    assert "topology.yml:2:1: error: not valid YAML" in screen(shell)
    (folder / "topology.yml").write_text(NETLAB)
    assert boxes(screen(shell)) == ["a", "b"]


def test_the_width_of_the_terminal_is_followed(terminal, folder):
    nodes = [f"node{number}" for number in range(9)]
    links = ", ".join(f"{name}-hub" for name in nodes)
    (folder / "topology.yml").write_text(f"defaults.device: frr\nnodes: [{', '.join(nodes)}, hub]\nlinks: [{links}]\n")
    shell = terminal(columns=200)
    wide = max(map(len, screen(shell).splitlines()))
    shell.setwinsize(60, 60)
    assert max(map(len, screen(shell).splitlines()[:-1])) < wide


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_it_ends_when_told_to(terminal, number, status):
    shell = terminal()
    screen(shell)
    if number == signal.SIGINT:
        shell.sendintr()
    else:
        shell.kill(number)
    shell.expect(pexpect.EOF)
    shell.wait()
    assert shell.exitstatus == status
    assert "Traceback" not in shell.before


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["-f", "svgg"], "topodraw: error: unknown format 'svgg'"),
        (["-f", "png"], "<stdout>: error: a binary format does not go to a terminal"),
        (["-o", "no/folder/x.svg"], "no/folder/x.svg: error: the directory 'no/folder' does not exist"),
    ],
)
def test_what_no_edit_would_mend_ends_it(terminal, options, told):
    if "png" in options:
        pytest.importorskip("resvg_py")
    shell = terminal(*options)
    shell.expect(pexpect.EOF)
    shell.wait()
    assert shell.exitstatus == 2
    assert told in shell.before
    assert CLEAR not in shell.before


def test_a_mistyped_name_ends_it(terminal):
    shell = terminal(file="topologie.yml")
    shell.expect(pexpect.EOF)
    shell.wait()
    assert (shell.exitstatus, shell.before) == (2, "topologie.yml: error: no such file; check the path\r\n")


@pytest.fixture
def piped(folder):
    """Return a function that starts the command with pipes, which end with the test."""
    started = []

    def start(*options):
        command = [sys.executable, "-m", "topodraw", "render", "topology.yml", "--watch", *options]
        started.append(subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()
        for stream in (process.stdout, process.stderr):
            stream.close()


def lines(stream, count):
    """Return the next lines of a pipe; fails when they do not come."""
    read = b""
    while read.count(b"\n") < count:
        if not select.select([stream], [], [], 30)[0]:
            pytest.fail(f"nothing came in 30 seconds after {read!r}")
        new = os.read(stream.fileno(), 65536)
        if not new:
            pytest.fail(f"the pipe was closed after {read!r}")
        read += new
    return read.decode().splitlines()


def test_a_file_is_rewritten_whole_and_only_when_it_can_be(piped, folder):
    out = folder / "lab.svg"
    process = piped("-o", "lab.svg")
    told = lines(process.stderr, 2)
    assert told == ["lab.svg: note: written", "topodraw: note: watching topology.yml; Ctrl-C ends"]
    first = out.read_text("utf-8")

    put(folder / "topology.yml", "nodes: [")
    assert lines(process.stderr, 1)[0].startswith("topology.yml:2:1: error: not valid YAML")
    assert out.read_text("utf-8") == first

    put(folder / "topology.yml", NETLAB.replace("[a, b]", "[a, b, c]"))
    assert lines(process.stderr, 1)[-1] == "lab.svg: note: written"
    assert out.read_text("utf-8") != first

    process.send_signal(signal.SIGINT)
    assert process.communicate(timeout=30) == (b"", b"")
    assert process.returncode == 130
    assert sorted(path.name for path in folder.iterdir()) == ["lab.svg", "topology.yml", "topology.yml~"]


def test_a_pipe_takes_one_drawing_after_the_other_and_its_end_is_noticed(piped, folder):
    process = piped("-q")
    assert boxes("\n".join(lines(process.stdout, 3))) == ["a", "b"]
    put(folder / "topology.yml", NETLAB.replace("[a, b]", "[a, b, c]"))
    first, *drawn = lines(process.stdout, 4)
    assert first == ""
    assert boxes("\n".join(drawn)) == ["a", "b", "c"]
    process.stdout.close()
    put(folder / "topology.yml", NETLAB)
    assert process.wait(30) == 0
    assert process.stderr.read() == b""


def test_standard_input_cannot_be_watched(folder):
    command = [sys.executable, "-m", "topodraw", "render", "-", "--watch"]
    done = subprocess.run(command, cwd=folder, input=NETLAB, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "topodraw: error: --watch needs a file: standard input is read only once\n"


def test_nothing_is_drawn_again_without_a_change(piped, folder):
    process = piped()
    assert len(lines(process.stdout, 3)) == 3
    assert lines(process.stderr, 1) == ["topodraw: note: watching topology.yml; Ctrl-C ends"]
    (folder / "other.yml").write_text("x: 2\n")
    time.sleep(1)
    process.send_signal(signal.SIGINT)
    assert process.communicate(timeout=30) == (b"", b"")
