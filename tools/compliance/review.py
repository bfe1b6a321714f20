"""The compliance check (规划符合性审查) of a site: every check of every feature, and the verdict on the whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from ..layers import Layer, Workspace
from ..statutes import Statutes
from .check import Checked, Inquiry, doubtful_by_position, run_check
from .facts import ProjectFacts
from .facts.book import FactBook, question
from .hits import TOLERANCE_M2, Found, Hit
from .measures import Measures
from .planned_use import Compatibility, read_compatibility
from .plot import Plot, Site
from .reading import Readings
from .results import CheckResult, Compliance, PartResult, Question
from .rules import Rulebook
from .rules.rulebook import StandingCheck
from .verdicts import worst
from .wording import shown

_FARTHEST_DECLARED_M = 100.0
"""A layer may declare its zones wider than the law's least width."""


@dataclass(frozen=True)
class Asked:
    """What was handed in."""

    site: Layer
    date: date
    facts: ProjectFacts
    tolerance_m2: float = TOLERANCE_M2


@dataclass(frozen=True, eq=False)
class Review:
    """The answer, and the geometry and layers it rests on."""

    compliance: Compliance
    asked: Asked
    site: Site
    checked: tuple[Checked, ...]
    readings: Readings

    @cached_property
    def pieces(self) -> tuple[tuple[str, Hit], ...]:
        """(key of the check, a feature and the ground it shares with the site)."""
        return tuple((one.standing.check.key, hit) for one in self.checked for hit in one.hits)


class Reviewer:
    """Checks sites against one workspace; opening it reads no layer. One object serves several threads."""

    def __init__(self, workspace: Workspace, statutes: Statutes, rulebook: Rulebook | None = None) -> None:
        self.workspace = workspace
        self.statutes = statutes
        self.rulebook = rulebook or Rulebook(statutes)

    @cached_property
    def compatibility(self) -> Compatibility:
        return read_compatibility(self.workspace.folder)

    def review(self, asked: Asked) -> Review:
        """ToolError where the input cannot be judged at all."""
        site, facts = Site.of(asked.site), FactBook.of(asked.facts)
        standing = self.rulebook.on(asked.date)
        readings = self._readings(site.whole, asked.date)
        whole = self._inquiry(readings, Found(site.whole), facts, asked.tolerance_m2)
        checked = tuple(self._checked(one, whole, site.uncertainty_m) for one in standing)
        results = [shown(one, whole) for one in checked]
        parts = tuple(self._parts(site, standing, whole)) if len(site.shapes) > 1 else ()
        results = [_with_parts(one, parts) for one in results]
        undecided = tuple(one.key for one in results if one.verdict == "无法判定")
        compliance = Compliance(
            verdict=worst(one.verdict for one in results),
            site=site.name,
            region=self.workspace.region,
            date=asked.date,
            area_m2=round(site.whole.area_m2, 6),
            crs=site.crs,
            checks=tuple(results),
            features=parts,
            undecided=undecided,
            questions=tuple(_questions(results)),
            inferred=tuple(f"{name} = {str(said).lower()}（{why}）" for name, (said, why) in facts.inferred.items()),
            notices=tuple(dict.fromkeys(self._notices(asked, site, whole))),
            tolerance_m2=asked.tolerance_m2,
            rule_packs={file.name: file.pack.version for file in self.rulebook.files},
        )
        return Review(compliance, asked, site, checked, readings)

    def _readings(self, plot: Plot, day: date) -> Readings:
        margins: dict[str, float] = {}
        for check in self.rulebook.checks():
            for rule in check.rule:
                if rule.setback is not None:
                    declared = _FARTHEST_DECLARED_M if rule.setback.declared else 0.0
                    for kind in check.layer_kinds:
                        margins[kind] = max(margins.get(kind, 0.0), rule.setback.farthest + declared)
        return Readings(self.workspace, day, plot, margins, frozenset(margins))

    def _inquiry(
        self, readings: Readings, found: Found, facts: FactBook, tolerance_m2: float, whole: Measures | None = None
    ) -> Inquiry:
        measures = Measures(readings, found, facts, tolerance_m2, whole)
        return Inquiry(readings, found, facts, measures, self.compatibility, tolerance_m2)

    def _checked(self, standing: StandingCheck, inquiry: Inquiry, uncertainty_m: float) -> Checked:
        checked = run_check(standing, inquiry)
        metres = uncertainty_m + max(
            (inquiry.readings.of(kind).uncertainty_m for kind in standing.check.layer_kinds), default=0.0
        )
        if metres == 0 or checked.verdict in ("不适用", "无法判定"):
            return checked
        sizes = [plot for change in (metres, -metres) if not (plot := inquiry.plot.resized(change)).shape.is_empty]
        others = [
            run_check(standing, self._inquiry(inquiry.readings, Found(plot), inquiry.facts, inquiry.tolerance_m2))
            for plot in sizes
        ]
        return doubtful_by_position(checked, others, metres)

    def _parts(self, site: Site, standing: Sequence[StandingCheck], whole: Inquiry) -> Iterator[PartResult]:
        for name, plot in zip(site.ids, site.parts(), strict=True):
            inquiry = self._inquiry(whole.readings, Found(plot), whole.facts, whole.tolerance_m2, whole.measures)
            checks = [shown(self._checked(one, inquiry, site.uncertainty_m), inquiry) for one in standing]
            yield PartResult(
                feature_id=name,
                verdict=worst(one.verdict for one in checks),
                area_m2=round(plot.area_m2, 6),
                checks=tuple(checks),
            )

    def _notices(self, asked: Asked, site: Site, whole: Inquiry) -> Iterator[str]:
        yield from site.notices
        said, area = asked.facts.area_m2, site.whole.area_m2
        if said is not None and abs(said - area) > max(asked.tolerance_m2, 0.01 * area):
            more = "按整个项目合计时，未提交的部分按各种可能计" if said > area else "以图形为准"
            yield f"项目事实写的面积是 {said:,.2f} 平方米，图形是 {area:,.2f} 平方米；{more}"
        if asked.date > self.statutes.corpus_end:
            yield f"审查日期晚于法律库的截止日 {self.statutes.corpus_end}，其后公布的法律不在其内"
        yield from _contradictions(whole)
        if sum(part.area_m2 for part in site.parts()) > area + asked.tolerance_m2 and len(site.shapes) > 1:
            yield "用地范围的各要素互相重叠，重叠部分在总面积里只计一次"


def _contradictions(whole: Inquiry) -> Iterator[str]:
    if whole.readings.known(("DLTB",)) and whole.facts.value("ownership") == "国有":
        collective = whole.measures.land.collective
        if collective.low > whole.tolerance_m2:
            yield f"项目事实写的是国有土地，地类图斑里有集体土地 {collective.low:,.2f} 平方米；请核实权属"


def _with_parts(result: CheckResult, parts: Sequence[PartResult]) -> CheckResult:
    """The whole is the worst of its parts."""
    for part in parts:
        mine = next(one for one in part.checks if one.key == result.key)
        if worst([mine.verdict, result.verdict]) != result.verdict:
            reason = f"要素 {part.feature_id}：{mine.reason}"
            update = {"verdict": mine.verdict, "reason": reason, "by_geometry": False, "conditions": mine.conditions}
            result = result.model_copy(update={**update, "missing_facts": mine.missing_facts})
    return result


def _questions(results: Sequence[CheckResult]) -> Iterator[Question]:
    asked = dict.fromkeys(fact for one in results for fact in one.missing_facts)
    for fact in asked:
        yield Question(fact=fact, text=question(fact))
