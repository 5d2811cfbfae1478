"""Reading RESP in tests: always at once and byte by byte, which must come to the same."""

from __future__ import annotations

from typing import Any

import pytest

from sansredis.core.errors import ProtocolError
from sansredis.core.resp import Limits, Parser


def one(data: bytes, **options: Any) -> Any:
    """Return the one value that *data* is, whether it arrives at once or byte by byte."""
    [value] = Parser(**options).feed(data)
    parser = Parser(**options)
    for position in range(len(data) - 1):
        assert parser.feed(data[position : position + 1]) == []
        assert parser.buffered == position + 1
    [again] = parser.feed(data[-1:])
    assert parser.buffered == parser.wanted == 0
    assert type(value) is type(again)
    assert repr(value) == repr(again)
    return value


def refusal(data: bytes, limits: Limits | None = None) -> str:
    """Return the message with which *data* is refused, whether it arrives at once or byte by byte."""
    with pytest.raises(ProtocolError) as whole:
        Parser(limits).feed(data)
    parser = Parser(limits)
    with pytest.raises(ProtocolError) as cut:
        for position in range(len(data)):
            assert parser.feed(data[position : position + 1]) == []
    assert str(whole.value) == str(cut.value)
    return str(whole.value)


def bulk(body: bytes) -> bytes:
    """Return *body* as a bulk string."""
    return b"$%d\r\n%b\r\n" % (len(body), body)
