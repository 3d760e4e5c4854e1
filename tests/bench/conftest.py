"""Benchmarks are run by hand: nothing here is collected."""

collect_ignore_glob = ["*.py", "peers/*.py"]
