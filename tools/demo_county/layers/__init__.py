"""The county written out as layers, each with its own edition, reference system and file format."""
