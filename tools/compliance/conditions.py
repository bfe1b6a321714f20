"""The conditions of rules, as data: a small language over named values, read once and never evaluated as code.

    national_key_project and key_field in [能源, 交通, 水利, 军事] and site_unavoidable
    JB has 一级                      a text that contains the word
    use.code starts [01, 02]         a text that begins so
    farmland_m2 > 350000             =, !=, <, <=, >, >=; 220kV is the number 220
    stated temporary                 known to be true: an exemption one must show
    denied site_unavoidable          known to be false

`and`, `or`, `not` and brackets are three-valued: what is not known stays unknown unless the rest decides.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from .amount import Amount, Comparison
from .truth import NO, YES, Truth, all_of, any_of

Value = bool | str | float | Amount | Truth
"""A Truth stands for a value that is not known, with the facts that would tell it."""
Look = Callable[[str], Value]
Operator = Comparison | Literal["in", "has", "starts"]

_TOKEN = re.compile(
    r"\s*(?:(?P<number>-?\d+(?:\.\d+)?(?![\w.]))|(?P<sign><=|>=|!=|[=<>()\[\],])|(?P<word>[^\s=<>!()\[\],]+))"
)
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_RESERVED = {"and", "or", "not", "stated", "denied", "in", "has", "starts"}
_OPERATORS = ("=", "!=", "<=", ">=", "<", ">", "in", "has", "starts")


class BadCondition(ValueError):
    """A pack's condition that cannot be read."""


@dataclass(frozen=True)
class Compare:
    name: str
    operator: Operator
    values: tuple[str, ...]
    """One word or number, several after `in`, `has` and `starts`; none: the name itself is to be true."""


@dataclass(frozen=True)
class Combined:
    word: Literal["and", "or", "not", "stated", "denied"]
    parts: tuple[Node, ...]


Node = Compare | Combined


@dataclass(frozen=True)
class Condition:
    text: str
    node: Node

    @classmethod
    def read(cls, text: str) -> Condition:
        reader = _Reader(text)
        node = reader.either()
        reader.end()
        return cls(text, node)

    def holds(self, look: Look) -> Truth:
        return _holds(self.node, look)

    def comparisons(self) -> Iterator[Compare]:
        return _comparisons(self.node)


def _comparisons(node: Node) -> Iterator[Compare]:
    if isinstance(node, Compare):
        yield node
    else:
        for part in node.parts:
            yield from _comparisons(part)


def _holds(node: Node, look: Look) -> Truth:
    if isinstance(node, Compare):
        return _compared(node, look(node.name))
    match node.word:
        case "and":
            return all_of(_holds(part, look) for part in node.parts)
        case "or":
            return any_of(_holds(part, look) for part in node.parts)
        case "not":
            return ~_holds(node.parts[0], look)
        case _:
            return YES if _holds(node.parts[0], look).value is (node.word == "stated") else NO


def _compared(wanted: Compare, value: Value) -> Truth:
    if isinstance(value, Truth):
        return value
    if not wanted.values:
        return YES if value is True else NO
    text, operator = str(value), wanted.operator
    if operator == "in" or operator == "has" or operator == "starts":
        tests = {"in": text.__eq__, "has": text.__contains__, "starts": text.startswith}
        return YES if any(tests[operator](word) for word in wanted.values) else NO
    if isinstance(value, str):
        number = _number_in(value) if _NUMBER.fullmatch(wanted.values[0]) else None
        if number is None:
            return (
                (YES if (value == wanted.values[0]) == (operator == "=") else NO) if operator in "!=" else Truth(None)
            )
        value = number
    amount = value if isinstance(value, Amount) else Amount(float(value), float(value))
    return amount.compared(operator, float(wanted.values[0]))


def _number_in(text: str) -> float | None:
    """220 of 220kV, 500 of ±500 千伏."""
    found = re.match(r"[±+]?\s*(\d+(?:\.\d+)?)", text)
    return float(found.group(1)) if found else None


class _Reader:
    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = list(_tokens(text))
        self._at = 0

    def either(self) -> Node:
        return self._joined("or", lambda: self._joined("and", self._single))

    def end(self) -> None:
        if self._at < len(self._tokens):
            raise self._bad()

    def _joined(self, word: Literal["and", "or"], part: Callable[[], Node]) -> Node:
        parts = [part()]
        while self._next() == word:
            self._at += 1
            parts.append(part())
        return parts[0] if len(parts) == 1 else Combined(word, tuple(parts))

    def _single(self) -> Node:
        token = self._take()
        match token:
            case "not" | "stated" | "denied":
                return Combined(token, (self._single(),))
            case "(":
                inside = self.either()
                self._expect(")")
                return inside
        if token in _RESERVED or not re.fullmatch(r"[A-Za-z][A-Za-z0-9_.]*", token):
            raise self._bad()
        operator = self._next()
        if operator not in _OPERATORS:
            return Compare(token, "=", ())
        self._at += 1
        values = self._list() if self._next() == "[" else (self._take(),)
        if operator not in ("in", "has", "starts") and len(values) != 1:
            raise self._bad()
        if operator in ("<", "<=", ">", ">=") and not _NUMBER.fullmatch(values[0]):
            raise self._bad()
        return Compare(token, operator, values)  # type: ignore[arg-type]

    def _list(self) -> tuple[str, ...]:
        self._expect("[")
        values = [self._take()]
        while self._next() == ",":
            self._at += 1
            values.append(self._take())
        self._expect("]")
        return tuple(values)

    def _next(self) -> str | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _take(self) -> str:
        token = self._next()
        if token is None:
            raise self._bad()
        self._at += 1
        return token

    def _expect(self, token: str) -> None:
        if self._take() != token:
            raise self._bad()

    def _bad(self) -> BadCondition:
        return BadCondition(f"条件“{self._text}”读不懂，第 {self._at + 1} 个词附近")


def _tokens(text: str) -> Iterator[str]:
    at = 0
    while text[at:].strip():
        found = _TOKEN.match(text, at)
        if found is None:
            raise BadCondition(f"条件“{text}”里有读不懂的字“{text[at:].strip()[:1]}”")
        at = found.end()
        yield found.group().strip()
