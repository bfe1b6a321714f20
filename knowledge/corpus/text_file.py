"""A file's bytes as text, or one sentence saying why it is none."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from knowledge.errors import UnreadableDocument

LARGEST = 20_000_000
"""Bytes a file."""
_INVISIBLE = re.compile(r"<style\b.*?</style>|<!--(?!\s*INFO END).*?-->", re.S | re.I)
_CHINESE = re.compile(r"[一-鿿]")


def read_text_file(path: Path) -> str:
    """UTF-8, UTF-16 with BOM or GB18030; without style sheets and comments, save the mark INFO END."""
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise _refused(path, f"{size / 1_000_000:.0f} MB，超过每个文件 {LARGEST // 1_000_000} MB 的上限")
        raw = path.read_bytes()
    except OSError as error:
        raise _refused(path, f"读不出（{error.strerror}）") from error
    if not raw.strip():
        raise _refused(path, "空文件")
    text = _decoded(raw, path)
    text = _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    if len(_CHINESE.findall(text)) * 10 < len(re.sub(r"\s", "", text)):
        raise _refused(path, "内容不是中文法律文本")
    return text


def _decoded(raw: bytes, path: Path) -> str:
    encodings = ["utf-16"] if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else ["utf-8-sig", "gb18030"]
    if encodings[0] != "utf-16" and b"\0" in raw:
        raise _refused(path, "不是文本文件")
    for encoding in encodings:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _refused(path, "编码不是 UTF-8 或 GB18030，认不出文字")


def _refused(path: Path, why: str) -> UnreadableDocument:
    return UnreadableDocument(f"{path.name}：{why}")
