"""Trying again: the pauses of each backoff, what a policy may be, and which errors allow another attempt."""

from __future__ import annotations

from typing import Any

import pytest

from sansredis.core.backoff import (
    AbstractBackoff,
    ConstantBackoff,
    EqualJitterBackoff,
    ExponentialBackoff,
    ExponentialWithJitterBackoff,
    FullJitterBackoff,
    NoBackoff,
)
from sansredis.core.errors import (
    AuthenticationError,
    BusyLoadingError,
    BusyScriptError,
    ClusterDownError,
    ConnectionError,
    DataError,
    ExecAbortError,
    MasterDownError,
    MaxClientsError,
    MaxConnectionsError,
    MaybeExecutedError,
    OutOfMemoryError,
    PoolClosedError,
    PoolTimeoutError,
    ReadOnlyError,
    RedisError,
    ReplyTimeoutError,
    ResponseError,
    TimeoutError,
    TLSError,
    TryAgainError,
    UnreachableError,
)
from sansredis.core.options import OptionError, Options
from sansredis.core.retry import REFUSALS, Attempts, Retry, refusal

GET, INCR, EVAL = (b"GET", "k"), (b"INCR", "k"), ("evalsha", "digest", 0)


class TestBackoffs:
    @pytest.mark.parametrize(
        ("backoff", "expected"),
        [
            (NoBackoff(), [0, 0, 0, 0, 0]),
            (ConstantBackoff(0.25), [0.25] * 5),
            (ExponentialBackoff(cap=5, base=0.5), [1, 2, 4, 5, 5]),
            (FullJitterBackoff(cap=5, base=0.5), [0.5, 1, 2, 2.5, 2.5]),
            (EqualJitterBackoff(cap=5, base=0.5), [0.75, 1.5, 3, 3.75, 3.75]),
            (ExponentialWithJitterBackoff(cap=5, base=0.5), [0.5, 1, 2, 4, 5]),
        ],
        ids=repr,
    )
    def test_pauses(self, backoff: AbstractBackoff, expected: list[float]) -> None:
        assert [backoff.compute(failures, 0.5) for failures in range(1, 6)] == expected

    @pytest.mark.parametrize("kind", [FullJitterBackoff, EqualJitterBackoff, ExponentialWithJitterBackoff])
    def test_jitter_stays_between_nothing_and_the_cap(self, kind: type[ExponentialBackoff]) -> None:
        backoff = kind(cap=2, base=0.1)
        for failures in (1, 2, 10, 5000):
            pauses = [backoff.compute(failures, chance) for chance in (0.0, 0.3, 0.7, 1.0)]
            assert pauses == sorted(pauses)
            assert 0 <= pauses[0] and pauses[-1] <= 2

    def test_equal_and_shown_by_their_values(self) -> None:
        assert ExponentialBackoff(1, 2) == ExponentialBackoff(cap=1, base=2) != ExponentialBackoff(2, 1)
        assert hash(ExponentialBackoff(1, 2)) == hash(ExponentialBackoff(1, 2))
        assert FullJitterBackoff() != ExponentialBackoff()
        assert NoBackoff() == NoBackoff() != 0
        assert [repr(b) for b in (NoBackoff(), ConstantBackoff(1), FullJitterBackoff())] == [
            "NoBackoff()",
            "ConstantBackoff(1)",
            "FullJitterBackoff(0.512, 0.008)",
        ]

    @pytest.mark.parametrize("wrong", [-1, "1", None, True, float("nan"), float("inf")])
    def test_wrong_seconds(self, wrong: Any) -> None:
        with pytest.raises(DataError, match="backoff must be a number of seconds"):
            ConstantBackoff(wrong)
        with pytest.raises(DataError, match="cap must be"):
            ExponentialBackoff(cap=wrong)
        with pytest.raises(DataError, match="base must be"):
            FullJitterBackoff(base=wrong)

    def test_the_base_says_nothing(self) -> None:
        with pytest.raises(NotImplementedError):
            AbstractBackoff().compute(1)


