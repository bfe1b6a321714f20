"""Exact references to every article held, in four spellings: all must come first."""

from __future__ import annotations

import random
from collections.abc import Iterator

from knowledge import KnowledgeBase
from knowledge.document import Article
from knowledge.provisions.numerals import article_label
from knowledge.today import today
from serve.commands.printing import show

from .machine import machine_line


def bench_references(base: KnowledgeBase, *, searched: int = 400) -> int:
    """Parses every reference; sends `searched` random ones through the whole search. Exit code 1 when any misses."""
    asked = wrong = 0
    every: list[tuple[str, str]] = []
    for instrument in base.instruments():
        version = instrument.version_on(today())
        if version is None or not version.text_held:
            continue
        for article in base.articles(version.id):
            if not article.label.startswith("第") or "·" in article.number:
                continue
            for text in spellings(instrument.title, instrument.id, article):
                asked += 1
                found = base.references(text)
                if len(found) != 1 or instrument.id not in found[0].ids or found[0].article != article.number:
                    wrong += 1
            every.append((f"{instrument.id}{article.label}", f"{version.id}/{article.number}"))
    sample = random.Random(0).sample(every, min(searched, len(every)))
    missed = [text for text, address in sample if base.search(text, limit=1).results[0].address != address]
    show(machine_line())
    show(f"引用解析：{asked - wrong} / {asked} 正确（每条四种写法）")
    show(f"检索首位：{len(sample) - len(missed)} / {len(sample)} 正确（随机抽样，种子 0）")
    for text in missed[:10]:
        show(f"  未中：{text}")
    return int(bool(wrong or missed))


def spellings(title: str, short: str, article: Article) -> Iterator[str]:
    number, _, inserted = article.number.partition("之")
    digits = f"第{number}条" + (article_label(article.number).split("条", 1)[1] if inserted else "")
    yield f"{short}{article.label}"
    yield f"《{title}》{digits}"
    yield f"请问{short} {article.label}是怎么规定的"
    yield f"{short}{digits[1:]}"
