"""How the table of options becomes a class whose objects are checked and cannot be changed.

`dataclasses` would do the same, but importing them takes a third of the time that importing a door may take: they bring
along `inspect`, which nothing else here needs.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar, Self, TypeVar, cast, dataclass_transform

from sansredis.core.option_kinds import HIDDEN, Kind, OptionError, shown

T = TypeVar("T")


class Option:
    """One row of the table.

    Attributes:
        name: of the option.
        type: as the source says it.
        default: the value of who says nothing.
        kind: which values are right, and how a URL spells them.
        doc: what it means, in whole sentences.
        unit: of a number.
        secret: whether its value is never shown.
        hashed: whether its value takes part in the hash of the options.
    """

    __slots__ = ("name", "type", "default", "kind", "doc", "unit", "secret", "hashed")

    def __init__(self, default: object, kind: Kind, doc: str, unit: str, secret: bool, hashed: bool) -> None:
        self.name = self.type = ""
        self.default = default
        self.kind = kind
        self.doc = doc
        self.unit = unit
        self.secret = secret
        self.hashed = hashed


def option(default: T, kind: Kind, doc: str, *, unit: str = "", secret: bool = False, hashed: bool = True) -> T:
    """Make a row of the table; `Option` says of what. For type checkers it is the option's value."""
    return cast("T", Option(default, kind, doc, unit, secret, hashed))


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(option,))
class OptionTable:
    """What a table of options has in common with others: its attributes are rows, those of an object their values.

    Args:
        **options: any of the options of the table, by name.

    Raises:
        OptionError: an option is unknown or has a wrong value.
    """

    ROWS: ClassVar[dict[str, Option]] = {}

    def __init_subclass__(cls) -> None:
        cls.ROWS = cls.ROWS | {name: row for name, row in cls.__dict__.items() if isinstance(row, Option)}
        for name in cls.ROWS.keys() & cls.__dict__.keys():
            cls.ROWS[name].name, cls.ROWS[name].type = name, cls.__annotations__[name]

    def __init__(self, **options: Any) -> None:
        self.check_names(options)
        for name, row in self.ROWS.items():
            self.__dict__[name] = row.kind.check(name, options.get(name, row.default), secret=row.secret)

    @classmethod
    def check_names(cls, names: Iterable[str]) -> None:
        """Refuse names that are in no row.

        Raises:
            OptionError: there is one; the message has the names that are like it.
        """
        for name in names:
            if name not in cls.ROWS:
                import difflib  # only where something is wrong anyhow: importing it is not free

                near = difflib.get_close_matches(name, cls.ROWS)
                hint = f"did you mean {' or '.join(near)}?" if near else "docs/configuration.md lists all options"
                raise OptionError(f"unknown option {shown(name)}: {hint}")

    def replace(self, **options: Any) -> Self:
        """Return the same options but for those given, checked again.

        Raises:
            OptionError: an option is unknown or has a wrong value.
        """
        return type(self)(**{**self.__dict__, **options})

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{name}: options cannot be changed; {type(self).__name__}.replace makes others")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"{name}: options cannot be changed")

    def __eq__(self, other: object) -> bool:
        return self.__dict__ == other.__dict__ if type(other) is type(self) else NotImplemented

    def __hash__(self) -> int:
        return hash(tuple(self.__dict__[name] for name, row in self.ROWS.items() if row.hashed))

    def __repr__(self) -> str:
        """Return the options that differ from the defaults, secrets masked."""
        changed = ((row, self.__dict__[name]) for name, row in self.ROWS.items() if self.__dict__[name] != row.default)
        said = (f"{row.name}={HIDDEN if row.secret else shown(value)}" for row, value in changed)
        return f"{type(self).__name__}({', '.join(said)})"
