"""The table of options: defaults, checks, the three ways in, and that nothing secret is ever shown."""

from __future__ import annotations

import copy
import pickle
import socket
import traceback
from typing import Any

import pytest

import sansredis
from sansredis.core.errors import DataError, RedisError
from sansredis.core.option_kinds import Kind
from sansredis.core.options import OptionError, Options, to_bool

NAMES = list(Options.ROWS)


def kept(name: str, value: Any) -> object:
    return getattr(Options(**{name: value}), name)


def refusal(**options: Any) -> str:
    with pytest.raises(OptionError) as caught:
        Options(**options)
    return str(caught.value)


def refusal_of_url(url: str, **options: Any) -> str:
    with pytest.raises(OptionError) as caught:
        Options.from_url(url, **options)
    return str(caught.value)


class TestDefaults:
    def test_values(self) -> None:
        """pyredis 1, with limits and timeouts of our own."""
        assert vars(Options()) == {
            "host": "localhost",
            "port": 6379,
            "unix_socket_path": None,
            "db": 0,
            "username": None,
            "password": None,
            "credential_provider": None,
            "client_name": None,
            "client_no_evict": False,
            "client_no_touch": False,
            "protocol": None,
            "lib_name": "sansredis",
            "lib_version": sansredis.__version__,
            "encoding": "utf-8",
            "encoding_errors": "strict",
            "decode_responses": False,
            "socket_timeout": 5.0,
            "socket_connect_timeout": None,
            "happy_eyeballs_delay": 0.25,
            "socket_keepalive": True,
            "socket_keepalive_options": None,
            "stream_factory": None,
            "on_connect": None,
            "connection_class": None,
            "ssl": False,
            "ssl_context": None,
            "ssl_ca_certs": None,
            "ssl_ca_path": None,
            "ssl_ca_data": None,
            "ssl_certfile": None,
            "ssl_keyfile": None,
            "ssl_password": None,
            "ssl_cert_reqs": "required",
            "ssl_check_hostname": True,
            "ssl_server_hostname": None,
            "ssl_min_version": None,
            "ssl_ciphers": None,
            "ssl_include_verify_flags": None,
            "ssl_exclude_verify_flags": None,
            "max_connections": 50,
            "max_connecting": 16,
            "connect_backoff": 1.0,
            "min_connections": 0,
            "max_idle_time": None,
            "max_lifetime": None,
            "health_check_interval": None,
            "leak_threshold": None,
            "pool_timeout": None,
            "max_waiting": None,
            "close_on_error": False,
            "sharing": "auto",
            "max_shared": 4,
            "max_owed": 1024,
            "max_owed_bytes": 16 * 1024 * 1024,
            "retries": 3,
            "retry": None,
            "cache": None,
            "max_depth": 128,
            "max_bulk_length": 512 * 1024 * 1024,
            "max_aggregate_length": 2**32 - 1,
            "max_line_length": 1024 * 1024,
        }

    @pytest.mark.parametrize("name", NAMES)
    def test_each_default_is_right_and_each_option_explains_itself(self, name: str) -> None:
        each = Options.ROWS[name]
        assert kept(name, each.default) == each.default
        assert each.doc.endswith(".")
        assert isinstance(each.unit, str)
        assert isinstance(each.kind, Kind)
        secret = ("username", "password", "credential_provider", "stream_factory", "on_connect", "ssl_password")
        assert each.secret is (name in secret)

    def test_positional_arguments_are_refused(self) -> None:
        with pytest.raises(TypeError):
            Options("localhost")  # type: ignore[call-arg]

    def test_cannot_be_changed(self) -> None:
        options = Options()
        with pytest.raises(AttributeError, match="replace makes others"):
            options.port = 1  # type: ignore[misc]
        with pytest.raises(AttributeError, match="cannot be changed"):
            del options.port
        assert options == Options()

    def test_is_no_other_thing(self) -> None:
        assert Options() != "options"


