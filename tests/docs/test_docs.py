"""The pages do what they say: commands run, Python blocks run, shown output is the program's, nothing is left undocumented."""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import click
import pytest

from allegedly.cli import main
from allegedly.desk import write_samples
from evals.yardsticks import YARDSTICKS

ROOT = Path(__file__).resolve().parents[2]
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
# A sentence of somebody else's article has more words than this; a name or a figure of speech has not.
LONGEST_RUN = 8


class Block(NamedTuple):
    """A fenced block: where it stands, its language and text."""

    page: str
    line: int
    language: str
    text: str


def _load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


refresh = _load(ROOT / "docs" / "refresh.py")


def blocks(*languages: str) -> list[Block]:
    found = []
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        name = page.relative_to(ROOT).as_posix()
        found += [Block(name, text.count("\n", 0, m.start()) + 1, m[1], m[2]) for m in FENCE.finditer(text) if m[1] in languages]
    return found


def named(block: Block) -> str:
    return f"{block.page}:{block.line}"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder such as a reader of the pages has after `allegedly samples demo`."""
    folder = tmp_path_factory.mktemp("desk")
    write_samples(folder / "demo")
    return folder


@pytest.mark.parametrize("block", blocks("sh"), ids=named)
def test_commands_run(block: Block, desk: Path) -> None:
    for line in block.text.replace("\\\n", " ").splitlines():
        if line.startswith("make "):
            _assert_target(line.removeprefix("make "))
        elif "python" in line:
            _assert_python_command(line)
        elif line.strip():
            _assert_runs(line, desk)


def _assert_target(target: str) -> None:
    assert re.search(rf"^{re.escape(target)}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE), target


def _assert_python_command(line: str) -> None:
    """Long measurements and what would rewrite the pages are not run; what they name must be there."""
    words = line.split()
    assert words[0] == ".venv/bin/python", line
    if words[1] != "-m":
        assert (ROOT / words[1]).is_file(), line
    elif words[2] == "evals":
        names = [word for word in words[3:] if not word.startswith("-") and not word.endswith(".json")]
        assert all(any(y.name.startswith(name) for y in YARDSTICKS) for name in names), line
    else:
        assert importlib.util.find_spec(words[2]) is not None, line


def _assert_runs(line: str, desk: Path) -> None:
    folder = desk
    if "../shared" in line:
        if not (ROOT.parent / "shared").is_dir():
            pytest.skip("../shared is not here: this command reads its data")
        folder = ROOT
    command = line.replace(".venv/bin/allegedly", f"{sys.executable} -m allegedly.cli")
    done = subprocess.run(["bash", "-e", "-o", "pipefail", "-c", command], cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603, S607
    assert done.returncode == 0, f"{line}\n{done.stderr}"
    assert done.stdout or ">" in line, f"{line} prints nothing"


@pytest.mark.parametrize("block", blocks("python"), ids=named)
def test_python_blocks_run(block: Block, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(desk)
    exec(compile(block.text, named(block), "exec"), {"__name__": "__main__"})  # noqa: S102  our own page


def generated() -> Iterator[tuple[str, re.Match[str]]]:
    for page in PAGES:
        for found in refresh.BLOCK.finditer(page.read_text(encoding="utf-8")):
            yield f"{page.relative_to(ROOT).as_posix()}: {found[1]}{found[2]}{found[3]}", found


@pytest.mark.parametrize(
    "found", [f for _, f in generated() if f[1] == "output"], ids=[n for n, f in generated() if f[1] == "output"]
)
def test_shown_output_is_the_programs(found: re.Match[str]) -> None:
    now = refresh.block(found[1], found[2].strip(" :"), found[3].strip(), None)
    assert found[4] == now, "python docs/refresh.py brings it up to date"
    assert max(len(line) for line in found[4].splitlines()) <= 80


def test_the_first_article_comes_out_as_shown(shared: Path) -> None:
    assert shared
    seed = refresh.read_seed()
    shown = [f for _, f in generated() if f[1] == "seed"]
    assert len(shown) >= 14
    for found in shown:
        now = refresh.block(found[1], found[2].strip(" :"), found[3].strip(), seed)
        assert found[4] == now, f"{found[0].splitlines()[0]}: python docs/refresh.py brings it up to date"


def test_every_figure_has_its_yardstick() -> None:
    text = (ROOT / "docs" / "figures.md").read_text(encoding="utf-8")
    measured = {name for found in refresh.TABLE.finditer(text) for name in found[1].split(", ")}
    assert measured == {y.name for y in YARDSTICKS}
    for found in refresh.TABLE.finditer(text):
        columns = len(found[1].split(", "))
        for row in found[2].splitlines()[2:]:
            cells = [cell.strip() for cell in row.split("|")[1:-1]]
            assert re.search(r"`.+?`", cells[0]), row
            assert all(re.fullmatch(r"-?\d+\.\d+", cell) for cell in cells[1 : 1 + columns]), row


def test_figures_are_filled_by_key_and_column() -> None:
    head = "<!-- figures: a, b -->\n| what | A | B | published |\n| --- | --- | --- | --- |\n"
    page = head + "| right (`f1`) | | 1.0 | 90 |\n| (`r`) | | | |\n"
    filled = refresh.with_figures(page, {"a": {"f1": 0.5, "r": 0.125}, "b": {"f1": 61.25}})
    assert "| right (`f1`) | 50.0 | 61.2 | 90 |" in filled
    assert "| (`r`) | 0.12 | | |" in filled


def documented() -> str:
    return "\n".join(page.read_text(encoding="utf-8") for page in PAGES)


def commands() -> Iterator[tuple[str, click.Command]]:
    yield "", main
    yield from main.commands.items()


@pytest.mark.parametrize(("name", "command"), list(commands()), ids=lambda c: c if isinstance(c, str) else "")
def test_every_command_and_option_is_documented(name: str, command: click.Command) -> None:
    text = documented()
    assert f"allegedly {name}".strip() in text
    for parameter in command.params:
        for option in [*parameter.opts, *parameter.secondary_opts]:
            if option.startswith("--"):
                assert re.search(rf"{option}\b", text), f"{option} of `allegedly {name}` stands in no page"
        if isinstance(parameter.type, click.Choice):
            missing = [choice for choice in parameter.type.choices if not re.search(rf"\b{choice}\b", text)]
            assert not missing, f"{missing} of {parameter.name} stand in no page"


def test_links_and_paths_lead_somewhere() -> None:
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", text):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
        for path in re.findall(r"`((?:src|docs|evals|tests|bench)/[\w/.]+)`", text):
            assert (ROOT / path).exists() or path == "evals/floors.toml", f"{page.name}: {path}"


def test_no_sentence_of_the_first_article_is_copied(shared: Path) -> None:
    article = _words((shared / "data/seed/000_ee936e8667926ea9.txt").read_text(encoding="utf-8"))
    runs = {tuple(article[k : k + LONGEST_RUN + 1]) for k in range(len(article) - LONGEST_RUN)}
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        pytest.skip("no git checkout: what belongs to the repository cannot be told")
    listed = subprocess.run([git, "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603
    for name in listed.stdout.splitlines():
        path = ROOT / name
        if path.suffix not in {".md", ".py", ".txt", ".html", ".csv", ".labels", ".json", ".toml"} or not path.exists():
            continue
        words = _words(path.read_text(encoding="utf-8"))
        copied = [" ".join(words[k : k + 9]) for k in range(len(words) - LONGEST_RUN) if tuple(words[k : k + 9]) in runs]
        assert not copied, f"{name}: {copied[0]}"


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())
