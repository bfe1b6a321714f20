"""The rules of the house that no linter holds; CONTRIBUTING.md says why each is there."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
INSTALLED = packages_distributions()
"""Import name to the distributions that bring it."""
FOLDERS = ["agents", "eval", "finetune", "knowledge", "serve", "tools"]
CODE = sorted(path for folder in [*FOLDERS, "tests", ".ci"] for path in (ROOT / folder).rglob("*.py"))
PRODUCT = [path for path in CODE if path.relative_to(ROOT).parts[0] in FOLDERS]
TEXTS = [
    *CODE,
    *(
        ROOT / name
        for name in ["guiyan", "pyproject.toml", "commands.toml", "requirements.lock", "requirements-dev.lock"]
    ),
    *(path for pattern in ["*.md", ".ci/*", ".env.example"] for path in ROOT.glob(pattern)),
    *(path for folder in FOLDERS for pattern in ["*.md", "*.toml"] for path in (ROOT / folder).rglob(pattern)),
]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
LAUNCHER_ONLY = {"test", "bundle", "eval"}
"""Commands that do not enter through serve."""


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("folder", FOLDERS)
def test_no_installed_package_takes_our_import_name(folder: str) -> None:
    takers = set(INSTALLED.get(folder, [])) - {"guiyan"}
    assert not takers, f"{takers} installs an import name {folder!r}: which one wins depends on where Python starts"


@pytest.mark.parametrize("path", [*CODE, ROOT / "guiyan"], ids=name_of)
def test_a_file_is_read_on_a_few_screens(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= 300, "split it by idea"


@pytest.mark.parametrize("path", CODE, ids=name_of)
def test_a_file_says_first_what_it_is_for(path: Path) -> None:
    assert not path.read_text().strip() or ast.get_docstring(ast.parse(path.read_text()))


@pytest.mark.parametrize("path", CODE, ids=name_of)
def test_a_module_is_named_for_what_it_holds(path: Path) -> None:
    parts = set(path.relative_to(ROOT).with_suffix("").parts)
    assert not parts & {"utils", "util", "common", "helpers", "helper", "misc", "base", "core", "legacy"}
    assert not re.search(r"(_v\d+|_old|_new)$|^new_", path.stem)


def test_test_folders_are_not_packages() -> None:
    assert not list((ROOT / "tests").rglob("__init__.py")), "tests/agents/__init__.py would be imported as agents"


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_folder_with_code_is_a_package_that_tells_its_question(folder: str) -> None:
    if not any(path.read_text().strip() for path in (ROOT / folder).rglob("*.py")):
        pytest.skip(f"{folder} holds no code yet")
    assert (ROOT / folder / "__init__.py").exists()
    assert len((ROOT / folder / "README.md").read_text().splitlines()) <= 40


@pytest.mark.parametrize("path", TEXTS, ids=name_of)
def test_a_file_knows_no_machine_and_no_unfinished_business(path: Path) -> None:
    places = ["/" + "root/", "/" + "work/", "/" + "home/", "/" + "opt/", "pypi" + ".org", "python" + "hosted.org"]
    found = [place for place in [*places, "TO" + "DO", "FIX" + "ME"] if place in path.read_text()]
    assert not found


@pytest.mark.parametrize("path", PRODUCT, ids=name_of)
def test_what_is_imported_is_declared(path: Path) -> None:
    everything = [*PROJECT["dependencies"], *(line for extra in ["qdrant", "neo4j"] for line in extras()[extra])]
    declared = {canonicalize_name(Requirement(line).name) for line in everything}
    for module in imported_modules(path) - set(sys.stdlib_module_names) - set(FOLDERS):
        distributions = {canonicalize_name(name) for name in INSTALLED.get(module, [])}
        assert distributions & declared, (
            f"{module} comes from {distributions or 'nowhere'}, not named in pyproject.toml"
        )


def extras() -> dict[str, list[str]]:
    return dict(PROJECT["optional-dependencies"])


def imported_modules(path: Path) -> set[str]:
    nodes = list(ast.walk(ast.parse(path.read_text())))
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    origins = {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.level == 0 and node.module}
    return {name.split(".")[0] for name in plain | origins}


def test_the_command_list_is_what_serve_takes() -> None:
    commands = pytest.importorskip("serve.__main__").COMMANDS
    assert set(tomllib.loads((ROOT / "commands.toml").read_text())) == set(commands) | LAUNCHER_ONLY


@pytest.mark.parametrize("path", [path for path in TEXTS if path.suffix == ".md"], ids=name_of)
def test_commands_in_the_documents_exist(path: Path) -> None:
    known = set(tomllib.loads((ROOT / "commands.toml").read_text()))
    assert set(re.findall(r"\./guiyan ([a-z][\w-]*)", path.read_text())) <= known


@pytest.mark.parametrize("path", [path for path in TEXTS if path.suffix == ".md"], ids=name_of)
def test_links_in_the_documents_lead_somewhere(path: Path) -> None:
    targets = re.findall(r"\]\((?!https?:)([^)#]+)", path.read_text())
    assert [target for target in targets if not (path.parent / target).exists()] == []
