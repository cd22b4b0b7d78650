"""The new name of `attr`."""

from _conformance.stand_ins import package_getattr
from attr import NOTHING, Factory, asdict, astuple, define, evolve, field, fields, frozen, has, mutable  # noqa: F401

__getattr__ = package_getattr(__name__)
