"""The main job, to watch: many callers of each runtime on one small pool, and a server to try it on."""