class TestPolicies:
    def test_defaults(self) -> None:
        assert (Retry().backoff, Retry().retries, Retry().repeat_writes) == (None, 3, False)
        assert [Retry().pause(n, 1.0) for n in (1, 2, 9)] == [0.016, 0.032, 1.0]
        assert Retry(NoBackoff(), 5) == Retry(backoff=NoBackoff(), retries=5)
        assert repr(Retry(ConstantBackoff(1), 5)) == "Retry(backoff=ConstantBackoff(1), retries=5)"

    @pytest.mark.parametrize(
        "wrong",
        [
            {"retries": -1},
            {"retries": 1.5},
            {"retries": 1001},
            {"backoff": 0.1},
            {"repeat_writes": 1},
            {"wait_for_server": None},
        ],
    )
    def test_wrong(self, wrong: dict[str, Any]) -> None:
        with pytest.raises(OptionError, match=next(iter(wrong))):
            Retry(**wrong)

    def test_a_backoff_of_ones_own(self) -> None:
        class Odd(AbstractBackoff):
            def compute(self, failures: int, chance: float = 1.0) -> float:
                return failures - 2.0

        assert [Retry(Odd()).pause(n, 1.0) for n in (1, 2, 3)] == [0, 0, 1]

    def test_the_policy_of_options(self) -> None:
        assert Options().policy == Retry()
        assert Options(retries=7).policy == Retry(retries=7)
        assert Options.from_url("redis://h?retries=7").policy == Retry(retries=7)
        retry = Retry(NoBackoff(), 1)
        assert Options(retry=retry).policy is retry
        assert Options.from_url("redis://h", retry=retry).policy is retry
        with pytest.raises(OptionError, match="exclude each other"):
            Options(retry=retry, retries=2)
        with pytest.raises(OptionError, match="retry cannot be given in a URL"):
            Options.from_url("redis://h?retry=3")
        with pytest.raises(OptionError, match="retry must be a Retry, or None, not 3"):
            Options(retry=3)  # type: ignore[arg-type]


def pauses(retry: Retry, error: RedisError, *commands: Any, times: int = 5) -> list[float | None]:
    attempts = Attempts(retry, commands)
    return [attempts.pause(error, 1.0) for _ in range(times)]


def repeats(error: RedisError, *commands: Any, **policy: Any) -> bool:
    return pauses(Retry(NoBackoff(), **policy), error, *commands, times=1) != [None]


