"""Which encoding the bytes of Chinese text are in, when the file does not say, or says another."""

from __future__ import annotations

import codecs
from collections.abc import Iterable

UTF_8, GBK = "utf-8", "gb18030"
"""GB 18030 holds GBK and GB 2312."""
_IDEOGRAPHS = ("\u3400", "\u9fff")


def encoding_of(values: Iterable[bytes], declared: str | None = None) -> str | None:
    """UTF-8 where every value is and one holds an ideograph; else the declared or GBK; None where neither fits.

    Two bytes of GBK are often two bytes of UTF-8 too, but then Greek or Arabic, hardly ever ideographs.
    """
    texts = [value for value in values if not value.isascii()]
    if not texts:
        return declared or UTF_8
    utf8 = [decoded(text, UTF_8) for text in texts]
    if all(text is not None for text in utf8) and any(_holds_ideograph(text) for text in utf8 if text):
        return UTF_8
    for encoding in dict.fromkeys(known for known in (declared, GBK, UTF_8) if known):
        if all(decoded(text, encoding) is not None for text in texts):
            return encoding
    return None


def decoded(value: bytes, encoding: str) -> str | None:
    """None where the bytes are not of this encoding; a character cut off by the width of its field is left out."""
    try:
        return codecs.getincrementaldecoder(encoding)("strict").decode(value, final=False)
    except UnicodeDecodeError:
        return None


def named_encoding(written: str) -> str | None:
    """Of a .cpg file: UTF-8, 936, ANSI 936, GB2312, CP936 …; None where it means nothing known."""
    name = written.strip().lower().removeprefix("ansi").strip()
    if name.isdigit():
        name = {"65001": UTF_8}.get(name, f"cp{name}")
    try:
        found = codecs.lookup(name).name
    except (LookupError, ValueError):
        return None
    return GBK if found in ("gbk", "gb2312", "gb18030", "cp936") else found


def _holds_ideograph(text: str) -> bool:
    low, high = _IDEOGRAPHS
    return any(low <= character <= high for character in text)
