"""Write docs/configuration.md from the table in sansredis/core/options.py.

python tools/options_doc.py           writes the file
python tools/options_doc.py --check   says whether it is up to date, and fails if not
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from sansredis.core.cache_options import CacheOptions  # noqa: E402
from sansredis.core.option_table import Option  # noqa: E402
from sansredis.core.options import Options  # noqa: E402  (also without an installed package)
from sansredis.core.retry import Retry  # noqa: E402

TARGET = ROOT / "docs" / "configuration.md"

HEAD = """\
<!-- Written by tools/options_doc.py: edit sansredis/core/options.py, then run that. -->

# Configuration

The options below are the same in all four runtimes, and wherever they are given: to a client, to a pool, or in a URL.
They are checked at once, before anything is connected; a wrong value or an unknown name is an `OptionError`
(a `DataError` and a `ValueError`) that names the option, what was given and what is right. Passwords and user names
never appear in an error or a `repr`.

```python
Redis(host="cache.example", port=6380, db=2, socket_timeout=1.5)
Redis.from_url("redis://cache.example:6380/2?socket_timeout=1.5")
ConnectionPool.from_url("redis://cache.example:6380/2", socket_timeout=1.5)
Redis.from_url("rediss://cache.example:6380", ssl_ca_certs="/etc/redis/ca.pem")
```

## URLs

    redis://[[username]:[password]@][host][:port][/database][?option=value&option=value...]
    rediss://... the same, with TLS
    unix://[[username]:[password]@]/path/of/the/socket[?option=value&option=value...]

- Where one thing is said twice, the query beats the rest of the URL, and the URL beats keyword arguments. An option
  that is twice in the query is an error.
- Every part is percent-decoded once. Anything may be in a user name or password if `/`, `?`, `#` and `%` are written
  as `%2F`, `%3F`, `%23` and `%25`, and `:` in a user name as `%3A`. After the host, `@` is written as `%40`. In the
  query `+` is a blank, and `+` itself is `%2B`.
- An IPv6 address goes in brackets: `redis://[::1]:6379`.
- An empty user name or password is none.
- `rediss://` is TLS, as `ssl=true` is; nothing in the URL or beside it turns that off. See the [guide](guide/tls.md).

## Options

| Option | Type and right values | Default | Unit | In a URL | Meaning |
|---|---|---|---|---|---|
"""


CACHE_HEAD = """
## Options of `cache`

`CacheOptions` takes these, as `Redis(cache=CacheOptions(ttl=60))`; the [guide](guide/caching.md) says more.

| Option | Type and right values | Default | Unit | In a URL | Meaning |
|---|---|---|---|---|---|
"""

RETRY_HEAD = """
## Options of `retry`

`Retry` takes these, as `Redis(retry=Retry(ExponentialBackoff(), 5))`, the first two also by position; the
[guide](guide/timeouts-and-retries.md) says more.

| Option | Type and right values | Default | Unit | In a URL | Meaning |
|---|---|---|---|---|---|
"""


def row(option: Option) -> str:
    """Return the line of the table for one option."""
    kind = option.kind
    cells = (
        f"`{option.name}`",
        f"`{option.type}`: {kind.expects}",
        f"`{option.default!r}`",
        option.unit,
        (Options.ROWS.get(option.name) is option and kind.in_url) or "not possible",
        option.doc,
    )
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n"


def lines() -> Iterator[str]:
    """Yield the pieces of the page."""
    yield HEAD
    yield from map(row, Options.ROWS.values())
    yield CACHE_HEAD
    yield from map(row, CacheOptions.ROWS.values())
    yield RETRY_HEAD
    yield from map(row, Retry.ROWS.values())


def main() -> int:
    """Write or check the page, and return the exit status."""
    parser = argparse.ArgumentParser(description="Write docs/configuration.md from the table of options.")
    parser.add_argument("--check", action="store_true", help="write nothing; fail if the file is out of date")
    page = "".join(lines())
    if parser.parse_args().check:
        if TARGET.is_file() and TARGET.read_text(encoding="utf-8") == page:
            return 0
        print(f"{TARGET.relative_to(ROOT)} is out of date: run python tools/options_doc.py", file=sys.stderr)
        return 1
    TARGET.write_text(page, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