class TestAttempts:
    def test_as_many_as_the_policy_has(self) -> None:
        retry = Retry(ExponentialBackoff(cap=1, base=0.25), 3)
        assert pauses(retry, ConnectionError(), INCR) == [0.5, 1, 1, None, None]
        assert pauses(Retry(retries=0), ConnectionError(), GET, times=1) == [None]

    @pytest.mark.parametrize("error", [ConnectionError(), TimeoutError(), MaxClientsError("ERR max"), ReadOnlyError()])
    def test_what_was_not_executed_is_tried_again(self, error: RedisError) -> None:
        assert repeats(error, INCR)
        assert not repeats(error, INCR, retries=0)

    def test_what_may_have_been_executed_only_if_it_reads_or_the_caller_says_so(self) -> None:
        lost = MaybeExecutedError()
        assert repeats(lost, GET)
        assert repeats(lost, GET, GET)
        assert repeats(lost)
        assert not repeats(lost, INCR)
        assert not repeats(lost, GET, INCR)
        assert not repeats(lost, (b"NO.SUCH.COMMAND", "k"))
        assert repeats(lost, INCR, repeat_writes=True)
        assert not repeats(lost, INCR, repeat_writes=True, retries=0)

    def test_what_timed_out_never(self) -> None:
        assert not repeats(ReplyTimeoutError(), GET)
        assert not repeats(ReplyTimeoutError(), GET, repeat_writes=True)

    @pytest.mark.parametrize("error", [PoolTimeoutError(), MaxConnectionsError(), PoolClosedError(), TLSError()])
    def test_what_the_pool_or_tls_refused_never(self, error: RedisError) -> None:
        assert not repeats(error, GET, repeat_writes=True)

    @pytest.mark.parametrize(
        "error",
        [
            ResponseError("ERR x"),
            BusyScriptError("BUSY"),
            OutOfMemoryError("OOM"),
            AuthenticationError("WRONGPASS"),
            ExecAbortError("EXECABORT"),
        ],
    )
    def test_what_the_server_refused_for_good_never(self, error: RedisError) -> None:
        assert not repeats(error, GET, repeat_writes=True)

    @pytest.mark.parametrize("error", [MasterDownError(), TryAgainError(), ClusterDownError(), ReadOnlyError()])
    def test_what_it_refused_for_now_is_counted(self, error: RedisError) -> None:
        assert pauses(Retry(NoBackoff(), 2), error, INCR, times=3) == [0, 0, None]

    def test_a_script_is_refused_in_its_middle(self) -> None:
        assert not repeats(ReadOnlyError(), EVAL)
        assert not repeats(TryAgainError(), GET, EVAL)
        assert repeats(BusyLoadingError(), EVAL)

    def test_loading_is_waited_for_and_not_counted(self) -> None:
        retry = Retry(ConstantBackoff(0.5), 1)
        attempts = Attempts(retry, (INCR,))
        assert [attempts.pause(BusyLoadingError(), 1.0) for _ in range(9)] == [0.5] * 9
        assert [attempts.pause(ConnectionError(), 1.0) for _ in range(2)] == [0.5, None]
        assert pauses(Retry(NoBackoff(), 1), BusyLoadingError(), INCR) == [0.01] * 5
        assert pauses(Retry(retries=0), BusyLoadingError(), INCR, times=1) == [None]

    def test_a_server_that_cannot_be_reached_is_waited_for_if_the_policy_says_so(self) -> None:
        away, refused, at_once = UnreachableError("", 0.75), ConnectionError(), ConnectionError()
        refused.retry_after, at_once.retry_after = 0.002, 0.0
        attempts = Attempts(Retry(ConstantBackoff(0.5), 1, wait_for_server=True), (INCR,))
        errors = (refused, refused, away, away, at_once)
        assert [attempts.pause(error, 1.0) for error in errors] == [0.002, 0.002, 0.75, 0.75, 0.5]
        assert [attempts.pause(ConnectionError(), 1.0) for _ in range(2)] == [0.5, None]
        assert pauses(Retry(retries=0, wait_for_server=True), away, INCR, times=1) == [None]
        assert pauses(Retry(ConstantBackoff(0.5), 1), away, INCR, times=2) == [0.5, None]

    def test_what_may_have_been_executed_is_not_waited_for(self) -> None:
        lost = MaybeExecutedError()
        assert pauses(Retry(wait_for_server=True), lost, INCR, times=1) == [None]


class TestRefusals:
    @pytest.mark.parametrize("kind", REFUSALS)
    def test_of_a_command(self, kind: type[ResponseError]) -> None:
        error = kind("CODE text")
        assert refusal(error, False, False) is error

    @pytest.mark.parametrize("value", [None, b"LOADING", [BusyLoadingError()], ResponseError("ERR"), BusyScriptError()])
    def test_no_refusal(self, value: Any) -> None:
        assert refusal(value, False, False) is None

    def test_of_a_pipeline_only_if_nothing_of_it_was_executed(self) -> None:
        loading, readonly = BusyLoadingError(), ReadOnlyError()
        assert refusal([loading, readonly], True, False) is loading
        assert refusal([loading, b"OK"], True, False) is None
        assert refusal([b"OK", loading], True, False) is None
        assert refusal([loading, ResponseError("ERR")], True, False) is None
        assert refusal([], True, False) is None

    def test_of_a_transaction_if_that_is_why_it_was_aborted(self) -> None:
        readonly, abort, wrong = ReadOnlyError(), ExecAbortError("EXECABORT"), ResponseError("ERR")
        assert refusal([b"OK", b"QUEUED", readonly, abort], True, True) is readonly
        assert refusal([b"OK", wrong, readonly, abort], True, True) is None
        assert refusal([b"OK", readonly, wrong, abort], True, True) is None
        assert refusal([b"OK", b"QUEUED", abort], True, True) is None
        assert refusal([b"OK", readonly, wrong], True, True) is None
        assert refusal([readonly, readonly, abort], True, True) is None
        assert refusal([b"OK", b"QUEUED", [readonly]], True, True) is None
