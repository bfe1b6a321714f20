"""Which tool a message asks for; a question of law asks for none."""

from __future__ import annotations

from typing import Any

import pytest

from agents.understanding import Attachment
from agents.understanding.tool_choice import choose, completed
from agents.understanding.vocabulary import Vocabulary

SITE: Attachment = {"number": "0" * 24, "name": "地块.geojson"}
WORDS = Vocabulary(lambda: ["江西省国土空间规划（2021—2035年）"], lambda: ["示例县"], lambda: ["耕地保有量"])
FARMLAND_2035 = {"indicator": "耕地保有量", "region": "江西省", "year": 2035}
CARE_HOME = {"area_m2": 20_000.0, "use": "080701", "region": "示例县"}


@pytest.mark.parametrize(
    ("text", "tool", "given", "missing"),
    [
        ("这个地块能不能建厂房", "check_compliance", {}, ("site",)),
        ("我们这块地占没占永久基本农田", "check_compliance", {}, ("site",)),
        ("江西省2035年耕地保有量目标是多少", "look_up_indicator", FARMLAND_2035, ()),
        ("360000省级规划的耕地保有量要求多少", "look_up_indicator", {"region": "360000", "plan_level": "省"}, ()),
        ("帮我计算示例县的耕地保有量", "compute_indicator", {"region": "示例县"}, ()),
        ("在示例县选一块30亩的地建养老院", "select_site", CARE_HOME, ()),
        ("给新学校选址", "select_site", {"region": "示例县"}, ("area_m2", "use")),
        ("选一块两公顷的一类工业用地", "select_site", {"area_m2": 20_000.0, "use": "100101"}, ()),
        ("在双堰镇选址，建3所小学，每所30亩", "locate_facilities", {"count": 3, "region": "双堰镇"}, ()),
    ],
)  # fmt: skip
def test_a_tool_is_chosen_with_what_is_given(
    text: str, tool: str, given: dict[str, Any], missing: tuple[str, ...]
) -> None:
    call = choose(text, WORDS)
    assert call is not None
    assert (call.tool, call.missing) == (tool, missing)
    assert given.items() <= call.arguments.items()


@pytest.mark.parametrize(
    "text",
    [
        "永久基本农田上能建厂房吗",
        "临时用地最长几年",
        "这块地征收的依据是哪部法律",
        "选址意见书由谁核发",
        "耕地保有量由谁确定",
        "土地管理法第四十四条",
        "谢谢",
    ],
)
def test_a_question_of_law_asks_for_none(text: str) -> None:
    assert choose(text, WORDS) is None


def test_a_file_handed_in_is_checked_and_spoken_of_later() -> None:
    first = choose("帮我看看", WORDS, handed_in=[SITE])
    assert first is not None
    assert first.arguments == {"site": SITE["number"]}
    for text, asked in (("不是临时用地", ()), ("不是", ("temporary",)), ("那这块地能建学校吗", ())):
        later = choose(text, WORDS, site=SITE, asked=asked)
        assert later is not None
        assert later.tool == "check_compliance"
    assert choose("临时用地最长几年？", WORDS, site=SITE) is None


def test_what_was_lacking_completes_the_call() -> None:
    before = choose("给新学校选址", WORDS)
    assert before is not None
    made = completed(before, "30亩，中小学用地", WORDS)
    assert made is not None
    assert (made.tool, made.missing) == ("select_site", ())
    assert made.arguments == {"area_m2": 20_000.0, "use": "080403", "region": "示例县"}
    assert completed(before, "30亩能建什么？", WORDS) is None
    assert completed(before, "谢谢", WORDS) is None
