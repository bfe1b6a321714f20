"""From a reference as people write it to the provision as of a date."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from .catalogue import Catalogue
from .errors import UnknownReference
from .instruments.instrument import Instrument, Version
from .provisions.address import Address
from .provisions.numerals import article_label, int_to_chinese
from .provisions.plain_writing import plainly_written
from .provisions.structure import Part, split_article
from .provisions.titles import parse_question_reference
from .results import ProvisionView
from .time_notices import time_notices
from .truth.store import StoredArticle, TruthStore


@dataclass(frozen=True)
class Found:
    """What a reference names; `version` None when no text of that day is held, `stored` None when none was named."""

    address: Address
    instrument: Instrument
    version: Version | None
    stored: StoredArticle | None


def find(reference: str, catalogue: Catalogue, truth: TruthStore, *, as_of: date, grade: int) -> Found:
    address = _address(reference, catalogue)
    instrument = catalogue.instruments.get(address.instrument)
    if instrument is None or instrument.grade > grade:
        raise UnknownReference(_unknown(address.instrument, catalogue))
    version = _version(instrument, address, as_of)
    if version is None or not version.text_held:
        return Found(address, instrument, version, None)
    address = replace(address, version=version.version_date.isoformat())
    if address.article is None:
        return Found(address, instrument, version, None)
    row = catalogue.row_of(version.id)
    stored = None if row is None else truth.article(row, address.article)
    if row is not None and stored is None:
        raise UnknownReference(_no_article(instrument, version, address.article, truth.articles_of(row)))
    return Found(address, instrument, version, stored)


def view(found: Found, *, as_of: date, corpus_end: date) -> ProvisionView:
    """The wire form, without links."""
    instrument, version, address = found.instrument, found.version, found.address
    article = found.stored.article if found.stored else None
    return ProvisionView(
        instrument=instrument.id,
        title=instrument.title,
        number=instrument.number,
        version=None if version is None else version.version_date.isoformat(),
        address=str(address),
        article=article.label if article else (article_label(address.article) if address.article else None),
        paragraph=f"第{int_to_chinese(address.paragraph)}款" if address.paragraph else None,
        item=f"第{int_to_chinese(address.item)}项" if address.item else None,
        text=None if article is None else part_text(article.text, address, article.label),
        text_held=version is not None and version.text_held,
        status=version.status_on(as_of) if version is not None else "unknown",
        effective_from=None if version is None else version.effective_from,
        effective_confirmed=version is not None and version.effective_confirmed,
        effective_to=None if version is None else version.effective_to,
        successor=instrument.successor or (version.repealed_by if version else None),
        headings=article.headings if article else (),
        versions=tuple(v.version_date.isoformat() for v in instrument.versions if v.text_held),
        notices=tuple(time_notices(instrument, version, as_of, corpus_end)),
        corpus_end=corpus_end,
    )


def part_text(text: str, address: Address, label: str) -> str:
    """The paragraph or item `address` names, as it stands; UnknownReference when the article has none such."""
    if address.paragraph is None and address.item is None:
        return text
    parts: tuple[Part, ...] = split_article(text)
    paragraphs = [part for part in parts if part.kind == "paragraph"]
    if address.paragraph is not None:
        if address.paragraph > len(paragraphs):
            raise UnknownReference(
                f"{address.instrument}{label}共{len(paragraphs)}款，没有第{int_to_chinese(address.paragraph)}款"
            )
        paragraphs = [paragraphs[address.paragraph - 1]]
    if address.item is None:
        return text[paragraphs[0].start : paragraphs[0].end].strip()
    items = [item for p in paragraphs for item in p.parts if item.kind == "item" and item.number == address.item]
    if len(items) != 1:
        raise UnknownReference(
            f"{address.instrument}{label}里第{int_to_chinese(address.item)}项有{len(items)}处，请写明第几款第几项"
            if items
            else f"{address.instrument}{label}没有第{int_to_chinese(address.item)}项"
        )
    return text[items[0].start : items[0].end].strip()


def _address(reference: str, catalogue: Catalogue) -> Address:
    text = plainly_written(reference.strip())
    ids = catalogue.titles.resolve(text)
    if not ids and ("/" in text or "@" in text):
        try:
            return Address.parse(text)
        except ValueError as error:
            raise UnknownReference(f"“{text}”不是条文地址；地址应如 土地管理法@2019-08-26/35/1") from error
    named = [r for r in parse_question_reference(text, catalogue.titles) if r.ids]
    if named:
        r = named[0]
        return Address(_one(r.ids, r.title_name), None, r.article, r.paragraph, r.item)
    return Address(_one(tuple(ids), text))


def _one(ids: tuple[str, ...] | list[str], name: str) -> str:
    if len(ids) > 1:
        raise UnknownReference(f"“{name}”对应多部文件：{'、'.join(ids)}；请写全称")
    return ids[0] if ids else name


def _version(instrument: Instrument, address: Address, as_of: date) -> Version | None:
    if address.version is not None:
        named = [v for v in instrument.versions if v.version_date.isoformat() == address.version]
        if not named:
            held = "、".join(v.version_date.isoformat() for v in instrument.versions)
            raise UnknownReference(f"{instrument.id}没有{address.version}的版本；本库的版本：{held or '无'}")
        return named[0]
    version = instrument.version_on(as_of)
    return None if version is None or as_of < version.version_date else version


def _unknown(name: str, catalogue: Catalogue) -> str:
    near = catalogue.titles.near(name, limit=5)
    return f"本库没有“{name}”" + (f"；名称相近的有：{'、'.join(near)}" if near else "；可用 kb list 查看已收入的文件")


def _no_article(instrument: Instrument, version: Version, number: str, held: list[StoredArticle]) -> str:
    numbered = [s.article.label for s in held if s.article.label.startswith("第")]
    last = f"，最后一条是{numbered[-1]}" if numbered else ""
    return f"{instrument.id}（{version.version_date}）没有{article_label(number)}{last}"
