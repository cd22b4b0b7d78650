"""Integrations that come with Home Assistant."""

from _conformance.stand_ins import package_getattr

__getattr__ = package_getattr(__name__)
