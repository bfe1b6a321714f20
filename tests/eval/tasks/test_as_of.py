"""The law of the day: past and future law may be told, not taken for a basis."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval.exchange import Cited, Reply
from eval.runs.sample import judged
from eval.task import AnyCase, Making
from eval.tasks.as_of import AS_OF


@pytest.fixture(scope="module")
def fishing(tmp_path_factory: pytest.TempPathFactory) -> AnyCase:
    cases = AS_OF.cases(Making(0, tmp_path_factory.mktemp("cases")))
    return next(
        c for c in cases if c.expected.gold and c.expected.gold[0].version == "2025-12-27" and c.expected.must_say
    )


def reply(case: AnyCase, version: str, status: str) -> Reply:
    place = case.expected.gold[0]
    cited = (Cited(address=f"{place.law}@{version}/{place.article}", status=status),)
    return Reply(text="。".join(case.expected.must_say), refused=False, cited=cited)


def test_the_text_of_the_day_is_right_and_the_old_one_wrong(fishing: AnyCase) -> None:
    good = judged(AS_OF, fishing, reply(fishing, "2025-12-27", "in_force"), 1)
    assert good.scores["right"].value == 1
    bad = judged(AS_OF, fishing, reply(fishing, "2013-12-28", "in_force"), 1)
    assert (bad.scores["right"].value, bad.scores["version"].value) == (0, 0)
    assert "2013-12-28" in bad.scores["version"].reason


def test_a_void_text_may_be_told_as_such(fishing: AnyCase) -> None:
    void = next(no for no in fishing.expected.must_not_cite if no.version)
    as_basis = reply(fishing, void.version, "in_force")
    as_history = reply(fishing, void.version, "superseded")
    assert judged(AS_OF, fishing, as_basis, 1).scores["not_cited"].value == 0
    assert judged(AS_OF, fishing, as_history, 1).scores["not_cited"].value == 1


def test_free_text_is_read_like_citations(tmp_path: Path) -> None:
    case = next(
        c
        for c in AS_OF.cases(Making(0, tmp_path))
        if any(no.law == "环境影响评价法" for no in c.expected.must_not_cite)
    )
    place = next(no for no in case.expected.must_not_cite if no.law == "环境影响评价法")
    named = f"《环境影响评价法》第{place.article or '十六'}条"
    assert judged(AS_OF, case, Reply(text=f"依据{named}处理。"), 1).scores["not_cited"].value == 0
    assert judged(AS_OF, case, Reply(text=f"{named}已随该法废止。"), 1).scores["not_cited"].value == 1
