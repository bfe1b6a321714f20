"""What the held texts and the register together say about each version's life."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from knowledge.provisions.references import find_repeals

from .instrument import Instrument, Version


@dataclass(frozen=True)
class Relation:
    """One instrument ends or changes another."""

    kind: Literal["repeals", "amends"]
    by: str
    target: str
    on: date | None
    source_address: str
    """Article that says so; `0` where the title does."""


def first_day(version_date: date, stated: date | None, *, own: bool) -> tuple[date, bool]:
    """First day a version can hold, and whether that is established.

    `own`: the stated day is known to be this version's. It never holds before its version date.
    """
    if own and stated is not None and stated >= version_date:
        return stated, True
    return version_date, False


def repeals_of(version: Version, articles: Iterable[tuple[str, str]], ids: Mapping[str, str]) -> list[Relation]:
    """Repeals that a text states; `articles` are (number, text), `ids` maps titles to instrument ids.

    The day is the stated one, else the first day of the text itself when that is confirmed.
    """
    found = []
    for number, text in articles:
        if "废止" not in text and "停止" not in text and "失效" not in text:
            continue
        for statement in find_repeals(text):
            on = statement.on or (version.effective_from if version.effective_confirmed else None)
            for title in statement.titles:
                target = ids.get(title, title.removeprefix("中华人民共和国"))
                if target != version.instrument:
                    found.append(Relation("repeals", version.instrument, target, on, f"{version.id}/{number}"))
    return found


def amends_of(instrument: Instrument, version: Version, ids: Mapping[str, str]) -> list[Relation]:
    """关于修改《…》的决定 and 修正案: which instrument they change, and from which day."""
    title = instrument.title
    target = None
    if "关于修改《" in title:
        inner = title[title.index("《") + 1 : title.rindex("》")]
        target = ids.get(inner, inner.removeprefix("中华人民共和国"))
    elif "修正案" in title:
        head = title.removeprefix("中华人民共和国").partition("修正案")[0]
        target = ids.get(head, head)
    if not target or target == instrument.id:
        return []
    on = version.effective_from if version.effective_confirmed else None
    return [Relation("amends", instrument.id, target, on, f"{version.id}/0")]


def derive_versions(versions: Sequence[Version], relations: Sequence[Relation]) -> list[Version]:
    """Starts and ends of one instrument's versions, oldest first.

    A version passed with an amendment that is held starts when that amendment does. It ends with the next one's start
    or a dated repeal. A source's word that a text is repealed counts only when a dated repealing text is known (else
    `unknown`).
    """
    ordered = [_started(version, relations) for version in sorted(versions, key=lambda v: v.version_date)]
    repeals = [r for r in relations if r.kind == "repeals" and r.on is not None]
    out: list[Version] = []
    for n, version in enumerate(ordered):
        following = ordered[n + 1] if n + 1 < len(ordered) else None
        ended = version
        if following is not None:
            ended = replace(ended, effective_to=following.effective_from, ends_by="superseded", repeal_undated=False)
        repeal = min(
            (r for r in repeals if r.on and r.on > version.version_date), key=lambda r: r.on or date.max, default=None
        )
        if repeal and repeal.on and (ended.effective_to is None or repeal.on < ended.effective_to):
            ended = replace(
                ended, effective_to=repeal.on, ends_by="repealed", repealed_by=repeal.by, repeal_undated=False
            )
        out.append(ended)
    return out


def _started(version: Version, relations: Iterable[Relation]) -> Version:
    """`version` with the first day of the amendment passed on its version date, when one is held."""
    passed = f"@{version.version_date.isoformat()}/"
    days = [r.on for r in relations if r.kind == "amends" and r.on is not None and passed in r.source_address]
    if not days:
        return version
    return replace(version, effective_from=max(*days, version.version_date), effective_confirmed=True)
