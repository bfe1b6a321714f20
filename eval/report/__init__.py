"""Results to read: one self-contained page in Chinese, and Markdown that no hand has typed."""
