"""Sending messages to channels, and who listens. Receiving them takes a connection of one's own."""

from __future__ import annotations

from .command import Command, CommandGroup, EncodableT, KeyT, S
from .replies import pairs


class PublishingCommands(CommandGroup[S]):
    """The commands of PUBLISH and PUBSUB."""

    __slots__ = ()

    def publish(self, channel: KeyT, message: EncodableT) -> Command[int]:
        """Send *message* to all who listen to *channel*, by its name or by a pattern.

        Returns:
            How many got it; in a cluster only those at the node that was asked.

        See https://redis.io/commands/publish/
        """
        return self._run(Command(b"PUBLISH", channel, message))

    def pubsub_channels(self, pattern: KeyT = "*") -> Command[list[S]]:
        """Return the channels to which somebody listens by name.

        Args:
            pattern: only those that match this glob pattern.

        See https://redis.io/commands/pubsub-channels/
        """
        return self._run(Command(b"PUBSUB", b"CHANNELS", pattern))

    def pubsub_numpat(self) -> Command[int]:
        """Return how many patterns are listened to.

        See https://redis.io/commands/pubsub-numpat/
        """
        return self._run(Command(b"PUBSUB", b"NUMPAT"))

    def pubsub_numsub(self, *args: KeyT) -> Command[list[tuple[S, int]]]:
        """Return for each channel how many listen to it by name: a list of channel and number.

        See https://redis.io/commands/pubsub-numsub/
        """
        return self._run(Command(b"PUBSUB", b"NUMSUB", *args, reply=pairs))

    def pubsub_shardchannels(self, pattern: KeyT = "*") -> Command[list[S]]:
        """Return the shard channels to which somebody listens (Redis 7.0).

        Args:
            pattern: only those that match this glob pattern.

        See https://redis.io/commands/pubsub-shardchannels/
        """
        return self._run(Command(b"PUBSUB", b"SHARDCHANNELS", pattern))

    def pubsub_shardnumsub(self, *args: KeyT) -> Command[list[tuple[S, int]]]:
        """Return for each shard channel how many listen to it (Redis 7.0): a list of channel and number.

        See https://redis.io/commands/pubsub-shardnumsub/
        """
        return self._run(Command(b"PUBSUB", b"SHARDNUMSUB", *args, reply=pairs))

    def spublish(self, shard_channel: KeyT, message: EncodableT) -> Command[int]:
        """Send *message* to all who listen to a shard channel, which is at the node that has its slot (Redis 7.0).

        Returns:
            How many got it.

        See https://redis.io/commands/spublish/
        """
        return self._run(Command(b"SPUBLISH", shard_channel, message))
