"""The environment of training: whole, of its lock, or not there."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from serve import training_environment
from serve.training_environment import make_training_environment
from tools import ToolError


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    path = tmp_path / "requirements-finetune.lock"
    path.write_text("torch==2.13.0\n", encoding="utf-8")
    return path


def test_it_is_made_from_the_lock_once(lock: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed: list[Path] = []
    monkeypatch.setattr(training_environment, "_install", lambda _folder, given: installed.append(given))
    for _ in range(2):
        make_training_environment(tmp_path / "own", lock)
    assert installed == [lock]
    assert (tmp_path / "own" / "bin" / "python").exists()
    lock.write_text("torch==2.14.0\n", encoding="utf-8")
    make_training_environment(tmp_path / "own", lock)
    assert installed == [lock, lock]


def test_an_install_that_fails_leaves_none(lock: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = "WARNING: x\nERROR: No matching distribution found for torch\n"
    real = subprocess.run

    def no_network(command: list[str], **options: Any) -> subprocess.CompletedProcess[str]:
        if "--require-hashes" not in command:
            return real(command, **options)
        return subprocess.CompletedProcess(command, 1, "", said)

    monkeypatch.setattr(subprocess, "run", no_network)
    with pytest.raises(ToolError, match="训练环境装不起来：ERROR: No matching distribution found for torch"):
        make_training_environment(tmp_path / "own", lock)
    assert not (tmp_path / "own" / "guiyan.json").exists()


def test_training_without_it_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training_environment, "FOLDER", tmp_path / "none")
    with pytest.raises(ToolError, match=r"请先运行 \./guiyan setup --finetune"):
        training_environment.trainer()


def test_another_lock_s_environment_does_not_train(lock: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training_environment, "FOLDER", tmp_path)
    monkeypatch.setattr(training_environment, "LOCK", lock)
    (tmp_path / "guiyan.json").write_text(json.dumps({"lock": "another"}), encoding="utf-8")
    with pytest.raises(ToolError, match="与锁文件不符"):
        training_environment.trainer()
