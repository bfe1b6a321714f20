"""Collections in the forms met, and what is wrong with others."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from eval.retrieval.collection import Collection, read_collection
from tools import ToolError

CORPUS = '{"_id": "d1", "title": "土地管理法", "text": "甲"}\n{"_id": "d2", "title": "", "text": "乙"}\n'
QUERIES = '{"_id": "q1", "text": "问甲"}\n{"_id": "q2", "text": "问乙"}\n'


def read(tmp_path: Path, corpus: str = CORPUS, queries: str = QUERIES, qrels: str = "q1\td1\t1\n") -> Collection:
    paths = []
    for name, text in (("corpus.jsonl", corpus), ("queries.jsonl", queries), ("qrels.tsv", qrels)):
        (tmp_path / name).write_text(text, encoding="utf-8")
        paths.append(tmp_path / name)
    return read_collection(*paths)


@pytest.mark.parametrize(
    "qrels",
    [
        "query-id\tcorpus-id\tscore\nq1\td1\t2\n",
        "q1\td1\t2\n",
        "q1 0 d1 2\n",
        '{"query-id": "q1", "corpus-id": "d1", "score": 2}\n',
    ],
)
def test_judgements_in_every_form_say_the_same(tmp_path: Path, qrels: str) -> None:
    made = read(tmp_path, qrels=qrels)
    assert made.judgements == {"q1": {"d1": 2.0}}
    assert list(made.queries) == ["q1"], "a query nobody judged is not measured"


def test_packed_files_and_other_names_are_read(tmp_path: Path) -> None:
    (tmp_path / "c.jsonl.gz").write_bytes(gzip.compress(b'{"id": 7, "text": "x"}\n'))
    (tmp_path / "q.jsonl.gz").write_bytes(gzip.compress(b'{"query_id": 1, "query": "x?"}\n'))
    (tmp_path / "r.tsv").write_text("1\t7\n", encoding="utf-8")
    made = read_collection(tmp_path / "c.jsonl.gz", tmp_path / "q.jsonl.gz", tmp_path / "r.tsv")
    assert (made.queries, made.judgements) == ({"1": "x?"}, {"1": {"7": 1.0}})


def test_the_digest_follows_the_passages(tmp_path: Path) -> None:
    assert read(tmp_path).digest == read(tmp_path, queries='{"_id": "q1", "text": "别的"}\n').digest
    assert read(tmp_path).digest != read(tmp_path, corpus=CORPUS.replace("乙", "丙")).digest


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        ({"corpus": "{"}, "corpus.jsonl 第 1 行不是合法的 JSON"),
        ({"corpus": CORPUS + CORPUS}, "第 3 行的编号 d1 前面已有"),
        ({"corpus": '{"text": "甲"}\n'}, "第 1 行没有 _id"),
        ({"corpus": "\n"}, "没有段落"),
        ({"queries": "[]\n"}, "应是一个 JSON 对象"),
        ({"qrels": "q1\td1\tvery\tmuch\tso\n"}, "三栏"),
        ({"qrels": "q1\td1\t1\nq1\td2\tx\n"}, "第 2 行的相关度“x”不是数"),
        ({"qrels": "q9\td1\t1\n"}, "编号要一致"),
        ({"qrels": "q1\td9\t1\n"}, "一个也不在"),
    ],
)
def test_what_is_broken_is_named(tmp_path: Path, broken: dict[str, str], said: str) -> None:
    with pytest.raises(ToolError, match=said):
        read(tmp_path, **broken)


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(ToolError, match="读不出来"):
        read_collection(tmp_path / "a", tmp_path / "b", tmp_path / "c")


def test_a_file_that_is_no_gzip_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl.gz").write_text(json.dumps({"_id": "d"}), encoding="utf-8")
    with pytest.raises(ToolError, match="读不出来"):
        read_collection(tmp_path / "a.jsonl.gz", tmp_path / "b", tmp_path / "c")
