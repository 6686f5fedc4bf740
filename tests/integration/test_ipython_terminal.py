"""What is drawn shows as text at the prompt of IPython in a terminal, as wide as that, in colour where it has some."""

import os
import re
import sys
from pathlib import Path

import pytest

pexpect = pytest.importorskip("pexpect", reason="needs the test extra: pexpect, ipykernel")
pytest.importorskip("IPython")

SAMPLES = Path(__file__).parents[2] / "samples"
PROMPT = "In \\[\\d+\\]: "


@pytest.fixture
def session(tmp_path):
    """Return a function that starts IPython in a terminal and returns what it answers to each line."""
    started = []

    def start(columns=100, **env):
        inherited = {name: value for name, value in os.environ.items() if name != "COLUMNS"}
        words = ["-m", "IPython", "--simple-prompt", "--no-banner", "--colors=NoColor", "--no-confirm-exit"]
        shell = pexpect.spawn(
            sys.executable,
            words,
            cwd=tmp_path,
            env={**inherited, "IPYTHONDIR": str(tmp_path / "ipython"), "TERM": "xterm", "NO_COLOR": "1", **env},
            encoding="utf-8",
            timeout=60,
            dimensions=(200, columns),
            echo=False,
        )
        started.append(shell)
        shell.expect(PROMPT)

        def ask(line):
            shell.sendline(line)
            shell.expect(PROMPT)
            return shell.before.replace("\r\n", "\n").strip("\n")

        return ask

    yield start
    for shell in started:
        shell.close(force=True)


def test_values_and_magics_show_as_text(session, tmp_path):
    ask = session()
    (tmp_path / "broken.yml").write_text("nodes: [a]\nlinks: [a-b]\ndefaults.device: frr\n")
    ask("import topodraw")
    ask(f"lab = topodraw.load({str(SAMPLES / 'bgp-route-leaks')!r})")
    drawn = ask("lab")
    assert re.match(r"Out\[\d+\]: \n +┌──────────┐", drawn)
    assert all(re.search(f"[│┤] +{name} +[│├]", drawn) for name in ("trans_1", "isp_b", "cust_c"))
    assert "═══ EBGP session" in ask("lab.draw('bgp')")
    assert ask("lab.draw('bgp', 'svg')").partition("\n")[2] == ask("lab.draw('bgp')").partition("\n")[2]
    assert ask("(lab, 1)").endswith(": (<Topology 'routeleaks': 9 nodes, 11 links, 11 sessions>, 1)")
    ask("%load_ext topodraw")
    assert "═══ EBGP session" in ask(f"%topodraw {SAMPLES}/bgp-route-leaks --view bgp")
    problem = "error: link 'a-b' in links[1] refers to an unknown node 'b'; known are a"
    assert ask("%topodraw broken.yml") == f"broken.yml:2:9: {problem}"
    assert ask("%topodraw --vew x").startswith("UsageError: ")


def test_a_drawing_is_as_wide_as_the_terminal(session):
    lab = SAMPLES / "leaf-spine"
    wide, narrow = session(columns=200), session(columns=50)
    for ask in (wide, narrow):
        ask("import topodraw")
        ask(f"lab = topodraw.load({str(lab)!r})")
    widths = [max(map(len, ask("lab").splitlines())) for ask in (wide, narrow)]
    assert widths[0] > 50 >= widths[1]
    assert max(map(len, narrow("lab.draw(width=150)").splitlines())) > 50


def test_colours_follow_the_terminal(session):
    ask = session(NO_COLOR="", FORCE_COLOR="")
    ask("import topodraw")
    assert "\x1b[1;36m┌" in ask(f"topodraw.draw({str(SAMPLES / 'leaf-spine')!r})")
