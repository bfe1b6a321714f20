"""An indicator's figure as an answer: value and unit as written, year, scope, direction, where it stands."""

from __future__ import annotations

from collections.abc import Iterator

from tools.indicators.results import Figure, IndicatorValue, LookUp

_MOST = 12


def look_up_words(found: LookUp) -> list[str]:
    return list(_looked_up(found))


def value_words(found: IndicatorValue) -> list[str]:
    return list(_computed(found))


def _looked_up(found: LookUp) -> Iterator[str]:
    if found.answer is not None:
        yield f"{told(found.answer)}。"
    elif found.ask:
        yield found.ask
        for figure in found.candidates[:_MOST]:
            yield f"· {told(figure)}"
        if len(found.candidates) > _MOST:
            yield f"另有 {len(found.candidates) - _MOST} 个。"
    for figure in found.observed[:3]:
        if found.answer is not None:
            yield f"另有{figure.standing}值：{told(figure)}。"
    yield from found.notices


def told(figure: Figure) -> str:
    direction = {"≥": "不低于 ", "≤": "不超过 ", "=": ""}.get(figure.direction or "", "")
    year = f"{figure.year}年" if figure.standing != "目标" else f"到{figure.year}年"
    scope = f"（{figure.scope}）" if figure.scope else ""
    said = f"{figure.region} {figure.indicator}{scope}{year}{direction}{figure.value}{_unit(figure.unit)}"
    if figure.converted is not None:
        about = "＝" if figure.converted.exact else "≈"
        said += f"（{about}{figure.converted.value}{_unit(figure.converted.unit)}）"
    where = "，".join(part for part in (figure.plan or "", figure.binding or figure.standing, figure.source) if part)
    return f"{said}〔{where}〕" if where else said


def _unit(unit: str) -> str:
    return unit if unit in ("%", "‰") else f" {unit}"


def _computed(found: IndicatorValue) -> Iterator[str]:
    if found.ask:
        yield found.ask
        return
    if found.value is None:
        yield f"{found.region_name}的“{found.indicator}”算不出来，缺少：{'；'.join(found.lacks)}。"
    else:
        relation = {"≥": "不少于 ", "≤": "不超过 "}.get(found.relation or "", "")
        year = f"（数据至 {found.year} 年）" if found.year else ""
        yield f"{found.region_name}“{found.indicator}”{relation}{found.value:g}{_unit(found.unit)}{year}。"
        parts = [part for part in (found.numerator, found.denominator) if part is not None]
        yield from (f"· {part.name}：{part.at_least:,.4g}{_unit(part.unit)}" for part in parts)
        yield from (f"· {one.name}：{one.value:,.4g}{_unit(one.unit)}" for one in found.beside)
        if found.lacks:
            yield f"还缺：{'；'.join(found.lacks)}。"
    yield from found.notices
