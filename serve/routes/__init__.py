"""REST under /api/v1, one file per errand."""
