"""Laws that a cited provision refers to and that have ended: 森林法第七十四条 still says 依照《土壤污染防治法》."""

from __future__ import annotations

from knowledge import Notice
from knowledge.time_notices import time_notices

from .facts import Asked, name_of


def tell_of_ended(asked: Asked, notices: list[Notice]) -> None:
    """A notice for each law that a provision refers to and that is repealed on the day.

    A clause that repeals laws names them too, and refers to none.
    """
    for ground in asked.grounds:
        if ground.status != "in_force" or "废止" in ground.text:
            continue
        for id_ in dict.fromkeys(id_ for mention in asked.base.mentions(ground.text) for id_ in mention.ids[:1]):
            (law,) = asked.base.resolve(id_)[:1]
            version = law.version_on(asked.day)
            if law.id == ground.instrument or version is None or version.status_on(asked.day) != "repealed":
                continue
            if any(n.kind == "repealed" and name_of(law) in n.text for n in notices):
                continue
            ended = [n for n in time_notices(law, version, asked.day, asked.base.corpus_end) if n.kind == "repealed"]
            place = f"《{ground.instrument}》{ground.article}所引的"
            notices += [Notice(kind="repealed", text=f"{place}{n.text}") for n in ended]
