"""What the commands of a pipeline return: the pipeline, whatever its class is."""

from __future__ import annotations

from typing import assert_type

from sansredis.faces import PipelineCommands


class Mine(PipelineCommands[str]):
    """A pipeline with a method of its own."""

    def own(self) -> int:
        return 1


def chained(pipe: PipelineCommands[str], mine: Mine) -> None:
    assert_type(pipe.set("k", "v", get=True), PipelineCommands[str])
    assert_type(pipe.get("k").hgetall("h").zrange("z", 0, -1, withscores=True), PipelineCommands[str])
    assert_type(pipe.bitfield("k").get("u8", 0).execute(), PipelineCommands[str])
    assert_type(pipe.spop("s").spop("s", 2).info(), PipelineCommands[str])
    assert_type(pipe.xadd("s", {"a": 1}).xread({"s": 0}).eval("return 1", 0), PipelineCommands[str])
    assert_type(mine.incr("k").lcs("a", "b", idx=True).own(), int)
