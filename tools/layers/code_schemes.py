"""Which classification a layer follows: 三调, or 用地用海 of 2020 or 2023. One code means other things in each."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from .names import near
from .notices import Notice

SURVEY, USE_2020, USE_2023, MIXED = "三调", "用地用海2020", "用地用海2023", "混用"
SINCE_2023 = date(2023, 11, 22)

CODE_FIELDS: Mapping[str, str] = {
    "DLBM": "DLMC",
    "YDYHFLDM": "YDYHFLMC",
    "YDYHDM": "YDYHMC",
    "GHDLDM": "GHDLMC",
    "GHDLBM": "GHDLMC",
    "YDDM": "YDMC",
    "地类编码": "地块用途",
}
"""Fields that hold codes of land or sea use, with the one beside that holds the name."""

STRAY_SHARE = 0.01
"""Of the features: fewer are slips, not another classification."""


@dataclass(frozen=True)
class CodeScheme:
    name: str
    title: str
    source: str
    confirmed: bool
    codes: Mapping[str, str]


@dataclass(frozen=True)
class Found:
    scheme: str | None
    notices: tuple[Notice, ...] = ()


@cache
def code_schemes() -> Mapping[str, CodeScheme]:
    folder = Path(__file__).parent / "code_schemes"
    read = [tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.toml"))]
    return {one["name"]: CodeScheme(**one) for one in read}


def code_field(fields: tuple[str, ...]) -> str | None:
    """The first of a layer's fields that holds codes."""
    return next((field for wanted in CODE_FIELDS for field in fields if field.upper() == wanted), None)


def name_field(code: str, fields: tuple[str, ...]) -> str | None:
    return next((field for field in fields if field.upper() == CODE_FIELDS[code.upper()]), None)


def followed(
    layer: str,
    field: str,
    used: Mapping[tuple[Any, Any], int],
    *,
    declared: str | None = None,
    edition: date | None = None,
) -> Found:
    """The classification that codes follow, from how often each (code, name) is used; `declared` stands, contradicted
    or not, but a contradiction is told."""
    counts, names, notices = _counted(layer, field, used)
    known = {code: count for code, count in counts.items() if any(code in one.codes for one in code_schemes().values())}
    unknown = {code: count for code, count in counts.items() if code not in known}
    if unknown:
        notices += (_notice(layer, field, "有认不出的编码", unknown, "请核对"),)
    if declared is not None:
        return Found(declared, notices + _contradicted(layer, field, declared, known))
    if sum(known.values()) <= sum(unknown.values()):
        return Found(None, notices)
    best = max(_fit(known, one) for one in code_schemes().values())
    fitting = [name for name, one in code_schemes().items() if _fit(known, one) == best]
    stray = {code: n for code, n in known.items() if not any(code in code_schemes()[name].codes for name in fitting)}
    if sum(stray.values()) > STRAY_SHARE * sum(known.values()):
        return Found(
            MIXED, (*notices, _notice(layer, field, f"混用了几套编码，不属于{fitting[0]}的有", stray, "请统一"))
        )
    if stray:
        notices += (_notice(layer, field, f"有不属于{'、'.join(fitting)}的编码", stray, "请核对"),)
    scheme = _chosen(fitting, field, known, names, edition)
    if scheme is None:
        notices += (
            Notice("地类编码", f"图层“{layer}”的 {field} 按{'、'.join(fitting)}都说得通；请在清单里写 code_scheme"),
        )
    elif scheme == USE_2020:
        notices += (Notice("地类编码", f"图层“{layer}”的 {field} 是 2020 年试行版编码，与 2023 年版有的同码不同义"),)
    return Found(scheme, notices)


def _counted(
    layer: str, field: str, used: Mapping[tuple[Any, Any], int]
) -> tuple[dict[str, int], dict[str, set[str]], tuple[Notice, ...]]:
    """Codes as the tables write them, with their counts and the names beside them."""
    counts: dict[str, int] = {}
    names: dict[str, set[str]] = {}
    empty = numbers = 0
    for (stored, name), count in used.items():
        code = _code(stored)
        numbers += count if not isinstance(stored, str) and code else 0
        if not code:
            empty += count
            continue
        counts[code] = counts.get(code, 0) + count
        if isinstance(name, str) and name.strip():
            names.setdefault(code, set()).add(name.strip())
    told = []
    if empty:
        told.append(Notice("地类编码", f"图层“{layer}”有 {empty} 个图斑的 {field} 是空的"))
    if numbers:
        told.append(Notice("地类编码", f"图层“{layer}”的 {field} 存成了数字，丢了前面的零，已补上；请改存成文字"))
    return counts, names, tuple(told)


def _code(stored: Any) -> str:
    """Without the zeros that fill a code of a higher class up to six digits; "" where there is none."""
    if stored is None or stored != stored:
        return ""
    text = stored.strip().upper() if isinstance(stored, str) else f"{int(stored)}"
    if not isinstance(stored, str) and len(text) % 2:
        text = f"0{text}"
    while len(text) > 2 and text.endswith("00"):
        text = text[:-2]
    return text


def _fit(known: Mapping[str, int], scheme: CodeScheme) -> int:
    return sum(count for code, count in known.items() if code in scheme.codes)


def _chosen(
    fitting: list[str], field: str, known: Mapping[str, int], names: Mapping[str, set[str]], edition: date | None
) -> str | None:
    """Of classifications that fit alike: by the names beside the codes, by the field, by the day."""
    schemes = code_schemes()
    if len(fitting) > 1 and names:
        agree = {
            name: sum(schemes[name].codes.get(code) in beside for code, beside in names.items()) for name in fitting
        }
        fitting = [name for name in fitting if agree[name] == max(agree.values())]
    if field.upper() == "DLBM" and SURVEY in fitting:
        return SURVEY
    fitting = [name for name in fitting if name != SURVEY] or fitting
    if len(fitting) == 1:
        return fitting[0]
    if len({tuple(schemes[name].codes.get(code) for code in known) for name in fitting}) == 1:
        return USE_2023 if USE_2023 in fitting else fitting[0]
    if edition is None:
        return None
    return USE_2023 if edition >= SINCE_2023 else USE_2020


def _contradicted(layer: str, field: str, declared: str, known: Mapping[str, int]) -> tuple[Notice, ...]:
    scheme = code_schemes().get(declared)
    if declared == MIXED:
        return ()
    if scheme is None:
        told = near(declared, list(code_schemes()))
        return (Notice("地类编码", f"图层“{layer}”声明的编码体系“{declared}”不认识；{told}"),)
    stray = {code: count for code, count in known.items() if code not in scheme.codes}
    return (_notice(layer, field, f"声明是{declared}，却有不属于它的编码", stray, "请核对"),) if stray else ()


def _notice(layer: str, field: str, what: str, codes: Mapping[str, int], way_out: str) -> Notice:
    often = sorted(codes, key=lambda code: (-codes[code], code))
    shown = "、".join(f"{code}（{codes[code]} 个）" for code in often[:5]) + ("等" if len(often) > 5 else "")
    return Notice("地类编码", f"图层“{layer}”的 {field} {what}：{shown}；{way_out}")
