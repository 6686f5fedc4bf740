import json
import os
import pty
import re
import select
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from topodraw.cli import main
from topodraw.regen import find_documents
from topodraw.regen.discovery import MAX_BYTES

LAB = "name: lab\ndefaults.device: frr\nmodule: [bgp]\nnodes: {a: {bgp.as: 65000}, b: {bgp.as: 65001}}\nlinks: [a-b]\n"
PAIR = "<!-- topodraw start lab.yml -->\n<!-- topodraw end -->\n"

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")


def git(*words):
    subprocess.run(["git", *words], check=True, capture_output=True)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Stand in a folder that is no repository."""
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "lab.yml").write_text(LAB)
    return tmp_path


def regen(capsys, *words):
    status = main(["regen", *words])
    out, err = capsys.readouterr()
    return status, out, err


def test_stale_documents_are_regenerated_once(folder, capsys):
    Path("a.md").write_text(PAIR)
    Path("b.rst").write_text(".. topodraw start lab.yml\n.. topodraw end\n")
    Path("c.md").write_text("nothing\n")
    assert regen(capsys) == (1, "Regenerated a.md\nRegenerated b.rst\n", "")
    first = {path: path.read_bytes() for path in folder.iterdir()}
    assert regen(capsys) == (0, "", "")
    assert {path: path.read_bytes() for path in folder.iterdir()} == first
    assert regen(capsys, "-v")[2] == "a.md: note: unchanged\nb.rst: note: unchanged\n"


def test_check_lists_and_writes_nothing(folder, capsys):
    Path("a.md").write_text(PAIR + "<!-- topodraw start lab.yml -o x.svg --theme light -->\n<!-- topodraw end -->\n")
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()}
    assert regen(capsys, "--check") == (1, "Would regenerate x.svg\nWould regenerate a.md\n", "")
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()} == before
    assert regen(capsys)[0] == 1
    assert regen(capsys, "--check") == (0, "", "")
    Path("x.svg").unlink()
    assert regen(capsys, "--check") == (1, "Would regenerate x.svg\n", "")


@needs_git
def test_the_difference_can_be_applied(folder, capsys):
    git("init", "-q")
    Path("docs").mkdir()
    text = "above\n" + PAIR.replace("lab.yml", "../lab.yml") + "below\n"
    Path("docs/a.md").write_text(text)
    Path("b.md").write_text("<!-- topodraw start lab.yml -o x.svg --theme light -->\n<!-- topodraw end -->\n")
    git("add", "-A")
    status, out, err = regen(capsys, "--diff")
    assert (status, err) == (1, "")
    assert out.startswith("--- /dev/null\n+++ b/x.svg\n@@ -0,0 +1,")
    assert "--- a/docs/a.md\n+++ b/docs/a.md\n@@ -1,4 +1," in out
    assert Path("docs/a.md").read_text() == text
    subprocess.run(["git", "apply"], input=out.encode(), check=True)
    assert regen(capsys, "--diff") == (0, "", "")
    assert regen(capsys) == (0, "", "")


def test_the_difference_is_coloured_when_asked_for(folder, capsys):
    Path("a.md").write_text(PAIR)
    plain = regen(capsys, "--diff")[1]
    colored = regen(capsys, "--diff", "--color", "always")[1]
    assert re.sub(r"\x1b\[\d*m", "", colored) == plain != colored
    assert "\x1b[32m+```text\x1b[0m\n" in colored


def test_a_document_with_an_error_is_left_alone_and_the_others_are_not(folder, capsys):
    Path("bad.yml").write_text("nodes: [a]\nlinks: [a-z]\n")
    good = Path("a.md")
    good.write_text(PAIR)
    texts = {
        "b.md": PAIR + "<!-- topodraw start bad.yml -->\n<!-- topodraw end -->\n",
        "c.md": "<!-- topodraw start lab.yml -->\n",
        "d.md": "<!-- topodraw start lab.yml -o d.svg -->\n<!-- topodraw end -->\n\n<!-- topodraw end -->\n",
        "e.md": "<!-- topodraw start lab.yml --wiew bgp -->\n<!-- topodraw end -->\n",
    }
    for name, text in texts.items():
        Path(name).write_text(text)
    Path("f.md").write_bytes(PAIR.encode() + b"\xff")
    status, out, err = regen(capsys)
    assert (status, out) == (2, "Regenerated a.md\n")
    assert {name: Path(name).read_text() for name in texts} == texts
    assert not Path("d.svg").exists()
    lines = err.splitlines()
    assert re.match(r"bad\.yml:2:\d+: error: ", lines[0])
    assert [line.split(" error: ")[0] for line in lines[1:]] == [
        "b.md:3:1:", "c.md:1:1:", "d.md:4:1:", "e.md:1:1:", "f.md:",
    ]  # fmt: skip
    assert regen(capsys, "--check")[0] == 2


def test_warnings_of_a_topology_are_told_once(folder, capsys):
    model = {
        "source": {"kind": "topodraw"}, "name": "lab", "nodes": [{"name": "a"}], "links": [], "sessions": [],
        "groups": [], "warnings": [{"file": "x.yml", "line": 3, "column": 5, "text": "this looks odd"}],
    }  # fmt: skip
    Path("lab.yml").write_text(json.dumps(model))
    Path("a.md").write_text(PAIR * 2)
    Path("b.md").write_text(PAIR)
    assert regen(capsys)[2] == "x.yml:3:5: warning: this looks odd\n"
    assert regen(capsys, "-q") == (0, "", "")


def test_a_width_that_is_too_narrow_is_a_warning_at_the_marker(folder, capsys):
    Path("a.md").write_text("\n" + PAIR.replace("lab.yml", "lab.yml --width 5"))
    status, _, err = regen(capsys)
    assert status == 1
    assert err.startswith("a.md:2:1: warning: ")


@needs_git
def test_only_what_git_tracks_is_regenerated(folder, capsys):
    git("init", "-q")
    for name in ("tracked.md", "untracked.md", "ignored.md", "sub/deep.md", ".github/hidden.md"):
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_text(PAIR.replace("lab.yml", os.path.relpath("lab.yml", Path(name).parent)))
    Path("link.md").symlink_to("untracked.md")
    Path(".gitignore").write_text("ignored.md\n")
    git("add", ".gitignore", "tracked.md", "sub", ".github", "link.md")
    Path("gone.md").write_text(PAIR)
    git("add", "gone.md")
    Path("gone.md").unlink()
    assert find_documents([]) == [".github/hidden.md", "sub/deep.md", "tracked.md"]
    assert find_documents(["sub"]) == ["sub/deep.md"]
    assert find_documents(["untracked.md", "."]) == ["untracked.md", ".github/hidden.md", "sub/deep.md", "tracked.md"]
    assert find_documents(["."], exclude=["sub"]) == [".github/hidden.md", "tracked.md"]
    assert find_documents(["."], exclude=["*.md"]) == []
    os.chdir("sub")
    assert find_documents([]) == ["deep.md"]
    assert find_documents([".."]) == ["../.github/hidden.md", "../sub/deep.md", "../tracked.md"]


def test_without_git_folders_are_walked(folder):
    for name in ("b.md", "a/c.md", ".hidden/d.md", "a/.e/f.md"):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(PAIR)
    assert find_documents([]) == ["b.md", "a/c.md"]


def test_binary_and_very_large_files_are_no_documents(folder):
    Path("binary.md").write_bytes(b"\0" + PAIR.encode())
    with Path("large.md").open("wb") as stream:
        stream.write(PAIR.encode())
        stream.truncate(MAX_BYTES + 1)
    Path("other.md").write_text("topodraw starts here")
    os.mkfifo("pipe.md")
    assert find_documents([]) == find_documents(["binary.md", "large.md", "other.md", "pipe.md"]) == []


def test_a_path_that_does_not_exist_is_an_error(folder, capsys):
    Path("a.md").write_text(PAIR)
    status, out, err = regen(capsys, "a.md", "nope.md", "none.md")
    assert (status, out) == (2, "")
    assert err == "nope.md: error: no such file; check the path\nnone.md: error: no such file; check the path\n"


@needs_git
def test_a_repository_that_git_cannot_list_is_an_error(folder, capsys):
    Path(".git").write_text("gitdir: /nowhere\n")
    status, out, err = regen(capsys)
    assert (status, out) == (2, "")
    assert err.startswith(".: error: git cannot list its files: ")
    assert err.count("\n") == 1


def test_mode_and_line_ends_outlive_the_change(folder, capsys):
    path = Path("a.md")
    path.write_bytes(b"\xef\xbb\xbf" + PAIR.replace("\n", "\r\n").encode().rstrip())
    path.chmod(0o640)
    assert regen(capsys)[0] == 1
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf<!--")
    assert data.endswith(b"end -->")
    assert data.count(b"\n") == data.count(b"\r\n") > 8
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everything")
def test_a_file_that_cannot_be_written_is_an_error(folder, capsys):
    Path("a.md").write_text(PAIR)
    Path("b.md").write_text(PAIR)
    Path("a.md").chmod(0o444)
    status, out, err = regen(capsys)
    assert (status, out, err) == (2, "Regenerated b.md\n", "a.md: error: is read-only\n")


def test_of_two_documents_that_want_one_file_the_second_is_told(folder, capsys):
    marker = "<!-- topodraw start lab.yml --theme light -o x.svg{} -->\n<!-- topodraw end -->\n"
    Path("a.md").write_text(marker.format(""))
    Path("b.md").write_text(marker.format(" --view bgp"))
    status, out, err = regen(capsys)
    assert (status, out) == (2, "Regenerated x.svg\nRegenerated a.md\n")
    assert err == "b.md: error: x.svg is to hold another drawing in a.md\n"


def test_a_document_edited_in_the_meantime_is_not_overwritten(folder):
    from topodraw.errors import OutputError
    from topodraw.regen import Permissions, regenerate, write_changes
    from topodraw.regen.pictures import Labs

    Path("a.md").write_text(PAIR)
    update = regenerate("a.md", Labs(Permissions()))
    Path("a.md").write_text("mine\n" + PAIR)
    with pytest.raises(OutputError, match="was edited"):
        write_changes(update)
    assert Path("a.md").read_text() == "mine\n" + PAIR


def test_what_a_killed_run_left_is_removed_and_nothing_else(folder, capsys):
    Path("a.md").write_text(PAIR)
    left = Path(".a.md.0123abcd.tmp")
    kept = [Path(name) for name in (".b.md.0123abcd.tmp", ".a.md.xyz.tmp", "a.md.0123abcd.tmp", ".a.md.89abcdef.tmp")]
    for path in (left, *kept):
        path.write_text("half")
        os.utime(path, (1, 1))
    os.utime(kept[-1])  # young: its writer may be about to lock it
    assert regen(capsys, "--check")[0] == 1
    assert left.exists()
    assert regen(capsys)[0] == 1
    assert not left.exists()
    assert all(path.exists() for path in kept)


def test_what_a_living_run_is_writing_is_not_removed(folder, capsys):
    import fcntl

    Path("a.md").write_text(PAIR)
    path = Path(".a.md.0123abcd.tmp")
    path.write_text("half")
    os.utime(path, (1, 1))
    with path.open("rb") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        assert regen(capsys)[0] == 1
        assert path.exists()


def test_processes_draw_the_same(folder, capsys):
    for number in range(9):
        Path(f"{number}.md").write_text(PAIR * 2 if number != 4 else PAIR + "<!-- topodraw end -->\n")
    status, out, err = regen(capsys, "--jobs", "3")
    assert (status, err) == (2, "4.md:3:1: error: 'topodraw end' without 'topodraw start' before it\n")
    assert out == "".join(f"Regenerated {number}.md\n" for number in range(9) if number != 4)
    assert regen(capsys, "--jobs", "1")[:2] == (2, "")


@pytest.mark.parametrize(
    ("words", "told"), [(["--jobs", "0"], "'0' is not a number"), (["--jobs", "x"], "'x' is not"), (["--wat"], "--wat")]
)
def test_bad_usage(folder, capsys, words, told):
    status, out, err = regen(capsys, *words)
    assert (status, out) == (2, "")
    assert told in err


def test_environment_and_engine_are_the_users_choice(folder, capsys, monkeypatch):
    monkeypatch.setenv("NETLAB_NAME", "x")
    Path("lab.clab.yml").write_text("name: ${WHO}\ntopology: {nodes: {a: {kind: linux}}}\n")
    Path("a.md").write_text("<!-- topodraw start lab.clab.yml -o x.svg --theme auto -->\n<!-- topodraw end -->\n")
    monkeypatch.setenv("WHO", "somebody")
    regen(capsys, "-q")
    assert "somebody" not in Path("a.md").read_text()
    assert regen(capsys, "--env", "-q")[0] == 1
    assert "somebody" in Path("a.md").read_text()


def test_a_progress_bar_on_a_terminal_only(folder):
    for number in range(25):
        Path(f"{number:02}.md").write_text(PAIR)
    command = [sys.executable, "-X", "importtime", "-m", "topodraw", "regen"]
    piped = subprocess.run(command, capture_output=True, text=True, check=False)
    assert piped.returncode == 1
    assert "rich.progress" not in piped.stderr
    for number in range(25):
        Path(f"{number:02}.md").write_text(PAIR)
    master, slave = pty.openpty()
    env = {**os.environ, "TERM": "xterm", "COLUMNS": "80"}
    with subprocess.Popen(command[:1] + command[3:], stdout=subprocess.PIPE, stderr=slave, env=env) as process:
        os.close(slave)
        shown = b""
        while process.poll() is None or select.select([master], [], [], 0)[0]:
            if select.select([master], [], [], 0.05)[0]:
                try:
                    shown += os.read(master, 10_000)
                except OSError:
                    break
        out = process.stdout.read()
    os.close(master)
    assert b"Drawing" in shown
    assert out.decode().splitlines() == [f"Regenerated {number:02}.md" for number in range(25)]
