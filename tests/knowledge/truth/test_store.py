"""The truth store keeps what a transaction finished, and nothing else."""

import dataclasses
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from knowledge.document import Article, Document
from knowledge.errors import StoreUnavailable
from knowledge.instruments.instrument import Instrument, Version
from knowledge.truth.rows import fingerprint
from knowledge.truth.store import TruthStore

DOCUMENT = Document(
    Instrument("试验条例", "试验条例", "行政法规", short_titles=("试条",)),
    Version("试验条例", date(2020, 1, 1), date(2020, 2, 1), True),
    (Article("1", "第一条", "甲。\n乙。", ("第一章 总则",)), Article("2", "第二条", "丙。")),
    notices=("缺第三条",),
)


@pytest.fixture
def truth(tmp_path):
    store = TruthStore(tmp_path / "truth.sqlite")
    yield store
    store.close()


def add(truth, generation):
    with truth.writing():
        truth.save_instrument(DOCUMENT.instrument)
        row = truth.add_version(DOCUMENT, generation)
        truth.enqueue("put", row, DOCUMENT.version.id)
    return row


def test_a_version_is_unseen_until_its_generation_is_finished(truth):
    add(truth, 1)
    assert truth.versions() == []
    with truth.writing():
        truth.set_meta("generation", "1")
    (row,) = truth.versions()
    assert row.version == DOCUMENT.version
    assert row.notices == ("缺第三条",)


def test_articles_come_back_as_they_were_given(truth):
    row = add(truth, 1)
    assert [stored.article for stored in truth.articles_of(row)] == list(DOCUMENT.articles)
    assert truth.article(row, "2").article.text == "丙。"


def test_an_ended_version_is_seen_until_the_generation_that_ends_it(truth):
    row = add(truth, 1)
    with truth.writing():
        truth.end_version(row, 2)
    assert [v.row for v in truth.versions(1)] == [row]
    assert truth.versions(2) == []


def test_a_failed_transaction_leaves_nothing(truth):
    def fail_midway():
        with truth.writing():
            truth.add_version(DOCUMENT, 1)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_midway()
    assert truth.versions(1) == []
    assert truth.article_ids() == {}


def test_instruments_keep_every_fact(truth):
    instrument = dataclasses.replace(
        DOCUMENT.instrument, number="国令第1号", successor="新条例", articles=2, confirmed=False
    )
    with truth.writing():
        truth.save_instrument(instrument)
    assert truth.instruments() == [instrument]


def test_the_outbox_keeps_order_until_cleared(truth):
    row = add(truth, 1)
    with truth.writing():
        truth.enqueue("forget", row, DOCUMENT.version.id)
    assert [p.action for p in truth.outbox()] == ["put", "forget"]
    with truth.writing():
        truth.clear_outbox([truth.outbox()[0].seq])
    assert [p.action for p in truth.outbox()] == ["forget"]


def test_the_fingerprint_changes_with_a_single_character():
    other = dataclasses.replace(
        DOCUMENT, articles=(Article("1", "第一条", "甲。\n已。", ("第一章 总则",)), DOCUMENT.articles[1])
    )
    assert fingerprint(DOCUMENT) != fingerprint(other)


def test_a_damaged_file_is_named_with_the_way_out(tmp_path):
    path = tmp_path / "truth.sqlite"
    path.write_bytes(b"not a database" * 1000)
    with pytest.raises(StoreUnavailable, match=r"truth\.sqlite.*已损坏.*setup"):
        TruthStore(path)


def test_a_disk_that_cannot_be_written_is_not_called_a_damaged_file(tmp_path):
    path = tmp_path / "truth.sqlite"
    TruthStore(path).close()
    for beside in ("truth.sqlite-shm", "truth.sqlite-wal"):
        (tmp_path / beside).unlink(missing_ok=True)
        (tmp_path / beside).mkdir()  # in the way of what SQLite writes beside its file
    with pytest.raises(StoreUnavailable, match=r"truth\.sqlite") as refused:
        TruthStore(path)
    assert "已损坏" not in str(refused.value)


def test_a_store_of_the_first_version_still_opens(tmp_path):
    path = tmp_path / "truth.sqlite"
    store = TruthStore(path)
    row = add(store, 1)
    with store.writing():
        store.query("DROP TABLE plan_target")
        store.set_meta("schema", "1")
    store.close()
    upgraded = TruthStore(path)
    assert upgraded.article(row, "2").article.text == "丙。"
    assert upgraded.query("SELECT count(*) FROM plan_target").fetchone() == (0,)
    upgraded.close()


def test_what_was_committed_survives_a_kill(tmp_path):
    root = Path(__file__).resolve().parents[3]
    script = (
        "import os, sys; sys.path.insert(0, sys.argv[2])\n"
        "from knowledge.truth.store import TruthStore\nfrom pathlib import Path\n"
        "t = TruthStore(Path(sys.argv[1]))\n"
        "with t.writing(): t.set_meta('kept', 'yes')\n"
        "t.query('BEGIN IMMEDIATE'); t.set_meta('kept', 'no')\n"
        f"os.kill(os.getpid(), {int(signal.SIGKILL)})\n"
    )
    path = tmp_path / "truth.sqlite"
    subprocess.run([sys.executable, "-c", script, str(path), str(root)], check=False)
    store = TruthStore(path)
    assert store.meta("kept") == "yes"
    store.close()
