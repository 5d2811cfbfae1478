"""Which address is tried when, and what is said of those that failed: by a clock that only the test moves."""

from __future__ import annotations

from math import inf

import pytest

from sansredis.core.addresses import SHORTEST_DELAY, AddressInfo, Race, in_turns, shown_address

V4, V6 = 2, 10


def address(family: int, host: str, port: int = 6379) -> AddressInfo:
    return family, 1, 6, "", (host, port) if family == V4 else (host, port, 0, 0)


class TestOrder:
    def test_families_take_turns_and_the_first_is_the_resolvers(self) -> None:
        a, b, c = address(V6, "::a"), address(V6, "::b"), address(V6, "::c")
        x, y = address(V4, "10.0.0.1"), address(V4, "10.0.0.2")
        assert in_turns([a, b, c, x, y]) == [a, x, b, y, c]
        assert in_turns([x, a, b, c, y]) == [x, a, y, b, c]

    def test_one_family_stays_in_its_order(self) -> None:
        found = [address(V4, f"10.0.0.{n}") for n in (3, 1, 2)]
        assert in_turns(found) == found

    def test_each_is_tried_once(self) -> None:
        a, b = address(V4, "10.0.0.1"), address(V4, "10.0.0.2")
        assert in_turns([a, b, a]) == [a, b]

    def test_none(self) -> None:
        assert in_turns([]) == []

    def test_shown(self) -> None:
        assert shown_address(address(V4, "10.0.0.1", 1)) == "10.0.0.1:1"
        assert shown_address(address(V6, "::1", 2)) == "[::1]:2"


def race(count: int = 3, *, delay: float | None = 0.25, deadline: float | None = None) -> Race:
    return Race([f"a{number}" for number in range(count)], delay, 100.0, deadline)


class TestWhen:
    def test_the_first_at_once_and_the_next_after_a_silence(self) -> None:
        it = race()
        assert it.begin(100.0) == 0
        assert it.due == 100.25
        assert it.begin(100.2) is None
        assert it.begin(100.25) == 1
        assert it.due == 100.5
        assert it.begin(100.5) == 2
        assert it.due == inf
        assert it.begin(1e9) is None

    def test_the_next_at_once_when_any_fails(self) -> None:
        it = race(4)
        it.begin(100.0)
        it.failed(0, "refused")
        assert it.begin(100.0) == 1
        assert it.begin(100.25) == 2
        it.failed(1, "refused")
        assert it.begin(100.26) == 3
        assert it.due == inf

    def test_the_failure_of_one_beside_the_last_changes_nothing(self) -> None:
        it = race(2)
        it.begin(100.0)
        it.begin(100.25)
        it.failed(0, "refused")
        assert it.due == inf
        assert not it.lost

    def test_lost_when_every_one_has_failed(self) -> None:
        it = race(2)
        for number in range(2):
            assert not it.lost
            assert it.begin(100.0) == number
            it.failed(number, "refused")
        assert it.lost
        assert it.begin(101.0) is None

    def test_without_a_delay_one_after_the_other(self) -> None:
        it = race(2, delay=None, deadline=101.0)
        it.begin(100.0)
        assert it.due == inf
        it.failed(0, "refused")
        assert it.begin(100.7) == 1

    @pytest.mark.parametrize(
        ("count", "deadline", "due"),
        [
            (3, None, 100.25),
            (3, 105.0, 100.25),
            (4, 100.5, 100.125),
            (1, 100.1, inf),
            (50, 100.1, 100.0 + SHORTEST_DELAY),
            (2, 99.0, 100.0 + SHORTEST_DELAY),
        ],
    )
    def test_less_time_is_shared_among_all(self, count: int, deadline: float | None, due: float) -> None:
        it = race(count, deadline=deadline)
        it.begin(100.0)
        assert it.due == pytest.approx(due)

    def test_a_short_delay_stays(self) -> None:
        it = race(delay=0.001, deadline=200.0)
        it.begin(100.0)
        assert it.due == pytest.approx(100.001)


class TestAccount:
    def test_each_with_what_became_of_it(self) -> None:
        it = race()
        it.begin(100.0)
        it.failed(0, "refused")
        it.begin(100.0)
        assert it.account(100.2, "name:1") == (
            "a0: refused; a1: no answer in 0.20 s; a2: not tried before the time was over"
        )

    def test_the_only_one_that_is_what_was_asked_for_is_not_named_again(self) -> None:
        it = Race(["10.0.0.1:1"], None, 100.0, None)
        it.begin(100.0)
        assert it.account(101.0, "10.0.0.1:1") == "no answer in 1.00 s"
        assert it.account(101.0, "name:1") == "10.0.0.1:1: no answer in 1.00 s"
