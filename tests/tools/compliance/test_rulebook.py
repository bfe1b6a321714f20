"""The rules as data: each stands on law that is there, and a pack that says something wrong does not load."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from knowledge.statutes import KnowledgeStatutes
from tools.compliance.rules import Rulebook, RuleFault
from tools.compliance.rules.rulebook import PACKS

DAYS = (date(2026, 8, 14), date(2026, 11, 22), date(2027, 1, 1))
GROUPS = 14


@pytest.mark.parametrize("day", DAYS)
def test_what_a_rule_says_of_a_held_provision_stands_there(statutes: KnowledgeStatutes, day: date) -> None:
    wrong = [
        (rule.rule.id, ground.basis.reference, ground.text.standing)
        for check in Rulebook(statutes).on(day)
        for rule in check.rules
        for ground in rule.grounds
        if ground.basis.confirmed and ground.status == "unconfirmed"
    ]
    assert wrong == []


@pytest.mark.parametrize("day", DAYS)
def test_every_check_has_rules_on_the_day_and_every_group_is_there(statutes: KnowledgeStatutes, day: date) -> None:
    standing = Rulebook(statutes).on(day)
    assert [check.check.key for check in standing if not check.rules] == []
    assert {check.group for check in standing} == set(range(1, GROUPS + 1))


def test_versions_of_a_rule_follow_each_other_without_overlap(statutes: KnowledgeStatutes) -> None:
    for check in Rulebook(statutes).checks():
        for one in check.rule:
            for other in check.rule:
                if one is not other and one.id == other.id:
                    assert one.valid_to is not None or other.valid_to is not None
                    first, second = sorted((one, other), key=lambda rule: rule.valid_from)
                    assert first.valid_to is not None
                    assert first.valid_to <= second.valid_from


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("土地管理法第五十七条第三款", "土地管理法第九百条", "查不到"),
        ("土地管理法第五十七条第三款", "没有这部法第一条", "查不到"),
        ("not permanent_building", "not permanent_buildings", "没有叫"),
        ("not permanent_building", "not (permanent_building", "读不懂"),
        ('outcome = "要求"', 'outcome = "劝告"', "不对"),
        ('name = "临时用地"', 'name = "临时用地"\ncolour = "red"', "不对"),
        ('"temporary_land"', '"temporary_lands"', "没有叫"),
        ('predicate = "facts"', 'predicate = "nearby"', "不对"),
    ],
)
def test_a_pack_that_says_something_wrong_does_not_load(
    statutes: KnowledgeStatutes, tmp_path: Path, old: str, new: str, why: str
) -> None:
    pack = shutil.copy(PACKS / "14_temporary_land.toml", tmp_path)
    text = Path(pack).read_text(encoding="utf-8")
    assert old in text
    Path(pack).write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(RuleFault, match=why):
        Rulebook(statutes, [tmp_path]).on(date(2026, 11, 22))


def test_a_province_s_own_pack_stands_beside_ours_and_may_not_repeat_a_check(
    statutes: KnowledgeStatutes, tmp_path: Path
) -> None:
    text = (PACKS / "14_temporary_land.toml").read_text(encoding="utf-8").replace('key = "LSYD"', 'key = "LSYD2"')
    (tmp_path / "own.toml").write_text(text, encoding="utf-8")
    keys = [check.key for check in Rulebook(statutes, (PACKS, tmp_path)).checks()]
    assert {"LSYD", "LSYD2"} <= set(keys)
    (tmp_path / "own.toml").write_text(text.replace("LSYD2", "LSYD"), encoding="utf-8")
    with pytest.raises(RuleFault, match="两份"):
        Rulebook(statutes, (PACKS, tmp_path))
