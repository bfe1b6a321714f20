"""Whom a repeal means and whom it can reach."""

from datetime import date

import pytest

from knowledge.instruments.instrument import NATIONAL, Instrument
from knowledge.instruments.targets import can_reach, resolve_targets
from knowledge.instruments.validity import Relation


def instruments(*listed):
    return {
        id_: Instrument(id_, id_.partition("#")[0], kind, region=id_.partition("#")[2] or NATIONAL)
        for id_, kind in listed
    }


def repeal(by, target):
    return Relation("repeals", by, target, date(2026, 1, 1), f"{by}@2026-01-01/1")


KNOWN = instruments(
    ("环境法典", "法律"),
    ("环境法", "法律"),
    ("环境法#330000", "地方性法规"),
    ("保护条例#330000", "地方性法规"),
    ("保护条例#110000", "地方性法规"),
    ("某通知", "规范性文件"),
)


@pytest.mark.parametrize(
    ("by", "named", "meant"),
    [
        ("环境法典", "环境法", "环境法"),
        ("保护条例#330000", "环境法", "环境法#330000"),
        ("保护条例#110000", "环境法", "环境法#110000"),
        ("环境法典", "没有收入的法", "没有收入的法"),
    ],
)
def test_a_text_means_the_instruments_of_its_own_region(by, named, meant):
    (relation,) = resolve_targets([repeal(by, named)], KNOWN)
    assert relation.target == meant


def test_a_notice_cannot_end_a_law_whatever_it_says():
    assert can_reach(repeal("环境法典", "环境法"), KNOWN)
    assert not can_reach(repeal("某通知", "环境法"), KNOWN)
