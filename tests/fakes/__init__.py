"""Servers and backends that fail on purpose."""
