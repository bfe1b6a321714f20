"""A tool is declared once: the same arguments give the same answer on every surface."""

import json

import anyio
import httpx
import pytest
from mcp import Client
from mcp.client.stdio import StdioServerParameters, stdio_client

from agents.toolbelt import toolbelt
from eval.exchange import ToolCall
from eval.targets.tool import ToolTarget
from knowledge.statutes import KnowledgeStatutes
from knowledge.today import today
from knowledge.tools import knowledge_tools
from tools.compliance.kept import KeptReviews
from tools.compliance.review import Reviewer
from tools.compliance.tools import compliance_tools
from tools.indicators.tools import indicator_tools
from tools.layers import open_workspace
from tools.layers.handed_in import HandedIn
from tools.siting import prechecked_by, siting_tools
from tools.strict_schema import openai_tool

ASKED = {
    "get_provision": {"reference": "土地管理法第三十五条", "as_of": "2026-08-15"},
    "search_provisions": {"question": "永久基本农田能不能占用", "as_of": "2026-11-22", "limit": 3},
    "compare_versions": {"instrument": "渔业法", "from": "2013-12-28", "to": None},
    "who_cites": {"reference": "土地管理法第四十四条", "as_of": "2026-11-22"},
    "check_compliance": {
        "site": "YJJBNT",
        "date": "2026-11-22",
        "facts": {"use": {"code": "100101"}, "temporary": False},
    },
    "look_up_indicator": {"indicator": "耕地保有量", "region": "999901", "year": 2035},
    "compute_indicator": {"indicator": "永久基本农田保护面积", "date": "2026-11-22"},
    "select_site": {"area_m2": 900, "use": "1001", "region": "999901", "min_width_m": 5, "date": "2026-11-22"},
    "locate_facilities": {"area_m2": 900, "use": "0804", "region": "999901", "count": 2, "date": "2026-11-22"},
}


@pytest.fixture(scope="module")
def tools(knowledge_base, zones, tmp_path_factory):
    workspace = open_workspace(zones)
    reviewer = Reviewer(workspace, KnowledgeStatutes(knowledge_base))
    sites = HandedIn(tmp_path_factory.mktemp("sites"))
    listed = [
        *knowledge_tools(knowledge_base),
        *compliance_tools(lambda: reviewer, sites, KeptReviews(), today),
        *indicator_tools(lambda: workspace, knowledge_base.targets),
        *siting_tools(lambda: workspace, prechecked_by(lambda: reviewer), tmp_path_factory.mktemp("found"), today),
    ]
    return {tool.name: tool for tool in listed}


def over_python(tool, arguments, _place, _address):
    return tool(**dict(tool.input_model.model_validate(arguments))).model_dump(mode="json")


def over_langgraph(tool, arguments, _place, _address):
    (belt,) = toolbelt([tool])
    return belt.invoke(arguments)


def over_openai(tool, arguments, _place, _address):
    """As a model in strict mode calls it: every argument written, those left out as null."""
    properties = openai_tool(tool)["function"]["parameters"]["properties"]
    return tool.run({name: arguments.get(name) for name in properties})


def over_eval(tool, arguments, _place, _address):
    return ToolTarget(tool).reply(ToolCall(tool=tool.name, arguments=arguments)).result


def over_rest(tool, arguments, _place, address):
    answer = httpx.post(f"{address}/api/v1/tools/{tool.name}", json=arguments, timeout=60)
    assert answer.status_code == 200, answer.text
    return answer.json()


def over_command(tool, arguments, place, _address):
    flags = [
        text
        for name, value in arguments.items()
        if value is not None
        for text in (f"--{name.replace('_', '-')}", json.dumps(value) if isinstance(value, dict) else f"{value}")
    ]
    done = place.run("tool", tool.name, *flags)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def mcp_answer(server, mode, tool, arguments):
    async def ask():
        async with Client(server, mode=mode) as client:
            listed = {one.name: one for one in (await client.list_tools()).tools}
            assert listed[tool.name].input_schema == tool.input_model.model_json_schema()
            return await client.call_tool(tool.name, arguments)

    answer = anyio.run(ask)
    assert not answer.is_error, answer.content
    return answer.structured_content


def over_mcp_of_2025(tool, arguments, _place, address):
    return mcp_answer(f"{address}/mcp", "legacy", tool, arguments)


def over_mcp_of_2026(tool, arguments, _place, address):
    return mcp_answer(f"{address}/mcp", "2026-07-28", tool, arguments)


def over_mcp_on_standard_streams(tool, arguments, place, _address):
    program, *rest = place.command("mcp")
    return mcp_answer(stdio_client(StdioServerParameters(command=program, args=rest)), "auto", tool, arguments)


SURFACES = [
    over_python,
    over_langgraph,
    over_openai,
    over_eval,
    over_rest,
    over_command,
    over_mcp_of_2025,
    over_mcp_of_2026,
    over_mcp_on_standard_streams,
]


@pytest.mark.parametrize("surface", SURFACES, ids=lambda s: s.__name__)
@pytest.mark.parametrize("name", ASKED)
def test_the_same_answer_everywhere(name, surface, tools, service_place, service_address):
    expected = tools[name].run(ASKED[name])
    answer = surface(tools[name], ASKED[name], service_place, service_address)
    for one in (expected, answer):
        one.pop("milliseconds", None)
    assert answer == expected


def test_every_tool_is_tried(tools, service_address):
    listed = {tool["name"] for tool in httpx.get(f"{service_address}/api/v1/tools").json()["tools"]}
    assert set(ASKED) == set(tools) == listed


def test_a_refused_argument_is_one_sentence_on_every_network_surface(service_place, service_address):
    wrong = {"reference": "土地管理法第九百条"}
    over_http = httpx.post(f"{service_address}/api/v1/tools/get_provision", json=wrong).json()["detail"]
    typed = service_place.run("tool", "get_provision", "--reference", wrong["reference"])

    async def ask():
        async with Client(f"{service_address}/mcp") as client:
            return await client.call_tool("get_provision", wrong)

    by_mcp = anyio.run(ask)
    assert by_mcp.is_error
    assert by_mcp.content[0].text == over_http == typed.stderr.strip()
    assert typed.returncode != 0
