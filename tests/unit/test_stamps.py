"""Whether what was read, or looked for in vain, is still what it was."""

import os

import pytest

from topodraw import load
from topodraw.errors import SourceError
from topodraw.source import Sources
from topodraw.stamps import Stamps

NETLAB = """\
name: lab
_include: [parts/*.yml, devices.yml]
defaults.device: frr
links: [a-b]
"""


@pytest.fixture
def lab(tmp_path, monkeypatch):
    """Stand in the folder of a netlab topology that includes two files, one of them by a pattern."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "sets.yml").write_text("_top: {groups: {ends: {members: [a]}}}\n")
    (tmp_path / "devices.yml").write_text("_top: {nodes: [a, b]}\n")
    (tmp_path / "topology.yml").write_text(NETLAB)
    return tmp_path


def rewritten(path, text):
    """Write a file as many editors do: under another name, then renamed."""
    other = path.with_name(path.name + ".new")
    other.write_text(text)
    other.replace(path)


def stamps_of(what):
    sources = Sources()
    load(what, sources=sources)
    assert not sources.stamps.changed()
    return sources.stamps


@pytest.mark.parametrize("file", ["topology.yml", "devices.yml", "parts/sets.yml"])
def test_every_file_read_is_noticed_when_it_changes(lab, file):
    stamps = stamps_of("topology.yml")
    (lab / file).write_text((lab / file).read_text() + "\n")
    assert stamps.changed()


def test_a_new_file_of_the_same_time_and_size_is_noticed(lab):
    stamps, path = stamps_of("topology.yml"), lab / "devices.yml"
    then = path.stat()
    keep = path.with_name("old")
    os.link(path, keep)  # or its number may be given to the new file
    rewritten(path, path.read_text().replace("a, b", "b, a"))
    os.utime(path, ns=(then.st_atime_ns, then.st_mtime_ns))
    assert stamps.changed()


@pytest.mark.parametrize("file", ["topology-defaults.yml", "parts/more.yml"])
def test_a_file_that_was_looked_for_is_noticed_when_it_appears(lab, file):
    stamps = stamps_of("topology.yml")
    (lab / file).write_text("{}\n")
    assert stamps.changed()


def test_other_files_are_nobody_s_business(lab):
    stamps = stamps_of("topology.yml")
    (lab / "parts" / "README.md").write_text("# parts\n")
    (lab / ".topology.yml.swp").write_text("vim")
    assert not stamps.changed()


def test_a_second_topology_in_the_folder_is_noticed(lab):
    stamps = stamps_of(".")
    (lab / "other.clab.yml").write_text("{}\n")
    assert stamps.changed()


def test_a_file_that_only_its_content_made_a_topology_is_noticed_when_another_becomes_one(lab):
    (lab / "topology.yml").rename(lab / "lab.yml")
    (lab / "notes.yml").write_text("- a list\n")
    (lab / "devices.yml").rename(lab / "devices.inc")
    (lab / "lab.yml").write_text(NETLAB.replace("devices.yml", "devices.inc"))
    stamps = stamps_of(".")
    (lab / "notes.yml").write_text(NETLAB)
    assert stamps.changed()


def test_what_a_broken_topology_was_made_of_is_known(lab):
    (lab / "devices.yml").write_text("_top: [")
    sources = Sources()
    with pytest.raises(SourceError):
        load("topology.yml", sources=sources)
    assert not sources.stamps.changed()
    (lab / "devices.yml").write_text("_top: {nodes: [a, b]}\n")
    assert sources.stamps.changed()


def test_a_missing_topology_is_noticed_when_it_appears(lab):
    sources = Sources()
    with pytest.raises(SourceError):
        load("later.yml", sources=sources)
    (lab / "later.yml").write_text(NETLAB)
    assert sources.stamps.changed()


def test_what_is_written_while_it_is_read_counts_as_changed(tmp_path):
    path, stamps = tmp_path / "a.yml", Stamps()
    path.write_text("a")
    stamps.note(path)
    path.write_text("ab")
    stamps.note(path)  # the reader's own look comes too late
    assert stamps.changed()


def test_paths_name_what_was_read_and_what_was_looked_for(lab):
    paths = [path.as_posix() for path in stamps_of("topology.yml").paths]
    assert paths == ["topology.yml", "parts", "parts/sets.yml", "devices.yml", "topology-defaults.yml"]


def test_names_that_no_file_can_have_stay_missing():
    stamps = Stamps()
    stamps.note("a\0b")
    assert stamps.search(stamps.paths[0], "*") == []
    assert not stamps.changed()
