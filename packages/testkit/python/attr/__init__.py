"""Classes from their attributes, as far as integrations use attrs: the same functions under its old and new names."""

import dataclasses
from dataclasses import FrozenInstanceError as FrozenInstanceError
from dataclasses import asdict as asdict
from dataclasses import astuple as astuple
from dataclasses import fields as fields
from functools import partial

from _conformance.stand_ins import package_getattr

__getattr__ = package_getattr(__name__)

NOTHING = dataclasses.MISSING


class Factory:
    """Makes a default."""

    def __init__(self, factory, takes_self=False):
        self.factory = factory
        self.takes_self = takes_self


def field(
    *, default=NOTHING, factory=None, init=True, repr=True, eq=None, hash=None, kw_only=False,
    converter=None, validator=None, metadata=None, type=None, **options,
):  # fmt: skip
    """Declares an attribute."""
    if isinstance(default, Factory):
        factory, default = default.factory, NOTHING
    given = {"default": default} if factory is None else {"default_factory": factory}
    return dataclasses.field(
        init=init,
        repr=bool(repr),
        compare=eq is not False,
        hash=hash,
        kw_only=kw_only,
        metadata={**(metadata or {}), "converter": converter, "validator": validator, "type": type},
        **given,
    )


attrib = ib = field


def define(maybe_cls=None, *, frozen=False, slots=False, kw_only=False, eq=True, order=False, repr=True, init=True, **options):
    """Makes a class of its attributes."""
    if maybe_cls is None:
        return partial(define, frozen=frozen, kw_only=kw_only, eq=eq, order=order, repr=repr, init=init)
    annotated = maybe_cls.__annotations__
    for name, value in list(vars(maybe_cls).items()):
        if isinstance(value, dataclasses.Field) and name not in annotated:
            annotated[name] = value.metadata.get("type") or object
    maybe_cls.__annotations__ = annotated
    after = getattr(maybe_cls, "__attrs_post_init__", None)

    def post_init(self):
        for each in dataclasses.fields(self):
            _finish(self, each)
        if after is not None:
            after(self)

    maybe_cls.__post_init__ = post_init
    made = dataclasses.dataclass(
        frozen=frozen, kw_only=kw_only, eq=eq is not False, order=bool(order), repr=repr, init=init
    )(maybe_cls)
    made.__attrs_attrs__ = dataclasses.fields(made)
    return made


def _finish(instance, attribute):
    converter, validator = attribute.metadata.get("converter"), attribute.metadata.get("validator")
    if converter is not None:
        object.__setattr__(instance, attribute.name, converter(getattr(instance, attribute.name)))
    for check in validator if isinstance(validator, (list, tuple)) else [validator] if validator else []:
        check(instance, attribute, getattr(instance, attribute.name))


def attributes(maybe_cls=None, **options):
    """Makes a class of its attributes."""
    return define(maybe_cls, **{**options, "order": options.get("order", False)})


s = attrs = attributes
dataclass = mutable = define


def frozen(maybe_cls=None, **options):
    """Makes a class of its attributes, which cannot be changed."""
    return define(maybe_cls, **{**options, "frozen": True})


def evolve(instance, **changes):
    """A copy with other values."""
    return dataclasses.replace(instance, **changes)


def has(cls):
    """Whether a class was made here."""
    return hasattr(cls, "__attrs_attrs__")
