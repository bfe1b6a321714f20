"""The register of instruments: facts with sources, one clear sentence for a fault."""

import re
from datetime import date
from pathlib import Path

import pytest

from knowledge.corpus.national_laws import read_national_laws
from knowledge.errors import StoreUnavailable
from knowledge.instruments.register import load_register, registered_as
from knowledge.provisions.titles import TitleIndex

REFERENCE = Path(__file__).resolve().parents[4] / "shared" / "reference" / "domain.md"
GOOD = '[[instrument]]\ntitle = "甲办法"\nkind = "部门规章"\nsource = "某处"\nconfirmed = true\n'


def register(tmp_path, text):
    (tmp_path / "one.toml").write_text(text, encoding="utf-8")
    return load_register(tmp_path)


def test_every_entry_has_a_source_and_says_whether_it_is_confirmed():
    entries = load_register()
    assert len(entries) > 150
    assert all(entry.sources[0] for entry in entries)
    assert not any(entry.confirmed for entry in entries if "未核实" in entry.sources[0])


def test_the_documents_of_the_trade_are_registered_with_their_numbers():
    by_id = {entry.id: entry for entry in load_register()}
    assert by_id["国土空间调查、规划、用途管制用地用海分类指南"].number == "自然资发〔2023〕234号"
    assert by_id["自然保护区条例"].number == "国务院令第830号"
    assert by_id["人工智能大模型第2部分：评测指标与方法"].number == "GB/T 45288.2—2025"


@pytest.mark.skipif(not REFERENCE.exists(), reason="the domain reference is not beside this checkout")
def test_every_document_and_standard_of_the_domain_reference_is_registered():
    text = REFERENCE.read_text(encoding="utf-8")
    entries = load_register()
    numbers = {bare(name) for e in entries for name in (e.number or "", e.title, *e.short_titles) if name}
    orders = re.findall(r"国务院令第\d+号|[一-鿿]{1,8}〔\d{4}〕\d+号", text)
    standards = re.findall(r"(?:GB(?:/[TZ])?|TD/T|T/CAGIS|TC260)[ -]?\d+(?:\.\d)?(?:[—-]\d{3,4})?", text)
    assert len(set(orders)) >= 10
    assert [one for one in orders if not any(bare(one).endswith(n) for n in numbers)] == []
    assert [one for one in standards if not any(n.startswith(bare(one)) for n in numbers)] == []

    laws = [(d.instrument.id, d.instrument.title, ()) for d in read_national_laws()]
    titles = TitleIndex([*((e.id, e.title, e.short_titles) for e in entries), *laws])
    named = re.findall(r"《([^》]{3,60})》|([一-鿿]{2,20}(?:条例|管理办法|保护法|管理法|规划法|资源法|法典))", text)
    assert [one for pair in named if (one := "".join(pair)) and not titles.resolve(one)] == []


def bare(number):
    return re.sub(r"[\s—-]", "", number)


def test_laws_of_the_register_are_the_packaged_ones_and_agree_with_them():
    packaged = {d.version.id: d for d in read_national_laws()}
    laws = [e for e in load_register() if e.kind == "法律"]
    assert len(laws) > 100
    for law in laws:
        for version in law.versions:
            held = packaged[version.id]
            assert held.instrument.title == law.title
            if held.version.effective_confirmed:
                assert version.effective_from == held.version.effective_from, version.id
        numbered = [int(a.number) for a in packaged[law.versions[-1].id].articles if a.number.isdigit()]
        assert max(numbered) == law.articles, law.id


def test_the_first_day_of_an_amended_text_is_the_amendments_not_the_first_texts():
    by_id = {entry.id: entry for entry in load_register()}
    (land,) = by_id["土地管理法"].versions
    assert (land.version_date, land.effective_from) == (date(2019, 8, 26), date(2020, 1, 1))
    old, new = by_id["农业法"].versions
    assert (old.effective_from, new.effective_from) == (date(2013, 1, 1), date(2027, 1, 1))


def test_what_may_have_been_prolonged_is_unknown_after_its_term():
    (version,) = registered_as("自然资源部关于以“多规合一”为基础推进规划用地“多审合一、多证合一”改革的通知").versions
    assert version.status_on(date(2024, 9, 16)) == "in_force"
    assert version.status_on(date(2024, 9, 17)) == "unknown"


def test_what_was_taken_the_place_of_names_its_successor():
    trial = registered_as("国土空间调查、规划、用途管制用地用海分类指南（试行）")
    assert trial.successor == "国土空间调查、规划、用途管制用地用海分类指南"
    assert trial.versions[0].status_on(date(2023, 11, 21)) == "in_force"
    assert trial.versions[0].status_on(date(2023, 11, 22)) == "repealed"


def test_a_successor_without_a_date_leaves_the_status_open():
    (version,) = registered_as("生成式人工智能服务安全基本要求").versions
    assert version.status_on(date(2026, 11, 24)) == "unknown"


def test_a_title_is_known_without_its_issuer_and_marks():
    assert registered_as("中共中央 国务院关于建立国土空间规划体系并监督实施的若干意见") is not None
    assert registered_as("关于建立国土空间规划体系并监督实施的若干意见").number == "中发〔2019〕18号"
    assert registered_as("从未登记的办法") is None


def test_nothing_registered_claims_to_hold_a_text():
    assert not any(entry.text_held for entry in load_register())


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (GOOD.replace("confirmed = true\n", ""), "甲办法.*confirmed"),
        (GOOD.replace("部门规章", "传言"), "甲办法.*kind"),
        (GOOD + GOOD, "重复登记了“甲办法”"),
        ("[[instrument", "不是合法的 TOML"),
        (GOOD + 'colour = "red"\n', "甲办法.*colour"),
        (GOOD.replace("某处", "未核实"), "甲办法.*未核实"),
        (GOOD + "issued = 2020-01-01\neffective = 2019-01-01\n", "甲办法.*effective 早于 issued"),
        (GOOD + "expires = 2020-01-01\nended = 2019-01-01\n", "甲办法.*只能写一个"),
        (GOOD + "earlier = [{ issued = 2020-01-01 }]\n", "甲办法.*earlier"),
        (GOOD + 'replaces = ["乙办法"]\n', "甲办法.*“乙办法”没有登记"),
        (GOOD + "articles = 0\n", "甲办法.*articles"),
    ],
)
def test_a_faulty_entry_is_named(tmp_path, text, why):
    with pytest.raises(StoreUnavailable, match=why):
        register(tmp_path, text)
