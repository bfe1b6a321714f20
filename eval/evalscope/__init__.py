"""EvalScope's JSON lines (modelscope/evalscope 1.x), so that cases and results travel: read and written as it does."""
