"""The lock files name everything that is installed, each with its hashes, and nothing about where it comes from."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
PROJECT = PYPROJECT["project"]
LEFT_OUT = {Requirement(line).name for line in PYPROJECT["tool"]["uv"]["override-dependencies"]}
LOCKS = {
    "requirements.lock": [],
    "requirements-servers.lock": ["qdrant", "neo4j"],
    "requirements-dev.lock": ["qdrant", "neo4j", "dev"],
}


def entries(lock: str) -> list[str]:
    """Each pin with its hashes, continuation lines joined, comments dropped."""
    lines = [line for line in (ROOT / lock).read_text().splitlines() if not line.lstrip().startswith("#")]
    return [entry for entry in re.sub(r"\s*\\\n\s*", " ", "\n".join(lines)).splitlines() if entry.strip()]


def pins(lock: str) -> dict[str, str]:
    found = [re.match(r"([a-z0-9.-]+)==(\S+)", entry) for entry in entries(lock)]
    return {match[1]: match[2] for match in found if match}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_line_is_a_pin_with_hashes(lock: str) -> None:
    pinned = re.compile(r"[a-z0-9.-]+==\S+( ; [^-]+?)?( --hash=sha256:[0-9a-f]{64})+")
    assert [entry[:60] for entry in entries(lock) if not pinned.fullmatch(entry)] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_the_lock_satisfies_what_pyproject_asks_for(lock: str) -> None:
    asked = [*PROJECT["dependencies"], *(line for e in LOCKS[lock] for line in PROJECT["optional-dependencies"][e])]
    pinned = pins(lock)
    for requirement in map(Requirement, asked):
        name = canonicalize_name(requirement.name)
        if name != "guiyan":
            assert name in pinned, f"{name}: run .ci/lock"
            assert requirement.specifier.contains(pinned[name], prereleases=True), f"{requirement}: run .ci/lock"


@pytest.mark.parametrize("lock", LOCKS)
def test_the_lock_names_what_its_packages_need(lock: str) -> None:
    pinned = pins(lock)
    for name in pinned:
        for requirement in map(Requirement, needs(name)):
            needed = canonicalize_name(requirement.name)
            wanted = requirement.marker is None or requirement.marker.evaluate({"extra": ""})
            assert not wanted or needed in pinned or needed in LEFT_OUT, f"{name} needs {needed}: run .ci/lock"


def needs(name: str) -> list[str]:
    try:
        return requires(name) or []
    except PackageNotFoundError:  # pinned for another platform
        return []


def test_a_larger_lock_holds_the_very_pins_of_the_smaller_one() -> None:
    default, servers, development = (pins(lock).items() for lock in LOCKS)
    assert default <= servers <= development


def test_the_default_install_has_no_torch_and_no_client_of_a_server() -> None:
    heavy = {"torch", "transformers", "sentence-transformers", "vllm", "qdrant-client", "neo4j", "openai"}
    assert not heavy & set(pins("requirements.lock"))