class TestChecks:
    @pytest.mark.parametrize("name", ["stream_factory", "on_connect"])
    def test_functions(self, name: str) -> None:
        assert kept(name, print) is print
        assert f"{name} must be a function" in refusal(**{name: "of hunter2"})
        assert "hunter2" not in refusal(**{name: "of hunter2"})

    def test_a_stream_and_a_path(self) -> None:
        text = refusal(stream_factory=print, unix_socket_path="/s")
        assert "stream_factory and unix_socket_path '/s' exclude each other" in text

    @pytest.mark.parametrize(
        ("name", "wrong"),
        [
            ("host", ""),
            ("host", None),
            ("host", b"localhost"),
            ("host", "a\r\nb"),
            ("host", "a\0b"),
            ("port", 0),
            ("port", 65536),
            ("port", -1),
            ("port", "6379"),
            ("port", 6379.0),
            ("port", True),
            ("port", None),
            ("unix_socket_path", b"/run/redis.sock"),
            ("unix_socket_path", "/run/\0redis.sock"),
            ("db", -1),
            ("db", 2**31),
            ("db", False),
            ("client_name", "two words"),
            ("client_name", "umlaut-ä"),
            ("client_name", "line\n"),
            ("client_name", 7),
            ("protocol", 1),
            ("protocol", 3.0),
            ("protocol", "3"),
            ("protocol", True),
            ("lib_name", "a b"),
            ("lib_version", 1.0),
            ("encoding", "no-such-encoding"),
            ("encoding", "rot13"),
            ("encoding", "utf-8\0"),
            ("encoding", None),
            ("encoding_errors", "no-such-handler"),
            ("encoding_errors", "strict\0"),
            ("encoding_errors", None),
            ("decode_responses", 1),
            ("decode_responses", None),
            ("decode_responses", "yes"),
            ("socket_timeout", 0),
            ("socket_timeout", -0.1),
            ("socket_timeout", 1_000_001),
            ("socket_timeout", float("inf")),
            ("socket_timeout", float("nan")),
            ("socket_timeout", True),
            ("socket_timeout", "5"),
            ("socket_connect_timeout", 0.0),
            ("happy_eyeballs_delay", 0),
            ("connection_class", "Connection"),
            ("socket_keepalive", 0),
            ("socket_keepalive_options", {"TCP_KEEPIDLE": 1}),
            ("socket_keepalive_options", {1: True}),
            ("socket_keepalive_options", {1: 1.0}),
            ("socket_keepalive_options", [(1, 1)]),
            ("max_connections", 0),
            ("max_connections", 1_000_001),
            ("max_connections", None),
            ("pool_timeout", -1),
            ("pool_timeout", False),
            ("max_connecting", 0),
            ("connect_backoff", -1),
            ("min_connections", -1),
            ("min_connections", None),
            ("max_idle_time", 0),
            ("max_lifetime", "1h"),
            ("health_check_interval", -1),
            ("leak_threshold", 0),
            ("max_waiting", -1),
            ("max_waiting", True),
            ("close_on_error", None),
            ("sharing", "always"),
            ("sharing", None),
            ("sharing", ["auto"]),
            ("max_shared", 0),
            ("max_owed", 0),
            ("max_owed_bytes", 0),
            ("retries", -1),
            ("retries", 1001),
            ("max_depth", 0),
            ("max_depth", 257),
            ("max_bulk_length", 0),
            ("max_aggregate_length", 0),
            ("max_line_length", 63),
        ],
    )
    def test_wrong_values_are_named_with_what_is_right(self, name: str, wrong: Any) -> None:
        message = refusal(**{name: wrong})
        assert message.startswith(f"{name} must be ")
        assert message.endswith(f", not {wrong!r}")

    @pytest.mark.parametrize(
        ("name", "right"),
        [
            ("host", "::1"),
            ("host", "my / host +=+"),
            ("port", 1),
            ("port", 65535),
            ("unix_socket_path", "/run/redis.sock"),
            ("unix_socket_path", "\0abstract"),
            ("db", 2**31 - 1),
            ("username", "ann"),
            ("password", "p@ss\r\nword \0ä"),
            ("client_name", "worker%20-~!"),
            ("protocol", 2),
            ("protocol", 3),
            ("lib_name", None),
            ("lib_version", None),
            ("encoding", "latin-1"),
            ("encoding_errors", "surrogateescape"),
            ("decode_responses", True),
            ("socket_timeout", 0.001),
            ("socket_timeout", 1_000_000),
            ("socket_timeout", None),
            ("socket_connect_timeout", 2),
            ("happy_eyeballs_delay", None),
            ("happy_eyeballs_delay", 1),
            ("socket_keepalive", False),
            ("socket_keepalive_options", {}),
            ("max_connections", 1),
            ("pool_timeout", 0),
            ("pool_timeout", 0.0),
            ("max_waiting", 0),
            ("close_on_error", True),
            ("sharing", "never"),
            ("retries", 0),
            ("max_line_length", 64),
        ],
    )
    def test_right_values_are_kept(self, name: str, right: Any) -> None:
        assert kept(name, right) == right

    @pytest.mark.parametrize("name", ["username", "password", "client_name", "unix_socket_path", "lib_name"])
    def test_an_empty_text_is_none_where_none_is_right(self, name: str) -> None:
        assert kept(name, "") is None

    @pytest.mark.parametrize("wrong", [b"hunter2", 4711])
    @pytest.mark.parametrize("name", ["username", "password"])
    def test_a_wrong_secret_is_not_shown(self, name: str, wrong: Any) -> None:
        kind = type(wrong).__name__
        assert refusal(**{name: wrong}) == f"{name} must be text, or None, not <REDACTED> of type {kind}"

    def test_very_long_values_are_cut_off(self) -> None:
        assert refusal(port="9" * 10_000).endswith("999...")
        assert len(refusal(port="9" * 10_000)) < 200

    def test_the_error_is_both_ours_and_a_value_error(self) -> None:
        assert issubclass(OptionError, DataError)
        assert issubclass(OptionError, ValueError)
        assert issubclass(OptionError, RedisError)

    def test_keepalive_options_are_copied(self) -> None:
        given = {socket.TCP_NODELAY: 1}
        options = Options(socket_keepalive_options=given)
        given.clear()
        assert options.socket_keepalive_options == {socket.TCP_NODELAY: 1}

    def test_host_and_unix_socket_exclude_each_other(self) -> None:
        """pyredis 17, but for "neither", which is localhost here."""
        assert refusal(host="example", unix_socket_path="/run/redis.sock") == (
            "host 'example' and unix_socket_path '/run/redis.sock' exclude each other: give one of them"
        )

    def test_no_more_connections_are_kept_than_there_may_be(self) -> None:
        assert refusal(min_connections=3, max_connections=2) == "min_connections=3 is more than max_connections=2"

    def test_host_alone_has_the_usual_port(self) -> None:
        """pyredis 15."""
        options = Options(host="example")
        assert (options.host, options.port, options.unix_socket_path) == ("example", 6379, None)
        options = Options(host="example", port=7000)
        assert (options.host, options.port) == ("example", 7000)

    def test_unix_socket_alone_wins_over_the_default_host(self) -> None:
        """pyredis 16; coredis 6."""
        assert Options(unix_socket_path="/run/redis.sock").location == "unix:/run/redis.sock"


