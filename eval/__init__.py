"""How we know: the same cases put to any target, every reply kept and scored, and benchmarks beside a named peer."""
