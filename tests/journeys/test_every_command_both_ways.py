"""Every command answers the same through a running service as with the stores opened by itself."""

import json
import re

import geopandas
import pytest
from county_of_zones import degrees, site_in
from running_service import prepared, running

RULES = """# 某县试验管理办法

2024年3月1日公布

第一条 建设蓝莓大棚的，应当登记。

第二条 本办法自2024年4月1日起施行。
"""
TARGET_COLUMNS = "plan,plan_level,region,indicator,value,unit,direction,year,binding,scope,source_page"
ASKED = """{"id": "甲", "question": "农用地转用谁批准", "extra": 1}
不是JSON
{"id": "乙", "question": "土地管理法第三十五条"}
"""


pytestmark = pytest.mark.long


@pytest.fixture(scope="module", params=["by itself", "through the service"])
def place(request, built_knowledge, zones, tmp_path_factory):
    place = prepared(tmp_path_factory.mktemp("place"), built_knowledge, zones)
    if request.param == "by itself":
        yield place
        return
    with running(place):
        yield place


def one(place, *arguments):
    ran = place.run(*arguments)
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


def test_search_prints_the_contract(place):
    found = one(place, "search", "土管法35条第二款", "--limit", "3", "--json")
    first = found["results"][0]
    assert first["address"] == "土地管理法@2019-08-26/35"
    assert {"instrument", "version", "address", "article", "paragraph", "quote", "status", "score", "found_by"} <= set(
        first
    )
    assert (first["instrument"], first["article"], first["status"]) == ("土地管理法", "第三十五条", "in_force")


def test_a_batch_answers_line_by_line_and_goes_on_after_a_broken_one(place, tmp_path):
    (tmp_path / "asked.jsonl").write_text(ASKED, encoding="utf-8")
    lines = [
        json.loads(line) for line in place.run("search", "--batch", str(tmp_path / "asked.jsonl")).stdout.splitlines()
    ]
    assert [line["id"] for line in lines] == ["甲", None, "乙"]
    assert {"results", "milliseconds"} <= set(lines[0])
    assert "error" in lines[1]
    answers = place.run("ask", "--batch", str(tmp_path / "asked.jsonl")).stdout.splitlines()
    assert json.loads(answers[2])["citations"][0]["address"] == "土地管理法@2019-08-26/35"


def test_understand_prints_tool_arguments_and_what_is_missing(place, tmp_path):
    said = [
        {"role": "user", "content": "帮我选一块建厂房的地"},
        {"role": "assistant", "content": "要多大、在哪里？"},
        {"role": "user", "content": "五十亩"},
    ]
    asked = tmp_path / "said.jsonl"
    asked.write_text(json.dumps({"id": 7, "messages": said}, ensure_ascii=False) + "\n{}\n", encoding="utf-8")
    first, second = (json.loads(line) for line in place.run("understand", "--batch", str(asked)).stdout.splitlines())
    assert (first["id"], first["intent"], first["tool"]) == (7, "tool", "select_site")
    assert first["arguments"]["area_m2"] == pytest.approx(33333.33, abs=0.01)
    assert first["missing"] == ["region"]
    assert "对话记录" in second["error"]
    found = one(place, "understand", "土地管理法第三十五条现在还有效吗")
    assert (found["tool"], found["arguments"]["reference"]) == ("get_provision", "土地管理法第三十五条")


def test_provision_prints_one_object(place):
    view = one(place, "provision", "环评法第二十二条", "--as-of", "2026-08-15", "--json")
    keys = {"instrument", "version", "address", "article", "text", "text_held", "status", "effective_from"}
    assert keys | {"effective_to", "cites", "cited_by"} <= set(view)
    assert (view["status"], view["effective_to"]) == ("repealed", "2026-08-15")


def test_ask_prints_one_object(place):
    answer = one(place, "ask", "临时用地一般能用多久", "--json")
    keys = {"answer", "refused", "reason", "citations", "notices", "dropped", "as_of", "milliseconds"}
    assert keys <= set(answer)
    assert answer["refused"] is False
    assert re.search(r"\[1\]", answer["answer"])
    assert {"n", "instrument", "version", "address", "article", "quote", "status"} <= set(answer["citations"][0])


def test_the_date_changes_what_is_answered(place):
    assert (
        one(place, "ask", "环评法有效吗", "--as-of", "2026-08-14", "--json")["notices"]
        != one(place, "ask", "环评法有效吗", "--as-of", "2026-08-15", "--json")["notices"]
    )


def test_a_refusal_says_why(place):
    answer = one(place, "ask", "《自然保护区条例》第二十六条写了什么", "--json")
    assert answer["refused"] is True
    assert "自然保护区条例" in answer["reason"]
    assert "text_not_held" in {notice["kind"] for notice in answer["notices"]}


def test_a_law_is_added_found_checked_and_forgotten(place, tmp_path):
    (tmp_path / "某县试验管理办法(2024-03-01).md").write_text(RULES, encoding="utf-8")
    added = place.run("kb", "add", str(tmp_path), "--region", "330122")
    assert added.returncode == 0, added.stderr
    found = one(place, "search", "蓝莓大棚", "--region", "330122", "--json")
    assert found["results"][0]["instrument"] == "某县试验管理办法#330122"
    checked = place.run("kb", "check", "--json")
    assert checked.returncode == 0
    assert json.loads(checked.stdout)["faults"] == []
    gone = place.run("kb", "forget", "某县试验管理办法")
    assert gone.returncode == 0, gone.stderr
    assert "某县" not in place.run("kb", "list").stdout