class TestUnknownNames:
    def test_the_nearest_are_suggested(self) -> None:
        assert (
            refusal(max_conections=1)
            == "unknown option 'max_conections': did you mean max_connections or max_connecting or min_connections?"
        )
        assert refusal(timeout=1) == "unknown option 'timeout': did you mean pool_timeout or socket_timeout?"

    def test_far_from_everything(self) -> None:
        assert refusal(xyzzy=1) == "unknown option 'xyzzy': docs/configuration.md lists all options"

    def test_the_value_is_not_shown(self) -> None:
        assert "hunter2" not in refusal(pasword="hunter2")

    def test_in_a_url(self) -> None:
        assert refusal_of_url("redis://h?socket_timeut=1").startswith(
            "unknown option 'socket_timeut': did you mean socket_timeout"
        )

    def test_next_to_a_url(self) -> None:
        assert refusal_of_url("redis://h", protocoll=3) == "unknown option 'protocoll': did you mean protocol?"

    def test_in_replace(self) -> None:
        wrong: dict[str, Any] = {"prt": 1}
        with pytest.raises(OptionError, match="did you mean port"):
            Options().replace(**wrong)


class TestFromUrl:
    def test_all_three_ways_are_equal(self) -> None:
        by_keyword = Options(host="example", port=7000, db=2, username="ann", password="p", socket_timeout=1.5)
        assert by_keyword == Options.from_url("redis://ann:p@example:7000/2?socket_timeout=1.5")
        assert by_keyword == Options.from_url(
            "redis://example:7000/2", username="ann", password="p", socket_timeout=1.5
        )
        assert hash(by_keyword) == hash(Options.from_url("redis://ann:p@example:7000/2?socket_timeout=1.5"))
        assert Options() == Options.from_url("redis://localhost:6379/0") == Options.from_url("redis://")

    @pytest.mark.parametrize(
        ("url", "keyword", "db"),
        [
            ("redis://h", None, 0),
            ("redis://h", 1, 1),
            ("redis://h/2", 1, 2),
            ("redis://h/2?db=3", 1, 3),
            ("redis://h?db=3", 1, 3),
            ("unix:///s?db=3", 1, 3),
            ("unix:///s", 1, 1),
        ],
    )
    def test_query_beats_path_beats_keyword(self, url: str, keyword: int | None, db: int) -> None:
        """redis-py 18; coredis 3, but for the database when none is given, which is 0 here."""
        assert Options.from_url(url, **({} if keyword is None else {"db": keyword})).db == db

    def test_the_query_beats_the_rest_of_the_url_in_everything(self) -> None:
        options = Options.from_url("redis://a:b@one:1?host=two&port=2&username=c&password=d", host="three", port=3)
        assert options == Options(host="two", port=2, username="c", password="d")

    @pytest.mark.parametrize(
        ("query", "name", "value"),
        [
            ("socket_timeout=2.5", "socket_timeout", 2.5),
            ("socket_timeout=2", "socket_timeout", 2.0),
            ("socket_timeout=2.", "socket_timeout", 2.0),
            ("socket_timeout=none", "socket_timeout", None),
            ("socket_connect_timeout=0.25", "socket_connect_timeout", 0.25),
            ("pool_timeout=0", "pool_timeout", 0.0),
            ("max_connecting=2", "max_connecting", 2),
            ("connect_backoff=0", "connect_backoff", 0.0),
            ("min_connections=2", "min_connections", 2),
            ("max_idle_time=0.5", "max_idle_time", 0.5),
            ("max_lifetime=none", "max_lifetime", None),
            ("health_check_interval=0", "health_check_interval", 0.0),
            ("pool_timeout=None", "pool_timeout", None),
            ("max_connections=10", "max_connections", 10),
            ("max_waiting=0", "max_waiting", 0),
            ("max_waiting=none", "max_waiting", None),
            ("port=7000", "port", 7000),
            ("protocol=2", "protocol", 2),
            ("protocol=3", "protocol", 3),
            ("protocol=none", "protocol", None),
            ("happy_eyeballs_delay=0.1", "happy_eyeballs_delay", 0.1),
            ("happy_eyeballs_delay=none", "happy_eyeballs_delay", None),
            ("socket_keepalive=0", "socket_keepalive", False),
            ("decode_responses=True", "decode_responses", True),
            ("close_on_error=yes", "close_on_error", True),
            ("sharing=never", "sharing", "never"),
            ("encoding=latin-1", "encoding", "latin-1"),
            ("client_name=a", "client_name", "a"),
            ("client_name=", "client_name", None),
            ("lib_version=", "lib_version", None),
            ("retries=0", "retries", 0),
            ("unix_socket_path=/s", "unix_socket_path", "/s"),
        ],
    )
    def test_query_options_have_types(self, query: str, name: str, value: object) -> None:
        """redis-py 15 (its `timeout` is `pool_timeout` here), 19; coredis 2, 5."""
        found = getattr(Options.from_url(f"redis://?{query}"), name)
        assert found == value
        assert type(found) is type(value)

    @pytest.mark.parametrize(
        ("name", "text"),
        [
            ("port", "abc"),
            ("port", "1_000"),
            ("port", " 1"),
            ("port", "+1"),
            ("port", "1.0"),
            ("port", "٣"),
            ("port", "none"),
            ("port", "9" * 5000),
            ("db", "-1"),
            ("db", ""),
            ("socket_timeout", "5s"),
            ("socket_timeout", "inf"),
            ("socket_timeout", "nan"),
            ("socket_timeout", "1e3"),
            ("socket_timeout", "1_0"),
            ("socket_timeout", ""),
            ("pool_timeout", "-1"),
            ("max_connections", "many"),
            ("decode_responses", ""),
            ("decode_responses", "maybe"),
            ("protocol", "4"),
            ("sharing", "always"),
            ("host", ""),
            ("client_name", "two words"),
        ],
    )
    def test_bad_values_are_value_errors(self, name: str, text: str) -> None:
        """redis-py 15, 19."""
        quoted = text.replace("+", "%2B")
        with pytest.raises(ValueError, match=f"^{name} must be "):
            Options.from_url(f"redis://?{name}={quoted}")

    def test_bad_port_and_database_of_the_url_itself(self) -> None:
        assert refusal_of_url("redis://h:port") == "port must be a whole number from 1 to 65535, not 'port'"
        assert refusal_of_url("redis://h/one") == "db must be a whole number from 0 to 2147483647, not 'one'"

    def test_what_a_url_cannot_give(self) -> None:
        assert refusal_of_url("redis://?socket_keepalive_options=1") == (
            "socket_keepalive_options cannot be given in a URL: give it as a keyword argument"
        )
        assert Options.from_url("redis://", socket_keepalive_options={1: 2}).socket_keepalive_options == {1: 2}

    def test_username_and_password(self) -> None:
        """coredis 1, 4; always decoded."""

        def login(url: str, **options: Any) -> tuple[str | None, str | None]:
            made = Options.from_url(url, **options)
            return made.username, made.password

        assert login("redis://a:b@h") == ("a", "b")
        assert login("redis://a:@h") == ("a", None)
        assert login("redis://:b@h") == (None, "b")
        assert login("redis://:b@h", username="a") == ("a", "b")
        assert login("redis://a%20b:@h") == ("a b", None)
        assert login("unix://a:b@/path") == ("a", "b")

    def test_two_ways_to_the_server(self) -> None:
        assert "exclude each other" in refusal_of_url("unix:///s", host="example")
        assert "exclude each other" in refusal_of_url("redis://example?unix_socket_path=/s")

    def test_subclasses(self) -> None:
        class Mine(Options):
            pass

        assert type(Mine.from_url("redis://example")) is Mine


