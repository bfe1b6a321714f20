"""The OpenAI-compatible surface under /v1, for clients that know only that."""
