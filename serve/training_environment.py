"""`.venv-finetune`: torch and what else training needs, apart from what everything else runs on."""

from __future__ import annotations

import fcntl
import hashlib
import json
import shutil
import subprocess
import sys
import venv
from pathlib import Path

from tools import ToolError

from .settings import ROOT

FOLDER = ROOT / ".venv-finetune"
LOCK = ROOT / "requirements-finetune.lock"
ROOM_MIB = 4000
_STAMP = "guiyan.json"
"""Written last: without it the environment counts as half made."""


def trainer() -> Path:
    """The interpreter that trains; ToolError where the environment is not there or of another lock."""
    if not _stands(FOLDER, LOCK):
        raise ToolError("没有训练环境，或它与锁文件不符；请先运行 ./guiyan setup --finetune")
    return FOLDER / "bin" / "python"


def make_training_environment(folder: Path = FOLDER, lock: Path = LOCK) -> None:
    """Left alone where it holds the lock already, else made anew; needs the package registry."""
    with folder.with_name(f"{folder.name}.lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        if _stands(folder, lock):
            return
        if shutil.disk_usage(folder.parent).free < ROOM_MIB << 20:
            raise ToolError(f"磁盘空间不足：训练环境在 {folder.parent} 需要 {ROOM_MIB} MB 空余")
        shutil.rmtree(folder, ignore_errors=True)
        venv.create(folder, with_pip=False)
        _install(folder, lock)
        (folder / _STAMP).write_text(json.dumps({"lock": _digest(lock)}), encoding="utf-8")


def _install(folder: Path, lock: Path) -> None:
    *pip, _ = json.loads((Path(sys.prefix) / _STAMP).read_text(encoding="utf-8"))["pip"]  # the last: which environment
    into = [*pip, str(folder / "bin" / "python")] if pip[-1] == "--python" else [*pip, "pip", "--python", str(folder)]
    command = [*into, "install", "--no-deps", "--require-hashes", "--only-binary", ":all:", "--no-input"]
    ran = subprocess.run(
        [*command, "--progress-bar", "off", "--quiet", "-r", str(lock)], capture_output=True, text=True, check=False
    )
    if ran.returncode:
        said = [line for line in ran.stderr.splitlines() if line.startswith("ERROR")]
        raise ToolError(f"训练环境装不起来：{said[-1] if said else ran.returncode}；联网并腾出空间后再运行")


def _stands(folder: Path, lock: Path) -> bool:
    try:
        return bool(json.loads((folder / _STAMP).read_text(encoding="utf-8"))["lock"] == _digest(lock))
    except (OSError, ValueError, KeyError):
        return False


def _digest(lock: Path) -> str:
    return hashlib.sha256(lock.read_bytes()).hexdigest()
