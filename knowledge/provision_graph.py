"""What one version's text says, as nodes and edges: contains, cites, repeals, amends.

A citation inside the same text points at the versioned article (土地管理法@2019-08-26/35); a citation of another
instrument names no version there, so it points at the article whatever its version (城乡规划法/37).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .catalogue import Catalogue
from .graph.store import Edge, Node
from .instruments.instrument import Version
from .provisions.address import Address
from .provisions.references import Reference, find_references, resolve_reference
from .truth.store import StoredArticle


def nodes_of(version: Version, articles: Sequence[StoredArticle], catalogue: Catalogue) -> Iterator[Node]:
    title = catalogue.instruments[version.instrument].title
    yield Node(version.instrument, "instrument", title, version.id)
    yield Node(version.id, "version", version.version_date.isoformat(), version.id)
    for stored in articles:
        yield Node(f"{version.id}/{stored.article.number}", "provision", stored.article.label, version.id)


def edges_of(version: Version, articles: Sequence[StoredArticle], catalogue: Catalogue) -> Iterator[Edge]:
    yield Edge(version.instrument, "contains", version.id, version.id)
    for stored in articles:
        at = Address(version.instrument, version.version_date.isoformat(), stored.article.number)
        yield Edge(version.id, "contains", str(at), version.id)
        seen: set[tuple[str, str]] = set()
        for reference in find_references(stored.article.text):
            for cited in _cited(reference, at, catalogue):
                key = (str(cited.article_address) if cited.article else cited.instrument, _part(cited))
                if key not in seen and key[0] != str(at):
                    seen.add(key)
                    yield Edge(str(at), "cites", key[0], version.id, key[1])
    for relation in catalogue.relations:
        if relation.source_address.startswith(f"{version.id}/"):
            yield Edge(
                relation.by, relation.kind, relation.target, version.id, relation.on.isoformat() if relation.on else ""
            )


def _cited(reference: Reference, at: Address, catalogue: Catalogue) -> list[Address]:
    if reference.title is None:
        return resolve_reference(reference, at)
    ids = catalogue.titles.resolve(reference.title)
    if len(ids) != 1:
        return []
    articles = reference.articles or (None,)
    return [Address(ids[0], None, article, reference.paragraph, reference.item) for article in articles]


def _part(address: Address) -> str:
    return "/".join(str(part) for part in (address.paragraph, address.item) if part is not None)
