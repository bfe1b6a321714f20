"""The knowledge base as the rooms above it know it: law as of a date, true update and delete, nothing lost."""

import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from knowledge import KnowledgeSettings, StoreUnavailable, UnknownReference, open_knowledge_base, rebuild_projections
from knowledge.llama_index import ProvisionRetriever
from knowledge.passages.edge_store import EdgeStore

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "data" / "laws"
BEFORE, AFTER = date(2026, 8, 14), date(2026, 8, 15)

RULES = """# 某市试验管理办法

2024年3月1日某市人民政府令第7号公布

第一条 为了规范蓝莓大棚的登记，制定本办法。

第二条 建设蓝莓大棚的，应当依照《中华人民共和国土地管理法》第三十七条的规定办理登记。

第三条 本办法自2024年4月1日起施行。
"""


@pytest.fixture
def base(own_knowledge):
    base = open_knowledge_base(KnowledgeSettings(folder=own_knowledge))
    yield base
    base.close()


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "laws"
    folder.mkdir()
    (folder / "某市试验管理办法(2024-03-01).md").write_text(RULES, encoding="utf-8")
    return folder


def addresses(results):
    return [hit.address for hit in results.results]


def test_an_exact_reference_is_first(knowledge_base):
    found = knowledge_base.search("请问土管法第35条第二款怎么规定的")
    assert addresses(found)[0] == "土地管理法@2019-08-26/35"
    assert found.results[0].found_by == ("reference",)
    assert found.results[0].paragraph == "第二款"


def test_the_words_of_a_question_find_the_article_that_answers(knowledge_base):
    assert "土地管理法@2019-08-26/44" in addresses(knowledge_base.search("农用地转用谁批准"))[:3]


def test_changing_the_date_changes_what_is_found(knowledge_base):
    question = "建设项目的环境影响评价文件未经批准能不能开工"
    before = {hit.instrument for hit in knowledge_base.search(question, as_of=BEFORE).results}
    after = {hit.instrument for hit in knowledge_base.search(question, as_of=AFTER).results}
    assert "环境影响评价法" in before
    assert "生态环境法典" not in before
    assert "生态环境法典" in after
    assert "环境影响评价法" not in after


def test_a_named_law_is_found_though_it_is_repealed_and_says_so(knowledge_base):
    hit = knowledge_base.search("环境影响评价法对规划环评有什么要求", as_of=AFTER).results[0]
    assert (hit.instrument, hit.status) == ("环境影响评价法", "repealed")


def test_a_quote_stands_word_for_word_in_the_text(knowledge_base):
    for hit in knowledge_base.search("临时用地的期限").results:
        assert hit.quote in hit.text


def test_a_question_that_nothing_here_speaks_of_is_not_supported(knowledge_base):
    assert not knowledge_base.search("CAD图纸线型怎么设置").supported
    assert knowledge_base.search("征收土地要发布公告吗").supported


def test_a_day_after_the_corpus_ends_is_flagged(knowledge_base):
    assert [n.kind for n in knowledge_base.search("征地", as_of=date(2026, 9, 1)).notices] == ["after_corpus_end"]
    assert knowledge_base.search("征地", as_of=date(2026, 8, 28)).notices == ()


def test_a_provision_tells_its_text_standing_and_citations(knowledge_base):
    view = knowledge_base.provision("土地管理法第四十四条第二款")
    assert view.address == "土地管理法@2019-08-26/44/2"
    assert view.text.startswith("永久基本农田")
    assert (view.text_held, view.status, view.effective_confirmed) == (True, "in_force", True)
    assert "第四十六条" in {link.article for link in view.cited_by}


def test_a_registered_instrument_without_text_is_not_guessed_at(knowledge_base):
    view = knowledge_base.provision("自然保护区条例第二十六条")
    assert (view.text_held, view.text, view.number) == (False, None, "国务院令第830号")
    assert "text_not_held" in {n.kind for n in view.notices}


def test_a_day_before_the_earliest_text_is_answered_with_its_absence(knowledge_base):
    view = knowledge_base.provision("土地管理法第三十五条", as_of=date(2010, 1, 1))
    assert (view.text_held, view.text) == (False, None)
    assert "本库无该日文本" in view.notices[0].text


