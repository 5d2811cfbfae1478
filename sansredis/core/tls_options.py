"""What the options of TLS must not say together.

Its law: **nobody who asked for TLS gets less than he asked for**. An option that would have no effect is an error, be
it that TLS is not switched on, or that a context of the caller's own stands in its place.
"""

from __future__ import annotations

from sansredis.core.option_kinds import OptionError, shown
from sansredis.core.option_table import OptionTable

# These say something of a connection whatever context it has.
_BESIDE_CONTEXT = ("ssl_context", "ssl_server_hostname")


def check_tls(options: OptionTable) -> None:
    """Refuse options of TLS that contradict each other, or would have no effect.

    Raises:
        OptionError: there are some. The message names them and what to do.
    """
    values = vars(options)
    given = [name for name, row in options.ROWS.items() if name[:4] == "ssl_" and values[name] != row.default]
    if not values["ssl"]:
        if given:
            raise OptionError(f"{given[0]} has no effect without TLS: give ssl=True as well, or a rediss:// URL")
        return
    if values["unix_socket_path"] is not None:
        raise OptionError(
            f"ssl and unix_socket_path {shown(values['unix_socket_path'])} exclude each other: "
            "servers speak TLS on TCP ports only"
        )
    for name in given:
        if values["ssl_context"] is not None and name not in _BESIDE_CONTEXT:
            raise OptionError(f"ssl_context and {name} exclude each other: set it in the context")
        if name in ("ssl_keyfile", "ssl_password") and values["ssl_certfile"] is None:
            raise OptionError(f"{name} has no effect without ssl_certfile, the certificate that belongs to the key")
