"""The kinds of values an option can have: which are right, how a URL spells them, how they are described.

A kind reads the text of a URL leniently and checks strictly: what it cannot read stays text, and the check then
refuses it with the same sentence as a wrong keyword argument. So there is one check and one wording for both ways in.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping, Sequence
from enum import Enum

from sansredis.core.errors import DataError

HIDDEN = "<REDACTED>"
"""What is shown in place of a secret."""

_LONGEST_SHOWN = 80

# poll() takes milliseconds as a C int, so sockets refuse anything above 24 days. A round number below that.
_LONGEST_WAIT = 1_000_000

_FLAGS = {
    **dict.fromkeys(("0", "f", "false", "n", "no", "off"), False),
    **dict.fromkeys(("1", "t", "true", "y", "yes", "on"), True),
}


class OptionError(DataError, ValueError):
    """An option has an unknown name or a wrong value, or a URL cannot be understood. Nothing was connected."""


def to_bool(value: object) -> bool | None:
    """Read a flag as URLs and environments spell it.

    Args:
        value: 1, y, yes, t, true or on, or 0, n, no, f, false or off, in upper or lower case; None or "" for nothing.

    Returns:
        True or False, or None if nothing was said.

    Raises:
        OptionError: it is none of these.
    """
    text = "" if value is None else str(value).lower()
    if not text:
        return None
    if text not in _FLAGS:
        raise OptionError(f"a flag is 1 or 0, true or false, yes or no, not {shown(value)}")
    return _FLAGS[text]


def shown(value: object) -> str:
    """Return *value* as an error message shows it: its repr, cut off where it is very long."""
    text = repr(value)
    return text if len(text) <= _LONGEST_SHOWN else text[:_LONGEST_SHOWN] + "..."


class Kind:
    """What an option may be.

    Args:
        expects: the right values in words, for error messages and the documentation.
        nullable: whether None is right as well.
    """

    _spelling = "text"
    _none_spelling = "no text"

    def __init__(self, expects: str, *, nullable: bool = False) -> None:
        self.expects = f"{expects}, or None" if nullable else expects
        self.nullable = nullable
        self.in_url: str | None = f"{self._spelling}, or {self._none_spelling} for None" if nullable else self._spelling
        """How a URL spells such a value, in words; None if a URL cannot give one."""

    def read(self, text: str) -> object:
        """Return the value that *text* of a URL stands for, or *text* itself if it stands for none."""
        return text

    def _clean(self, value: object) -> object:
        """Return *value* in the one form in which it is kept."""
        return value

    def _accepts(self, value: object) -> bool:
        """Return whether *value*, which is not None, is right."""
        raise NotImplementedError

    def check(self, name: str, value: object, *, secret: bool = False) -> object:
        """Return *value* as it is kept.

        Args:
            name: the option's name.
            value: what it was given.
            secret: whether an error must not show the value.

        Raises:
            OptionError: the value is wrong. The message names option, value and what is right.
        """
        value = self._clean(value)
        if self.nullable if value is None else self._accepts(value):
            return value
        found = f"{HIDDEN} of type {type(value).__name__}" if secret else shown(value)
        raise OptionError(f"{name} must be {self.expects}, not {found}")


class Text(Kind):
    """A str. Where None is right, an empty one is kept as None.

    Args:
        expects: the right values in words.
        pattern: what the whole text must match.
        nullable: whether None is right as well.
    """

    def __init__(self, expects: str, pattern: str = r"(?s).+", *, nullable: bool = False) -> None:
        super().__init__(expects, nullable=nullable)
        self._matches = re.compile(pattern).fullmatch

    def _clean(self, value: object) -> object:
        return None if self.nullable and value == "" else value

    def _accepts(self, value: object) -> bool:
        return isinstance(value, str) and self._matches(value) is not None


class Encoding(Kind):
    """The name of a text encoding that Python knows."""

    def _accepts(self, value: object) -> bool:
        try:
            return isinstance(value, str) and "".encode(value) is not None
        except (LookupError, ValueError):
            return False


class ErrorHandler(Kind):
    """The name of a way to treat encoding errors that Python knows."""

    def _accepts(self, value: object) -> bool:
        try:
            return isinstance(value, str) and codecs.lookup_error(value) is not None
        except (LookupError, ValueError):
            return False


class Flag(Kind):
    """True or False."""

    _spelling = "`1` or `0`, `true` or `false`, `yes` or `no`"

    def __init__(self) -> None:
        super().__init__("True or False")

    def read(self, text: str) -> object:
        """Read a flag as `to_bool` does."""
        return _FLAGS.get(text.lower(), text)

    def _accepts(self, value: object) -> bool:
        return isinstance(value, bool)


class Number(Kind):
    """What whole numbers and seconds have in common: in a URL, the word ``none`` is None where None is right."""

    _none_spelling = "`none`"
    _spelling = "digits"
    _digits = r"-?[0-9]{1,20}"
    _type: type[int] | type[float] = int

    def read(self, text: str) -> object:
        """Read a number of plain ASCII digits, or ``none``."""
        if self.nullable and text.lower() == "none":
            return None
        # Not int() and float() alone: they also take "1_000", " 5 ", "inf" and digits of other scripts.
        return self._type(text) if re.fullmatch(self._digits, text) else text


class Whole(Number):
    """An int from *low* to *high*, both included. A bool is no number here."""

    def __init__(self, low: int, high: int, *, nullable: bool = False) -> None:
        super().__init__(f"a whole number from {low} to {high}", nullable=nullable)
        self._low, self._high = low, high

    def _accepts(self, value: object) -> bool:
        return isinstance(value, int) and not isinstance(value, bool) and self._low <= value <= self._high


class Seconds(Number):
    """A number of seconds above 0, or with *or_zero* 0 too. None is right as well: there is no such limit then."""

    _spelling = "digits, with or without a decimal point"
    _digits = r"-?[0-9]{1,20}(\.[0-9]{0,20})?"
    _type = float

    def __init__(self, *, or_zero: bool = False) -> None:
        start = "from 0" if or_zero else "above 0,"
        super().__init__(f"a number of seconds {start} up to {_LONGEST_WAIT}", nullable=True)
        self._or_zero = or_zero

    def _accepts(self, value: object) -> bool:
        if not isinstance(value, int | float) or isinstance(value, bool):
            return False
        return 0 < value <= _LONGEST_WAIT or (self._or_zero and value == 0)


class Choice(Kind):
    """One of a few values, which a URL spells as `str` does."""

    def __init__(self, *values: object) -> None:
        super().__init__(" or ".join(map(repr, values)))
        self.nullable = None in values
        self._values = {str(value).lower(): value for value in values}
        self.in_url = " or ".join(f"`{text}`" for text in self._values)

    def read(self, text: str) -> object:
        """Read one of the values, in upper or lower case."""
        return self._values.get(text.lower(), text)

    def _accepts(self, value: object) -> bool:
        return any(type(value) is type(right) and value == right for right in self._values.values())


class IntMap(Kind):
    """A mapping of int to int, or None. It is copied, and a URL cannot give one."""

    def __init__(self, expects: str) -> None:
        super().__init__(expects, nullable=True)
        self.in_url = None

    def _clean(self, value: object) -> object:
        return dict(value) if isinstance(value, Mapping) else value

    def _accepts(self, value: object) -> bool:
        if not isinstance(value, dict):
            return False
        numbers = (*value.keys(), *value.values())
        return all(isinstance(number, int) and not isinstance(number, bool) for number in numbers)


class Made(Kind):
    """An object of a class of ours, which has checked itself, or None. A URL cannot give one."""

    def __init__(self, kind: type) -> None:
        super().__init__(f"{'an' if kind.__name__[0] in 'AEIOU' else 'a'} {kind.__name__}", nullable=True)
        self.in_url = None
        self._kind = kind

    def _accepts(self, value: object) -> bool:
        return isinstance(value, self._kind)


class Spelled(Choice):
    """One of a few texts (or None), which members of an enumeration and other spellings stand for as well.

    Args:
        values: the right ones, as they are kept.
        names: what else stands for one of them: the name of an enumeration's member, or text.
    """

    def __init__(self, values: Sequence[str | None], names: Mapping[str, str]) -> None:
        super().__init__(*values)
        self._names = names

    def read(self, text: str) -> object:
        """Read one of the values, in upper or lower case, or one of their names."""
        return self._names.get(text, super().read(text))

    def _clean(self, value: object) -> object:
        return self._names.get(value.name, value) if isinstance(value, Enum) else value


class Flags(Kind):
    """The names of some members of an enumeration, or the members, or None. They are kept as a sorted tuple of names.

    Args:
        enumeration: its name, for messages.
        pattern: what each name must match. Whether there is such a flag is for those to say who have the enumeration.
    """

    _spelling = "names with commas between"

    def __init__(self, enumeration: str, pattern: str) -> None:
        super().__init__(f"a list of {enumeration}", nullable=True)
        self._matches = re.compile(pattern).fullmatch

    def read(self, text: str) -> object:
        """Read names with commas between them, in brackets or not."""
        return [name.strip() for name in text.strip("[]").split(",") if name.strip()]

    def _clean(self, value: object) -> object:
        if not isinstance(value, list | tuple | set | frozenset):
            return value
        names = [flag.name if isinstance(flag, Enum) else flag for flag in value]
        right = all(isinstance(name, str) and self._matches(name) for name in names)
        return (tuple(sorted(set(names))) or None) if right else value

    def _accepts(self, value: object) -> bool:
        return isinstance(value, tuple) and all(isinstance(name, str) and self._matches(name) for name in value)


class Foreign(Kind):
    """An object of a class that the core does not import, or None. A URL cannot give one.

    Args:
        module: where the class is.
        name: how it is called there.
    """

    def __init__(self, module: str, name: str) -> None:
        super().__init__(f"an {module}.{name}", nullable=True)
        self.in_url = None
        self._class = module, name

    def _accepts(self, value: object) -> bool:
        return any((kind.__module__, kind.__name__) == self._class for kind in type(value).__mro__)


class Giver(Kind):
    """An object that gives something when it is asked, or a function that does, or None. A URL cannot give one.

    Args:
        expects: the right values in words.
        methods: the object has one of these.
    """

    def __init__(self, expects: str, *methods: str) -> None:
        super().__init__(expects, nullable=True)
        self.in_url = None
        self._methods = methods

    def _accepts(self, value: object) -> bool:
        if isinstance(value, type):
            return False  # an object of it was meant
        return callable(value) or any(callable(getattr(value, name, None)) for name in self._methods)


class Class(Kind):
    """A class, or None. A URL cannot give it, and whether it is of use is for those to say who make objects of it.

    Args:
        expects: what it is, in words.
    """

    def __init__(self, expects: str) -> None:
        super().__init__(expects, nullable=True)
        self.in_url = None

    def _accepts(self, value: object) -> bool:
        return isinstance(value, type)


class Function(Kind):
    """Something to be called, or None. A URL cannot give it. Whether it is of use is seen when it is called.

    Args:
        expects: what it is, in words.
    """

    def __init__(self, expects: str) -> None:
        super().__init__(expects, nullable=True)
        self.in_url = None

    def _accepts(self, value: object) -> bool:
        return callable(value)
