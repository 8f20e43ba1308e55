"""The options that name what a measure counts; they are alike in every command."""

from dataclasses import dataclass
from typing import Annotated, Any

from ..errors import ArgumentError
from . import options
from .source import Source


@dataclass(frozen=True)
class SubjectOptions:
    """How a command asks for a subject of its measure: `--entity` and `--query`, and perhaps a plain argument.

    Attributes
    ----------
    several : bool
        Whether the measure takes several subjects.
    required : bool
        Whether it needs one; else all articles count.
    argument : bool
        Whether a subject may stand without an option too.
    """

    several: bool = False
    required: bool = True
    argument: bool = False

    def declared(self, name: str) -> dict[str, Any]:
        """Return the command's parameters and their annotations; `name` is the measure's own parameter."""
        argument: Any = options.NamedEach if self.several else options.Named
        named: dict[str, Any]
        if self.several:
            named = {"entity": options.Entities, "query": options.Queries}
        elif self.required:
            named = {"entity": options.Entity, "query": options.Query}
        else:
            named = {"entity": options.OnlyEntity, "query": options.OnlyQuery}
        return ({name: argument} if self.argument else {}) | named

    def taken(self, name: str, source: Source, given: dict[str, Any]) -> Any:
        """Return the subject, or the list of them, that the given options name; removes them from `given`."""
        argument = given.pop(name) if self.argument else None
        entity, query = given.pop("entity"), given.pop("query")
        if self.several:
            return source.subjects([*(argument or ()), *(entity or ())], query, required=self.required)
        if argument is not None and entity is not None:
            raise ArgumentError(f"{argument!r} and --entity {entity!r}: say what to count once")
        return source.subject(entity if argument is None else argument, query, required=self.required)


# For the parameters of declarations: `def trend(entity: OneSubject, …)`.
OneSubject = Annotated[str, SubjectOptions()]
MaybeSubject = Annotated[str | None, SubjectOptions(required=False)]
EachSubject = Annotated[list[str], SubjectOptions(several=True)]
MaybeSubjects = Annotated[list[str] | None, SubjectOptions(several=True, required=False)]
OneArgument = Annotated[str, SubjectOptions(argument=True)]
EachArgument = Annotated[list[str], SubjectOptions(several=True, argument=True)]
