"""Runs: a folder each, in which everything that was asked, replied and scored stands."""
