"""What a reader must be told about an instrument's standing on a date, one sentence each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from .instruments.instrument import Instrument, Version
from .results import Notice

STATUS_WORDS = {
    "not_yet_in_force": "尚未施行",
    "in_force": "现行有效",
    "superseded": "已被新文本取代",
    "repealed": "已废止",
    "unknown": "效力不明",
}


def chinese_date(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def time_notices(instrument: Instrument, version: Version | None, day: date, corpus_end: date) -> Iterator[Notice]:
    """Standing of `version` on `day`; `version` None when no text of it is held for that day."""
    name = f"《{instrument.id.partition('#')[0]}》"
    if not instrument.text_held:
        yield Notice(kind="text_not_held", text=_not_held(instrument, name))
    elif version is None:
        first = min((v for v in instrument.versions if v.text_held), key=lambda v: v.version_date)
        yield Notice(
            kind="before_earliest_text",
            text=f"本库无该日文本：{name}在本库最早的文本是{chinese_date(first.version_date)}通过的，{start_words(first)}，不能回答{chinese_date(day)}的规定",
        )
    elif not version.text_held:
        last = max(v.version_date for v in instrument.versions if v.text_held)
        yield Notice(
            kind="text_not_held",
            text=f"{name}{chinese_date(version.version_date)}的文本没有收入本库，本库最近的文本是{chinese_date(last)}的；"
            "可用 kb add 加入新文本后再查",
        )
    if version is not None:
        yield from _standing(name, version, day)
    if day > corpus_end:
        yield after_corpus_end(day, corpus_end)


def after_corpus_end(day: date, corpus_end: date) -> Notice:
    return Notice(
        kind="after_corpus_end",
        text=f"本库法律文本截至{chinese_date(corpus_end)}，此后至{chinese_date(day)}的变动未收入，请核对最新文本",
    )


def start_words(version: Version) -> str:
    """施行日 as it may be printed: an unconfirmed one is only a lower bound."""
    if version.effective_confirmed:
        return f"自{chinese_date(version.effective_from)}起施行"
    return f"施行不早于{chinese_date(version.effective_from)}（施行日未核实）"


def _standing(name: str, version: Version, day: date) -> Iterator[Notice]:
    status = version.status_on(day)
    if status == "not_yet_in_force":
        yield Notice(
            kind="not_yet_in_force",
            text=f"{name}（{version.version_date}）在{chinese_date(day)}尚未施行，{start_words(version)}",
        )
    elif status in ("superseded", "repealed") and version.effective_to is not None:
        by = f"，依据《{version.repealed_by}》" if status == "repealed" and version.repealed_by else ""
        yield Notice(
            kind="repealed" if status == "repealed" else "superseded",
            text=f"{name}（{version.version_date}）自{chinese_date(version.effective_to)}起{STATUS_WORDS[status]}{by}",
        )
    elif status == "unknown":
        why = (
            f"原定有效到{chinese_date(version.effective_to - timedelta(days=1))}，此后是否延期未核实"
            if version.effective_to is not None and day >= version.effective_to
            else "来源标为已废止或已被接替，但本库没有载明日期的废止文本"
        )
        yield Notice(
            kind="status_unknown",
            text=f"{name}（{version.version_date}）{why}，{chinese_date(day)}的效力无法判定",
        )
    elif not version.effective_confirmed:
        yield Notice(kind="effective_date_unconfirmed", text=f"{name}{version.version_date}文本{start_words(version)}")


def _not_held(instrument: Instrument, name: str) -> str:
    number = f"（{instrument.number}）" if instrument.number else ""
    successor = f"，已由《{instrument.successor}》接替" if instrument.successor else ""
    unsure = "" if instrument.confirmed else "；登记信息未经核实"
    return f"本库登记了{name}{number}，但没有收入其正文{successor}{unsure}；可用 kb add 加入正文后再查"
