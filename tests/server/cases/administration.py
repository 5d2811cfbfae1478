"""Users, logs, modules, replication, and the connection's own. What needs a further server is in `nodes`."""

from __future__ import annotations

from typing import Any

from sansredis.core.errors import AuthenticationError, ResponseError
from tests.server.case import AnyOf, Case, Is, Raises, Text, between, case, r

GONE = ("ACL DELUSER bob",)
BOB = "ACL SETUSER bob on >pw ~k:* +get"
OF_CHANNELS = "ACL SETUSER bob on >pw ~k:* resetchannels &c:* +get +@read"
TWO_SETS = ("ACL", "SETUSER", "bob", "(+set ~x:*)")
HASH = "30c952fab122c3f9759f02a6d95c3758b246b4fee239957b2d4fee46e26170c4"


def bob(user: dict[str, Any]) -> bool:
    """Whether the user is the one that BOB makes."""
    return (
        user["enabled"] is True
        and "on" in user["flags"]
        and user["passwords"] == [HASH]
        and user["commands"] == ["+get"]
        and user["categories"] == ["-@all"]
        and [pattern.removeprefix("~") for pattern in user["keys"]] == ["k:*"]
    )


def refused(log: list[dict[str, Any]]) -> bool:
    """Whether a log of refusals has that of an unknown user at its head."""
    entry = log[0]
    return (
        (entry["reason"], entry["context"], entry["object"], entry["username"]) == ("auth", "toplevel", "AUTH", "bob")
        and type(entry["age-seconds"]) is float
        and type(entry["client-info"]["id"]) is int
        and type(entry["count"]) is int
    )


ACL: list[Case] = [
    case(r.acl_cat(), Is(list, lambda names: {"read", "write", "dangerous"} <= set(names)), redis="6.0"),
    case(r.acl_cat("hash"), Is(list, lambda names: {"hget", "hset"} <= set(names)), redis="6.0"),
    case(r.acl_cat("nonsense"), Raises(ResponseError), redis="6.0"),
    case(r.acl_deluser("bob", "nobody"), 1, BOB, redis="6.0"),
    case(r.acl_dryrun("bob", "GET", "k:1"), b"OK", BOB, redis="7.0", undo=GONE),
    case(r.acl_dryrun("bob", "SET", "k:1", 1), Text("no permissions"), BOB, redis="7.0", undo=GONE),
    case(r.acl_genpass(), Is(str, lambda text: len(text) == 64), redis="6.0"),
    case(r.acl_genpass(32), Is(str, lambda text: len(text) == 8), redis="6.0"),
    case(r.acl_getuser("bob"), Is(dict, bob), BOB, redis="6.0", undo=GONE),
    case(r.acl_getuser("nobody"), None, redis="6.0"),
    case(
        r.acl_getuser("bob"),
        Is(dict, lambda user: [pattern.removeprefix("&") for pattern in user["channels"]] == ["c:*"]),
        OF_CHANNELS,
        redis="6.2",
        undo=GONE,
    ),
    case(
        r.acl_getuser("bob"),
        Is(dict, lambda user: user["selectors"][0]["commands"] == "-@all +set" and len(user["selectors"]) == 1),
        TWO_SETS,
        redis="7.0",
        undo=GONE,
    ),
    case(r.acl_help(), Is(list, lambda lines: any("GETUSER" in line for line in lines)), redis="6.0"),
    case(
        r.acl_list(), Is(list, lambda lines: any("user bob on" in line for line in lines)), BOB, redis="6.0", undo=GONE
    ),
    case(r.acl_load(), Raises(ResponseError, "ACL file"), redis="6.0"),
    case(r.acl_log(), [], "ACL LOG RESET", redis="6.0"),
    case(r.acl_log(5), [], "ACL LOG RESET", redis="6.0"),
    case(r.acl_log_reset(), True, redis="6.0", then={"ACL LOG": []}),
    case(r.acl_save(), Raises(ResponseError, "ACL file"), redis="6.0"),
    case(r.acl_setuser("bob"), True, redis="6.0", undo=GONE),
    case(r.acl_setuser("bob", True, passwords="+pw", keys=["k:*"], commands=["+get"]), True, redis="6.0", undo=GONE),
    case(
        r.acl_setuser(
            "bob",
            enabled=True,
            passwords=["+one", "+two", "-two"],
            hashed_passwords=[f"+{HASH}"],
            categories=["+@read", "-write"],
            commands=["+set", "-get"],
            keys=["k:*", "~l:*"],
            reset=True,
            reset_keys=True,
            reset_passwords=True,
        ),
        True,
        redis="6.0",
        undo=GONE,
    ),
    case(r.acl_setuser("bob", nopass=True, channels=["c:*"], reset_channels=True), True, redis="6.2", undo=GONE),
    case(
        r.acl_setuser("bob", keys=["%R~m:*"], selectors=[("+get", "x:*"), ("-set", "%W~y:*")]),
        True,
        redis="7.0",
        undo=GONE,
    ),
    case(r.acl_users(), ["bob", "default"], BOB, redis="6.0", undo=GONE),
    case(r.acl_whoami(), "default", redis="6.0"),
]

