"""The scripts of --print-completion complete words in real shells."""

import subprocess
import sys
from pathlib import Path
from shutil import which

import pytest

pytest.importorskip("shtab", reason="needs the extra: completion")
pexpect = pytest.importorskip("pexpect", reason="needs the test extra: pexpect")

PROMPT = "ready> "


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "labs").mkdir()
    (tmp_path / "labs" / "one lab.yml").touch()
    (tmp_path / "topology.yml").touch()
    return tmp_path


def script(shell):
    command = [sys.executable, "-m", "topodraw", "--print-completion", shell]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


@pytest.fixture
def bash(folder):
    """Return a function that returns what bash, which loaded the script, would complete the last word of a line to."""
    (folder / "script").write_text(script("bash"))

    def complete(line):
        words = line.split(" ")
        code = """\
source ./script
function=$(complete -p topodraw | sed 's/.*-F \\([^ ]*\\).*/\\1/')
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMP_LINE="$*"; COMP_POINT=${#COMP_LINE}
"$function" topodraw "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
printf '%s\\n' "${COMPREPLY[@]}"
"""
        done = subprocess.run(
            ["bash", "-c", code, "bash", *words], cwd=folder, capture_output=True, text=True, timeout=30
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.split("\n")[:-1]

    return complete


@pytest.mark.skipif(which("bash") is None, reason="needs bash")
@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("topodraw re", ["render", "read", "regen"]),
        ("topodraw --print-completion ", ["bash", "zsh", "fish", "tcsh"]),
        ("topodraw render --vi", ["--via", "--view"]),
        ("topodraw render --view ", ["topology", "bgp", "isis", "as"]),
        ("topodraw render topology.yml --theme d", ["dark"]),
        ("topodraw render --labels i", ["interface"]),
        ("topodraw render -f d", ["d2", "dot", "drawio"]),
        ("topodraw render --from c", ["containerlab"]),
        ("topodraw render to", ["topology.yml"]),
        ("topodraw inspect labs/o", ["labs/one lab.yml"]),
        ("topodraw render topology.yml -o la", ["labs"]),
        ("topodraw regen --c", ["--check", "--color"]),
    ],
)
def test_bash_completes(bash, line, words):
    assert sorted(bash(line)) == sorted(words)


def interactive(command, folder, *setup):
    """Return a shell at its prompt, with the setup done."""
    shell = pexpect.spawn(
        command[0],
        command[1:],
        cwd=folder,
        env={"PATH": "/usr/bin:/bin", "TERM": "dumb", "HOME": str(folder), "LC_ALL": "C.UTF-8"},
        encoding="utf-8",
        timeout=30,
        dimensions=(50, 150),
    )
    for line in setup:
        shell.sendline(line)
    shell.expect_exact("all\r\n")
    shell.expect_exact(PROMPT)
    return shell


def typed(shell, start, expected):
    """Type the start of a command and a tab, wait until the shell has completed it, and take it back."""
    shell.send(start + "\t")
    shell.expect_exact(expected)
    shell.sendcontrol("u")


@pytest.mark.skipif(which("bash") is None, reason="needs bash")
def test_bash_completes_what_is_typed(folder):
    (folder / "script").write_text(script("bash"))
    shell = interactive(["bash", "--norc", "--noprofile", "-i"], folder, f"PS1='{PROMPT}'", ". ./script; echo a''ll")
    typed(shell, "topodraw ins", "inspect ")
    typed(shell, "topodraw render --direc", "--direction ")
    typed(shell, "topodraw render --direction r", "right ")
    typed(shell, "topodraw render topo", "topology.yml ")
    shell.close(force=True)


@pytest.mark.skipif(which("zsh") is None, reason="needs zsh")
def test_zsh_completes_what_is_typed(folder):
    (folder / "functions").mkdir()
    (folder / "functions" / "_topodraw").write_text(script("zsh"))
    setup = ("fpath=(./functions $fpath)", "autoload -Uz compinit; compinit -u -D", f"PS1='{PROMPT}'; echo a''ll")
    shell = interactive(["zsh", "-f", "-i"], folder, *setup)
    typed(shell, "topodraw ins", "inspect")
    typed(shell, "topodraw render --direc", "--direction")
    typed(shell, "topodraw render --direction r", "right")
    typed(shell, "topodraw render topo", "topology.yml")
    shell.close(force=True)


@pytest.mark.parametrize("shell", ["fish", "tcsh"])
def test_scripts_of_other_shells_name_the_commands(shell, folder):
    text = script(shell)
    assert all(word in text for word in ("render", "inspect", "regen"))
    if which(shell):
        (folder / "script").write_text(text)
        done = subprocess.run([shell, "script"], cwd=folder, capture_output=True, text=True, timeout=30)
        assert (done.returncode, done.stderr) == (0, "")


def test_without_shtab_one_line_says_how_to_get_it():
    code = (
        "import sys; sys.modules['shtab'] = None; from topodraw.cli import main; "
        "sys.exit(main(['--print-completion', 'bash']))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "topodraw: error: shtab, which writes completions, is not installed; get it with: "
        "pip install 'topodraw[completion]'\n"
    )


def test_a_shell_that_is_not_known_is_bad_usage():
    command = [sys.executable, "-m", "topodraw", "--print-completion", "csh"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (2, "")
    assert "did you mean 'tcsh'?" in done.stderr


def test_printing_a_script_leaves_the_library_out_of_the_rest():
    code = "import sys; from topodraw.cli import main; main(['formats', '-q']); sys.exit('shtab' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=Path.home()).returncode == 0
