import io
import os
import stat
import sys

import pytest

from topodraw.errors import OutputError
from topodraw.output import suffix_of, use_color, write_file, write_stdout


@pytest.mark.parametrize(
    ("choice", "terminal", "env", "expected"),
    [
        ("auto", True, {}, True),
        ("auto", False, {}, False),
        ("auto", True, {"NO_COLOR": "1"}, False),
        ("auto", True, {"NO_COLOR": ""}, True),
        ("auto", False, {"FORCE_COLOR": "1"}, True),
        ("auto", False, {"FORCE_COLOR": ""}, False),
        ("auto", True, {"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
        ("auto", True, {"TERM": "dumb"}, False),
        ("auto", True, {"TERM": "xterm-256color"}, True),
        ("always", False, {"NO_COLOR": "1"}, True),
        ("never", True, {"FORCE_COLOR": "1"}, False),
    ],
)
def test_colour_is_decided_by_option_then_variables_then_terminal(choice, terminal, env, expected):
    assert use_color(choice, terminal, env) is expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("a.svg", "svg"),
        ("labs.d/A.GV", "gv"),
        ("x.clab.txt", "txt"),
        ("plain", None),
        (".hidden", None),
        ("dir.d/x", None),
    ],
)
def test_the_suffix_is_that_of_the_name(path, expected):
    assert suffix_of(path) == expected


def test_a_new_file_holds_the_text_and_nothing_else_is_left(tmp_path):
    assert write_file(tmp_path / "lab.txt", "┌─┐\n") is True
    assert (tmp_path / "lab.txt").read_bytes() == "┌─┐\n".encode()
    assert os.listdir(tmp_path) == ["lab.txt"]


def test_a_new_file_gets_the_permissions_that_the_umask_leaves(tmp_path):
    before = os.umask(0o027)
    try:
        write_file(tmp_path / "lab.txt", "x")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "lab.txt").stat().st_mode) == 0o640


def test_an_unchanged_file_is_not_touched(tmp_path):
    path = tmp_path / "lab.svg"
    path.write_bytes(b"<svg/>")
    os.utime(path, ns=(1, 1))
    assert write_file(path, b"<svg/>") is False
    assert path.stat().st_mtime_ns == 1


def test_a_changed_file_keeps_its_permissions(tmp_path):
    path = tmp_path / "lab.txt"
    path.write_text("old")
    path.chmod(0o600)
    assert write_file(path, "new") is True
    assert (path.read_text(), stat.S_IMODE(path.stat().st_mode)) == ("new", 0o600)


def test_a_symbolic_link_stays_one(tmp_path):
    (tmp_path / "real.txt").write_text("old")
    (tmp_path / "link.txt").symlink_to("real.txt")
    write_file(tmp_path / "link.txt", "new")
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "real.txt").read_text() == "new"


def test_a_device_is_written_to_and_stays_a_device():
    assert write_file(os.devnull, "x") is True
    assert stat.S_ISCHR(os.stat(os.devnull).st_mode)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("missing/lab.txt", "does not exist; create it first"),
        ("folder", "is a directory"),
        ("file/lab.txt", "Not a directory"),
        ("nul\0.txt", "null"),
        ("x" * 300, "too long"),
    ],
)
def test_what_cannot_be_written_says_why_and_leaves_nothing(tmp_path, name, message):
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match=message):
        write_file(tmp_path / name, "x")
    assert sorted(os.listdir(tmp_path)) == ["file", "folder"]
    assert (tmp_path / "file").read_text() == ""


@pytest.mark.skipif(not os.path.isdir("/proc"), reason="needs a file system that takes no files, not even root's")
def test_a_read_only_file_system_says_so():
    with pytest.raises(OutputError, match="cannot be written: "):
        write_file("/proc/lab.txt", "x")


@pytest.mark.skipif(os.geteuid() == 0, reason="permissions do not stop root")
def test_a_read_only_file_is_kept(tmp_path):
    path = tmp_path / "lab.txt"
    path.write_text("old")
    path.chmod(0o444)
    with pytest.raises(OutputError, match="read-only"):
        write_file(path, "new")
    assert path.read_text() == "old"


def test_a_write_that_fails_half_way_leaves_the_old_file_and_no_other(tmp_path, monkeypatch):
    path = tmp_path / "lab.txt"
    path.write_text("old")

    def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.replace", fail)
    with pytest.raises(OutputError, match="No space left"):
        write_file(path, "new")
    assert path.read_text() == "old"
    assert os.listdir(tmp_path) == ["lab.txt"]


class Stream(io.TextIOWrapper):
    def __init__(self, terminal=False, encoding="latin-1"):
        super().__init__(io.BytesIO(), encoding=encoding)
        self.terminal = terminal

    def isatty(self):
        return self.terminal

    def bytes(self):
        self.flush()
        return self.buffer.getvalue()


def test_text_is_utf8_whatever_the_locale(monkeypatch):
    monkeypatch.setattr(sys, "stdout", stream := Stream())
    write_stdout("┌ 東京\n")
    assert stream.bytes() == "┌ 東京\n".encode()


def test_half_a_surrogate_pair_does_not_stop_the_drawing(monkeypatch):
    monkeypatch.setattr(sys, "stdout", stream := Stream())
    write_stdout("a\ud800b")
    assert stream.bytes() == b"a?b"


def test_bytes_go_to_a_pipe_and_not_to_a_terminal(monkeypatch):
    monkeypatch.setattr(sys, "stdout", stream := Stream())
    write_stdout(b"\x89PNG")
    assert stream.bytes() == b"\x89PNG"
    monkeypatch.setattr(sys, "stdout", stream := Stream(terminal=True))
    with pytest.raises(OutputError, match="terminal"):
        write_stdout(b"\x89PNG")
    assert stream.bytes() == b""


def test_a_stand_in_without_a_buffer_takes_text(monkeypatch):
    monkeypatch.setattr(sys, "stdout", stream := io.StringIO())
    write_stdout("┌─┐")
    assert stream.getvalue() == "┌─┐"


def test_a_closed_standard_output_says_so(monkeypatch):
    monkeypatch.setattr(sys, "stdout", None)
    with pytest.raises(OutputError, match="closed"):
        write_stdout("x")
