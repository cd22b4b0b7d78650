"""Properties that are computed once."""

from .api import cached_property, under_cached_property

__all__ = ("cached_property", "under_cached_property")
