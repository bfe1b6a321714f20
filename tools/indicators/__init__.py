"""Indicators (指标): what plans demand, what was observed, and what can be computed from layers and tables."""
