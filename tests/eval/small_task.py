"""A task and targets small enough to be seen through."""

from __future__ import annotations

from collections.abc import Callable

from eval.exchange import Asked, Question, Reply, question
from eval.targets.target import Identity
from eval.task import Case, Score, Scorer, Task, Unparsed


class Answering:
    """A target that answers with a function of the question."""

    at_once = 2

    def __init__(self, answer: Callable[[str], str], name: str = "model") -> None:
        self.identity = Identity(kind=name)
        self.asked: list[str] = []
        self._answer = answer

    def cannot(self, _: Asked) -> str | None:
        return None

    def reply(self, asked: Asked) -> Reply:
        assert isinstance(asked, Question)
        self.asked.append(asked.text)
        return Reply(text=self._answer(asked.text))


def doubling(count: int = 12) -> Task[Question, int, int]:
    """Twice a number, asked in words."""

    def read(_: Case[Question, int], reply: Reply) -> int:
        if not reply.text.isdigit():
            raise Unparsed(f"“{reply.text}”不是数")
        return int(reply.text)

    def equals(case: Case[Question, int], said: int) -> Score:
        return Score(float(said == case.expected), "" if said == case.expected else f"说成{said}", mark=str(said))

    return Task(
        name="doubling",
        title="加倍",
        claim="会算两倍",
        version=1,
        cases=lambda _: [
            Case(f"d{n}", question(str(n)), 2 * n, document=f"文件{n % 4}", group="奇" if n % 2 else "偶")
            for n in range(count)
        ],
        read=read,
        scorers=(Scorer("equals", "相等", equals),),
    )
