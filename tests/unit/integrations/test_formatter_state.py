import os
import pickle

import pytest

from topodraw.errors import UnknownName
from topodraw.integrations.markdown import make
from topodraw.integrations.watched import topology_stamps


def test_a_formatter_survives_pickling_with_its_settings(tmp_path):
    formatter = make(root=str(tmp_path), theme="mono")
    again = pickle.loads(pickle.dumps(formatter))
    assert again.settings == formatter.settings


def test_its_pickle_changes_when_a_topology_does_and_only_then(tmp_path):
    (tmp_path / "labs").mkdir()
    lab = tmp_path / "labs" / "lab.yml"
    lab.write_text("nodes: [a]")
    before = pickle.dumps(make(root=str(tmp_path)))
    assert pickle.dumps(make(root=str(tmp_path))) == before
    (tmp_path / "page.md").write_text("# Page")
    assert pickle.dumps(make(root=str(tmp_path))) == before
    os.utime(lab, ns=(1, 1))
    changed = pickle.dumps(make(root=str(tmp_path)))
    assert changed != before
    (tmp_path / "labs" / "topology-defaults.yml").write_text("device: frr")
    assert pickle.dumps(make(root=str(tmp_path))) not in (before, changed)


def test_folders_of_other_programs_are_not_searched(tmp_path):
    for name in (".git/a.yml", "node_modules/a.json", "site/a.yml", "venv/lib/a.yml", "labs/a.yml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("")
    (tmp_path / "venv" / "pyvenv.cfg").write_text("")
    assert [path for path, _ in topology_stamps(tmp_path)] == [str(tmp_path / "labs" / "a.yml")]


def test_files_that_were_read_count_wherever_they_are(tmp_path):
    odd = tmp_path / "lab"
    odd.write_text("nodes: [a]")
    stamps = topology_stamps(tmp_path, [odd, tmp_path / "gone"])
    assert [path for path, _ in stamps] == [str(odd)]


@pytest.mark.parametrize("settings", [{"format": "pdf"}, {"theme": "drak"}, {"errors": "ignore"}])
def test_settings_have_known_values(settings):
    with pytest.raises(UnknownName):
        make(**settings)
