import pytest

from topodraw.errors import OutputError
from topodraw.integrations.cache import Cache, Entry, key_of


def test_what_was_put_is_got_again(tmp_path):
    entry = Entry("─ é\n", ("one", "two"))
    Cache(tmp_path / "a" / "b").put("key", entry)
    assert Cache(tmp_path / "a" / "b").get("key") == entry
    assert (tmp_path / "a" / "b" / ".gitignore").read_text() == "*\n"


def test_without_a_folder_nothing_is_kept():
    cache = Cache(None)
    cache.put("key", Entry("x"))
    assert cache.get("key") is None


@pytest.mark.parametrize("content", ["", "{", "[]", '{"content": "x"}', "null", '"x"'])
def test_what_cannot_be_understood_is_not_there(tmp_path, content):
    (tmp_path / "key.json").write_text(content)
    assert Cache(tmp_path).get("key") is None


def test_pruning_keeps_what_was_asked_for(tmp_path):
    for key in ("one", "two"):
        Cache(tmp_path).put(key, Entry(key))
    cache = Cache(tmp_path)
    cache.get("two")
    cache.prune()
    assert [path.name for path in tmp_path.glob("*.json")] == ["two.json"]


def test_a_cache_that_cannot_be_made_says_so(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="cannot be made"):
        Cache(tmp_path / "file" / "cache").put("key", Entry("x"))


def test_keys_tell_everything_apart():
    keys = [key_of("a", "b"), key_of("ab"), key_of(["a", "b"]), key_of("a", "b", None), key_of("b", "a")]
    assert len(set(keys)) == len(keys)
    assert key_of(("a", "b")) == key_of(["a", "b"])
