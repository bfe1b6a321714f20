"""Benchmarks, one a file: each prints ours and the peer's figure from the same run."""
