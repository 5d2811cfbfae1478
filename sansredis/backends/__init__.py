"""One adapter for each runtime: streams, waiting and guards, and nothing that decides."""
