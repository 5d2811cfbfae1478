"""Namespaces of commands, as each kind of client offers them: `client.json()` and its like."""
