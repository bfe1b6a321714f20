"""Plan targets kept in the truth store: taken in whole or not at all, looked up by region, forgotten by plan."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from knowledge.truth.store import TruthStore
from tools.indicators.names import canonical, folded
from tools.indicators.targets import PlanTarget, TargetPlan

from .columns import figure_of
from .report import BadRow, TargetsReport


class PlanTargets:
    """The port `Targets` of the tools, over the truth store."""

    def __init__(self, truth: TruthStore) -> None:
        self._truth = truth

    def add(self, path: Path) -> TargetsReport:
        """Every row of the file, or none when one of them is bad; ToolError when it is no table at all."""
        from .table import read_table  # only here: openpyxl takes its time

        rows = read_table(path)
        figures: dict[tuple[object, ...], tuple[int, PlanTarget]] = {}
        bad: list[BadRow] = []
        for row in rows:
            figure, reasons = figure_of(row.cells)
            reasons = (row.fault, *reasons) if row.fault else reasons
            if figure is not None and not reasons:
                first, held = figures.setdefault(_key(figure), (row.number, figure))
                if first != row.number and held != figure:
                    reasons = (f"与第{first}行是同一规划同一指标（年份、口径、单位都相同），内容却不同",)
            if reasons:
                bad.append(BadRow(row=row.number, reasons=reasons))
        plans = tuple(sorted({figure.plan for _, figure in figures.values()}))
        report = TargetsReport(file=str(path), outcome="refused", rows=len(rows), plans=plans, bad_rows=tuple(bad))
        return report if bad else self._take_in([figure for _, figure in figures.values()], report)

    def _take_in(self, figures: Sequence[PlanTarget], report: TargetsReport) -> TargetsReport:
        added = replaced = 0
        with self._truth.writing():
            for figure in figures:
                found = self._truth.query(f"SELECT * FROM plan_target WHERE {_SAME}", _key(figure)).fetchone()
                if found is None:
                    added += 1
                elif tuple(found) != _values(figure):
                    replaced += 1
                else:
                    continue
                marks = ",".join("?" * len(_values(figure)))
                self._truth.query(f"INSERT OR REPLACE INTO plan_target VALUES ({marks})", _values(figure))
        return report.model_copy(
            update={
                "outcome": "added" if added or replaced else "unchanged",
                "added": added,
                "replaced": replaced,
                "unchanged": len(figures) - added - replaced,
            }
        )

    def plan_targets(self, regions: tuple[str, ...]) -> tuple[PlanTarget, ...]:
        marks = ",".join("?" * len(regions))
        rows = self._truth.query(f"SELECT * FROM plan_target WHERE region IN ({marks}) ORDER BY plan, year", regions)
        return tuple(_figure(row) for row in rows)

    def target_plans(self) -> tuple[TargetPlan, ...]:
        plans: dict[tuple[str, Any], list[str]] = {}
        for plan, level, region in self._truth.query("SELECT DISTINCT plan, plan_level, region FROM plan_target"):
            plans.setdefault((plan, level), []).append(region)
        return tuple(TargetPlan(plan, level, tuple(sorted(regions))) for (plan, level), regions in plans.items())

    def indicators(self) -> tuple[str, ...]:
        """Names as plans write them."""
        rows = self._truth.query("SELECT DISTINCT indicator FROM plan_target ORDER BY indicator")
        return tuple(str(row[0]) for row in rows)

    def named(self, name: str) -> str | None:
        """The plan of this name with figures here; years in brackets may be left out where one plan fits."""
        wanted = folded(name)
        plans = sorted({plan.name for plan in self.target_plans()})
        exact = [plan for plan in plans if folded(plan) == wanted]
        short = [plan for plan in plans if folded(plan.partition("（")[0].partition("(")[0]) == wanted]
        return exact[0] if exact else short[0] if len(short) == 1 else None

    def forget(self, plan: str) -> int:
        """How many figures went."""
        with self._truth.writing():
            return self._truth.query("DELETE FROM plan_target WHERE plan = ?", (plan,)).rowcount


_SAME = (
    "plan = ? AND plan_level = ? AND region = ? AND measure = ? AND standing = ? AND year = ? AND scope = ? "
    "AND direction = ? AND unit = ?"
)


def _key(figure: PlanTarget) -> tuple[object, ...]:
    """What makes two rows the same figure: said again with another value, the later replaces the earlier."""
    measure, direction = canonical(figure.indicator), figure.direction or ""
    of_what = (figure.plan, figure.plan_level, figure.region, measure, figure.standing)
    return (*of_what, figure.year, figure.scope, direction, figure.unit)


def _values(figure: PlanTarget) -> tuple[object, ...]:
    rest = (figure.indicator, str(figure.value), figure.binding or "", figure.source_page)
    return (*_key(figure), *rest)


def _figure(row: Sequence[Any]) -> PlanTarget:
    plan, level, region, _, standing, year, scope, direction, unit, indicator, value, binding, page = row
    return PlanTarget(
        plan=plan,
        plan_level=level,
        region=region,
        indicator=indicator,
        value=Decimal(value),
        unit=unit,
        direction=direction or None,
        year=year,
        binding=binding or None,
        scope=scope,
        source_page=page,
        standing=standing,
    )
