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

from serve.commands import catalog

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ["agents", "eval", "finetune", "knowledge", "serve", "tools"]
CODE = sorted(path for folder in [*FOLDERS, "tests", ".ci"] for path in (ROOT / folder).rglob("*.py"))
PRODUCT = [path for path in CODE if path.relative_to(ROOT).parts[0] in FOLDERS]
DOCUMENTS = [*ROOT.glob("*.md"), *(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.md"))]
TEXTS = [
    *CODE,
    *DOCUMENTS,
    *(path for pattern in ["guiyan", "*.toml", "*.lock", ".ci/*", ".env.example"] for path in ROOT.glob(pattern)),
    *(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.toml")),
]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
COMMANDS = tomllib.loads((ROOT / "commands.toml").read_text(encoding="utf-8"))
LAUNCHER_ONLY = {"test", "eval"}
"""Commands that do not enter through serve."""


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_no_installed_package_takes_our_import_names() -> None:
    installed = packages_distributions()
    takers = {folder: set(installed.get(folder, [])) - {"guiyan"} for folder in FOLDERS}
    assert not any(takers.values()), f"{takers}: which one is imported would depend on where Python starts"


def test_a_file_is_read_on_a_few_screens() -> None:
    lengths = {name_of(path): len(path.read_text().splitlines()) for path in [*CODE, ROOT / "guiyan"]}
    assert {name: length for name, length in lengths.items() if length > 300} == {}, "split it by idea"


def test_a_file_says_first_what_it_is_for() -> None:
    written = {name_of(path): ast.parse(path.read_text()) for path in CODE if path.read_text().strip()}
    assert [name for name, tree in written.items() if not ast.get_docstring(tree)] == []


def test_a_module_is_named_for_what_it_holds() -> None:
    empty_words = {"utils", "util", "common", "helpers", "helper", "misc", "base", "core", "legacy"}
    dated = re.compile(r"_v\d+$|_old$|_new$|^new_")
    named = {name_of(path): path.relative_to(ROOT).with_suffix("").parts for path in CODE}
    assert [name for name, parts in named.items() if empty_words & set(parts) or dated.search(parts[-1])] == []


def test_test_folders_are_not_packages() -> None:
    assert not list((ROOT / "tests").rglob("__init__.py")), "tests/agents/__init__.py would be imported as agents"


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_folder_with_code_is_a_package_that_says_what_it_answers(folder: str) -> None:
    if not any(path.read_text().strip() for path in (ROOT / folder).rglob("*.py")):
        pytest.skip(f"{folder} holds no code yet")
    assert (ROOT / folder / "__init__.py").exists()
    assert len((ROOT / folder / "README.md").read_text().splitlines()) <= 40


def test_no_file_knows_a_machine_or_an_unfinished_business() -> None:
    places = ["/" + "root/", "/" + "work/", "/" + "home/", "/" + "opt/", "pypi" + ".org", "python" + "hosted.org"]
    unwanted = [*places, "TO" + "DO", "FIX" + "ME"]
    found = {name_of(path): [word for word in unwanted if word in path.read_text()] for path in TEXTS}
    assert {name: words for name, words in found.items() if words} == {}


def test_what_is_imported_is_declared() -> None:
    extras = PROJECT["optional-dependencies"]
    product = ("qdrant", "neo4j", "postgis", "finetune")
    lines = [*PROJECT["dependencies"], *(line for extra in product for line in extras[extra])]
    declared = {canonicalize_name(Requirement(line).name) for line in lines}
    installed = packages_distributions()
    undeclared = {
        (name_of(path), module)
        for path in PRODUCT
        for module in imported_modules(path) - set(sys.stdlib_module_names) - set(FOLDERS)
        if not declared & {canonicalize_name(name) for name in installed.get(module, [module])}
    }
    assert undeclared == set(), "name its distribution in pyproject.toml and run .ci/lock"


def imported_modules(path: Path) -> set[str]:
    nodes = list(ast.walk(ast.parse(path.read_text())))
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    origins = {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.level == 0 and node.module}
    return {name.split(".")[0] for name in plain | origins}


def test_the_command_list_is_what_serve_takes() -> None:
    assert set(COMMANDS) == set(catalog.COMMANDS) | LAUNCHER_ONLY


def test_commands_in_the_documents_exist() -> None:
    named = {(name_of(p), word) for p in DOCUMENTS for word in re.findall(r"\./guiyan ([a-z][\w-]*)", p.read_text())}
    assert {(name, word) for name, word in named if word not in COMMANDS} == set()


def test_links_in_the_documents_lead_somewhere() -> None:
    links = {
        (path, target) for path in DOCUMENTS for target in re.findall(r"\]\((?!https?:)([^)#]+)", path.read_text())
    }
    assert {(name_of(path), target) for path, target in links if not (path.parent / target).exists()} == set()
