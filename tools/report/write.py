"""A report written to a file, Word or PDF by its name: wholly or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from tools.tool import ToolError

from .content import Report
from .pdf import pdf_of
from .word import word_of

_WRITERS = {".docx": word_of, ".pdf": pdf_of}


def writable(path: Path) -> Path:
    """ToolError before any work is done for a file that could not be written."""
    if path.suffix.lower() not in _WRITERS:
        raise ToolError(f"报告 {path.name} 的格式不认识：文件名应以 .docx 或 .pdf 结尾")
    if not path.parent.is_dir():
        raise ToolError(f"报告写不进 {path}：文件夹 {path.parent} 不存在，请先建好")
    return path


def write_document(report: Report, path: Path) -> None:
    made = _WRITERS[writable(path).suffix.lower()](report)
    try:
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(made)
            Path(name).replace(path)
        finally:
            Path(name).unlink(missing_ok=True)
    except OSError as error:
        raise ToolError(f"报告写不进 {path}：{error.strerror}；请检查权限和磁盘空间") from error
