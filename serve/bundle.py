"""One file for a machine that is cut off: the code with its vectors, the wheels of the lock, a checksum of everything.

A plain tar, so that `tar xf FILE guiyan` brings out the launcher, which checks and unpacks the rest.
"""

from __future__ import annotations

import hashlib
import io
import json
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path

from knowledge.projections import Progress
from tools import ToolError

ROOT = Path(__file__).resolve().parent.parent
MANIFEST = "MANIFEST.json"
LOCK = "requirements-servers.lock"
OLDEST_GLIBC, NEWEST_GLIBC = 17, 28  # minor versions of glibc 2: what the wheels of the lock ask for at most


def write_bundle(file: Path, *, machine: str, python: str, progress: Progress) -> None:
    """Written beside `file` first, so that a bundle under its own name is whole."""
    with tempfile.TemporaryDirectory(dir=file.resolve().parent, prefix=".bundle-") as scratch:
        wheels = Path(scratch) / "wheels"
        download_wheels(wheels, machine=machine, python=python, progress=progress)
        members = {name: ROOT / name for name in code_files()}
        members |= {f"wheels/{wheel.name}": wheel for wheel in sorted(wheels.iterdir())}
        unfinished = Path(scratch) / "bundle"
        with tarfile.open(unfinished, "w:") as archive:
            manifest = json.dumps(
                {"made_for": [machine, python], "files": {name: sha256(path) for name, path in members.items()}}
            ).encode()
            add(archive, MANIFEST, io.BytesIO(manifest), len(manifest))
            for name, path in members.items():
                with path.open("rb") as stream:
                    add(archive, name, stream, path.stat().st_size, executable=bool(path.stat().st_mode & 0o100))
        unfinished.replace(file)


def add(archive: tarfile.TarFile, name: str, stream: io.BufferedIOBase, size: int, *, executable: bool = False) -> None:
    """Only name, content and the executable bit: the same input gives the same bundle."""
    member = tarfile.TarInfo(name)
    member.size, member.mode = size, 0o755 if executable else 0o644
    archive.addfile(member, stream)


def code_files() -> list[str]:
    """What git tracks; on a machine that was itself installed from a bundle, what that brought."""
    if (ROOT / ".git").exists():
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
        return [name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]
    try:
        files = json.loads((ROOT / ".venv-wheels" / MANIFEST).read_text())["files"]
    except FileNotFoundError as missing:
        raise ToolError(f"{ROOT} 既不是 git 检出，也不是由离线包装成的，不知道该打进哪些文件") from missing
    return [name for name in files if not name.startswith("wheels/")]


def download_wheels(target: Path, *, machine: str, python: str, progress: Progress) -> None:
    total = sum("==" in line for line in (ROOT / LOCK).read_text().splitlines())
    pip: list[str] = json.loads((Path(sys.prefix) / "guiyan.json").read_text())["pip"]
    command = [*pip, "download", "--no-deps", "--require-hashes", "--only-binary", ":all:", "--progress-bar", "off"]
    command += ["--no-input", "--python-version", python, "--implementation", "cp", *platform_flags(machine)]
    command += ["--dest", str(target), "-r", LOCK]
    said = [""]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
    ) as download:
        assert download.stdout is not None
        done = 0
        for line in download.stdout:
            said += [line.strip()] if line.startswith("ERROR") else []
            done += line.startswith(("Collecting ", "Processing "))
            progress("收集轮子", done, total)
    if download.returncode:
        raise ToolError(f"{machine} 上 Python {python} 的轮子没有收全：{said[-1]}")


def platform_flags(machine: str) -> Iterator[str]:
    for glibc in range(NEWEST_GLIBC, OLDEST_GLIBC - 1, -1):
        yield from ("--platform", f"manylinux_2_{glibc}_{machine}")
    yield from ("--platform", f"manylinux2014_{machine}")
    if machine == "x86_64":
        yield from ("--platform", "manylinux2010_x86_64", "--platform", "manylinux1_x86_64")


def sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
