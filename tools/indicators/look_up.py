"""What plans say of an indicator and what was observed; where several figures fit, the question back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal
from fractions import Fraction

from ..tool import ToolError
from .expressions import Statistic as StatisticNode
from .library import library
from .names import canonical, folded, meaning, near_names
from .results import Converted, Figure, LookUp
from .statistics import Statistic
from .targets import PlanLevel, PlanTarget, TargetPlan, Targets
from .units import converted, unit

_DIGITS = Context(prec=12)
_ALL_DIGITS = Context(prec=60)


@dataclass(frozen=True)
class Wanted:
    indicator: str
    region: str
    """six digits, or a name that a plan bears"""
    plan_level: PlanLevel | None = None
    year: int | None = None
    scope: str | None = None
    unit: str | None = None


def look_up(
    wanted: Wanted, targets: Targets, statistics: Sequence[Statistic] = (), own_region: tuple[str, str] | None = None
) -> LookUp:
    """`own_region` is code and name of the region that `statistics` belong to."""
    region, plans = _region(wanted.region, targets.target_plans(), own_region)
    held = [t for t in targets.plan_targets(region) if plans is None or t.plan in plans]
    measure, meanings, why = _indicator(wanted.indicator, held, statistics)
    if meanings:
        return LookUp(
            indicator=wanted.indicator,
            region=wanted.region,
            ask=f"{why}；请问要哪一项：{'、'.join(meanings)}？",
            meanings=meanings,
            candidates=tuple(_figure(t, wanted) for t in held if canonical(t.indicator) in meanings),
        )
    figures = [_figure(t, wanted) for t in _once(t for t in held if canonical(t.indicator) == measure)]
    counted = [_counted(s, wanted) for s in statistics if s.region in region and s.item in _items(measure)]
    return _chosen(wanted, measure, figures, counted)


def _region(
    said: str, plans: tuple[TargetPlan, ...], own: tuple[str, str] | None
) -> tuple[tuple[str, ...], frozenset[str] | None]:
    """Codes, and the plans meant where the region was given by a name (None: any plan)."""
    if said.isascii() and said.isdigit() and len(said) == 6:
        return (said,), None
    if own is not None and said == own[1]:
        return (own[0],), None
    named = [plan for plan in plans if plan.name.startswith(said)] or [plan for plan in plans if said in plan.name]
    if not said or not named:
        held = "、".join(sorted({plan.name for plan in plans})[:8]) or "还没有收入任何规划"
        raise ToolError(f"不知道“{said}”是哪个地区；请给六位行政区划代码。已收入的规划：{held}")
    codes = {code for plan in named for code in _own_codes(plan)}
    return tuple(sorted(codes)), frozenset(plan.name for plan in named)


def _own_codes(plan: TargetPlan) -> tuple[str, ...]:
    """Of what the plan covers, without the parts it allots figures to: 360000 for a province, 360100 for a city."""
    zeros = {"国家": 6, "省": 4, "市": 2}.get(plan.level, 0)
    return tuple(code for code in plan.regions if code.endswith("0" * zeros)) or plan.regions


def _indicator(
    said: str, held: Sequence[PlanTarget], statistics: Sequence[Statistic]
) -> tuple[str, tuple[str, ...], str]:
    """(measure, (), "") or ("", meanings, why); ToolError with near names for an unknown one."""
    written = {folded(name): name for name in (*(t.indicator for t in held), *(s.item for s in statistics))}
    meant = meaning(said)
    if not meant.measures and folded(said) in written:
        return canonical(written[folded(said)]), (), ""
    if len(meant.measures) == 1:
        return meant.measures[0], (), ""
    if meant.measures:
        return "", meant.measures, meant.why
    near = near_names(said, (t.indicator for t in held))
    raise ToolError(f"没有叫“{said}”的指标" + (f"；相近的有：{'、'.join(near)}" if near else ""))


def _items(measure: str) -> set[str]:
    """Items of the statistics that are this indicator."""
    known = library().measures.get(measure)
    return {measure, known.value.stat} if known and isinstance(known.value, StatisticNode) else {measure}


def _once(targets: Iterable[PlanTarget]) -> list[PlanTarget]:
    """The same amount said in two units by one plan is one figure."""
    found: dict[tuple[object, ...], PlanTarget] = {}
    for target in targets:
        given = unit(target.unit)
        amount = (Fraction(target.value) * given.factor, given.powers)
        said = (target.plan, target.plan_level, target.region, target.standing, target.year, target.scope)
        found.setdefault((*said, target.direction, amount), target)
    return list(found.values())


def _chosen(wanted: Wanted, measure: str, figures: list[Figure], counted: list[Figure]) -> LookUp:
    demanded = [f for f in figures if f.standing == "目标"]
    observed = [*(f for f in figures if f.standing == "现状"), *counted]
    pool, kept = (demanded, _fitting(demanded, wanted)) if demanded else (observed, _fitting(observed, wanted))
    if demanded and not kept:
        pool, kept = [*demanded, *observed], _fitting(observed, wanted)
    beside = [f for f in observed if f not in kept]
    base = LookUp(indicator=measure, region=wanted.region, observed=tuple(beside))
    if not pool:
        told = f"没有收入{wanted.region}的“{measure}”；可用 ./guiyan kb add-targets 收入规划指标表"
        return base.model_copy(update={"notices": (told,)})
    if len(kept) == 1:
        return base.model_copy(update={"answer": kept[0], "candidates": tuple(kept)})
    ask = _question(wanted, measure, kept or pool, bool(kept))
    return base.model_copy(update={"ask": ask, "candidates": tuple(kept or pool)})


def _fitting(figures: Sequence[Figure], wanted: Wanted) -> list[Figure]:
    scope = folded(wanted.scope or "")
    kept = [
        f
        for f in figures
        if (wanted.year is None or f.year == wanted.year)
        and (wanted.plan_level is None or f.plan_level == wanted.plan_level)
        and scope in folded(f.scope)
    ]
    exact = [f for f in kept if folded(f.scope) == scope]
    return exact if scope and exact else kept


_DIFFERENCES: tuple[tuple[str, Callable[[Figure], str]], ...] = (
    ("哪一级规划", lambda f: f.plan_level or ""),
    ("哪一年", lambda f: str(f.year)),
    ("哪个口径", lambda f: f.scope),
    ("哪部规划", lambda f: f.plan or ""),
    ("目标值还是现状值", lambda f: f.standing),
    ("上限还是下限", lambda f: f.direction or ""),
    ("哪个来源", lambda f: f.source),
    ("哪个单位的数", lambda f: f.unit),
)


_ALWAYS = 3
"""The first so many are asked wherever figures differ in them; the others only where that is not enough."""
_LEVELS = "国家省市县乡"


def _question(wanted: Wanted, measure: str, figures: Sequence[Figure], fits: bool) -> str:
    choices: list[str] = []
    apart: set[tuple[str, ...]] = {()}
    used: list[Callable[[Figure], str]] = []
    for number, (what, of) in enumerate(_DIFFERENCES):
        found = sorted({of(figure) for figure in figures}, key=lambda one: (_LEVELS.find(one), one))
        if len(found) > 1 and (number < _ALWAYS or len(apart) < len(figures)):
            used.append(of)
            apart = {tuple(one(figure) for one in used) for figure in figures}
            choices.append(f"{what}（{'、'.join(one or '未注明' for one in found)}）")
    said = [str(wanted.year or ""), wanted.plan_level and f"{wanted.plan_level}级规划", wanted.scope]
    asked = "、".join(word for word in said if word)
    which = "、".join(choices) or "其中哪一个"
    if fits:
        return f"“{measure}”（{wanted.region}）有{len(figures)}个数，请问要{which}？"
    return f"“{measure}”（{wanted.region}）没有合乎“{asked}”的数，已有{len(figures)}个，请问要{which}？"


def _figure(target: PlanTarget, wanted: Wanted) -> Figure:
    return Figure(
        standing=target.standing,
        indicator=target.indicator,
        value=target.value,
        unit=target.unit,
        converted=in_unit(target.value, target.unit, wanted.unit),
        direction=target.direction,
        year=target.year,
        binding=target.binding,
        scope=target.scope,
        region=target.region,
        plan=target.plan,
        plan_level=target.plan_level,
        source=target.source_page,
    )


def _counted(statistic: Statistic, wanted: Wanted) -> Figure:
    return Figure(
        standing="统计",
        indicator=statistic.item,
        value=statistic.value,
        unit=statistic.unit,
        converted=in_unit(statistic.value, statistic.unit, wanted.unit),
        year=statistic.year,
        region=statistic.region,
        source=statistic.source,
    )


def in_unit(value: Decimal, written: str, wanted: str | None) -> Converted | None:
    if wanted is None:
        return None
    exact = converted(Fraction(value), unit(written), unit(wanted))
    top, bottom = Decimal(exact.numerator), Decimal(exact.denominator)
    whole = _ALL_DIGITS.divide(top, bottom)
    ends = Fraction(whole) == exact
    shown = whole if ends else _DIGITS.divide(top, bottom)
    return Converted(value=_plain(shown), unit=wanted, exact=ends, fraction=str(exact))


def _plain(number: Decimal) -> Decimal:
    """Without exponent and trailing zeros."""
    return Decimal(f"{number.normalize():f}")
