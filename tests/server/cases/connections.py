"""The connection, the clients as the server sees them. What needs a second client is in `scenarios`."""

from __future__ import annotations

from typing import Any

from sansredis.core.errors import ResponseError
from tests.server.case import Case, Is, Raises, case, r

UNTRACKED = {"flags": ["off"], "redirect": -1, "prefixes": []}


def one_of_mine(clients: list[dict[str, Any]]) -> bool:
    """Whether a list of clients has the one that asks for it."""
    return any(client["cmd"].lower().startswith("client") and int(client["id"]) > 0 for client in clients)


CONNECTION: list[Case] = [
    case(r.ping(), True),
    case(r.echo("hello"), b"hello"),
    case(r.echo(b""), b""),
    case(r.echo(1.5), b"1.5"),
    case(r.auth("anything", "default"), True, redis="6.0"),
    case(r.select(1), True),
    case(r.select(1_000_000), Raises(ResponseError, "out of range")),
    case(r.reset(), "RESET", redis="6.2"),
    case(r.quit(), True),
]

CLIENTS: list[Case] = [
    case(r.client_capa("redirect"), b"OK", valkey="8.0"),
    case(r.client_getname(), None),
    case(r.client_getredir(), -1, redis="6.0"),
    case(r.client_id(), Is(int, lambda number: number > 0)),
    case(
        r.client_import_source("ON"),
        b"OK",
        "CONFIG SET import-mode yes",
        undo=("CONFIG SET import-mode no",),
        valkey="8.1",
    ),
    case(r.client_info(), Is(dict, lambda facts: facts["id"] > 0 and facts["db"] == 0), redis="6.2"),
    case(r.client_kill("127.0.0.1:1"), Raises(ResponseError, "No such client")),
    case(r.client_kill_filter(_type="pubsub"), 0),
    case(r.client_kill_filter(_type="pubsub", skipme=True), 0),
    case(r.client_kill_filter(_id=1_000_000_000), 0),
    case(r.client_kill_filter(user="nobody"), Raises(ResponseError, "nobody"), redis="6.0"),
    case(r.client_kill_filter(laddr="127.0.0.1:1", skipme=False), 0, redis="6.2"),
    case(r.client_kill_filter(maxage=1_000_000), 0, redis="7.4", valkey="8.0"),
    case(r.client_list(), Is(list, one_of_mine)),
    case(r.client_list(_type="normal"), Is(list, one_of_mine)),
    case(r.client_list(_type="replica"), []),
    case(r.client_list(client_id=[1_000_000_000]), [], redis="6.2"),
    case(r.client_no_evict("ON"), b"OK", redis="7.0"),
    case(r.client_no_touch("ON"), b"OK", redis="7.2"),
    case(r.client_pause(1), True),
    case(r.client_pause(1, all=False), True, redis="6.2"),
    case(r.client_unpause(), b"OK", redis="6.2"),
    case(r.client_reply("ON"), b"OK"),
    case(r.client_setinfo("LIB-NAME", "mine"), True, redis="7.2"),
    case(r.client_setinfo("LIB-OTHER", "mine"), Raises(ResponseError), redis="7.2"),
    case(r.client_setname("mine"), True),
    case(r.client_setname("two words"), Raises(ResponseError, "spaces")),
    case(r.client_tracking(False), b"OK", redis="6.0"),
    case(r.client_tracking_off(), b"OK", redis="6.0"),
    case(r.client_trackinginfo(), UNTRACKED, redis="6.2"),
    case(r.client_unblock(1_000_000_000), False),
]

CASES = CONNECTION + CLIENTS
