"""What a run comes to."""

from __future__ import annotations

from pathlib import Path

from small_task import doubling

from eval.exchange import Reply
from eval.runs.sample import failed, judged
from eval.runs.summary import task_summary
from eval.task import Making


def test_failed_and_unparsed_answers_count_as_wrong_and_are_counted(tmp_path: Path) -> None:
    task = doubling(4)
    a, b, c, d = task.cases(Making(0, tmp_path))
    samples = [
        judged(task, a, Reply(text="0"), 1),
        judged(task, b, Reply(text="7"), 1),
        judged(task, c, Reply(text="四"), 1),
        failed(task, d, "没有应答", 9000),
    ]
    made = task_summary(task, samples, 5)
    assert (made.asked, made.cases, made.failed, made.unparsed) == (4, 5, 1, 1)
    (score,) = made.scores
    assert (score.n, score.mean) == (4, 0.25)
    assert {group.group: group.n for group in made.groups} == {"偶": 2, "奇": 2}
    assert made.milliseconds_p95 == 1, "a failure's waiting is no answering time"
