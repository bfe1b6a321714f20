"""Site files with a trap in each, and sound ones among them: the truth is how each was made."""
