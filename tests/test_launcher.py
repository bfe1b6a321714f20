"""The launcher where nothing is installed yet: what it says; half an install is never taken for a whole one."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import subprocess
import sys
import time
import tomllib
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
NEEDS_NAMESPACES = pytest.mark.skipif(os.geteuid() != 0, reason="only root may unshare mounts and networks")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """The root files alone, in a folder whose name has a space."""
    folder = tmp_path / "一个 检出"
    folder.mkdir()
    for name in ["guiyan", "commands.toml", "requirements.lock", "requirements-servers.lock", "requirements-dev.lock"]:
        shutil.copy(ROOT / name, folder)
    return folder


@pytest.fixture
def launcher(checkout: Path) -> Any:
    loader = SourceFileLoader("launcher", str(checkout / "guiyan"))
    spec = spec_from_loader("launcher", loader)
    assert spec is not None
    module = module_from_spec(spec)
    loader.exec_module(module)
    return module


def run(command: list[str], folder: Path, *, patience: float = 100) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=patience)


def test_alone_it_lists_the_commands_before_anything_is_installed(checkout: Path) -> None:
    listed = run(["./guiyan"], checkout)
    assert listed.returncode == 0
    assert all(command in listed.stdout for command in tomllib.loads((ROOT / "commands.toml").read_text()))


def test_its_syntax_is_one_that_python_3_6_can_read() -> None:
    ast.parse((ROOT / "guiyan").read_text(), feature_version=(3, 6))


def test_an_older_python_is_told_which_one_is_needed(checkout: Path) -> None:
    pretend = "import sys, runpy; sys.version_info = (3, 9); runpy.run_path('guiyan', run_name='__main__')"
    told = run(["env", f"PATH={checkout}", sys.executable, "-c", pretend, "up"], checkout)
    assert told.returncode == 3
    assert told.stderr == "需要 Python 3.11 或更新版本，这里是 3.9；装好后再运行 ./guiyan\n"


def test_an_install_without_its_stamp_counts_as_half_made(launcher: Any) -> None:
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", launcher.VENV], check=True)
    assert not launcher.environment_holds(launcher.LOCK)


def test_a_finished_install_holds_its_lock_and_no_other(launcher: Any) -> None:
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", launcher.VENV], check=True)
    made = {
        "interpreter": str(launcher.PYTHON.resolve()),
        "locks": {"requirements.lock": launcher.digest(launcher.LOCK)},
    }
    launcher.STAMP.write_text(json.dumps(made))
    assert launcher.environment_holds(launcher.LOCK)
    assert not launcher.environment_holds(launcher.TEST_LOCK)


def test_an_interpreter_that_went_away_makes_the_install_void(launcher: Any) -> None:
    launcher.PYTHON.parent.mkdir(parents=True)
    launcher.PYTHON.symlink_to("/nowhere/python3.11")
    made = {"interpreter": "/nowhere/python3.11", "locks": {"requirements.lock": launcher.digest(launcher.LOCK)}}
    launcher.STAMP.write_text(json.dumps(made))
    assert not launcher.environment_holds(launcher.LOCK)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", "磁盘已满"),
        ("WARNING: Retrying: Failed to establish a new connection: [Errno 101]", "连不上包源"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE", "校验和不符"),
    ],
)
def test_what_pip_says_becomes_a_sentence_with_a_way_out(launcher: Any, said: str, sentence: str) -> None:
    assert sentence in next(why for sign, why in launcher.WHY_INSTALLS_FAIL if re.search(sign, said))


@pytest.mark.long
@pytest.mark.timeout(500)
def test_an_install_killed_half_way_is_done_again(checkout: Path, launcher: Any) -> None:
    packages = launcher.VENV / "lib" / f"python{sys.version_info.major}.{sys.version_info.minor}" / "site-packages"
    with subprocess.Popen(["./guiyan", "setup"], cwd=checkout, stderr=subprocess.DEVNULL) as first:
        while first.poll() is None and not list(packages.glob("a*")):
            time.sleep(0.05)
        first.kill()
    assert not launcher.environment_holds(launcher.LOCK)
    run(["./guiyan", "setup"], checkout, patience=400)
    assert launcher.environment_holds(launcher.LOCK)
    assert run([str(launcher.PYTHON), "-c", "import numpy, yarl, zstandard"], checkout).returncode == 0


@pytest.mark.long
@NEEDS_NAMESPACES
def test_without_a_network_it_says_so(checkout: Path) -> None:
    told = run(["unshare", "--net", "./guiyan", "setup"], checkout)
    assert told.returncode == 3
    assert told.stderr.splitlines()[-1] == "连不上包源；联网后再试，或用 --offline 离线包"
    assert not (checkout / ".venv" / "guiyan.json").exists()


@pytest.mark.long
@NEEDS_NAMESPACES
def test_on_a_read_only_disk_it_says_so(checkout: Path) -> None:
    read_only = 'mount --bind "$PWD" "$PWD" && mount -o remount,ro,bind "$PWD" && cd "$PWD" && ./guiyan setup'
    told = run(["unshare", "--mount", "sh", "-c", read_only], checkout)
    assert told.returncode == 3
    assert told.stderr == f"{checkout / '.venv.lock'} 在只读的盘上；换一个目录后再试\n"


@pytest.mark.long
@NEEDS_NAMESPACES
def test_on_a_full_disk_it_says_so(checkout: Path) -> None:
    (checkout / "small").mkdir()
    full = "mount -t tmpfs -o size=20m tmpfs small && cp guiyan *.lock small && small/guiyan setup"
    told = run(["unshare", "--mount", "sh", "-c", full], checkout)
    assert told.returncode == 3
    assert told.stderr == f"磁盘空间不足：{checkout / 'small'} 需要 2500 MB 空余\n"
