"""Whether a site may be built on as planned (规划符合性审查)."""