def test_plan_targets_are_added_refused_and_forgotten(place, tmp_path):
    row = "某市国土空间总体规划（2021—2035年）,市,339900,耕地保有量,186.42,万亩,≥,2035,约束性,全市,第41页"
    table = tmp_path / "targets.csv"
    table.write_text(f"{TARGET_COLUMNS}\n{row}\n", encoding="utf-8")
    assert one(place, "kb", "add-targets", str(table), "--json")["added"] == 1
    assert one(place, "kb", "add-targets", str(table), "--json")["outcome"] == "unchanged"
    table.write_text(f"{TARGET_COLUMNS}\n{row}\n{row.replace('≥', '大约')}\n", encoding="utf-8")
    refused = place.run("kb", "add-targets", str(table))
    assert (refused.returncode, "第 3 行" in refused.stdout) == (1, True)
    assert one(place, "kb", "forget", "某市国土空间总体规划", "--json")["targets"] == 1
    assert place.run("kb", "forget", "某市国土空间总体规划").returncode == 2


@pytest.mark.parametrize(
    ("arguments", "code", "why"),
    [
        (("provision", "土地管理法第九十九条"), 2, "没有第九十九条"),
        (("provision", "城市规划建设法第三条"), 2, "本库没有"),
        (("search", "征地", "--as-of", "2026-02-30"), 2, "2026-02-30"),
        (("search", "--batch", "/nowhere/x.jsonl"), 2, "打不开"),
        (("ask", "问" * 5000), 2, "字"),
        (("kb", "add", "/nowhere"), 2, "nowhere"),
        (("kb", "add-targets", "/nowhere.csv"), 2, "nowhere"),
        (("kb", "forget", "没有这部法"), 2, "没有"),
        (("check", "/nowhere.geojson"), 2, "nowhere.geojson"),
        (("check", "/nowhere.geojson", "--workspace", "/nowhere"), 2, "不是工作区"),
        (("check", "/nowhere.geojson", "--date", "2026-02-30"), 2, "审查日期"),
        (("replay", "/nowhere"), 2, "不是完整的证据包"),
        (("ask", "这块地能建厂房吗", "--attach", "/nowhere.geojson"), 2, "打不开"),
    ],
)
def test_a_mistake_ends_in_one_sentence(place, arguments, code, why):
    ran = place.run(*arguments)
    assert ran.returncode == code
    assert why in ran.stderr
    assert "Traceback" not in ran.stderr
    assert len(ran.stderr.strip().splitlines()) <= 2


def test_settings_and_status_are_told(place):
    assert "GUIYAN_KNOWLEDGE__FOLDER" in place.run("settings").stdout
    assert place.run("status").returncode in (0, 1)


def test_the_openapi_document_is_complete(place):
    document = one(place, "openapi")
    assert {"/api/v1/search", "/api/v1/provision", "/api/v1/ask", "/v1/chat/completions"} <= set(document["paths"])
    for path in document["paths"].values():
        for operation in path.values():
            assert operation["operationId"]


def test_a_tool_is_called_by_name(place):
    found = one(place, "tool", "who_cites", "--reference", "土地管理法第四十四条", "--as-of", "2026-11-22")
    assert "第四十六条" in {link["article"] for link in found["cited_by"]}


def test_tools_are_listed_and_an_unknown_one_is_refused(place):
    assert "get_provision" in place.run("tool").stdout
    refused = place.run("tool", "get_provisions")
    assert (refused.returncode, "get_provision" in refused.stderr) == (2, True)


FACTS = """builds_structure = true
temporary = false
national_key_project = false
[use]
code = "100101"
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    geopandas.GeoDataFrame(geometry=[degrees(site_in("永农"))], crs=4490).to_file(folder / "地块.geojson")
    (folder / "facts.toml").write_text(FACTS, encoding="utf-8")
    return folder


def test_a_site_is_checked_reported_and_replayed(place, site, tmp_path):
    out = [tmp_path / name for name in ("报告.docx", "证据", "重叠.geojson")]
    found = one(
        place, "check", str(site / "地块.geojson"), "--date", "2026-11-22", "--project", str(site / "facts.toml"),
        "--report", str(out[0]), "--bundle", str(out[1]), "--geojson", str(out[2]), "--json",
    )  # fmt: skip
    assert (found["verdict"], found["date"]) == ("不符合", "2026-11-22")
    farmland = next(check for check in found["checks"] if check["key"] == "YJJBNT")
    assert farmland["overlaps"][0]["area_m2"] == pytest.approx(20_000, rel=1e-4)
    assert {"instrument", "version", "address", "status"} <= set(farmland["basis"][0])
    assert {"crs", "area_m2", "notices", "features", "checks"} <= set(found)
    assert all(path.exists() for path in out)
    again = one(place, "replay", str(out[1]), "--json")
    assert (again["same"], again["verdict_again"]) == (True, "不符合")


def test_a_site_is_handed_in_with_a_question(place, site):
    answer = one(place, "ask", "这个地块能不能建厂房", "--attach", str(site / "地块.geojson"), "--json")
    assert answer["answer"].startswith("审查结论：无法判定")
    assert answer["tool"]["name"] == "check_compliance"
    assert answer["citations"]


def test_unknown_facts_are_answered_with_the_near_ones(place, site, tmp_path):
    (tmp_path / "facts.toml").write_text("tempoary = true", encoding="utf-8")
    ran = place.run("check", str(site / "地块.geojson"), "--project", str(tmp_path / "facts.toml"))
    assert (ran.returncode, "temporary" in ran.stderr) == (2, True)
