"""Is a site judged (规划符合性审查) as its place and its project demand, check by check and as a whole?

The sites are put together from the cells of an invented county, so what each meets is known without an overlay.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from datetime import date

from knowledge import Wire

from ..exchange import Reply, ToolCall
from ..scorers.classes import counted, macro_f1
from ..scorers.verdicts import not_milder, verdict_accuracy
from ..task import Case, Figure, Making, Score, Scorer, Task, Unparsed
from .sites.bank import projects
from .sites.made import MadeSite, made_sites, write_county
from .sites.truth import GROUP_OF, GROUPS, verdicts_on, worst
from .traps.county import write

DAY = date(2026, 11, 22)
WORKSPACE = "workspace"


class Due(Wire):
    about: str
    """The check the site was made for."""
    checks: dict[str, str]
    """Check → verdict, of those that can be told."""

    @property
    def whole(self) -> str:
        return worst(self.checks.values())


class Said(Wire):
    whole: str
    checks: dict[str, str]


ThisCase = Case[ToolCall, Due]


def _cases(making: Making) -> Sequence[ThisCase]:
    shutil.rmtree(making.folder, ignore_errors=True)
    making.folder.mkdir(parents=True)
    if not making.only_counted:
        write_county(making.folder / WORKSPACE)
    return [_case(making, site) for site in made_sites(making.seed)]


def _case(making: Making, site: MadeSite) -> ThisCase:
    name = f"{site.name}.geojson"
    if not making.only_counted:
        write(making.folder / name, [site.shape], "EPSG:4490")
    call = ToolCall(
        tool="check_compliance",
        arguments={"site": name, "date": DAY.isoformat(), "facts": projects()[site.project], "workspace": WORKSPACE},
        files=("site", "workspace"),
        folder=making.folder,
    )
    due = Due(about=site.told["about"], checks=verdicts_on(site.told, site.project))
    return Case(f"{site.name}-{site.project}", call, due, "", GROUP_OF[due.about])


def _read(_: ThisCase, reply: Reply) -> Said:
    result = reply.result if isinstance(reply.result, dict) else {}
    checks = result.get("checks")
    if not isinstance(checks, list) or not isinstance(result.get("verdict"), str):
        raise Unparsed(reply.fault or "没有审查结论")
    said = {str(one["key"]): str(one["verdict"]) for one in checks if isinstance(one, dict)}
    return Said(whole=str(result["verdict"]), checks=said)


def _verdict(case: ThisCase, said: Said) -> Score:
    about = case.expected.about
    return verdict_accuracy(said.checks.get(about), case.expected.checks[about])


def _groups(case: ThisCase, said: Said) -> Score:
    """Share of the groups of checks whose worst verdict is right."""
    wrong, judged = [], 0
    for group, checks in GROUPS.items():
        due = [case.expected.checks[check] for check in checks if check in case.expected.checks]
        if len(due) < len(checks):
            continue
        judged += 1
        told = [said.checks[check] for check in checks if check in said.checks]
        if not told or worst(told) != worst(due):
            wrong.append(f"{group}应为{worst(due)}，说成{worst(told) if told else '没有结论'}")
    return Score((judged - len(wrong)) / judged, "；".join(wrong))


def _whole(case: ThisCase, said: Said) -> Score:
    return verdict_accuracy(said.whole, case.expected.whole)


def _never_milder(case: ThisCase, said: Said) -> Score:
    """0 when the whole or any check is judged milder than it is: that is what misleads."""
    judged = [not_milder(said.whole, case.expected.whole)]
    judged += [not_milder(said.checks.get(check), due) for check, due in case.expected.checks.items()]
    return next((one for one in judged if one.value != 1), judged[0])


COMPLIANCE_VERDICTS = Task(
    name="compliance_verdicts",
    title="符合性审查的结论",
    claim="用地进入什么、项目是什么情况，各审查项和整体的结论都判得对，没有轻判",
    version=1,
    cases=_cases,
    read=_read,
    scorers=(
        Scorer("verdict", "所问一项的结论", _verdict),
        Scorer("groups", "十四组的结论", _groups),
        Scorer("whole", "整体结论", _whole),
        Scorer("not_milder", "没有轻判", _never_milder),
    ),
    figures=(Figure("verdict_f1", "结论 F1（宏平均）", lambda samples: macro_f1(counted(samples, "verdict"))),),
    published=("verdict", "groups", "whole", "not_milder"),
    kinds=frozenset({"tool"}),
)
