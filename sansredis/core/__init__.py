"""The pure half of sansredis: RESP, the connection's states, the pool's ledger, the commands. It sees no runtime."""
