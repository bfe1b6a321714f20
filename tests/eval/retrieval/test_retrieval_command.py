"""A small collection through the real index, and the TREC run that comes out."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from eval.commands import retrieval
from eval.law_texts import versions_of
from eval.retrieval.collection import read_collection
from eval.retrieval.measured import measured
from eval.retrieval.trec import write_run
from knowledge import KnowledgeSettings
from serve.commands.arguments import Parser
from serve.evaluation_settings import EvaluationSettings
from serve.settings import Settings


def read_run(path: Path) -> dict[str, list[str]]:
    """Passage ids by query, by falling score as evaluation programs read it."""
    found: dict[str, list[tuple[float, str]]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        query, _, passage, _, score, _ = line.split()
        found.setdefault(query, []).append((float(score), passage))
    return {query: [id_ for _, id_ in sorted(hits, key=lambda hit: -hit[0])] for query, hits in found.items()}


@pytest.fixture
def settings(built_knowledge: Path, tmp_path: Path) -> Settings:
    (tmp_path / "kb").mkdir()
    shutil.copytree(built_knowledge / "embedding", tmp_path / "kb" / "embedding")
    return Settings(
        knowledge=KnowledgeSettings(folder=tmp_path / "kb"), evaluation=EvaluationSettings(folder=tmp_path / "eval")
    )


def test_a_collection_is_searched_measured_and_written(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    articles = versions_of("土地管理法")[-1].articles
    rows = [{"_id": f"条 {key}", "title": "土地管理法", "text": text} for key, text in articles.items()]
    files = {
        "corpus": rows,
        "queries": [{"_id": "q1", "text": "临时用地最多用几年"}, {"_id": "q2", "text": "宅基地一户几处"}],
    }
    for name, listed in files.items():
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in listed)
        (tmp_path / f"{name}.jsonl").write_text(lines, encoding="utf-8")
    (tmp_path / "qrels.tsv").write_text("q1\t条 57\t1\nq2\t条 62\t1\n", encoding="utf-8")
    parser = Parser()
    retrieval.declare(parser)
    paths = [f"--{name}={tmp_path / f'{name}.{kind}'}" for name, kind in (("corpus", "jsonl"), ("queries", "jsonl"))]
    arguments = [*paths, f"--qrels={tmp_path / 'qrels.tsv'}", f"--out={tmp_path / 'run.txt'}", "--json", "--bm25"]
    assert retrieval.run(parser.parse_args(arguments), settings) == 0
    printed = json.loads(capsys.readouterr().out)
    figures = {one["name"]: one["mean"] for one in printed["figures"]["guiyan"]}
    assert (printed["passages"], printed["queries"]) == (len(articles), 2)
    assert figures["R@5"] == 1
    assert "R@5" in {one["name"] for one in printed["figures"]["bm25"]}
    written = {q: [id_.replace("_", " ") for id_ in ids] for q, ids in read_run(tmp_path / "run.txt").items()}
    judgements = read_collection(*(tmp_path / n for n in ("corpus.jsonl", "queries.jsonl", "qrels.tsv"))).judgements
    again = {one.name: one.mean for one in measured(written, judgements)}
    assert again == pytest.approx(figures)


def test_tied_scores_keep_their_order_in_the_run(tmp_path: Path) -> None:
    write_run(tmp_path / "run.txt", {"q": [("a", 0.5), ("b", 0.5), ("c", 0.7)]})
    assert read_run(tmp_path / "run.txt")["q"] == ["a", "b", "c"]
    assert (tmp_path / "run.txt").read_text(encoding="utf-8").splitlines()[0].split()[:4] == ["q", "Q0", "a", "1"]
