"""Files handed in with a question (附件), kept for some days under a name that nobody can guess from another file."""

from __future__ import annotations

import hashlib
import re
import shutil
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from ..tool import ToolError

FORMATS = (".geojson", ".json", ".gpkg", ".zip", ".txt", ".dxf", ".parquet", ".geoparquet")
LARGEST = 64 << 20
"""Bytes of one file."""
KEPT_DAYS = 14
ROOM = 2 << 30
"""Bytes of all files together; the oldest go first."""
_NUMBER = re.compile(r"[0-9a-f]{24}")


@dataclass(frozen=True)
class HandedInFile:
    number: str
    """by which it is asked for"""
    name: str
    size: int


class HandedIn:
    """The same file again is the same number; nothing is ever run or unpacked here."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, name: str, content: bytes) -> HandedInFile:
        name = _plain(name)
        if not name.lower().endswith(FORMATS):
            raise ToolError(f"附件 {name} 的格式不能用；可用 {'、'.join(FORMATS)}（Shapefile、FileGDB 请打成 zip）")
        if len(content) > LARGEST:
            raise ToolError(f"附件 {name} 有 {len(content) >> 20} MB，超过 {LARGEST >> 20} MB 的上限；请只留用地范围")
        if not content:
            raise ToolError(f"附件 {name} 是空的")
        number = hashlib.sha256(name.encode() + b"\0" + content).hexdigest()[:24]
        try:
            self._keep(number, name, content)
        except OSError as error:
            raise ToolError(f"附件 {name} 存不下：{error.strerror}；请检查磁盘空间") from error
        return HandedInFile(number, name, len(content))

    def path(self, number: str) -> Path:
        """ToolError where there is no such file, or no longer."""
        found = self.find(number)
        if found is None:
            raise ToolError(f"没有编号为“{number[:40]}”的附件，或已过期（保存 {KEPT_DAYS} 天）；请重新提交")
        return found

    def find(self, number: str) -> Path | None:
        if not _NUMBER.fullmatch(number):
            return None
        return next((path for path in (self._folder / number).glob("*") if path.is_file()), None)

    def _keep(self, number: str, name: str, content: bytes) -> None:
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._make_room(len(content))
        if (self._folder / number).exists():
            (self._folder / number).touch()
            return
        building = Path(tempfile.mkdtemp(dir=self._folder, prefix="."))
        try:
            (building / name).write_bytes(content)
            building.rename(self._folder / number)
        finally:
            shutil.rmtree(building, ignore_errors=True)

    def _make_room(self, wanted: int) -> None:
        kept = [(folder.stat().st_mtime, folder) for folder in self._folder.iterdir() if _NUMBER.fullmatch(folder.name)]
        sizes = {folder: sum(path.stat().st_size for path in folder.iterdir()) for _, folder in kept}
        total, oldest = sum(sizes.values()) + wanted, time.time() - KEPT_DAYS * 86_400
        for changed, folder in sorted(kept):
            if changed >= oldest and total <= ROOM:
                break
            total -= sizes[folder]
            shutil.rmtree(folder, ignore_errors=True)


def _plain(name: str) -> str:
    """The file's own name without any folder; ToolError where nothing is left of it."""
    plain = re.sub(r"[\x00-\x1f\x7f/\\]", "", name.replace("\\", "/").rsplit("/", 1)[-1]).strip().lstrip(".")
    if not plain or len(plain.encode()) > 200:
        raise ToolError("附件的文件名是空的或太长；请改名再提交")
    return plain
