"""One file per command: `declare` its arguments, `run` it."""