class TestToBool:
    @pytest.mark.parametrize(
        ("value", "expected"),
        [
            (None, None),
            ("", None),
            *((value, False) for value in (0, "0", "f", "F", "False", False, "n", "N", "No", "off")),
            *((value, True) for value in (1, "1", "y", "Y", "Yes", "t", "true", True, "ON")),
        ],
    )
    def test_spellings(self, value: object, expected: bool | None) -> None:
        """redis-py 21."""
        assert to_bool(value) is expected

    def test_anything_else_is_an_error(self) -> None:
        with pytest.raises(ValueError, match="a flag is 1 or 0, true or false, yes or no, not 'maybe'"):
            to_bool("maybe")


class TestShowing:
    @pytest.mark.parametrize(
        ("options", "location"),
        [
            (Options(), "localhost:6379"),
            (Options(host="::1", port=1), "[::1]:1"),
            (Options(unix_socket_path="/s", username="ann", password="hunter2"), "unix:/s"),
        ],
    )
    def test_location(self, options: Options, location: str) -> None:
        assert options.location == location

    def test_repr_has_what_differs_and_no_secret(self) -> None:
        assert repr(Options()) == "Options()"
        options = Options.from_url("redis://ann:hunter2@h:1/2?client_name=c&socket_timeout=none")
        assert repr(options) == (
            "Options(host='h', port=1, db=2, username=<REDACTED>, password=<REDACTED>, client_name='c', "
            "socket_timeout=None)"
        )
        assert str(options) == f"{options}" == repr(options)

    @pytest.mark.parametrize(
        "url",
        [
            "redis://u:hunter2@h:x",
            "redis://u:hunter2/x@h:1",
            "redis://u:/hunter2@h:1",
            "redis://u:?hunter2@h:1",
            "redis://u:?hunter2=x@h:1",
            "redis://u:#hunter2@h:1",
            "redis://u:hunter2#@h:1",
            "redis://u:hunter2%@h",
            "redis://u:hunter2%ff@h",
            "redis://u:hunter2@[::1",
            "redis://u:hunter2@a:b:c",
            "redis://u:hunter2@h?x=1",
            "redis://u:hunter2@h?x",
            "redis://h?password=hunter2&password=hunter2",
            "redis://h?pasword=hunter2",
            "redis://h?password=hunter2%ff",
            "rediss://u:hunter2@h?ssl=0",
            "rediss://u:hunter2@h?ssl_password=hunter2",
            "http://u:hunter2@h",
            "unix://u:hunter2@/",
            "unix://u:hunter2/x@/s",
        ],
    )
    def test_no_secret_of_a_wrong_url_gets_into_the_error_or_what_led_to_it(self, url: str) -> None:
        with pytest.raises(OptionError) as caught:
            Options.from_url(url)
        error: BaseException | None = caught.value
        while error is not None:
            assert "hunter2" not in "".join(traceback.format_exception_only(error))
            assert not any("hunter2" in str(part) for part in error.args)
            error = error.__context__


class TestAsValues:
    def test_replace(self) -> None:
        options = Options(unix_socket_path="/s", password="p")
        assert options.replace(db=1) == Options(unix_socket_path="/s", password="p", db=1)
        assert options.replace(db=0) == options
        with pytest.raises(OptionError):
            options.replace(db=-1)

    def test_equal_ones_have_equal_hashes(self) -> None:
        assert Options(socket_keepalive_options={1: 2}) == Options(socket_keepalive_options={1: 2})
        assert hash(Options(socket_keepalive_options={1: 2})) == hash(Options(socket_keepalive_options={1: 2}))
        assert Options(socket_keepalive_options={1: 2}) != Options(socket_keepalive_options={1: 3})
        assert len({Options(), Options(port=6379), Options(port=1)}) == 2

    def test_copies_are_equal(self) -> None:
        options = Options(host="h", socket_keepalive_options={1: 2})
        assert copy.copy(options) == options == copy.deepcopy(options)
        assert pickle.loads(pickle.dumps(options)) == options


class TestKind:
    def test_a_kind_must_say_what_it_accepts(self) -> None:
        with pytest.raises(NotImplementedError):
            Kind("anything").check("name", 1)
