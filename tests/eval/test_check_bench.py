"""The benchmark of the compliance check says what it measured."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval.bench.check import bench_check
from knowledge import KnowledgeBase
from knowledge.statutes import KnowledgeStatutes


@pytest.mark.long
def test_it_prints_ours_and_the_peer_s(
    knowledge_base: KnowledgeBase, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bench_check(1_500, 4, tmp_path, KnowledgeStatutes(knowledge_base), as_json=True) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["parcels"], said["sites"]) == (1_500, 4)
    assert min(said["cold_s"], said["warm_p50_ms"], said["geopandas_p50_ms"], said["ratio"]) > 0
