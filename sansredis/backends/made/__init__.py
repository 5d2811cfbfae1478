"""Streams that the program made itself. Imported only where there are some."""
