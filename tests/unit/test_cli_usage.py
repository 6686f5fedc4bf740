import re

import pytest

from topodraw import __version__, cli
from topodraw.cli import main


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "the following arguments are required: COMMAND"),
        (["rendr", "x"], "unknown choice 'rendr'; did you mean 'render'?"),
        (["render"], "the following arguments are required: FILE"),
        (["render", "x", "--nonsense"], "unrecognized arguments: --nonsense"),
        (["render", "x", "--labels", "interfaces"], "unknown choice 'interfaces'; did you mean 'interface'?"),
        (["render", "x", "--width", "wide"], "'wide' is not a number of columns"),
        (["render", "x", "--width", "0"], "'0' is not a number of columns"),
        (["render", "x", "--set", "device"], "'device' is not PATH=VALUE"),
        (["render", "x", "--node-label", "name,adress"], "unknown node label 'adress'; did you mean 'address'?"),
        (["render", "x", "--group-by", ","], "expected at least one word"),
        (["render", "x", "-q", "-v"], "not allowed with argument"),
        (["render", "x", "-f", "sgv"], "unknown format 'sgv'; did you mean 'svg'?"),
        (["render", "x", "-o", "x.sgv"], "unknown format 'sgv'; did you mean 'svg'?"),
    ],
)
def test_bad_usage_is_one_line_and_status_2(capsys, arguments, message):
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert re.fullmatch(r"topodraw: error: [^\n]+\n", err)
    assert message in err


def test_the_version_comes_with_those_of_the_engines(capsys, monkeypatch, tmp_path):
    engine = tmp_path / "dot"
    engine.write_text("#!/bin/sh\necho 'dot - graphviz version 99.1.2 (0)' >&2\n")
    engine.chmod(0o755)
    monkeypatch.setenv("TOPODRAW_DOT", str(engine))
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    lines = capsys.readouterr().out.splitlines()
    assert ended.value.code == 0
    assert lines[0] == f"topodraw {__version__}"
    assert f"dot 99.1.2 ({engine})" in lines


def test_an_engine_that_cannot_run_does_not_stop_the_version(capsys, monkeypatch):
    monkeypatch.setenv("TOPODRAW_DOT", "/nowhere/dot")
    with pytest.raises(SystemExit):
        main(["--version"])
    assert "dot (version unknown) (/nowhere/dot)" in capsys.readouterr().out


def test_formats_lists_readers_renderers_and_engines(capsys):
    assert main(["formats"]) == 0
    text = capsys.readouterr().out
    for kind in ("netlab", "containerlab", "topodraw"):
        assert re.search(rf"^ +{kind} ", text, re.MULTILINE)
    for format in ("text", "ascii", "dot", "d2", "svg", "png", "pdf", "json"):
        assert re.search(rf"^ +{format} ", text, re.MULTILINE)
    assert ".dot .gv" in text
    assert not re.search(r" $", text, re.MULTILINE)


def test_formats_says_which_engine_is_missing_and_how_to_get_it(capsys, monkeypatch):
    monkeypatch.setattr("topodraw.engines.find_engines", lambda env: {})
    assert main(["formats"]) == 0
    text = capsys.readouterr().out
    assert re.search(r"^ +png .*needs an engine$", text, re.MULTILINE)
    assert re.search(r"^ +svg .*ready$", text, re.MULTILINE)
    assert "pip install 'topodraw[graphviz]'" in text


@pytest.fixture
def command(monkeypatch):
    """Let a command do something unusual."""

    def replace(error):
        def run(args, diagnostics):
            raise error

        monkeypatch.setattr("topodraw.commands.render.run", run)

    return replace


@pytest.mark.parametrize("error", [KeyError("x"), RecursionError("too deep"), MemoryError(), ValueError("a\nb")])
def test_an_internal_error_is_one_line_without_a_traceback(capsys, monkeypatch, command, error):
    monkeypatch.delenv("TOPODRAW_DEBUG", raising=False)
    command(error)
    assert main(["render", "lab.yml"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert re.fullmatch(rf"lab\.yml: error: internal error: {type(error).__name__}: .*TOPODRAW_DEBUG=1.*\n", err)


def test_an_internal_error_shows_its_traceback_when_asked_to(monkeypatch, command):
    monkeypatch.setenv("TOPODRAW_DEBUG", "1")
    command(KeyError("x"))
    with pytest.raises(KeyError):
        main(["render", "lab.yml"])


def test_an_interrupt_is_status_130_and_silent(capsys, command):
    command(KeyboardInterrupt())
    assert main(["render", "lab.yml"]) == 130
    assert capsys.readouterr() == ("", "")


def test_a_parser_for_one_command_reads_it_as_the_whole_one_does():
    words = ["render", "lab.yml", "-f", "dot", "--no-legend", "-x", "a,b"]
    assert cli.build_parser("render").parse_args(words) == cli.build_parser().parse_args(words)


def test_help_does_not_depend_on_the_terminal(capsys, monkeypatch):
    shown = []
    for columns in ("40", "200"):
        monkeypatch.setenv("COLUMNS", columns)
        with pytest.raises(SystemExit):
            main(["render", "--help"])
        shown.append(capsys.readouterr().out)
    assert shown[0] == shown[1]


def test_every_option_has_help():
    parser = cli.build_parser()
    commands = parser._subparsers._group_actions[0].choices
    for command in commands.values():
        assert [action.option_strings for action in command._actions if not action.help] == []
