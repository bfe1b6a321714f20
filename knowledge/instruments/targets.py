"""From the titles that texts say they repeal or amend to the instruments meant; and which of these they can reach."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from .instrument import NATIONAL, Instrument, Kind
from .validity import Relation

_RANK: dict[Kind, int] = {
    "法律": 4,
    "行政法规": 3,
    "部门规章": 2,
    "地方性法规": 2,
    "规范性文件": 1,
    "标准": 1,
    "规划": 1,
}


def resolve_targets(relations: Iterable[Relation], instruments: Mapping[str, Instrument]) -> list[Relation]:
    """Targets as ids. A region's text means its own region's instrument of that name, never another's."""
    named: dict[tuple[str, str], str] = {}
    for id_, instrument in instruments.items():
        for name in (instrument.title, id_.partition("#")[0], id_):
            named[name, instrument.region] = id_
    resolved = []
    for relation in relations:
        by = instruments.get(relation.by)
        region = by.region if by else NATIONAL
        own = relation.target if region == NATIONAL else f"{relation.target}#{region}"
        resolved.append(replace(relation, target=named.get((relation.target, region), own)))
    return resolved


def can_reach(relation: Relation, instruments: Mapping[str, Instrument]) -> bool:
    """A lower text cannot end a higher one, whatever it says; an unknown target is nobody's harm."""
    by, target = instruments.get(relation.by), instruments.get(relation.target)
    if by is None or target is None:
        return target is None
    return _RANK.get(by.kind, 0) >= _RANK.get(target.kind, 0)
