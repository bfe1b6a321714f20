"""Chinese numerals, and the numbers by which articles are called."""

from __future__ import annotations

import re

_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2, "壹": 1, "贰": 2, "叁": 3}
_UNITS = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100}
NUMERAL = "[〇○零一二两三四五六七八九十百千0-9０-９]+"
_KEY = re.compile(rf"^第?\s*({NUMERAL})\s*[条條]\s*(?:之\s*({NUMERAL}))?$")


def chinese_to_int(text: str) -> int | None:
    """三十五, 一千二百四十, 35, ３５, 二〇二六; None when it is no number. Up to 9999, and plain digits."""
    text = text.strip()
    if text.isdigit():
        return int(text)
    if not text or any(c not in _DIGITS and c not in _UNITS for c in text):
        return None
    if not any(c in _UNITS for c in text):
        return int("".join(str(_DIGITS[c]) for c in text))
    total, digit = 0, None
    for c in text:
        if c in _UNITS:
            total += (1 if digit is None else digit) * _UNITS[c]
            digit = None
        else:
            digit = _DIGITS[c] or None
    return total + (digit or 0)


def int_to_chinese(number: int) -> str:
    """35 to 三十五, as laws print it; 0 to 9999."""
    if not 0 <= number <= 9999:
        raise ValueError(f"{number} is not between 0 and 9999")
    if number < 10:
        return "零一二三四五六七八九"[number]
    text, zero = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            one_ten = unit == 10 and digit == 1 and not text
            text += ("零" if zero and text else "") + ("" if one_ten else "零一二三四五六七八九"[digit]) + name
            zero = False
        elif text:
            zero = True
    return text


def article_key(label: str) -> str | None:
    """第三十五条, 第35条, 35条 to `35`; 第十七条之一 to `17之1`; None when it is no article's name."""
    match = _KEY.match(label.strip())
    return None if match is None else key_of(match[1], match[2])


def key_of(number: str, inserted: str | None) -> str | None:
    value = chinese_to_int(number)
    if value is None or inserted is None:
        return None if value is None else str(value)
    extra = chinese_to_int(inserted)
    return None if extra is None else f"{value}之{extra}"


def article_label(key: str) -> str:
    """`35` to 第三十五条, `17之1` to 第十七条之一, `附1` to 附件一; any other key as it is."""
    number, _, inserted = key.partition("之")
    if number.isdigit() and int(number) <= 9999:
        tail = f"之{int_to_chinese(int(inserted))}" if inserted.isdigit() else ""
        return f"第{int_to_chinese(int(number))}条{tail}"
    if key.startswith("附") and key[1:].isdigit():
        return f"附件{int_to_chinese(int(key[1:]))}"
    return key
