"""One indicator for one region on one day, with everything its value rests on; or what is lacking."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from ..layers import Workspace
from ..tool import ToolError
from .amount import Amount, Lack
from .expressions import Ratio, Statistic
from .holdings import Holdings
from .library import Listing, Measure, library
from .names import meaning, near_names
from .reckon import Reckoned, reckoned
from .region import Region, region_of
from .results import Beside, Data, Definition, IndicatorValue, Listed
from .ways import Pace

AREAS = "面积为2000国家大地坐标系椭球面积"


@dataclass(frozen=True)
class Asked:
    indicator: str
    region: str | None = None
    layers: tuple[str, ...] = ()
    day: date | None = None
    pace: Pace = field(default_factory=Pace)


def compute(asked: Asked, workspace: Workspace) -> IndicatorValue:
    """ToolError for an indicator, a region or a layer that is not there; lacking data are an answer."""
    region = region_of(workspace, asked.region)
    meant = meaning(asked.indicator)
    if len(meant.measures) > 1:
        return IndicatorValue(
            indicator=asked.indicator,
            computable=False,
            unit="",
            region=region.code,
            region_name=region.name,
            ask=f"{meant.why}；请问要哪一项：{'、'.join(meant.measures)}？",
            meanings=meant.measures,
        )
    if not meant.measures:
        near = near_names(asked.indicator)
        raise ToolError(f"指标库里没有“{asked.indicator}”" + (f"；相近的有：{'、'.join(near)}" if near else ""))
    measure = library().measures[meant.measures[0]]
    holdings = Holdings(workspace, region, asked.day, asked.layers)
    try:
        return _valued(measure, region, *_reckoned(measure, holdings, asked.pace))
    except Lack as lack:
        return IndicatorValue(
            indicator=measure.name,
            computable=False,
            unit=measure.unit,
            region=region.code,
            region_name=region.name,
            lacks=lack.reasons,
            notices=_revisions(measure),
            definition=_definition(measure),
        )


def _reckoned(measure: Measure, holdings: Holdings, pace: Pace) -> tuple[Reckoned, tuple[str, ...]]:
    """By the formula; where its data are lacking, the figure reported under the indicator's own name."""
    try:
        return reckoned(measure.value, measure.unit, holdings, pace), ()
    except Lack as lack:
        reported = Statistic(stat=measure.name)
        if measure.value == reported or not any(s.item == measure.name for s in holdings.statistics):
            raise
        told = f"没有按定义计算，用统计表里上报的数；计算缺少：{'；'.join(lack.reasons)}"
        return reckoned(reported, measure.unit, holdings, pace), (told,)


def _valued(measure: Measure, region: Region, found: Reckoned, told: tuple[str, ...]) -> IndicatorValue:
    relation, value, at_most = _bounded(found, measure)
    amounts, coverage = found.amounts, found.coverage
    data = tuple(dict.fromkeys(d for amount in amounts for d in amount.data))
    numerator, denominator = (*amounts, None)[:2] if found.quotient else (found.whole, None)
    notices = [*told, *(notice for amount in amounts for notice in amount.notices)]
    notices += coverage.notices if coverage else ()
    if relation == "≥":
        notices.append("数据没有盖满所算的范围，或有分不清的部分，只能给出界限")
    return IndicatorValue(
        indicator=measure.name,
        computable=True,
        relation=relation,
        value=value,
        at_most=at_most,
        unit=measure.unit,
        region=region.code,
        region_name=region.name,
        year=max((int(d.edition[:4]) for d in data if d.edition), default=None),
        method=_method(measure, found),
        numerator=numerator.part() if numerator else None,
        denominator=denominator.part() if denominator else None,
        beside=_beside(amounts, found),
        parameters=coverage.parameters if coverage else {},
        notices=tuple(dict.fromkeys([*notices, *_editions(data), *_revisions(measure)])),
        definition=_definition(measure),
    )


def _bounded(found: Reckoned, measure: Measure) -> tuple[Literal["=", "≥", "≤"], float, float | None]:
    high = min(found.high, 100.0) if measure.unit == "%" and found.coverage else found.high
    if math.isclose(found.low, high, rel_tol=1e-12, abs_tol=1e-15):
        return "=", found.low, None
    if found.low == 0:
        if math.isinf(high):
            raise Lack("所用图层没有写明覆盖范围（coverage），给不出任何界限")
        return "≤", high, None
    return "≥", found.low, None if math.isinf(high) else high


def _method(measure: Measure, found: Reckoned) -> str:
    if found.coverage:
        return found.coverage.method
    parts = measure.value.ratio if isinstance(measure.value, Ratio) else (measure.value,)
    areas = f"；{AREAS}" if any(not isinstance(part, Statistic) for part in parts) else ""
    if found.quotient:
        return f"{found.quotient.numerator.name} ÷ {found.quotient.denominator.name}{areas}"
    whole = found.whole.name if found.whole else ""
    return f"{whole}{areas}" if areas else f"取自统计表：{whole}"


def _beside(amounts: tuple[Amount, ...], found: Reckoned) -> tuple[Beside, ...]:
    shown = tuple(one for amount in amounts for one in amount.beside)
    return (*shown, *(found.coverage.beside if found.coverage else ()))


def _editions(data: tuple[Data, ...]) -> list[str]:
    """Data of different years in one value: to be known by whoever compares it."""
    undated = sorted({d.name for d in data if d.edition is None and d.kind != "XZQ"})
    dated = sorted({(d.edition, d.name) for d in data if d.edition})
    told = [f"图层{'、'.join(f'“{name}”' for name in undated)}没有写版本日期"] if undated else []
    if len({edition[:4] for edition, _ in dated}) > 1:
        told.append(f"所用数据不是同一年份：{'、'.join(f'{name}（{edition}）' for edition, name in dated)}")
    return told


def _revisions(measure: Measure) -> tuple[str, ...]:
    listed = library().listed(measure.name)
    return tuple(dict.fromkeys(f"{one.source.id}：{one.source.revision}" for one in listed if one.source.revision))


def _definition(measure: Measure) -> Definition:
    return Definition(
        text=measure.definition,
        direction=measure.direction,
        listed_in=tuple(_listed(listing) for listing in library().listed(measure.name)),
    )


def _listed(listing: Listing) -> Listed:
    source = listing.source
    return Listed(
        id=listing.id,
        title=source.title,
        edition=source.edition,
        dimension=listing.group,
        class_name=listing.class_,
        basic=listing.basic,
        binding=listing.binding,
        inferred=source.inferred,
        source=source.source,
        confirmed=source.confirmed,
        revision=source.revision,
    )
