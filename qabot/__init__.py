"""qabot: ask your news, and check every word of the answer."""

__version__ = "0.1.0"
