"""Figures with their uncertainty: means whose errors are clustered, bootstrap intervals, paired comparisons."""
