"""What an answer rests on: provisions as they stand on the day asked about, numbered as they are cited."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from knowledge import KnowledgeBase, ProvisionView, SearchHit, Status, Wire
from knowledge.provisions.address import Address

from .answer import Citation


class Ground(Wire):
    instrument: str
    title: str
    version: str
    address: str
    article: str
    paragraph: str | None
    """第二款, 第二款第一项, 第一项."""
    quote: str
    """Verbatim: what is put forward."""
    text: str
    """The whole article."""
    status: Status
    effective_from: date
    effective_confirmed: bool
    effective_to: date | None

    def citation(self, n: int) -> Citation:
        return Citation(n=n, **self.model_dump(exclude={"text", "effective_to"}))

    @property
    def place(self) -> str:
        return f"{self.article}{self.paragraph or ''}"


class Grounds:
    """Numbered from 1 in the order in which they are first cited."""

    def __init__(self, given: Iterable[Ground] = ()) -> None:
        self._listed = list(given)

    def __iter__(self) -> Iterator[Ground]:
        return iter(self._listed)

    def __len__(self) -> int:
        return len(self._listed)

    def cite(self, ground: Ground | None) -> str:
        """`[n]`; empty for None."""
        if ground is None:
            return ""
        if ground not in self._listed:
            self._listed.append(ground)
        return f"[{self._listed.index(ground) + 1}]"


def ground_of_hit(hit: SearchHit) -> Ground:
    return Ground.model_validate(hit.model_dump(include=set(Ground.model_fields)))


def ground_of_view(view: ProvisionView, base: KnowledgeBase, day: date, grade: int) -> Ground | None:
    """None when it names no article whose text is held."""
    if view.text is None or view.version is None or view.article is None or view.effective_from is None:
        return None
    address = Address.parse(view.address)
    whole = view
    if address.paragraph is not None or address.item is not None:
        whole = base.provision(str(address.article_address), as_of=day, grade=grade)
    return Ground(
        instrument=view.instrument,
        title=view.title,
        version=view.version,
        address=view.address,
        article=view.article,
        paragraph=f"{view.paragraph or ''}{view.item or ''}" or None,
        quote=view.text.strip(),
        text=whole.text or view.text,
        status=view.status,
        effective_from=view.effective_from,
        effective_confirmed=view.effective_confirmed,
        effective_to=view.effective_to,
    )
