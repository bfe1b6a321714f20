"""What a figure was measured on, in one line."""

from __future__ import annotations

import platform
import resource
from importlib.metadata import version
from os import cpu_count


def machine_line() -> str:
    packages = " ".join(f"{name} {version(name)}" for name in ("tantivy", "qdrant-edge-py", "onnxruntime"))
    return f"机器：{cpu_count()} 核 {platform.machine()}，Python {platform.python_version()}，{packages}"


def resident_megabytes() -> int:
    """Most this process ever held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
