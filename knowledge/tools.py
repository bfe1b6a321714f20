"""What the knowledge base lets an agent or another program do; each declared once for every surface."""

from __future__ import annotations

import difflib
from datetime import date
from typing import Annotated

from pydantic import Field

from tools import AnyTool, tool

from .errors import UnknownReference
from .knowledge_base import KnowledgeBase
from .results import Link, ProvisionView, SearchResults, Wire

Reference = Annotated[str, Field(description="条文引用，如 土地管理法第三十五条第二款", min_length=1, max_length=200)]
AsOf = Annotated[date | None, Field(description="按哪一天的法律，ISO 日期；缺省为今天")]


class Citing(Wire):
    reference: str
    cited_by: tuple[Link, ...]


class ArticleChange(Wire):
    article: str
    change: str
    """新增 / 删除 / 修改"""
    before: str | None = None
    after: str | None = None


class VersionComparison(Wire):
    instrument: str
    from_version: str
    to_version: str
    same: int
    """Articles whose words did not change, wherever they now stand."""
    changes: tuple[ArticleChange, ...]


def knowledge_tools(base: KnowledgeBase) -> list[AnyTool]:
    @tool
    def get_provision(reference: Reference, as_of: AsOf = None) -> ProvisionView:
        """查一条法律条文在某日的文本、效力、引用与被引用 (provision look-up)."""
        return base.provision(reference, as_of=as_of)

    @tool
    def search_provisions(
        question: Annotated[str, Field(description="要查的问题或关键词", min_length=1, max_length=4000)],
        as_of: AsOf = None,
        region: Annotated[str | None, Field(description="六位行政区划代码", pattern=r"^\d{6}$")] = None,
        kind: Annotated[str | None, Field(description="文件种类：法律、行政法规、部门规章…")] = None,
        limit: Annotated[int, Field(description="最多几条", ge=1, le=100)] = 10,
    ) -> SearchResults:
        """按问题检索某日有效的法律条文 (provision search)."""
        return base.search(question, as_of=as_of, region=region, kind=kind, limit=limit)

    @tool
    def compare_versions(
        instrument: Annotated[str, Field(description="文件名称", min_length=1, max_length=200)],
        from_: Annotated[str | None, Field(alias="from", description="较早版本的日期，ISO；缺省为最早的")] = None,
        to: Annotated[str | None, Field(description="较晚版本的日期，ISO；缺省为最晚的")] = None,
    ) -> VersionComparison:
        """比较同一文件两个版本的条文 (version comparison)."""
        found = base.only(instrument)
        held = [version.version_date.isoformat() for version in found.versions if version.text_held]
        for wanted in (from_, to):
            if wanted is not None and wanted not in held:
                raise UnknownReference(f"{found.id}没有{wanted}的版本；本库的版本：{'、'.join(held) or '无'}")
        if len(held) < 2:
            raise UnknownReference(f"{found.id}在本库只有{len(held)}个版本，无从比较；可用 kb add 收入另一版本")
        return _compare(base, found.id, from_ or held[0], to or held[-1])

    @tool
    def who_cites(reference: Reference, as_of: AsOf = None) -> Citing:
        """哪些条文引用了这一条 (citing provisions)."""
        return Citing(reference=reference, cited_by=tuple(base.who_cites(reference, as_of=as_of)))

    return [get_provision, search_provisions, compare_versions, who_cites]


def _compare(base: KnowledgeBase, instrument: str, from_: str, to: str) -> VersionComparison:
    before = {a.text: a.label for a in base.articles(f"{instrument}@{from_}")}
    after = {a.text: a.label for a in base.articles(f"{instrument}@{to}")}
    gone = [(label, text) for text, label in before.items() if text not in after]
    new = [(label, text) for text, label in after.items() if text not in before]
    changes: list[ArticleChange] = []
    for label, text in new:
        texts = [t for _, t in gone]
        near = difflib.get_close_matches(text, texts, n=1, cutoff=0.5)
        if near:
            position = texts.index(near[0])
            del gone[position]
            changes.append(ArticleChange(article=label, change="修改", before=near[0], after=text))
        else:
            changes.append(ArticleChange(article=label, change="新增", after=text))
    changes += [ArticleChange(article=label, change="删除", before=text) for label, text in gone]
    return VersionComparison(
        instrument=instrument,
        from_version=from_,
        to_version=to,
        same=len(before.keys() & after.keys()),
        changes=tuple(changes),
    )