def test_a_law_passed_but_not_in_force_shows_its_text_and_says_so(knowledge_base):
    view = knowledge_base.provision("耕地保护和质量提升法第一条", as_of=date(2026, 12, 31))
    assert (view.status, view.text_held) == ("not_yet_in_force", True)
    assert knowledge_base.provision("耕地保护和质量提升法第一条", as_of=date(2027, 1, 1)).status == "in_force"


@pytest.mark.parametrize(
    ("reference", "why"),
    [
        ("土地管理法第九十九条", "没有第九十九条，最后一条是第八十七条"),
        ("土地管理法第三十五条第九款", "共2款"),
        ("土地管理法第三十五条第一款第三项", "没有第三项"),
        ("城市规划建设法第三条", "本库没有"),
        ("基本法", "对应多部文件"),
        ("土地管理法@1998-08-29/1", "没有1998-08-29的版本"),
    ],
)
def test_what_does_not_exist_is_refused_in_one_sentence(knowledge_base, reference, why):
    with pytest.raises(UnknownReference, match=why):
        knowledge_base.provision(reference)


def test_the_whole_is_sound(knowledge_base):
    report = knowledge_base.check()
    assert report.sound
    counts = report.counts
    assert counts["articles"] == counts["words"] == counts["vectors"] == 26196
    assert counts["outbox"] == 0


def test_llama_index_gets_provisions_as_its_nodes(knowledge_base):
    nodes = ProvisionRetriever(knowledge_base, limit=3).retrieve("农用地转用谁批准")
    assert len(nodes) == 3
    assert nodes[0].node.metadata["instrument"] == "土地管理法"


def test_an_added_law_is_searched_cited_and_checked(base, folder):
    report = base.add(folder, region="330100")
    assert [(f.outcome, f.articles) for f in report.files] == [("added", 3)]
    assert addresses(base.search("蓝莓大棚登记", region="330106"))[0].startswith("某市试验管理办法#330100@2024-03-01/")
    assert "某市试验管理办法#330100" not in {h.instrument for h in base.search("蓝莓大棚登记", region="110000").results}
    assert "某市试验管理办法#330100" in {link.instrument for link in base.who_cites("土地管理法第三十七条")}
    assert base.check().sound


def test_adding_the_same_again_changes_nothing(base, folder):
    base.add(folder)
    before = base.check()
    report = base.add(folder)
    assert [f.outcome for f in report.files] == ["unchanged"]
    assert base.check() == before


def test_a_changed_text_replaces_the_old_one_everywhere(base, folder):
    base.add(folder)
    (path,) = folder.iterdir()
    path.write_text(RULES.replace("蓝莓", "草莓"), encoding="utf-8")
    assert [f.outcome for f in base.add(folder).files] == ["replaced"]
    assert "草莓" in base.search("草莓大棚登记").results[0].text
    assert not any("蓝莓" in hit.text for hit in base.search("蓝莓大棚登记").results)
    assert base.check().sound


def test_a_forgotten_law_is_gone_from_every_store(base, folder):
    base.add(folder)
    assert base.forget("某市试验管理办法") == 3
    assert not any("蓝莓" in hit.text for hit in base.search("蓝莓大棚登记").results)
    assert "某市试验管理办法" not in {link.instrument for link in base.who_cites("土地管理法第三十七条")}
    report = base.check()
    assert report.sound
    assert report.counts["articles"] == 26196
    with pytest.raises(UnknownReference):
        base.provision("某市试验管理办法第一条")


def test_a_newer_text_ends_the_older_one(base, folder):
    base.add(folder)
    newer = RULES.replace("2024年3月1日", "2025年3月1日").replace("2024年4月1日", "2025年4月1日")
    (folder / "某市试验管理办法(2025-03-01).md").write_text(newer, encoding="utf-8")
    base.add(folder)
    versions = [hit.version for hit in base.search("蓝莓大棚登记", as_of=date(2025, 3, 31), limit=3).results[:1]]
    assert versions == ["2024-03-01"]
    versions = [hit.version for hit in base.search("蓝莓大棚登记", as_of=date(2025, 4, 1), limit=3).results[:1]]
    assert versions == ["2025-03-01"]


