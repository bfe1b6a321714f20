"""The register of instruments (文件登记册): facts of texts held and not held, from TOML files of our own."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from knowledge.errors import StoreUnavailable

from .instrument import NATIONAL, Instrument, Kind, Version

_FOLDER = Path(__file__).parent / "register"


class Entry(BaseModel):
    """One `[[instrument]]`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str
    id: str | None = None
    """Where it is not the title without 中华人民共和国."""
    short_titles: tuple[str, ...] = ()
    number: str | None = None
    """文号 or standard number."""
    issuer: str | None = None
    kind: Kind
    region: Annotated[str, Field(pattern=r"^\d{6}$")] = NATIONAL
    issued: date | None = None
    """Day of issue or of the latest revision."""
    effective: date | None = None
    ended: date | None = None
    """First day it no longer holds."""
    ended_by: str | None = None
    successor: str | None = None
    articles: int | None = None
    source: str
    confirmed: bool
    note: str = ""


@cache
def load_register(folder: Path = _FOLDER) -> tuple[Instrument, ...]:
    """Every registered instrument, by id; StoreUnavailable names the file and entry that is wrong."""
    found: dict[str, Instrument] = {}
    for path in sorted(folder.glob("*.toml")):
        try:
            entries = tomllib.loads(path.read_text(encoding="utf-8")).get("instrument", [])
        except tomllib.TOMLDecodeError as error:
            raise StoreUnavailable(f"登记册 {path.name} 不是合法的 TOML：{error}") from error
        for raw in entries:
            instrument = _instrument(raw, path)
            if instrument.id in found:
                raise StoreUnavailable(f"登记册 {path.name} 重复登记了“{instrument.id}”")
            found[instrument.id] = instrument
    return tuple(found[id_] for id_ in sorted(found))


def _instrument(raw: dict[str, object], path: Path) -> Instrument:
    try:
        entry = Entry.model_validate(raw)
    except ValidationError as error:
        fault = error.errors()[0]
        where = ".".join(str(part) for part in fault["loc"])
        raise StoreUnavailable(f"登记册 {path.name} 的“{raw.get('title', '?')}”：{where} {fault['msg']}") from error
    id_ = entry.id or entry.title.removeprefix("中华人民共和国")
    return Instrument(
        id=id_ if entry.region == NATIONAL else f"{id_}#{entry.region}",
        title=entry.title,
        kind=entry.kind,
        issuer=entry.issuer,
        number=entry.number,
        region=entry.region,
        short_titles=entry.short_titles,
        versions=_versions(id_, entry),
        successor=entry.successor,
        articles=entry.articles,
        text_held=False,
        confirmed=entry.confirmed,
        note=entry.note,
        sources=(entry.source,),
    )


def _versions(id_: str, entry: Entry) -> tuple[Version, ...]:
    day = entry.issued or entry.effective
    if day is None:
        return ()
    starts = max(entry.effective or day, day)
    return (
        Version(
            id_,
            day,
            starts,
            effective_confirmed=entry.confirmed and entry.effective is not None,
            effective_to=entry.ended,
            ends_by="repealed" if entry.ended else None,
            repealed_by=entry.ended_by or entry.successor if entry.ended else None,
            text_held=False,
            source=entry.source,
        ),
    )
