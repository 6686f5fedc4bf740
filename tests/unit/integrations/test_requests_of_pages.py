import pytest

from topodraw.arguments import UsageError
from topodraw.errors import UnknownName
from topodraw.integrations.request import flag, read_request, render_options


def test_options_are_those_of_render():
    request = read_request(
        {"src": "lab.yml", "view": "bgp", "node_label": "name,as", "group-by": "as", "exclude": "h1,h2", "width": "80"}
    )
    options = request.options
    assert (request.src, request.format) == ("lab.yml", "svg")
    assert (options.view, options.node_label) == ("bgp", ("name", "as"))
    assert (options.group_by, options.exclude, options.width) == (("as",), ["h1", "h2"], 80)


def test_flags_may_be_bare_or_say_yes_or_no():
    assert read_request({"sessions": "sessions", "legend": "false", "vrf": "true"}).options.sessions is True
    assert read_request({"sessions": "no", "legend": "false", "vrf": ""}).options.legend is False
    assert read_request({"sessions": "no", "vrf": ""}).options.vrf is True
    assert read_request({"sessions": "no"}).options.sessions is False
    assert read_request({"no_legend": "no_legend"}).options.legend is False


@pytest.mark.parametrize(("word", "meaning"), [("Yes", True), ("text", True), ("0", False), ("off", False)])
def test_a_flag_is_on_or_off(word, meaning):
    assert flag("text", word) is meaning


def test_a_flag_is_nothing_else():
    with pytest.raises(UsageError, match="text='perhaps' is neither true nor false"):
        flag("text", "perhaps")


def test_several_settings_stand_in_one_attribute():
    settings = read_request({"set": "provider=clab 'name=a lab'"}).options.settings
    assert settings == [("provider", "clab"), ("name", "a lab")]


def test_a_file_may_be_called_like_an_option():
    request = read_request({"src": "--via=dot"})
    assert request.src == "--via=dot"
    assert request.options.via is None


@pytest.mark.parametrize("name", ["via", "output", "o", "engine", "allow_plugins", "env", "timeout", "color", "help"])
def test_a_page_cannot_write_files_or_run_programs(name):
    assert name.replace("_", "-") not in render_options()
    with pytest.raises(UnknownName, match=f"unknown option '{name.replace('_', '-')}'"):
        read_request({name: "x"})


@pytest.mark.parametrize("format", ["pdf", "png", "dot", "d2", "json", "SVG", ""])
def test_figures_have_formats_that_need_no_engine(format):
    with pytest.raises(UnknownName, match="unknown format"):
        read_request({"format": format})


def test_what_a_drawing_depends_on_does_not_hang_on_the_order_or_the_file():
    one = read_request({"src": "a.yml", "view": "bgp", "width": "80"})
    other = read_request({"width": "80", "view": "bgp", "src": "b.yml", "caption": "C"})
    assert one.identity() == other.identity()
    assert one.identity() != read_request({"src": "a.yml", "view": "bgp"}).identity()
