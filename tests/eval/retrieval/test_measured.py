"""R@k, MRR and nDCG against a second reckoning and by hand."""

from __future__ import annotations

import sys
from pathlib import Path
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.metrics import ndcg_at
from eval.retrieval.measured import measured

sys.path.insert(0, str(Path(__file__).parent))
from second_reckoning import mean_reciprocal_rank, ndcg, recall

IDS = [f"d{n}" for n in range(30)]
RUNS = st.dictionaries(
    st.sampled_from(["q1", "q2", "q3", "q4"]), st.permutations(IDS).map(lambda ids: ids[:24]), min_size=1
)
GAINS = st.dictionaries(st.sampled_from(IDS), st.sampled_from([1.0, 2.0, 3.0]), min_size=1, max_size=12)


@given(RUNS, st.data())
def test_every_measure_is_what_a_second_reckoning_gives(runs: dict[str, list[str]], data: st.DataObject) -> None:
    judgements = {query: data.draw(GAINS) for query in runs}
    made = {one.name: one.mean for one in measured(runs, judgements)}
    pairs = [(runs[query], judgements[query]) for query in runs]
    for k in (1, 5, 10, 100):
        assert made[f"R@{k}"] == pytest.approx(fmean(recall(found, gains, k) for found, gains in pairs))
    assert made["MRR@10"] == pytest.approx(fmean(mean_reciprocal_rank(found, gains) for found, gains in pairs))
    assert made["nDCG@10"] == pytest.approx(fmean(ndcg(found, gains) for found, gains in pairs))


def test_ndcg_by_hand() -> None:
    # Gains 0, 1 and 2 found in this order: (1/log2 3 + 2/log2 4) over (2/log2 2 + 1/log2 3).
    assert ndcg_at(["a", "b", "c"], {"b": 1.0, "c": 2.0}) == pytest.approx((0.6309298 + 1.0) / (2 + 0.6309298))
    assert ndcg_at(["b", "a"], ["b"]) == 1
    assert ndcg_at([], ["b"]) == 0


def test_a_query_without_hits_counts_as_nothing_found() -> None:
    made = {one.name: one.mean for one in measured({"q1": ["a"], "q2": []}, {"q1": {"a": 1.0}, "q2": {"a": 1.0}})}
    assert made["R@10"] == 0.5
