"""The kit for asyncio on uvloop's event loop."""

from __future__ import annotations

import asyncio

import uvloop

from . import asyncio as base


class RuntimeKit(base.RuntimeKit):
    name = "uvloop"

    @classmethod
    def new_loop(cls) -> asyncio.AbstractEventLoop:
        return uvloop.new_event_loop()
