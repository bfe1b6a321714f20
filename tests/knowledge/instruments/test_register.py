"""The register of instruments: facts with sources, one clear sentence for a fault."""

import pytest

from knowledge.errors import StoreUnavailable
from knowledge.instruments.register import load_register

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
    assert by_id["人工智能 大模型 第2部分：评测指标与方法"].number == "GB/T 45288.2—2025"


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
    ],
)
def test_a_faulty_entry_is_named(tmp_path, text, why):
    with pytest.raises(StoreUnavailable, match=why):
        register(tmp_path, text)
