"""What the knowledge base offers as tools, called as any surface calls them: plain values in, plain values out."""

from datetime import date

import pytest

from knowledge.tools import knowledge_tools
from tools import ToolError


@pytest.fixture(scope="module")
def tools(knowledge_base):
    return {tool.name: tool for tool in knowledge_tools(knowledge_base)}


def test_the_names_are_those_that_other_programs_know(tools):
    assert set(tools) == {"get_provision", "search_provisions", "compare_versions", "who_cites"}


def test_every_argument_says_what_it_is(tools):
    for tool in tools.values():
        for name, field in tool.input_model.model_json_schema()["properties"].items():
            assert field.get("description"), (tool.name, name)


def test_a_provision_is_looked_up_for_a_day(tools):
    found = tools["get_provision"].run({"reference": "环境影响评价法第二十二条", "as_of": "2026-08-15"})
    assert (found["status"], found["successor"]) == ("repealed", "生态环境法典")


def test_a_search_answers_with_provisions(tools):
    found = tools["search_provisions"].run({"question": "农用地转用谁批准", "limit": 3})
    assert len(found["results"]) == 3
    assert found["supported"] is True


def test_two_versions_are_compared_article_by_article(tools):
    found = tools["compare_versions"].run({"instrument": "渔业法", "from": "2013-12-28", "to": "2025-12-27"})
    changes = {change["change"] for change in found["changes"]}
    assert {"新增", "修改"} <= changes
    assert found == tools["compare_versions"].run({"instrument": "渔业法"})


def test_a_law_held_once_cannot_be_compared(tools):
    with pytest.raises(ToolError, match="只有1个版本"):
        tools["compare_versions"].run({"instrument": "土地管理法"})
    with pytest.raises(ToolError, match="没有2001-01-01的版本"):
        tools["compare_versions"].run({"instrument": "渔业法", "from": "2001-01-01"})


def test_who_cites_an_article_is_told(tools):
    found = tools["who_cites"].run({"reference": "土地管理法第四十四条", "as_of": date(2026, 11, 24)})
    assert "第四十六条" in {link["article"] for link in found["cited_by"]}


def test_an_unknown_argument_is_refused(tools):
    with pytest.raises(ValueError, match="colour"):
        tools["who_cites"].run({"reference": "土地管理法第四十四条", "colour": "red"})
