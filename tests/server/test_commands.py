"""Every case of the table: under both protocols, with and without decoding, and through each door."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from sansredis.demo.server import Server
from tests.server.case import Case, Expected, expected_as_text, matches
from tests.server.cases import CASES
from tests.server.cases.scenarios import SCENARIOS, Scenario, World
from tests.server.doors import DOORS, through_threads
from tests.server.hand import Hand

ALL = [pytest.param(case, id=f"{group}-{case.call!r}", marks=case.marks) for group in CASES for case in CASES[group]]

FIRST = list({case.method: case for group in CASES.values() for case in reversed(group)}.values())
"""The first case of each method."""

NOT_IN_A_PIPELINE = {
    "client_reply": "refused there, as it does not have exactly one reply",
    "quit": "the server closes the connection, and what comes after it in the pipeline is lost",
    "script_debug": "the server refuses it there",
    "reset": "on a pipeline that is the method which forgets its commands",
}

FIRST_THROUGH_EACH = [
    pytest.param(case, DOORS[door], id=f"{case.method}-{door}", marks=case.marks)
    for case in FIRST
    for door in DOORS
    if door != "pipeline" or case.method not in NOT_IN_A_PIPELINE
]


@pytest.fixture(params=[2, pytest.param(3, marks=pytest.mark.since(redis="6.0"))], ids=["resp2", "resp3"])
def protocol(request: pytest.FixtureRequest) -> int:
    return int(request.param)


@pytest.fixture(params=[False, True], ids=["bytes", "str"])
def decode_responses(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.mark.parametrize("case", ALL)
def test_case(case: Case, place: Callable[[Case], tuple[Server, Hand]], protocol: int, decode_responses: bool) -> None:
    server, hand = place(case)
    options = {"protocol": protocol, "decode_responses": decode_responses}
    check(case, server, hand, through_threads, **options)


@pytest.mark.parametrize(("case", "door"), FIRST_THROUGH_EACH)
def test_first_case_through_each_door(
    case: Case, place: Callable[[Case], tuple[Server, Hand]], door: Callable[..., Any]
) -> None:
    server, hand = place(case)
    check(case, server, hand, door, decode_responses=True)


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_scenario(
    scenario: Scenario,
    server: Server,
    hand: Hand,
    connect: Callable[..., Any],
    start_server: Callable[..., Server],
    protocol: int,
    decode_responses: bool,
    tmp_path: Path,
) -> None:
    make = partial(connect, protocol=protocol, decode_responses=decode_responses)
    scenario(World(make, server, hand, start_server, decode_responses, tmp_path))


@pytest.fixture
def place(request: pytest.FixtureRequest, start_server: Callable[..., Server]) -> Callable[[Case], tuple[Server, Hand]]:
    """Where a case is run: the server of all, emptied, or one of its own."""

    def choose(case: Case) -> tuple[Server, Hand]:
        if case.private:
            server = start_server()
            hand = Hand(server)
            request.addfinalizer(hand.close)
            return server, hand
        return request.getfixturevalue("server"), request.getfixturevalue("hand")

    return choose


def check(case: Case, server: Server, hand: Hand, door: Callable[..., Any], **options: Any) -> None:
    """Run a case, and compare."""
    expected = expected_as_text(case.expected) if options["decode_responses"] else case.expected
    hand.run(*case.setup)
    try:
        value = outcome(door, case, unix_socket_path=server.unix_socket_path, **options)
        assert matches(expected, value), f"{case.call!r} gave {value!r}, expected was {expected!r}"
        afterwards = hand.run(*case.then)
        for (command, reply), given in zip(case.then.items(), afterwards, strict=True):
            assert matches(reply, given), f"{command} gave {given!r} afterwards, expected was {reply!r}"
    finally:
        hand.run(*case.undo)


def outcome(door: Callable[..., Any], case: Case, **options: Any) -> Any:
    """The value of a call, or the error where one is expected."""
    try:
        return door(case.call, **options)
    except Exception as error:
        if isinstance(case.expected, Expected):
            return error
        raise
