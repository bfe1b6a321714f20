"""A verdict reached again from its bundle alone, and what has changed since where the node can tell."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from ...layers import Workspace, open_workspace, read_site
from ...statutes import Statutes
from ...tool import ToolError
from ..facts import facts_of
from ..results import Compliance, Wire
from ..review import Asked, Reviewer
from ..rules import Rulebook
from ..rules.rulebook import PACKS
from .bundle import CHECKSUMS, FORMAT, GROUND, LAW, REQUEST, RESULT, RULES, digest
from .ground import SITE
from .law import KeptStatutes

AREA_M2 = 0.01
"""Areas that differ by less are the same: other versions of a library may round otherwise."""


class Replay(Wire):
    """What came of a replay."""

    same: bool
    """The bundle is whole and its own data lead to the recorded verdicts."""
    verdict: str
    """as recorded"""
    verdict_again: str
    damaged: tuple[str, ...] = ()
    """files that are not what they were when the bundle was made"""
    differences: tuple[str, ...] = ()
    """between what is recorded and what the bundle's data lead to now"""
    since: tuple[str, ...] = ()
    """what has changed in rules, law and layers, and in the verdict with them"""


@dataclass(frozen=True)
class _Bundle:
    folder: Path
    request: dict[str, Any]
    recorded: Compliance


def replay(folder: Path, statutes: Statutes | None = None, workspace: Workspace | None = None) -> Replay:
    """`statutes` and `workspace`: today's, to tell what has changed since. ToolError where `folder` is no bundle."""
    bundle = _opened(folder)
    damaged = tuple(_damaged(folder))
    kept = KeptStatutes(folder / LAW)
    ground = open_workspace(folder / GROUND)
    again = _judged(bundle, ground, kept, Rulebook(kept, [folder / RULES]))
    differences = tuple(_differences(bundle.recorded, again))
    since = tuple(_since(bundle, ground, kept, statutes, workspace)) if statutes else ()
    return Replay(
        same=not damaged and not differences,
        verdict=bundle.recorded.verdict,
        verdict_again=again.verdict,
        damaged=damaged,
        differences=differences,
        since=since,
    )


def _opened(folder: Path) -> _Bundle:
    try:
        request = json.loads((folder / REQUEST).read_text(encoding="utf-8"))
        recorded = Compliance.model_validate_json((folder / RESULT).read_text(encoding="utf-8"))
        if request["format"] != FORMAT:
            raise ToolError(f"{folder} 是第 {request['format']} 版的证据包，这里读第 {FORMAT} 版；请用做它的版本重放")
    except OSError as error:
        raise ToolError(f"{folder} 不是完整的证据包：{Path(error.filename or folder).name} 读不出来") from None
    except (ValueError, KeyError, TypeError, ValidationError):
        raise ToolError(f"{folder} 不是完整的证据包：{REQUEST} 或 {RESULT} 读不懂") from None
    return _Bundle(folder, request, recorded)


def _damaged(folder: Path) -> Iterator[str]:
    try:
        kept = json.loads((folder / CHECKSUMS).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        yield f"{CHECKSUMS}：读不出来"
        return
    there = {str(path.relative_to(folder)): path for path in folder.rglob("*") if path.is_file()}
    for name in sorted({*kept, *there} - {CHECKSUMS}):
        if name not in there:
            yield f"{name}：缺少"
        elif name not in kept:
            yield f"{name}：不在清单里"
        elif digest(there[name]) != kept[name]:
            yield f"{name}：与清单的校验和不符"


def _judged(bundle: _Bundle, workspace: Workspace, statutes: Statutes, rulebook: Rulebook) -> Compliance:
    kept = read_site(bundle.folder / GROUND / SITE)
    site = replace(kept, declared_uncertainty_m=float(bundle.request["site"]["uncertainty_m"]))
    facts = facts_of(bundle.request["facts"], "证据包的项目事实")
    day = date.fromisoformat(bundle.request["date"])
    asked = Asked(site, day, facts, float(bundle.request["tolerance_m2"]))
    return Reviewer(workspace, statutes, rulebook).review(asked).compliance


def _differences(recorded: Compliance, again: Compliance) -> Iterator[str]:
    if again.verdict != recorded.verdict:
        yield f"总结论：{recorded.verdict} → {again.verdict}"
    if abs(again.area_m2 - recorded.area_m2) > AREA_M2:
        yield f"用地面积：{recorded.area_m2:.2f} → {again.area_m2:.2f} 平方米"
    now = {check.key: check for check in again.checks}
    for before in recorded.checks:
        after = now.pop(before.key, None)
        if after is None:
            yield f"{before.name}：{before.verdict} → 没有这项审查"
            continue
        if after.verdict != before.verdict:
            yield f"{before.name}：{before.verdict} → {after.verdict}（{after.reason}）"
        area_before, area_after = (sum(one.area_m2 for one in check.overlaps) for check in (before, after))
        if abs(area_before - area_after) > AREA_M2:
            yield f"{before.name}的重叠：{area_before:.2f} → {area_after:.2f} 平方米"
    yield from (f"{check.name}：新增的审查项，{check.verdict}" for check in now.values())


def _since(
    bundle: _Bundle, ground: Workspace, kept: KeptStatutes, statutes: Statutes, workspace: Workspace | None
) -> Iterator[str]:
    rules = {path.name: digest(path) for path in sorted((bundle.folder / RULES).glob("*.toml"))}
    today = {path.name: digest(path) for path in sorted(PACKS.glob("*.toml"))}
    yield from (f"规则 {name} 已修改" for name in rules if rules[name] != today.get(name))
    for (reference, day), before in kept.found.items():
        after = statutes.provision(reference, as_of=day)
        if (after.version, after.text, after.standing) != (before.version, before.text, before.standing):
            yield f"{reference}（{day}）：{_told(before)} → {_told(after)}"
    if workspace is not None:
        yield from _layers_since(bundle, workspace)
    now = _judged(bundle, workspace or ground, statutes, Rulebook(statutes))
    yield from (f"按现在的数据和规则，{one}" for one in _differences(bundle.recorded, now))


def _told(text: Any) -> str:
    return f"{text.version or '无文本'}，{text.standing}"


def _layers_since(bundle: _Bundle, workspace: Workspace) -> Iterator[str]:
    held = {layer.name: layer for layer in workspace.layers}
    for name, kept in bundle.request["layers"].items():
        if name not in held:
            yield f"图层“{name}”（{kept['edition']}）已不在工作区"
        elif str(held[name].edition) != str(kept["edition"]):
            yield f"图层“{name}”的版本：{kept['edition']} → {held[name].edition}"
        elif held[name].sha256 != kept["sha256"]:
            yield f"图层“{name}”的文件已改动"
