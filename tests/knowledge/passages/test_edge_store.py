"""What only the embedded engine has to promise: one folder, one process, nothing lost, damage named."""

from __future__ import annotations

import signal
import subprocess
import sys
from contextlib import closing
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from knowledge.errors import StoreUnavailable
from knowledge.passages.edge_store import EdgeStore
from knowledge.passages.store import Point, Where

ROOT = Path(__file__).resolve().parents[3]
DIMENSIONS = 8

PUTS_UNTIL_KILLED = """
import sys
from pathlib import Path
import numpy as np
from knowledge.passages.edge_store import EdgeStore
from knowledge.passages.store import Point

store = EdgeStore(Path(sys.argv[1]), 8)
for start in range(1, 100_000, 50):
    vectors, ids = np.eye(8, dtype=np.float32), range(start, start + 50)
    store.put([Point(n, vectors[n % 8], "v", 20200101, 99999999, "000000", "法律", 0) for n in ids])
    print(start + 49, flush=True)
"""

HOLDS = """
import sys
from pathlib import Path
from knowledge.passages.edge_store import EdgeStore

store = EdgeStore(Path(sys.argv[1]), 8)
print("open", flush=True)
sys.stdin.read()
"""


def point(number: int) -> Point:
    vector = np.eye(DIMENSIONS, dtype=np.float32)[number % DIMENSIONS]
    return Point(number, vector, "土地管理法@2019-08-26", 20200101, 99999999, "000000", "法律", 0)


def process(program: str, folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", program, str(folder)], cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )


def test_everything_is_there_after_reopening(tmp_path: Path) -> None:
    store = EdgeStore(tmp_path, DIMENSIONS)
    store.put([point(n) for n in range(1, 31)])
    store.forget([30])
    store.optimize()
    store.close()
    again = EdgeStore(tmp_path, DIMENSIONS)
    assert sorted(again.ids()) == list(range(1, 30))
    where = Where(on=date(2026, 1, 1), regions=("000000",), kinds=("法律",))
    assert {hit for hit, _ in again.nearest(point(3).vector, where=where, limit=3)} <= {3, 11, 19, 27}
    again.close()


def test_kill_9_loses_nothing_that_was_put(tmp_path: Path) -> None:
    with process(PUTS_UNTIL_KILLED, tmp_path) as writer:
        assert writer.stdout is not None
        for _ in range(20):
            put = int(writer.stdout.readline())
        writer.send_signal(signal.SIGKILL)
        put = max([put, *map(int, writer.stdout.read().split())])
    store = EdgeStore(tmp_path, DIMENSIONS)
    assert set(range(1, put + 1)) <= set(store.ids())
    assert store.nearest(point(put).vector, where=Where(), limit=1)[0][1] == pytest.approx(1)
    store.close()


def test_a_second_process_is_told_who_holds_the_folder(tmp_path: Path) -> None:
    with process(HOLDS, tmp_path) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "open\n"
        with pytest.raises(StoreUnavailable, match=f"进程 {holder.pid} 使用"):
            EdgeStore(tmp_path, DIMENSIONS)
        holder.communicate()
    EdgeStore(tmp_path, DIMENSIONS).close()


@pytest.mark.parametrize("damaged", ["edge_config.json", "segment.json", "chunk_0.mmap", "page_0.dat", "version.info"])
def test_a_damaged_file_is_named_with_the_way_out(tmp_path: Path, damaged: str) -> None:
    store = EdgeStore(tmp_path, DIMENSIONS)
    store.put([point(1)])
    store.close()
    for path in tmp_path.rglob(damaged):
        path.write_bytes(b"\x00not what it was")
    with (
        pytest.raises(StoreUnavailable, match=f"{tmp_path}.*kb rebuild"),
        closing(EdgeStore(tmp_path, DIMENSIONS)) as opened,
    ):
        opened.nearest(point(1).vector, where=Where(), limit=1)


def test_a_store_without_its_segments_is_damaged_not_empty(tmp_path: Path) -> None:
    store = EdgeStore(tmp_path, DIMENSIONS)
    store.put([point(1)])
    store.close()
    for path in sorted((tmp_path / "shard" / "segments").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    with pytest.raises(StoreUnavailable, match="kb rebuild"):
        EdgeStore(tmp_path, DIMENSIONS)


def test_vectors_of_another_length_are_refused(tmp_path: Path) -> None:
    EdgeStore(tmp_path, DIMENSIONS).close()
    with pytest.raises(StoreUnavailable, match="kb rebuild"):
        EdgeStore(tmp_path, DIMENSIONS + 1)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreUnavailable, match="file"):
        EdgeStore(tmp_path / "file" / "vectors", DIMENSIONS)


def test_a_half_made_store_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / "shard.part" / "segments").mkdir(parents=True)
    store = EdgeStore(tmp_path, DIMENSIONS)
    store.put([point(1)])
    assert store.count() == 1
    store.close()
