"""How we know: benchmarks that print a peer's figure beside ours in the same run."""
