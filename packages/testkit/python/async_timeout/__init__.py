"""Time limits, by the old package's name."""

from asyncio import timeout, timeout_at

__all__ = ["timeout", "timeout_at"]
