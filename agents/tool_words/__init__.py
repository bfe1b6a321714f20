"""What a tool found, in sentences made by code: no figure, verdict or unit passes through a model."""
