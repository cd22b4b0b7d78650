"""What integrations import from here."""

from _conformance.stand_ins import module_getattr

from ._body import BasicAuth

__getattr__ = module_getattr(__name__)
__all__ = ("BasicAuth",)
