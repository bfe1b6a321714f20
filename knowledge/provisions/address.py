"""Where a provision stands: the unit every citation names.

Written `土地管理法@2019-08-26/35/1/2`: instrument, version date, article (条), paragraph (款), item (项).
An inserted article is `17之1`; an annex is `附1`; an unnumbered preamble is `0`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Address:
    instrument: str
    """Instrument id: the title without 中华人民共和国, `#region` appended when it is not national."""
    version: str | None = None
    """ISO version date; None means whichever version holds."""
    article: str | None = None
    paragraph: int | None = None
    item: int | None = None

    def __str__(self) -> str:
        head = self.instrument if self.version is None else f"{self.instrument}@{self.version}"
        parts = [self.article, self.paragraph, self.item]
        while parts and parts[-1] is None:
            parts.pop()
        return "/".join([head, *("" if part is None else str(part) for part in parts)])

    @classmethod
    def parse(cls, text: str) -> Address:
        """The address written in `text`; ValueError when it is none."""
        head, *parts = text.split("/")
        instrument, _, version = head.partition("@")
        if not instrument or len(parts) > 3:
            raise ValueError(f"{text!r} is not an address such as '土地管理法@2019-08-26/35/1'")
        article, paragraph, item = [part or None for part in parts] + [None] * (3 - len(parts))
        try:
            numbers = [None if part is None else int(part) for part in (paragraph, item)]
        except ValueError:
            raise ValueError(f"{text!r} is not an address such as '土地管理法@2019-08-26/35/1'") from None
        return cls(instrument, version or None, article, *numbers)

    @property
    def version_id(self) -> str:
        return f"{self.instrument}@{self.version}"

    @property
    def article_address(self) -> Address:
        return replace(self, paragraph=None, item=None)
