"""A tool is one typed function; its REST route, MCP tool, agent tool and command derive from it."""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, ParamSpec, TypeVar, cast, get_type_hints

from pydantic import BaseModel, ConfigDict, create_model

P = ParamSpec("P")
R = TypeVar("R", bound=BaseModel)


class ToolError(Exception):
    """It cannot be answered as asked. Whoever asked, model or person, reads the message."""


@dataclass(frozen=True)
class Tool(Generic[P, R]):
    function: Callable[P, R]
    name: str
    description: str
    input_model: type[BaseModel]
    output_model: type[R]

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        return self.function(*args, **kwargs)

    def run(self, arguments: Mapping[str, Any]) -> dict[str, Any]:
        """Validate plain `arguments`, call the function, return plain values.

        None stands for an optional argument left out: a strict schema makes models write every argument.
        """
        known = {name for field, info in self.input_model.model_fields.items() for name in (field, info.alias)}
        said = {name: value for name, value in arguments.items() if value is not None or name not in known}
        given = self.input_model.model_validate(said)
        return self.function(**dict(given)).model_dump(mode="json")  # type: ignore[call-arg]


AnyTool = Tool[..., Any]


def tool(function: Callable[P, R]) -> Tool[P, R]:
    """Declare `function` a tool: the docstring is what a model reads, the annotations are the schema.

    It returns a model, never a bare list: MCP asks for an object, and an object can grow a field.
    """
    hints = get_type_hints(function, include_extras=True)
    output_model = hints.pop("return", None)
    if not function.__doc__ or not (inspect.isclass(output_model) and issubclass(output_model, BaseModel)):
        raise TypeError(f"Tool {function.__name__!r} needs a docstring and must return a pydantic model")
    parameters = inspect.signature(function).parameters.values()
    fields: dict[str, Any] = {p.name: (hints[p.name], ... if p.default is p.empty else p.default) for p in parameters}
    return Tool(
        function=function,
        name=function.__name__,
        description=inspect.cleandoc(function.__doc__),
        input_model=create_model(
            function.__name__, __config__=ConfigDict(extra="forbid", populate_by_name=True), **fields
        ),
        output_model=cast("type[R]", output_model),
    )
