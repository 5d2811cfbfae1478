"""How fast sansredis is, next to bare sockets and to other clients; run as ``python -m benchmarks``."""
