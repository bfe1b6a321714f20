"""The register of instruments (文件登记册): facts of texts held and not held, from TOML files of our own."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from knowledge.errors import StoreUnavailable

from .instrument import NATIONAL, Instrument, Kind, Version
from .validity import first_day

_FOLDER = Path(__file__).parent / "register"
_ISSUING = re.compile(
    r"^(?:中华人民共和国|中共中央办公厅|国务院办公厅|中共中央|国务院|[、和]|自然资源部办公厅|自然资源部|生态环境部|农业农村部"
    r"|国家林业和草原局|住房和城乡建设部)+(?=关于|印发)"
)
_MARKS = re.compile(r"[\s《》〈〉“”‘’\"'（）()]|中华人民共和国")


class Earlier(BaseModel):
    """A text before the latest one."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    issued: date
    effective: date | None = None


class Entry(BaseModel):
    """One `[[instrument]]`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: Annotated[str, Field(min_length=2)]
    id: str | None = None
    """Where it is not the title without 中华人民共和国 and white space."""
    short_titles: tuple[str, ...] = ()
    number: str | None = None
    """文号 or standard number."""
    issuer: str | None = None
    kind: Kind
    region: Annotated[str, Field(pattern=r"^\d{6}$")] = NATIONAL
    issued: date | None = None
    """Day of passing or issue, or of the latest revision: the version date."""
    effective: date | None = None
    earlier: tuple[Earlier, ...] = ()
    expires: date | None = None
    """Last day it is valid (有效期至); it may have been prolonged."""
    ended: date | None = None
    """First day it no longer holds."""
    ended_by: str | None = None
    successor: str | None = None
    replaces: tuple[str, ...] = ()
    """Titles of the registered instruments that this one takes the place of."""
    articles: Annotated[int, Field(gt=0)] | None = None
    source: Annotated[str, Field(min_length=2)]
    confirmed: bool
    note: str = ""

    @model_validator(mode="after")
    def _hangs_together(self) -> Entry:
        if self.confirmed and "未核实" in self.source:
            raise ValueError("来源写着未核实，confirmed 却是 true")
        if self.issued and self.effective and self.effective < self.issued:
            raise ValueError("effective 早于 issued；有修订的请写最近一次修订的日期和它自己的施行日")
        if any(self.issued is None or before.issued >= self.issued for before in self.earlier):
            raise ValueError("earlier 里的日期必须早于 issued")
        if self.expires and self.ended:
            raise ValueError("expires 和 ended 只能写一个")
        return self

    @property
    def instrument_id(self) -> str:
        id_ = self.id or re.sub(r"\s+", "", self.title).removeprefix("中华人民共和国")
        return id_ if self.region == NATIONAL else f"{id_}#{self.region}"


@cache
def load_register(folder: Path = _FOLDER) -> tuple[Instrument, ...]:
    """Every registered instrument, by id; StoreUnavailable names the file and entry that is wrong."""
    entries: dict[str, tuple[Entry, Path]] = {}
    for path in sorted(folder.glob("*.toml")):
        for entry in _entries(path):
            if entry.instrument_id in entries:
                raise StoreUnavailable(f"登记册 {path.name} 重复登记了“{entry.instrument_id}”")
            entries[entry.instrument_id] = (entry, path)
    successors = _successors(entries)
    return tuple(_instrument(entries[id_][0], successors.get(id_)) for id_ in sorted(entries))


def registered_as(title: str) -> Instrument | None:
    """The registered national instrument that a document of this title is, however it is punctuated."""
    return _by_bare_title().get(_bare(title))


def _entries(path: Path) -> Iterator[Entry]:
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8")).get("instrument", [])
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise StoreUnavailable(f"登记册 {path.name} 不是合法的 TOML：{error}") from error
    for one in raw:
        try:
            yield Entry.model_validate(one)
        except ValidationError as error:
            fault = error.errors()[0]
            where = ".".join(str(part) for part in fault["loc"])
            what = fault["msg"].removeprefix("Value error, ")
            raise StoreUnavailable(f"登记册 {path.name} 的“{one.get('title', '?')}”：{where} {what}") from error


def _successors(entries: dict[str, tuple[Entry, Path]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for entry, path in entries.values():
        for replaced in entry.replaces:
            if replaced not in entries:
                raise StoreUnavailable(f"登记册 {path.name} 的“{entry.title}”：replaces 里的“{replaced}”没有登记")
            found[replaced] = entry.instrument_id
    return found


def _instrument(entry: Entry, successor: str | None) -> Instrument:
    successor = entry.successor or successor
    return Instrument(
        id=entry.instrument_id,
        title=entry.title,
        kind=entry.kind,
        issuer=entry.issuer,
        number=entry.number,
        region=entry.region,
        short_titles=entry.short_titles,
        versions=tuple(_versions(entry, successor)),
        successor=successor,
        articles=entry.articles,
        text_held=False,
        confirmed=entry.confirmed,
        note=entry.note,
        sources=(entry.source,),
    )


def _versions(entry: Entry, successor: str | None) -> Iterator[Version]:
    """None when no day is known. An end that is not confirmed, not dated or may have been put off: status unknown."""
    for before in entry.earlier:
        starts, confirmed = first_day(before.issued, before.effective, own=entry.confirmed)
        yield Version(entry.instrument_id, before.issued, starts, confirmed, text_held=False, source=entry.source)
    day = entry.issued or entry.effective
    if day is None:
        return
    starts, confirmed = first_day(day, entry.effective, own=entry.confirmed)
    ends = entry.expires + timedelta(days=1) if entry.expires else entry.ended
    yield Version(
        entry.instrument_id,
        day,
        starts,
        effective_confirmed=confirmed,
        effective_to=ends,
        ends_by="repealed" if entry.ended and entry.confirmed else None,
        repealed_by=entry.ended_by or (successor if entry.ended else None),
        repeal_undated=successor is not None and ends is None,
        text_held=False,
        source=entry.source,
    )


@cache
def _by_bare_title() -> dict[str, Instrument]:
    return dict(_bare_titles(load_register()))


def _bare_titles(instruments: Iterable[Instrument]) -> Iterator[tuple[str, Instrument]]:
    for instrument in instruments:
        if instrument.region == NATIONAL:
            yield _bare(instrument.title), instrument


def _bare(title: str) -> str:
    return _MARKS.sub("", _ISSUING.sub("", re.sub(r"\s+", "", title)))
