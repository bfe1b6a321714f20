"""A bundle is taken whole and untampered, or refused with one sentence that names the member."""

from __future__ import annotations

import hashlib
import io
import json
import os
import platform
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
HERE = [platform.machine(), f"{sys.version_info.major}.{sys.version_info.minor}"]
FILES = {
    "guiyan": (ROOT / "guiyan").read_bytes(),
    "commands.toml": (ROOT / "commands.toml").read_bytes(),
    "requirements.lock": b"",
    "knowledge/laws.txt": "第一条".encode(),
    "wheels/thing-1.0-py3-none-any.whl": b"wheel",
}


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A folder on the machine that is cut off, with the launcher only."""
    folder = tmp_path / "machine"
    folder.mkdir()
    shutil.copy(ROOT / "guiyan", folder)
    return folder


def bundle(folder: Path, files: dict[str, bytes], *, made_for: list[str] = HERE, **changed: bytes | None) -> Path:
    """A bundle whose manifest is of `files` and whose members are changed (None: left out) afterwards."""
    manifest = {"made_for": made_for, "files": {n: hashlib.sha256(data).hexdigest() for n, data in files.items()}}
    path = folder / "small.guiyan"
    with tarfile.open(path, "w:") as archive:
        for name, data in {"MANIFEST.json": json.dumps(manifest).encode(), **files, **changed}.items():
            if data is not None:
                member = tarfile.TarInfo(name)
                member.size, member.mode = len(data), 0o755
                archive.addfile(member, io.BytesIO(data))
    return path


def install(machine: Path, path: Path) -> subprocess.CompletedProcess[str]:
    """`help`, so that nothing but the bundle is installed."""
    return subprocess.run(
        ["./guiyan", "help", "--offline", str(path)], cwd=machine, capture_output=True, text=True, check=False
    )


def refusal(machine: Path, path: Path) -> str:
    ended = install(machine, path)
    assert ended.returncode == 3
    assert sorted(entry.name for entry in machine.iterdir() if entry != path) == ["guiyan"], (
        "nothing may be left behind"
    )
    return ended.stderr.splitlines()[-1]


def test_a_whole_bundle_brings_code_and_wheels_and_starts_over_with_them(machine: Path) -> None:
    ended = install(machine, bundle(machine, FILES))
    assert ended.returncode == 0, ended.stderr
    assert "用法" in ended.stdout
    assert (machine / "knowledge" / "laws.txt").read_text() == "第一条"
    assert (machine / ".venv-wheels" / "thing-1.0-py3-none-any.whl").read_bytes() == b"wheel"


def test_a_changed_member_is_named(machine: Path) -> None:
    tampered = bundle(machine, FILES, **{"knowledge/laws.txt": "第二条".encode()})
    assert refusal(machine, tampered) == "离线包被拒绝：knowledge/laws.txt 与清单的校验和不符"


def test_a_member_beyond_the_manifest_is_named(machine: Path) -> None:
    assert refusal(machine, bundle(machine, FILES, extra=b"")) == "离线包被拒绝：extra 与清单的校验和不符"


def test_a_missing_member_is_named(machine: Path) -> None:
    short = bundle(machine, FILES, **{"knowledge/laws.txt": None})
    assert refusal(machine, short) == "离线包不完整：缺 knowledge/laws.txt"


@pytest.mark.parametrize("name", ["../outside", "/tmp/outside", "knowledge/../../outside"])
def test_a_path_that_leaves_the_folder_is_refused(machine: Path, name: str) -> None:
    escaping = bundle(machine, {**FILES, name: b"x"})
    assert refusal(machine, escaping) == f"离线包被拒绝：成员 {name} 不是普通文件，或路径越界"
    assert not (machine.parent / "outside").exists()


def test_a_link_is_refused(machine: Path) -> None:
    path = bundle(machine, FILES)
    with tarfile.open(path, "a:") as archive:
        link = tarfile.TarInfo("link")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    assert refusal(machine, path) == "离线包被拒绝：成员 link 不是普通文件，或路径越界"


def test_a_cut_off_copy_is_refused(machine: Path) -> None:
    path = bundle(machine, FILES)
    os.truncate(path, 4000)
    assert refusal(machine, path) == f"{path} 不是完整的离线包；请重新拷贝"


def test_a_bundle_for_another_machine_is_refused(machine: Path) -> None:
    foreign = bundle(machine, FILES, made_for=["riscv64", "3.11"])
    assert refusal(machine, foreign).startswith("离线包给 riscv64 和 Python 3.11 打的，这里是")


def test_the_next_bundle_takes_away_what_it_no_longer_has(machine: Path) -> None:
    install(machine, bundle(machine, {**FILES, "agents/gone.py": b""}))
    assert (machine / "agents" / "gone.py").exists()
    install(machine, bundle(machine, FILES))
    assert not (machine / "agents" / "gone.py").exists()


def test_a_git_checkout_keeps_its_own_code(machine: Path) -> None:
    (machine / ".git").mkdir()
    (machine / "requirements.lock").write_text("another==1.0\n")
    assert "这里是 git 检出" in install(machine, bundle(machine, FILES)).stderr
    assert not (machine / "knowledge").exists()


@pytest.mark.long
@pytest.mark.timeout(900)
@pytest.mark.skipif(os.geteuid() != 0, reason="only root may unshare networks")
@pytest.mark.skipif(not (ROOT / ".venv" / "guiyan.json").exists(), reason="the bundle is made by ./guiyan, not here")
def test_a_machine_that_is_cut_off_installs_and_answers(machine: Path) -> None:
    path = machine / "whole.guiyan"
    subprocess.run([ROOT / "guiyan", "bundle", path], check=True)
    installs = "ip link set lo up && ./guiyan setup --offline whole.guiyan"
    asks = './guiyan provision "土地管理法第三十五条" --json'
    cut_off = ["unshare", "--net", "sh", "-c", f"{installs} && {asks}"]
    ended = subprocess.run(cut_off, cwd=machine, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    assert json.loads(ended.stdout.splitlines()[-1])["article"] == "第三十五条"
