"""What is asked of a model by the standards, and which task of ours measures it: a table, no claim of conformance."""
