"""From options to an `ssl.SSLContext`, and the errors where that cannot be.

Its law: **what the options name is loaded before anything is sent, or an error says which of them is wrong**. A context
is kept for as long as its options are in use, since to make one costs as much as some hundred calls; but the files that
it was made of are looked at before each connection, so that a certificate that was renewed on disk is used at once.
"""

from __future__ import annotations

import os
import ssl
from collections.abc import Callable
from functools import partial
from typing import Any
from weakref import WeakKeyDictionary

from sansredis.core.option_kinds import OptionError, shown
from sansredis.core.options import Options

_FILES = ("ssl_ca_certs", "ssl_ca_path", "ssl_certfile", "ssl_keyfile")
_VERSIONS = {"TLSv1.2": ssl.TLSVersion.TLSv1_2, "TLSv1.3": ssl.TLSVersion.TLSv1_3}
_REQUIREMENTS = {"none": ssl.CERT_NONE, "optional": ssl.CERT_OPTIONAL, "required": ssl.CERT_REQUIRED}

Stamp = tuple[tuple[int, int, int], ...]
_kept: WeakKeyDictionary[Options, tuple[Stamp, ssl.SSLContext]] = WeakKeyDictionary()


def context_of(options: Options) -> ssl.SSLContext:
    """Give the context for connections with these options, made anew only if its files have changed.

    Raises:
        OptionError: a file cannot be read, or an option is not what OpenSSL understands.
    """
    own: Any = options.ssl_context
    if own is not None:
        # Not asked for its class: gevent, when it patches, puts another in the place of `ssl.SSLContext`.
        context: ssl.SSLContext = own
        return context
    stamp, kept = _stamp(options), _kept.get(options)
    if kept is None or kept[0] != stamp:
        _kept[options] = kept = stamp, _make(options)
    return kept[1]


def server_name(options: Options) -> str:
    """The name or address that the server's certificate has to have, and that is asked for."""
    name = options.ssl_server_hostname or options.host
    # An address may say on which interface it is, which is nothing that a certificate knows; a name may be absolute.
    return name.partition("%")[0] if ":" in name else name.removesuffix(".")


def _stamp(options: Options) -> Stamp:
    found = []
    for name in _FILES:
        path = getattr(options, name)
        if path is not None:
            state = _attempt(f"{name} {shown(path)} cannot be read", partial(os.stat, path))
            found.append((state.st_mtime_ns, state.st_size, state.st_ino))
    return tuple(found)


def _make(options: Options) -> ssl.SSLContext:
    file, path, data = options.ssl_ca_certs, options.ssl_ca_path, options.ssl_ca_data
    names = [name for name in ("ssl_ca_certs", "ssl_ca_path", "ssl_ca_data") if getattr(options, name) is not None]
    context: ssl.SSLContext = _attempt(
        f"{' or '.join(names) or 'the certificates of the operating system'} cannot be loaded",
        lambda: ssl.create_default_context(cafile=file, capath=path, cadata=data),
    )
    context.check_hostname = options.ssl_check_hostname and options.ssl_cert_reqs != "none"
    context.verify_mode = _REQUIREMENTS[options.ssl_cert_reqs]
    # Nobody needs it, and it lets the server stop a connection at any moment.
    context.options |= ssl.OP_NO_RENEGOTIATION
    _set_version(context, options.ssl_min_version)
    if options.ssl_ciphers is not None:
        ciphers = options.ssl_ciphers
        _attempt(f"ssl_ciphers {shown(ciphers)} is nothing that OpenSSL knows", lambda: context.set_ciphers(ciphers))
    _set_flags(context, options)
    _load_own(context, options)
    return context


def _set_version(context: ssl.SSLContext, wanted: str | None) -> None:
    if wanted is not None:
        context.minimum_version = _VERSIONS[wanted]
    elif context.minimum_version < ssl.TLSVersion.TLSv1_2:
        context.minimum_version = ssl.TLSVersion.TLSv1_2


def _set_flags(context: ssl.SSLContext, options: Options) -> None:
    for name in options.ssl_include_verify_flags or ():
        context.verify_flags |= _flag("ssl_include_verify_flags", name)
    for name in options.ssl_exclude_verify_flags or ():
        context.verify_flags &= ~_flag("ssl_exclude_verify_flags", name)


def _flag(option: str, name: str) -> ssl.VerifyFlags:
    if name not in ssl.VerifyFlags.__members__:
        raise OptionError(
            f"{option} has {name}, which Python's ssl does not know: {', '.join(ssl.VerifyFlags.__members__)}"
        )
    return ssl.VerifyFlags[name]


def _load_own(context: ssl.SSLContext, options: Options) -> None:
    """Load our own certificate."""
    certfile, keyfile = options.ssl_certfile, options.ssl_keyfile
    if certfile is None:
        return
    # Never None: OpenSSL would ask for the password at the terminal, and wait.
    password = options.ssl_password or ""
    key = "" if keyfile is None else f" with ssl_keyfile {shown(keyfile)}"
    _attempt(
        f"ssl_certfile {shown(certfile)}{key} cannot be loaded (are they PEM, do they belong together, is ssl_password "
        "right?)",
        lambda: context.load_cert_chain(certfile, keyfile, password),
    )


def _attempt(fault: str, act: Callable[[], Any]) -> Any:
    reason = ""
    try:
        return act()
    except (OSError, ValueError) as error:
        reason = str(error)
    # Outside of that block, for nobody to see what has led to it.
    raise OptionError(f"{fault}: {reason}")
