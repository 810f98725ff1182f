from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from gongkai.cli.completion import TABLE, list_words

REPOSITORY = Path(__file__).parents[2]
PROGRAM = Path(sys.executable).with_name("gongkai")


def _words(*arguments: str) -> list[str]:
    return [word for word, _ in list_words(arguments[:-1], arguments[-1])]


@pytest.mark.usefixtures("root")
@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("rev",), ["revise", "review"]),
        (("review", "si"), ["sign"]),
        (("check", "--form"), ["--format"]),
        (("check", "--format", "g"), ["github", "gitlab"]),
        (("check", "--format=js"), ["json"]),
        (("new", ""), ["tonggao", "jiedu", "dongtai"]),
        (("new", "tonggao", "--type", "t"), ["tonggao"]),
        (("new", "tonggao", "-d", "r0"), [f"r0{number}" for number in range(1, 8)]),
        (("new", "-d", "r01", "j"), ["jiedu"]),
        (("new", "tonggao", "more"), []),
        (("review", "sign", "con"), ["content/tonggao/ceshi.md"]),
        (("review", "sign", "content/tonggao/ce"), ["content/tonggao/ceshi.md"]),
        (("review", "sign", "content/jiedu/"), []),
        (("review", "sign", "mkdocs"), []),
        (("review", "sign", "content/tonggao/ceshi.md", "x"), []),
        (("check", "a", "b", "content/t"), ["content/tonggao/ceshi.md"]),
        (("review", "status", "--role", ""), ["l1", "l2", "l3"]),
        (("review", "delegate", "--units", "y"), ["yewu"]),
        (("explain", "scan-id"), ["scan-identity"]),
        (("review", "sign", "--key", ""), []),
        (("no-such-command", "x"), []),
    ],
)
def test_words_that_fit_are_offered(arguments: tuple[str, ...], expected: list[str]) -> None:
    assert _words(*arguments) == expected


def test_another_repository_is_looked_at_where_it_is_named(root: Path, tmp_path: Path) -> None:
    os.chdir(tmp_path)
    assert _words("new", "") == []
    assert _words("new", "-C", str(root), "ton") == ["tonggao"]


def test_of_very_many_documents_only_folders_are_offered(root: Path) -> None:
    for number in range(500):
        (root / f"content/tonggao/t{number:03}.md").touch()
    assert _words("review", "sign", "con") == ["content/tonggao/"]
    assert len(_words("review", "sign", "content/tonggao/t")) == 500


@pytest.mark.usefixtures("root")
def test_words_are_explained() -> None:
    assert list_words(["new"], "ton") == [("tonggao", "通告")]
    assert list_words(["review", "status", "--as"], "r01") == [("r01", "bangongshi")]
    assert list_words([], "serv")[0][1].startswith("在本机预览网站")


def test_the_table_is_what_the_script_makes(tmp_path: Path) -> None:
    made = tmp_path / "completion.json"
    command = [sys.executable, str(REPOSITORY / "scripts" / "completion_table"), str(made)]
    subprocess.run(command, check=True, capture_output=True, cwd=REPOSITORY)
    assert json.loads(TABLE.read_text("utf-8")) == json.loads(made.read_text("utf-8")), (
        "run scripts/completion_table"
    )


def test_nothing_is_judged_or_even_loaded(root: Path) -> None:
    code = (
        "import sys; from gongkai.cli.completion import list_words; "
        "assert list_words(['new'], ''); "
        "print([name for name in sys.modules if name.startswith(('gongkai.publish', 'pydantic'))])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=root
    )
    assert done.stdout == "[]\n"


@pytest.mark.needs("bash")
def test_bash_completes(root: Path, tmp_path: Path) -> None:
    """The script that `--install-completion` writes, in a real shell."""
    environment = os.environ | {"HOME": str(tmp_path), "PATH": f"{PROGRAM.parent}:/usr/bin:/bin"}
    script = f"""
        {PROGRAM} --install-completion >&2
        source ~/.bashrc
        complete -p gongkai
        COMP_WORDS=(gongkai review sign content/tong) COMP_CWORD=3
        _gongkai_completion gongkai
        echo "${{COMPREPLY[@]}}"
    """
    done = subprocess.run(
        ["bash", "-c", script],
        check=True,
        capture_output=True,
        text=True,
        cwd=root,
        env=environment,
    )
    assert "已为 bash 装上命令补全" in done.stderr
    assert done.stdout.splitlines() == [
        "complete -o default -F _gongkai_completion gongkai",
        "content/tonggao/ceshi.md",
    ]


@pytest.mark.usefixtures("root")
@pytest.mark.parametrize(
    ("shell", "variables", "expected"),
    [
        (
            "zsh",
            {"_TYPER_COMPLETE_ARGS": "gongkai new ton"},
            """_arguments '*: :(("tonggao":"通告"))'\n""",
        ),
        (
            "fish",
            {"_TYPER_COMPLETE_ARGS": "gongkai new ton", "_TYPER_COMPLETE_FISH_ACTION": "get-args"},
            "tonggao\t通告\n",
        ),
        (
            "powershell",
            {
                "_TYPER_COMPLETE_ARGS": "gongkai new ton",
                "_TYPER_COMPLETE_WORD_TO_COMPLETE": "ton",
            },
            "tonggao:::通告\n",
        ),
        ("csh", {}, ""),
    ],
)
def test_each_shell_is_answered_in_its_own_way(
    shell: str, variables: dict[str, str], expected: str
) -> None:
    environment = os.environ | variables | {"_GONGKAI_COMPLETE": f"complete_{shell}"}
    done = subprocess.run([PROGRAM], check=False, capture_output=True, text=True, env=environment)
    assert done.stdout == expected
