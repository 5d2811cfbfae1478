"""The Flask examples as gunicorn's --preload has them: the master connects, and its workers are forked then."""

import os
from importlib import import_module

example = import_module(f"examples.{os.environ['EXAMPLE']}")
app = example.app
assert example.r.ping()
