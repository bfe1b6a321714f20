"""One process at a time holds the embedded stores."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

from .errors import StoreUnavailable


class FolderLock:
    """Held until `release` or the end of the process, however it ends."""

    def __init__(self, folder: Path) -> None:
        path = folder / "lock"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._file = path.open("a+", encoding="utf-8")
        except OSError as error:
            raise StoreUnavailable(f"知识库文件夹 {folder} 打不开：{error.strerror}；请检查路径和权限") from error
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            self._file.seek(0)
            holder = self._file.read().strip() or "未知"
            self._file.close()
            raise StoreUnavailable(
                f"知识库 {folder} 正由进程 {holder} 使用；嵌入式存储一次只能由一个进程打开，"
                "请通过正在运行的服务使用，或用 ./guiyan stop 停止它"
            ) from error
        try:
            self._file.truncate(0)
            os.write(self._file.fileno(), str(os.getpid()).encode())
        except OSError as error:
            self._file.close()
            raise StoreUnavailable(
                f"知识库文件夹 {folder} 写不进去：{error.strerror}；请检查磁盘空间后重试，已有内容未变"
            ) from error

    def release(self) -> None:
        self._file.close()
