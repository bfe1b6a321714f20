"""What is written survives: half lines are dropped and done again, nothing that was scored is lost."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from small_task import doubling

from eval.exchange import Reply
from eval.runs.journal import Journal, read_samples
from eval.runs.sample import Sample, failed, judged
from eval.task import Making
from knowledge.errors import StoreUnavailable

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def samples(tmp_path: Path) -> list[Sample]:
    task = doubling(6)
    cases = task.cases(Making(0, tmp_path))
    return [judged(task, case, Reply(text=str(case.expected)), 1.0) for case in cases]


def kept(path: Path, *, retry_failed: bool = False) -> list[Sample]:
    journal = Journal(path, retry_failed=retry_failed)
    journal.close()
    return journal.kept


def test_samples_read_back_as_they_were(tmp_path: Path, samples: list[Sample]) -> None:
    journal = Journal(tmp_path / "a.jsonl")
    for sample in samples:
        journal.add(sample)
    journal.close()
    assert kept(tmp_path / "a.jsonl") == samples


@pytest.mark.parametrize("cut", [1, 20, 200])
def test_a_half_line_is_dropped_and_the_rest_kept(tmp_path: Path, samples: list[Sample], cut: int) -> None:
    path = tmp_path / "a.jsonl"
    journal = Journal(path)
    for sample in samples:
        journal.add(sample)
    journal.close()
    path.write_bytes(path.read_bytes()[:-cut])
    again = Journal(path)
    assert again.kept == samples[:-1]
    assert again.dropped == 1
    again.add(samples[-1])
    again.close()
    assert read_samples(path) == samples


def test_a_line_that_is_no_sample_is_dropped_wherever_it_stands(tmp_path: Path, samples: list[Sample]) -> None:
    path = tmp_path / "a.jsonl"
    lines = [sample.model_dump_json().encode() for sample in samples]
    path.write_bytes(b"\n".join([lines[0], b'{"half":', b"\xff\xfe", *lines[1:]]) + b"\n")
    journal = Journal(path)
    journal.close()
    assert journal.kept == samples
    assert journal.dropped == 2


def test_failed_samples_are_asked_again_when_wished(tmp_path: Path, samples: list[Sample]) -> None:
    task = doubling(6)
    lost = failed(task, task.cases(Making(0, tmp_path))[0], "没有应答", 5)
    journal = Journal(tmp_path / "a.jsonl")
    journal.add(lost)
    journal.add(samples[1])
    journal.close()
    assert kept(tmp_path / "a.jsonl") == [lost, samples[1]]
    assert kept(tmp_path / "a.jsonl", retry_failed=True) == [samples[1]]


def test_a_full_disk_is_said_and_what_was_written_stays(tmp_path: Path, samples: list[Sample]) -> None:
    path = tmp_path / "a.jsonl"
    lines = tmp_path / "lines"
    lines.write_text("".join(sample.model_dump_json() + "\n" for sample in samples))
    room = len((samples[0].model_dump_json() + "\n").encode()) * 3
    program = (
        "import resource, sys; from pathlib import Path; from eval.runs.journal import Journal;"
        "from eval.runs.sample import Sample; from knowledge.errors import StoreUnavailable\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({room}, {room})); journal = Journal(Path({str(path)!r}))\n"
        "try:\n"
        f"    for line in Path({str(lines)!r}).read_text().splitlines():\n"
        "        journal.add(Sample.model_validate_json(line))\n"
        "except StoreUnavailable as error: print(error)\n"
    )
    ran = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert "--resume" in ran.stdout, ran.stderr[-500:]
    written = kept(path)
    assert 1 <= len(written) <= 3
    assert written == samples[: len(written)]


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable, match="读写不了"):
        Journal(tmp_path / "nowhere" / "a.jsonl")