def test_an_index_that_could_not_be_put_in_order_is_so_at_the_next_opening(base, folder, own_knowledge, monkeypatch):
    def no_room(_store):
        raise StoreUnavailable("磁盘没有空间")

    put_in_order = EdgeStore.optimize
    monkeypatch.setattr(EdgeStore, "optimize", no_room)
    with pytest.raises(StoreUnavailable, match="没有空间"):
        base.add(folder)
    base.close()
    ordered = []
    monkeypatch.setattr(EdgeStore, "optimize", lambda store: (put_in_order(store), ordered.append(store)))
    again = open_knowledge_base(KnowledgeSettings(folder=own_knowledge))
    assert len(ordered) == 1
    assert again.check().sound
    assert addresses(again.search("蓝莓大棚登记"))[0].startswith("某市试验管理办法@2024-03-01/")
    again.close()


@pytest.mark.usefixtures("base")
def test_a_second_process_is_told_who_holds_the_stores(own_knowledge):
    script = (
        "import sys; sys.path.insert(0, sys.argv[2])\nfrom pathlib import Path\n"
        "from knowledge import KnowledgeSettings, open_knowledge_base\n"
        "open_knowledge_base(KnowledgeSettings(folder=Path(sys.argv[1])))"
    )
    other = subprocess.run(
        [sys.executable, "-c", script, own_knowledge, ROOT], capture_output=True, text=True, check=False
    )
    assert other.returncode != 0
    assert "正由进程" in other.stderr


@pytest.mark.parametrize("after", [0.0, 0.3, 1.0])
def test_a_kill_in_the_middle_of_adding_loses_nothing(own_knowledge, folder, after):
    for n in range(60):
        text = RULES.replace("某市试验", f"某市第{n}号试验")
        (folder / f"某市第{n}号试验管理办法(2024-03-01).md").write_text(text, encoding="utf-8")
    script = (
        "import sys; sys.path.insert(0, sys.argv[3])\nfrom pathlib import Path\n"
        "from knowledge import KnowledgeSettings, open_knowledge_base\n"
        "base = open_knowledge_base(KnowledgeSettings(folder=Path(sys.argv[1])))\n"
        "print('open', flush=True)\nbase.add(Path(sys.argv[2]))"
    )
    child = subprocess.Popen([sys.executable, "-c", script, own_knowledge, folder, ROOT], stdout=subprocess.PIPE)
    child.stdout.readline()
    time.sleep(after)
    child.kill()
    child.wait()
    child.stdout.close()
    base = open_knowledge_base(KnowledgeSettings(folder=own_knowledge))
    report = base.check()
    assert report.sound
    assert report.counts["articles"] in (26196, 26196 + 61 * 3)
    base.close()


@pytest.mark.long
def test_a_broken_index_is_rebuilt_from_the_texts(own_knowledge):
    (own_knowledge / "words" / "articles" / "meta.json").write_text("{", encoding="utf-8")
    settings = KnowledgeSettings(folder=own_knowledge)
    with pytest.raises(StoreUnavailable, match="kb rebuild"):
        open_knowledge_base(settings)
    rebuild_projections(settings)
    base = open_knowledge_base(settings)
    assert base.check().sound
    base.close()


@pytest.mark.long
@pytest.mark.skipif(not SHARED.exists(), reason="the shared law texts are not beside this checkout")
@pytest.mark.timeout(900)
def test_the_core_texts_are_added_beside_the_packaged_ones(base):
    report = base.add(SHARED / "core")
    assert len(report.files) == 207
    assert all(f.outcome in ("added", "replaced", "unchanged") for f in report.files)
    assert [f.file.rsplit("/", 1)[1] for f in report.files if f.notices] == ["长江保护法(2020-12-26).md"]
    assert base.provision("土地管理法实施条例第二十四条").text_held
    assert base.check().sound


def test_amendments_that_a_text_has_not_taken_in_are_known_by_their_day(knowledge_base):
    def since(day):
        return [v.instrument for v in knowledge_base.amendments_since("刑法", "2020-12-26", day)]

    assert since(date(2024, 2, 29)) == []
    assert since(date(2024, 3, 1)) == ["刑法修正案（十二）"]
    assert knowledge_base.amendments_since("食品安全法", "2025-09-12", date(2026, 11, 24)) == []
