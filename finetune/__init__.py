"""How the model learns: records, adapters, export. Nothing is here yet."""
