"""A run of a slow target, to be killed: `python killed_run.py FOLDER`, the checkout and tests/eval on the path."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from small_task import Answering, doubling

from eval.runs.journal import Journal
from eval.runs.run import run_task
from eval.task import Making


def slow(text: str) -> str:
    time.sleep(0.02)
    return str(2 * int(text))


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    task = doubling(200)
    journal = Journal(folder / "doubling.jsonl")
    sys.stdout.write(f"{len(journal.kept)}\n")
    sys.stdout.flush()
    samples = run_task(
        task,
        task.cases(Making(0, folder)),
        Answering(slow),
        journal,
        at_once=2,
        patience_s=5,
        progress=lambda *_: None,
        earlier={},
    )
    journal.close()
    sys.stdout.write(f"{len(samples)}\n")
