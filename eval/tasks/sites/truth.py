"""The verdicts on a site, from what its making says it meets and what the bank says of such ground: no overlay."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ...scorers.verdicts import SEVERITY
from .bank import Row, projects, rows

GROUPS: dict[str, tuple[str, ...]] = {
    "永久基本农田": ("YJJBNT",),
    "生态保护红线": ("STBHHX",),
    "城镇开发边界": ("CZKFBJ",),
    "规划用途和条件": ("GHYDYH", "GHTJ"),
    "耕地": ("GD",),
    "转用和征收": ("NYDZY", "TDZS"),
    "自然保护地和林草湿": ("GJGY", "ZRBHQ", "FJMSQ", "LD", "SD", "CYJB"),
    "文物和历史街区": ("WWBHFW", "WWJKDD", "LSJQHX", "LSJQJK"),
    "城市四线": ("CSLVX", "CSLX", "CSHX", "CSZX"),
    "水": ("YYSSY", "HDGLFW", "XZHQ", "CJAX"),
    "地质灾害和矿产": ("DZYFQ", "DZWXQ", "KCZY", "KYQ"),
    "海域和海岛": ("HY", "WJMHD"),
    "公路、铁路、电力线": ("GL", "TL", "DL"),
    "临时用地": ("LSYD",),
}
"""The fourteen groups of checks."""
GROUP_OF = {check: group for group, checks in GROUPS.items() for check in checks}
AGRICULTURAL = ("01", "02", "03", "1006", "1103", "1104", "1107", "1202")
"""农用地 among the survey codes that the county has: 0404 其他草地 is none."""
_LEAST = 1.0
"""m²: less ground in common does not count."""
Told = Mapping[str, Any]
"""What the demonstration county says of a site it made (`truth_sites` in its README)."""


def worst(verdicts: Iterable[str]) -> str:
    return max(verdicts, key=SEVERITY.index)


def verdicts_on(told: Told, project: str) -> dict[str, str]:
    """Check → verdict; a check is left out where the ground beyond the county decides and nobody knows it."""
    decided = {check: _verdict(check, told, project) for check in GROUP_OF}
    return {check: verdict for check, verdict in decided.items() if verdict is not None}


def _verdict(check: str, told: Told, project: str) -> str | None:
    met = [_row(check, ground).verdicts[project] for ground in _grounds(check, told, project)]
    sure = worst(met) if met else "符合"
    beyond, here = (told["uncovered_m2"].get(key, 0.0) > _LEAST for key in ("*", check))
    always = {row.verdicts[project] for row in rows()[check]}
    if sure == "不适用" or always <= {"不适用"} or not (beyond or here):
        return sure
    if beyond and (always <= {"符合"} or check in ("GD", "NYDZY", "TDZS", "LSYD")):
        return None
    return worst([sure, "无法判定"])


def _row(check: str, ground: str) -> Row:
    return next(row for row in rows()[check] if row.ground == ground)


def _grounds(check: str, told: Told, project: str) -> Iterator[str]:
    """Names of the ground met, as the bank's rows have them."""
    if check in _LAND:
        yield from _LAND[check](told)
    elif check == "GHYDYH":
        known = sorted((row.ground for row in rows()[check]), key=len, reverse=True)
        for code in told["planned"]:
            yield next(prefix for prefix in known if code.startswith(prefix))
    elif check == "GHTJ":
        for limits in told["limits"]:
            yield "不超出" if _keeps(limits, project) else "超出"
    elif check in ("GL", "TL", "DL"):
        for keep in told["keeps_from"]:
            if keep["kind"] == check:
                yield "只知中线" if keep["in_doubt"] else "控制区内" if check == "GL" else "保护区内"
    elif rows()[check][0].ground == "任何":
        yield "任何"
    else:
        yield from _zones(check, told)


def _zones(check: str, told: Told) -> Iterator[str]:
    entered = told["enters"].get(check, {"area_m2": 0.0, "classes": {}})
    for name, area in entered["classes"].items():
        if area > _LEAST:
            yield name if rows()[check][0].ground else ""
    if check == "CZKFBJ" and told["area_m2"] - entered["area_m2"] > _LEAST:
        yield "外"


def _farmland(told: Told) -> Iterator[str]:
    if _of(told["land"], ("01",)) > _LEAST:
        yield "耕地"


def _agricultural(told: Told) -> Iterator[str]:
    if _of(told["land"], AGRICULTURAL) > _LEAST:
        yield "农用地"


def _owners(told: Told) -> Iterator[str]:
    """Collective ground that is known settles it, whosever the rest is."""
    met = [name for name in ("集体", "不明") if told["owners"].get(name, 0.0) > _LEAST]
    yield from met[:1]


_LAND = {"GD": _farmland, "NYDZY": _agricultural, "TDZS": _owners}


def _of(areas: Mapping[str, float], prefixes: tuple[str, ...]) -> float:
    return sum(area for code, area in areas.items() if code.startswith(prefixes))


def _keeps(limits: Mapping[str, float], project: str) -> bool:
    """A project that tells no figures is in the bank's column whichever way."""
    facts = projects()[project]
    most = (("far", "RJLSX"), ("building_density", "JZMDSX"), ("height_m", "JZGDSX"))
    if any(_figure(facts.get(fact)) > limits[field] for fact, field in most):
        return False
    return "green_ratio" not in facts or _figure(facts["green_ratio"]) >= limits["LDLXX"]


def _figure(said: object) -> float:
    return float(said) if isinstance(said, int | float) else 0.0
