"""A collection as BEIR has it: corpus and queries in JSON lines (gzip or not), judgements as TSV or JSON lines."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge.retrieve.passage_index import Passage
from tools import ToolError

_IDS = ("_id", "id", "doc_id", "corpus-id", "query_id", "query-id", "qid")
_TEXTS = ("text", "query", "question", "contents", "body")
_QRELS_COLUMNS = {"query": ("query-id", "query_id", "qid"), "passage": ("corpus-id", "corpus_id", "doc_id", "docid")}

Judgements = dict[str, dict[str, float]]
"""Query id → passage id → gain; passages not named have none."""


@dataclass(frozen=True)
class Collection:
    passages: tuple[Passage, ...]
    queries: dict[str, str]
    judgements: Judgements
    digest: str
    """Of the passages: the same digest, the same index."""


def read_collection(corpus: Path, queries: Path, qrels: Path) -> Collection:
    """Queries without a judgement are left out; ToolError for a broken line, a doubled id, or nothing to measure."""
    digest = hashlib.blake2b(digest_size=12)
    passages: dict[str, Passage] = {}
    for number, row in _rows(corpus):
        id_, text = _field(row, _IDS, corpus, number), _field(row, _TEXTS, corpus, number)
        if id_ in passages:
            raise ToolError(f"{corpus} 第 {number} 行的编号 {id_} 前面已有")
        passages[id_] = Passage(id_, str(row.get("title") or ""), text)
        digest.update(f"{id_}\0{passages[id_].title}\0{text}\n".encode())
    if not passages:
        raise ToolError(f"{corpus} 里没有段落")
    judged = _judgements(qrels)
    asked = {_field(row, _IDS, queries, n): _field(row, _TEXTS, queries, n) for n, row in _rows(queries)}
    kept = {id_: text for id_, text in asked.items() if any(gain > 0 for gain in judged.get(id_, {}).values())}
    if not kept:
        raise ToolError(f"{qrels} 没有给 {queries} 里的任何问题标出相关段落；编号要一致")
    known = any(passage in passages for id_ in kept for passage in judged[id_])
    if not known:
        raise ToolError(f"{qrels} 标的段落一个也不在 {corpus} 里；编号要一致")
    return Collection(tuple(passages.values()), kept, judged, digest.hexdigest())


def _judgements(path: Path) -> Judgements:
    """`query-id corpus-id score` with or without its heading, TREC's four columns, or JSON lines."""
    found: Judgements = {}
    for number, line in _lines(path):
        query, passage, gain = _judgement(line, path, number)
        if query is not None:
            found.setdefault(query, {})[passage] = gain
    return found


def _judgement(line: str, path: Path, number: int) -> tuple[str | None, str, float]:
    if line.startswith("{"):
        row = _parsed(line, path, number)
        query = _field(row, _QRELS_COLUMNS["query"], path, number)
        return query, _field(row, _QRELS_COLUMNS["passage"], path, number), float(row.get("score", 1))
    parts = line.split("\t") if "\t" in line else line.split()
    if len(parts) == 4:
        parts = [parts[0], *parts[2:]]
    if len(parts) not in (2, 3):
        raise ToolError(f"{path} 第 {number} 行应是 问题编号、段落编号、相关度 三栏")
    if number == 1 and len(parts) == 3 and not _is_number(parts[2]):
        return None, "", 0.0
    if len(parts) == 3 and not _is_number(parts[2]):
        raise ToolError(f"{path} 第 {number} 行的相关度“{parts[2]}”不是数")
    return parts[0], parts[1], float(parts[2]) if len(parts) == 3 else 1.0


def _rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in _lines(path):
        yield number, _parsed(line, path, number)


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        with (
            gzip.open(path, "rt", encoding="utf-8-sig")
            if path.suffix == ".gz"
            else path.open(encoding="utf-8-sig") as file
        ):
            for number, line in enumerate(file, 1):
                if line.strip():
                    yield number, line.rstrip("\n")
    except (OSError, UnicodeDecodeError, EOFError) as error:
        raise ToolError(f"{path} 读不出来：{error}") from error


def _parsed(line: str, path: Path, number: int) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise ToolError(f"{path} 第 {number} 行不是合法的 JSON：{error}") from error
    if not isinstance(row, dict):
        raise ToolError(f"{path} 第 {number} 行应是一个 JSON 对象")
    return row


def _field(row: dict[str, Any], names: tuple[str, ...], path: Path, number: int) -> str:
    for name in names:
        if row.get(name) not in (None, ""):
            return str(row[name])
    raise ToolError(f"{path} 第 {number} 行没有 {'、'.join(names[:3])} 这样的栏")


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
