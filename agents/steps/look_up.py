"""Named provisions by their address, and a law's own facts by its record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from knowledge import Instrument, KnowledgeBase, Notice, ProvisionView, UnknownReference
from knowledge.today import today
from knowledge.tools import knowledge_tools

from ..amended import cite_amendments
from ..dates import matter_of
from ..facts import Asked, NotRecorded, name_of, standing, tell
from ..grounds import Ground, Grounds, ground_of_hit, ground_of_view
from ..law_names import NamedLaw, named_laws, without_names
from ..moved import moved, where_now
from ..premise import denied
from ..question_kind import FactKind
from ..references import Named, named_provisions
from ..referred import tell_of_ended
from ..state import State, dumped, notices_of, plain, refusal
from ..upcoming import told_to_come

_MOST_PROVISIONS = 12
_MOST_CITING = 30


def look_up(state: State, base: KnowledgeBase) -> State:
    question = state["standalone"]
    asked = Asked(base, Grounds(), tuple(date.fromisoformat(day) for day in state["days"]), state.get("grade", 0))
    notices = notices_of(state)
    laws = named_laws(question, base, asked.grade)
    provisions = [p for p in named_provisions(question, laws, base) if p.ids][:_MOST_PROVISIONS]
    kind = state.get("kind")
    ids = list(dict.fromkeys([p.ids[0] for p in provisions] or [law.ids[0] for law in laws if law.ids]))
    try:
        if kind is None or (provisions and kind not in ("status", "when", "cites")):
            told = _provisions(question, provisions, asked, notices)
            named = {p.ids[0] for p in provisions}
            beside = [i for law in laws if law.ids and law.ids[0] not in named for i in base.resolve(law.ids[0])[:1]]
            told = [*_beside(question, beside, laws, asked, notices), *told]
            cite_amendments(asked, notices)
            tell_of_ended(asked, notices)
        else:
            told = _facts(kind, ids, provisions, asked, notices)
    except NotRecorded as error:
        return refusal(str(error), [*notices, *error.notices])
    return {"told": told, "grounds": dumped(list(asked.grounds)), "notices": plain(notices)}


def _provisions(question: str, provisions: Sequence[Named], asked: Asked, notices: list[Notice]) -> list[str]:
    """Numbers the provisions and says what a reader must know of their standing."""
    grounds: list[Ground] = []
    told: list[str] = []
    others = 0
    for named in provisions:
        gone = moved(question, named, asked.base, asked.day)
        if gone is not None:
            others += 1
            sentence, notice = where_now(gone, named, asked)
            told.append(sentence)
            notices.append(notice)
            article = gone.now or gone.article
            version = gone.today if gone.now is not None else gone.version
            view = _view(f"{version.id}/{article.number}", asked)
        else:
            view = _view(named.address, asked)
        ground = ground_of_view(view, asked.base, asked.day, asked.grade)
        if ground is None:
            raise NotRecorded(*_unreadable(view, named))
        grounds.append(ground)
        notices += [n for n in view.notices if n not in notices and (gone is None or n.kind != "superseded")]
    if len(provisions) == 1 and not others:
        claimed = denied(question, provisions[0], grounds[0], asked.base, asked.day)
        if claimed:
            raise NotRecorded(claimed, [Notice(kind="false_premise", text=claimed)])
    for ground in grounds:
        asked.grounds.cite(ground)
    for id_ in dict.fromkeys(ground.instrument for ground in grounds):
        (instrument,) = asked.base.resolve(id_)[:1]
        ended = standing(instrument, asked.day, asked)
        told += told_to_come(question, [instrument], asked, notices)
        if ended:
            told.append(f"{name_of(instrument)}{ended}，以下是它原来的规定。")
            _in_force_instead([g for g in grounds if g.instrument == id_], asked)
    return told


def _beside(
    question: str, named: Sequence[Instrument], laws: Sequence[NamedLaw], asked: Asked, notices: list[Notice]
) -> list[str]:
    """How the laws stand that are named without an article; for one that has ended, what is in force on the matter."""
    told = told_to_come(question, named, asked, notices)
    for law in named:
        notices += [n for n in _view(law.id, asked).notices if n not in notices]
        ended = standing(law, asked.day, asked)
        if ended:
            told.append(f"{name_of(law)}{ended}。")
            _in_force(without_names(matter_of(question, today()), laws), law.id, asked)
    return told


def _in_force_instead(ended: Sequence[Ground], asked: Asked) -> None:
    """What the law in force says on the same matter."""
    for ground in ended[:2]:
        _in_force(ground.text[:300], ground.instrument, asked)


def _in_force(text: str, ended: str, asked: Asked) -> None:
    """What another law in force has that is most like `text`, besides what is cited."""
    cited = {(ground.instrument, ground.article) for ground in asked.grounds}
    found = asked.base.search(text, as_of=asked.day, limit=5, grade=asked.grade)
    others = [h for h in found.results if h.instrument != ended and (h.instrument, h.article) not in cited]
    now = [hit for hit in others if hit.status == "in_force"]
    if found.supported and now:
        asked.grounds.cite(ground_of_hit(now[0]))


def _facts(
    kind: FactKind, ids: Sequence[str], provisions: Sequence[Named], asked: Asked, notices: list[Notice]
) -> list[str]:
    told: list[str] = []
    for named in provisions:
        view = _view(named.address, asked)
        if kind == "cites":
            told.append(_citing(view, asked))
        asked.grounds.cite(ground_of_view(view, asked.base, asked.day, asked.grade))
    for id_ in ids:
        (instrument,) = asked.base.resolve(id_)[:1]
        view = _view(id_, asked)
        notices += [n for n in view.notices if n not in notices and n.kind != "before_earliest_text"]
        if kind == "cites":
            told += [] if provisions else [_citing(view, asked)]
        elif kind == "compare":
            told += _compared(instrument, asked)
        else:
            told += tell(kind, instrument, asked)
    return told


def _citing(view: ProvisionView, asked: Asked) -> str:
    place = f"《{view.instrument}》{view.article or ''}{view.paragraph or ''}"
    links = [link for link in asked.base.who_cites(view.address, as_of=asked.day) if link.instrument != view.instrument]
    own = [link for link in asked.base.who_cites(view.address, as_of=asked.day) if link.instrument == view.instrument]
    named = list(dict.fromkeys(f"《{link.instrument}》{link.article or ''}" for link in [*own, *links]))
    if not named:
        return f"本库没有条文引用{place}。"
    more = f"等{len(named)}处" if len(named) > _MOST_CITING else f"，共{len(named)}处"
    return f"引用{place}的有：{'、'.join(named[:_MOST_CITING])}{more}。"


def _compared(instrument: Instrument, asked: Asked) -> list[str]:
    held = [v for v in instrument.versions if v.text_held]
    name = name_of(instrument)
    if len(held) < 2:
        only = f"（{held[0].version_date}）" if held else ""
        raise NotRecorded(f"本库只收入{name}的一个文本{only}，不能比较新旧")
    tools = {tool.name: tool for tool in knowledge_tools(asked.base)}
    old, new = held[-2], held[-1]
    found = tools["compare_versions"](instrument.id, old.version_date.isoformat(), new.version_date.isoformat())
    told = [f"{name}{found.to_version}文本与{found.from_version}文本相比，{found.same}条未变。"]
    for change in ("修改", "新增", "删除"):
        labels = [c.article for c in found.changes if c.change == change]
        if labels:
            more = "等" if len(labels) > _MOST_CITING else ""
            told.append(f"{change}{len(labels)}条：{'、'.join(labels[:_MOST_CITING])}{more}。")
    return told


def _view(reference: str, asked: Asked) -> ProvisionView:
    try:
        return asked.base.provision(reference, as_of=asked.day, grade=asked.grade)
    except UnknownReference as error:
        raise NotRecorded(str(error), [Notice(kind="false_premise", text=str(error))]) from error


def _unreadable(view: ProvisionView, named: Named) -> tuple[str, tuple[Notice, ...]]:
    notices = [n for n in view.notices if n.kind in ("text_not_held", "before_earliest_text")]
    if notices:
        return notices[0].text, view.notices
    return f"本库没有收入《{view.instrument}》{named.label}的正文", view.notices