SLOW = ("CONFIG SET slowlog-log-slower-than 0", "SLOWLOG RESET", "ECHO hello")
NOT_SLOW = ("CONFIG SET slowlog-log-slower-than 10000", "SLOWLOG RESET")


def slow(entries: list[dict[str, Any]]) -> bool:
    """Whether the echo is among slow commands, with all that is known of it."""
    (entry,) = (each for each in entries if each["command"] == b"ECHO hello")
    kinds = {name: type(value) for name, value in entry.items()}
    return kinds == {
        "id": int,
        "start_time": int,
        "duration": int,
        "command": bytes,
        "client_address": str,
        "client_name": str,
    }


LOGS: list[Case] = [
    case(r.slowlog_get(), Is(list, slow), *SLOW, undo=NOT_SLOW),
    case(r.slowlog_get(100), Is(list, slow), *SLOW, undo=NOT_SLOW),
    case(r.slowlog_get(), [], "SLOWLOG RESET"),
    case(r.slowlog_len(), between(1, 100), *SLOW, undo=NOT_SLOW),
    case(r.slowlog_reset(), True, *SLOW, undo=NOT_SLOW),
    case(r.commandlog_get(-1, "slow"), Is(list, slow), *SLOW, undo=NOT_SLOW, valkey="8.1"),
    case(r.commandlog_len("large-reply"), Is(int), valkey="8.1"),
    case(r.commandlog_reset("large-request"), True, valkey="8.1", then={"COMMANDLOG LEN large-request": 0}),
    case(r.hotkeys_start(["CPU", "NET"], count=10, duration=100, sample_ratio=1), b"OK", redis="8.6", private=True),
    case(
        r.hotkeys_get(),
        Is(list, lambda reports: reports[0]["tracking-active"] == 1 and len(reports[0]["by-cpu-time-us"]) == 1),
        "HOTKEYS START METRICS 2 CPU NET",
        "SET k v",
        redis="8.6",
        private=True,
    ),
    case(r.hotkeys_get(), None, redis="8.6", private=True),
    case(r.hotkeys_stop(), b"OK", "HOTKEYS START METRICS 1 CPU", redis="8.6", private=True),
    case(r.hotkeys_stop(), None, redis="8.6", private=True),
    case(r.hotkeys_reset(), b"OK", "HOTKEYS START METRICS 1 CPU", "HOTKEYS STOP", redis="8.6", private=True),
    case(r.latency_doctor(), Text("atency")),
    case(r.latency_graph("nothing"), Raises(ResponseError, "No samples")),
    case(
        r.latency_histogram("echo"),
        Is(dict, lambda found: found["echo"]["calls"] == max(found["echo"]["histogram_usec"].values())),
        "ECHO a",
        redis="7.0",
    ),
    case(r.latency_histogram(), Is(dict, lambda found: "flushall" in found), redis="7.0"),
    case(r.latency_history("nothing"), []),
    case(r.latency_latest(), []),
    case(r.latency_reset(), 0),
    case(r.latency_reset("nothing"), 0),
]

SERVERS: list[Case] = [
    case(r.module_list(), Is(list, lambda found: all(type(each["ver"]) is int for each in found))),
    case(r.module_loadex("/no/such.so", ["a", 1], ["x"]), Raises(ResponseError, "MODULE"), redis="7.0"),
    case(r.module_unload("none"), Raises(ResponseError)),
    case(r.failover(), Raises(ResponseError, "FAILOVER requires connected replicas"), redis="6.2"),
    case(r.failover("h", 1, 100, force=True), Raises(ResponseError), redis="6.2"),
    case(r.failover(abort=True), Raises(ResponseError, "No failover in progress"), redis="6.2"),
    case(r.replicaof("NO", "ONE"), b"OK"),
    case(r.slaveof(), True),
    case(r.debug_sleep(0), True),
    case(r.shutdown(abort=True), Raises(ResponseError, "No shutdown in progress"), redis="7.0"),
]

CONNECTION: list[Case] = [
    case(r.hello(), Is(dict, lambda facts: facts["mode"] == "standalone" and facts["role"] == "master"), redis="6.2"),
    case(r.hello(3, setname="me"), Is(dict, lambda facts: facts["proto"] == 3), redis="6.0"),
    case(r.hello(2), Is(dict, lambda facts: facts["proto"] == 2 and type(facts["modules"]) is list), redis="6.0"),
    case(r.hello(3, "nobody", "wrong"), Raises(AuthenticationError, "WRONGPASS"), redis="6.0"),
    case(r.asking(), Raises(ResponseError, "cluster support disabled")),
    case(r.readonly(), AnyOf(True, Raises(ResponseError, "cluster support disabled"))),  # True since Valkey 8.0
    case(r.readwrite(), AnyOf(True, Raises(ResponseError, "cluster support disabled"))),  # True before Redis 7.0
]

CASES = ACL + LOGS + SERVERS + CONNECTION
