"""The chat in a web browser: who may reach it, and the server itself.

Importing this costs nothing; ``server`` needs the extra ``serve`` (textual-serve, aiohttp).
"""

from qabot.serving.access import Access, Refused

__all__ = ["Access", "Refused"]
