"""A package with Home Assistant's behaviour for what application credentials use."""

from _conformance.stand_ins import package_getattr

__getattr__ = package_getattr(__name__)
