"""Reading files: once, whole, and with a plain word for everything that is no text file."""

import io
import os
import sys

import pytest

from topodraw.errors import Location, SourceError
from topodraw.source import MAX_BYTES, Source, Sources, code_frame


def refusal(path):
    with pytest.raises(SourceError) as caught:
        Sources().read(path)
    return str(caught.value)


def test_a_file_is_read_once_and_remembered(tmp_path):
    path = tmp_path / "a.yml"
    path.write_bytes(b"\xef\xbb\xbfname: \xc3\xa9\n")
    sources = Sources()
    source = sources.read(path)
    assert (source.text, source.folder, source.name) == ("name: é\n", tmp_path, str(path))
    path.unlink()
    assert sources.read(str(path)) is source
    assert list(sources.files) == [str(path)]


def test_standard_input_is_read_for_a_dash(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"name: x\n")))
    source = Sources().read("-")
    assert (source.name, source.text, source.path) == ("<stdin>", "name: x\n", None)


def test_a_standard_input_without_bytes_is_refused(monkeypatch):
    monkeypatch.setattr(sys, "stdin", None)
    assert refusal("-") == "<stdin>: error: there is no standard input to read; name a file"


def test_what_is_no_text_file_is_refused_in_one_line(tmp_path):
    (tmp_path / "latin").write_bytes(b"a: 1\nb: caf\xe9\n")
    (tmp_path / "binary").write_bytes(b"\x7fELF\0\0")
    (tmp_path / "huge").write_bytes(b" " * (MAX_BYTES + 1))
    assert refusal(tmp_path / "missing").endswith("missing: error: no such file; check the path")
    assert refusal(tmp_path).endswith("is a directory, not a file; name the topology file in it")
    assert refusal(tmp_path / "latin").endswith(
        "latin:2:7: error: is not UTF-8 text; a topology file is YAML or JSON in UTF-8"
    )
    assert "is a binary file" in refusal(tmp_path / "binary")
    assert "is larger than 16 MB" in refusal(tmp_path / "huge")
    assert "cannot be read" in refusal("a\0b")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_refused(tmp_path):
    path = tmp_path / "secret"
    path.write_text("x")
    path.chmod(0)
    assert refusal(path).endswith("cannot be read: Permission denied")


def test_a_code_frame_points_at_the_place():
    frame = code_frame("one\ntwo\nthree\nfour\n", Location("f", 3, 2))
    assert frame == ["      2 | two", " >    3 | three", "        |  ^", "      4 | four"]
    assert code_frame("one", Location("f")) == []
    assert code_frame("one", Location("f", 9, 1)) == []


def test_a_source_from_memory_has_places_too():
    assert str(Source("<text>", "x").at(2, 3)) == "<text>:2:3"
    assert str(Source("<text>", "x").at()) == "<text>"
