"""For every test: nothing leaves this machine, and generated examples may take as long as a slow machine needs."""

from __future__ import annotations

import fcntl
import hashlib
import ipaddress
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parent / "tools" / "compliance"))
from running_service import Place, prepared, running

settings.register_profile("guiyan", deadline=None)
settings.load_profile("guiyan")


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host in ("", "localhost")


def _stay_on_this_machine(event: str, arguments: tuple[Any, ...]) -> None:
    if event != "socket.connect" or not isinstance(arguments[1], tuple):
        return
    host = str(arguments[1][0])
    if not _is_here(host):
        raise ConnectionRefusedError(f"A test reached out to {host}: tests work on a machine that is cut off")


sys.addaudithook(_stay_on_this_machine)


@pytest.fixture(scope="session")
def built_knowledge() -> Path:
    """Folder of a knowledge base with the national laws, built once and closed. Copy it before changing it."""
    from knowledge import KnowledgeSettings, open_knowledge_base

    kept = Path(__file__).resolve().parents[1] / "data" / "test_knowledge"
    folder = kept / hashlib.blake2b(_what_it_rests_on(), digest_size=8).hexdigest()
    kept.parent.mkdir(exist_ok=True)
    with (kept.parent / "test_knowledge.lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)  # one of the processes that test builds it
        if not (folder / "built").exists():
            shutil.rmtree(kept, ignore_errors=True)
            open_knowledge_base(KnowledgeSettings(folder=folder)).close()
            (folder / "built").touch()
    return folder


@pytest.fixture(scope="session")
def knowledge_base(built_knowledge: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The real national laws, opened once for the whole run; only read."""
    from knowledge import KnowledgeSettings, open_knowledge_base

    copy = tmp_path_factory.mktemp("knowledge") / "kb"
    shutil.copytree(built_knowledge, copy)
    base = open_knowledge_base(KnowledgeSettings(folder=copy))
    yield base
    base.close()


@pytest.fixture
def own_knowledge(built_knowledge: Path, tmp_path: Path) -> Path:
    """A copy to change."""
    folder = tmp_path / "kb"
    shutil.copytree(built_knowledge, folder)
    return folder


def _what_it_rests_on() -> bytes:
    """Code and register that a built knowledge base depends on: another of these, another build."""
    root = Path(__file__).resolve().parents[1] / "knowledge"
    files = sorted(p for p in root.rglob("*") if p.suffix in (".py", ".toml", ".npy"))
    return b"".join(hashlib.blake2b(p.read_bytes(), digest_size=8).digest() for p in files)


@pytest.fixture(scope="session")
def zones(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Workspace with a layer of every kind of control; only read."""
    from county_of_zones import build

    return build(tmp_path_factory.mktemp("zones") / "county")


@pytest.fixture(scope="session")
def service_place(built_knowledge: Path, zones: Path, tmp_path_factory: pytest.TempPathFactory) -> Place:
    """Folders of the service of `service_address`: a command typed there goes through it."""
    return prepared(tmp_path_factory.mktemp("service"), built_knowledge, zones)


@pytest.fixture(scope="session")
def service_address(service_place: Place) -> Iterator[str]:
    """Of a real service on its own copy of the national laws."""
    with running(service_place) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Debian's chromium, closed with the module: while playwright runs, nothing else may run an event loop."""
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("chromium is not installed: apt-get install chromium")
    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=[*flags, "--disable-sync", "--no-first-run"])
        yield opened
        opened.close()
