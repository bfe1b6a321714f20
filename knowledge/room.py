"""Room on the disk, asked for before it is used.

A file that is mapped into memory ends the process without a word (SIGBUS) where the disk has no room left for it.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from .errors import StoreUnavailable


def require_room(folder: Path, mebibytes: int, *, whose: str) -> None:
    """StoreUnavailable when the disk of `folder` has less left; `whose` says what needs it."""
    free = shutil.disk_usage(folder).free >> 20
    if free < mebibytes:
        raise StoreUnavailable(
            f"{whose} 所在的磁盘只剩 {free} MB，至少要有 {mebibytes} MB；请腾出空间后重试，已有内容未变"
        )
