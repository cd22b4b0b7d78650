"""Stand-ins for packages that are not installed.

A stand-in lets code that uses it continue. What looks like a class (PascalCase) stands in as a class, so that it can be
subclassed, raised and caught; everything else is a text that is nothing but a mark, such as `standin7x`. The mark goes along
wherever the text goes: into longer texts, URLs, forms, JSON. So whoever reads a value finds in it what is not known, and
where that comes from. It is of letters and digits alone: no encoding changes it, nor does the case of a host.

What leaves no mark in a value is recorded: a step whose course depends on a stand-in (`if`, `==`, `in`, a loop), and calls,
as the code that they call does not run.
"""

import re
from abc import ABCMeta
from functools import wraps
from importlib.machinery import ModuleSpec
from inspect import iscoroutinefunction, isfunction
from sys import _getframe
from types import ModuleType

from .version import lacks

_MARK = re.compile(r"standin(\d+)x", re.IGNORECASE)
_ADDRESS = re.compile(r"(https?://)?(standin\d+x)(?=[/?#:]|$)", re.IGNORECASE)
_CLASS_NAME = re.compile(r"_*[A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*$")
_ERROR_NAME = re.compile(
    r"(Error|Exception|Exc|Failed|Failure|Timeout|Warning|Unauthorized|Forbidden|NotReady|NotFound|Fault)$"
)

_own_folder = __file__.rpartition("/_conformance/")[0]
_LIBRARIES = ("/lib/", "<frozen", *(f"{_own_folder}/{name}/" for name in ("aiohttp", "multidict", "yarl")))
_origins = []
_made = {}
_record = None
_on_call = None
_integration = "custom_components"
#: The account that is linked; None where no flow is played.
_account = None
#: What says whether something went wrong, and so decides what happens next.
_TROUBLE = re.compile(r"err|fail|fault|invalid|missing|expired|is_|has_|valid", re.IGNORECASE)


class Record:
    """What a step has to do with stand-ins, by origin."""

    __slots__ = ("called", "decisive", "unknown", "used")

    def __init__(self):
        #: What its course depends on.
        self.decisive = {}
        #: Code that it called, and which did not run.
        self.called = {}
        #: Whatever it used at all.
        self.used = {}
        #: What its value and its requests have marks of, by the mark's number.
        self.unknown = {}


def record_into(record):
    """Names the record of what happens from here on; None while nothing is to be recorded."""
    global _record
    _record = record


def configure(on_call, integration):
    """Sets what hears of every call, and the name of the integration's package."""
    global _on_call, _integration
    _on_call = on_call
    _integration = integration


def tell_accounts_apart(account):
    """
    Names the account that a flow links: what is called gives values of its own for each but the first, whose name is empty. The
    values of an account are taken to be there, and to be the same the next time. None where no flow is played.
    """
    global _account
    _account = account


def of_account(origin):
    """The stand-in for what an origin gives the account that is linked."""
    return stand_in(f"{origin}[{_account}]" if _account and f"[{_account}]" not in origin else origin)


def touch(origin):
    """Records that the course depends on a stand-in. What libraries ask of a text that they write changes nothing."""
    if _record is not None and not _asking_file().startswith(_LIBRARIES):
        _record.decisive[origin] = True


def _asking_file():
    frame = _getframe(2)
    while frame.f_code.co_filename == __file__ and frame.f_back is not None:
        frame = frame.f_back
    return frame.f_code.co_filename


def use(origin):
    """Records that a stand-in is used."""
    if _record is not None:
        _record.used[origin] = True


def note_marks(*texts):
    """Records what texts have marks of."""
    if _record is not None and _origins:
        for text in texts:
            for number in _numbers_in(text):
                _record.unknown[number] = _origins[number]


def are_there():
    """Whether anything stands in for something."""
    return bool(_made)


def _numbers_in(text):
    if "tandin" not in text and "TANDIN" not in text:
        return ()
    return [int(n) for n in _MARK.findall(text) if int(n) < len(_origins)]


def find_in(text):
    """The origins that a text has marks of."""
    return [_origins[number] for number in _numbers_in(text)]


def readable(text):
    """A text for people: its marks say what they stand for."""
    if not _numbers_in(text):
        return text
    return _MARK.sub(lambda found: f"<{_origins[int(found[1])]}>" if int(found[1]) < len(_origins) else found[0], text)


def address(text):
    """An address that begins with a mark, or whose host is one, as one that can be requested."""
    found = _ADDRESS.match(text)
    return f"{found[1] or 'https://'}{found[2]}.net{text[found.end():]}" if found else text


def marker(origin):
    """The mark of an origin."""
    made = stand_in(origin)
    return type.__getattribute__(made, "_text") if type(made) is StandInClass else str.__str__(made)


def origin_of(value):
    """The origin of a stand-in, or None for any other value."""
    kind = type(value)
    if kind is StandIn:
        return str.__getattribute__(value, "_origin")
    if kind is StandInModule:
        return value.__name__
    if kind is StandInClass:
        return type.__getattribute__(value, "_origin")
    for base in kind.__mro__:
        if "_stand_in_origin" in base.__dict__:
            return base.__dict__["_stand_in_origin"]
    return None


def stand_in(origin):
    """The stand-in for a dotted origin: always the same one."""
    made = _made.get(origin)
    if made is None:
        name = origin.rpartition(".")[2]
        if _CLASS_NAME.match(name):
            made = _make_class(origin, name)
        else:
            made = str.__new__(StandIn, _mark(origin))
            str.__setattr__(made, "_origin", origin)
        _made[origin] = made
    return made


def _mark(origin):
    _origins.append(origin)
    return f"standin{len(_origins) - 1}x"


def _called(origin, args, kwargs, decorates=True):
    use(origin)
    if decorates and len(args) == 1 and not kwargs:
        decorated = _decorated(origin, args[0])
        if decorated is not None:
            return decorated
    if _record is not None:
        _record.called[origin] = True
    if _on_call is not None:
        _on_call(origin)
    return of_account(origin)


def _decorated(origin, target):
    """A function or class of the integration itself stays what it is under a decorator that stands in."""
    if not isinstance(target, type) and not isfunction(target):
        return None
    if type(target) is StandInClass or not str(target.__module__).startswith(f"{_integration}."):
        return None
    if isinstance(target, type):
        try:
            target._decorated_by = (*getattr(target, "_decorated_by", ()), origin)
        except (AttributeError, TypeError):
            return None
        return target
    if iscoroutinefunction(target):

        @wraps(target)
        async def decorated(*args, **kwargs):
            touch(origin)
            return await target(*args, **kwargs)
    else:

        @wraps(target)
        def decorated(*args, **kwargs):
            touch(origin)
            return target(*args, **kwargs)

    return decorated



def _origin(value):
    return str.__getattribute__(value, "_origin")


class StandIn(str):
    """A value of a package that is not installed."""

    def __getattribute__(self, name):
        if name[:2] == "__" or name == "_origin":
            return str.__getattribute__(self, name)
        origin = _origin(self)
        use(origin)
        if name == "encode":
            # As bytes it can be hashed, or written in Base64: the mark may be lost.
            touch(origin)
            return str.__getattribute__(self, name)
        return stand_in(f"{origin}.{name}")

    def __call__(self, *args, **kwargs):
        return _called(_origin(self), args, kwargs)

    def __mro_entries__(self, bases):
        return (_base_for(_origin(self)),)

    def __repr__(self):
        use(_origin(self))
        return str.__str__(self)

    __str__ = __repr__

    def __format__(self, spec):
        return repr(self)

    def __eq__(self, other):
        if _account is None or not (isinstance(other, str) and find_in(str.__str__(other))):
            touch(_origin(self))
        return str.__eq__(self, other) is True

    def __ne__(self, other):
        return not self.__eq__(other)

    def __hash__(self):
        if _account is None:
            touch(_origin(self))
        return str.__hash__(self)

    def __contains__(self, item):
        touch(_origin(self))
        return isinstance(item, str) and str.__contains__(self, item)

    def __getitem__(self, key):
        use(_origin(self))
        return stand_in(_origin(self))

    def __iter__(self):
        if _account is None:
            touch(_origin(self))
        return iter((self,))

    async def __aiter__(self):
        touch(_origin(self))
        yield self

    def __await__(self):
        use(_origin(self))
        return self
        yield

    def __enter__(self):
        use(_origin(self))
        return self

    async def __aenter__(self):
        use(_origin(self))
        return self

    def __exit__(self, *error):
        return None

    async def __aexit__(self, *error):
        return None

    def __bool__(self):
        if _account is None or _TROUBLE.search(_origin(self).rpartition(".")[2]):
            touch(_origin(self))
        return True

    def __add__(self, other):
        return str.__str__(self) + str.__str__(other) if isinstance(other, str) else self

    def __radd__(self, other):
        return str.__str__(other) + str.__str__(self) if isinstance(other, str) else self


def _same(self, *others):
    """What cannot be said of a value that is not known is not known either."""
    use(_origin(self))
    return self


def _ignored(self, *values):
    use(_origin(self))


def _decisive(answer):
    """What has to answer, and so decides what happens next."""

    def decide(self, *others):
        touch(_origin(self))
        return answer

    return decide


for _names, _method in (
    ("sub mul matmul truediv floordiv mod divmod pow lshift rshift and xor or", _same),
    ("rsub rmul rmatmul rtruediv rfloordiv rmod rdivmod rpow rlshift rrshift rand rxor ror", _same),
    ("neg pos abs invert round", _same),
    ("setattr delattr setitem delitem", _ignored),
    ("lt le gt ge instancecheck subclasscheck", _decisive(False)),
    ("len index int", _decisive(1)),
    ("float", _decisive(1.0)),
):
    for _name in _names.split():
        setattr(StandIn, f"__{_name}__", _method)


class StandInClass(ABCMeta):
    """The type of stand-ins for classes."""

    def __new__(mcs, name, bases, namespace, **kwargs):
        real = []
        for base in bases:
            if type(base) is StandInClass:
                real.append(_base_for(type.__getattribute__(base, "_origin")))
            else:
                real.append(base)
        kinds = [type(base) for base in real]
        metaclass = next((kind for kind in kinds if all(issubclass(kind, other) for other in kinds)), type)
        return metaclass(name, tuple(dict.fromkeys(real)), dict(namespace), **kwargs)

    def __getattribute__(cls, name):
        if name == "__members__":
            # It may be an enumeration: of members, one is enough to choose from.
            return {"MEMBER": stand_in(f"{type.__getattribute__(cls, '_origin')}.MEMBER")}
        if name[:2] == "__" or name == "_origin" or name == "_abc_impl":
            return type.__getattribute__(cls, name)
        origin = type.__getattribute__(cls, "_origin")
        use(origin)
        return stand_in(f"{origin}.{name}")

    def __setattr__(cls, name, value):
        if name[:2] == "__" or name == "_abc_impl":
            type.__setattr__(cls, name, value)

    def __call__(cls, *args, **kwargs):
        origin = type.__getattribute__(cls, "_origin")
        if _ERROR_NAME.search(origin):
            use(origin)
            return _error_of(cls, args)
        # A class that is given a class is made of it, and does not decorate it.
        decorates = not (len(args) == 1 and isinstance(args[0], type))
        called = _called(origin, args, kwargs, decorates)
        return stand_in(f"{origin}()") if called is cls else called

    def __instancecheck__(cls, instance):
        origin = type.__getattribute__(cls, "_origin")
        touch(origin)
        return issubclass(type(instance), cls)

    def __subclasscheck__(cls, subclass):
        touch(type.__getattribute__(cls, "_origin"))
        return type.__subclasscheck__(cls, subclass)

    def __getitem__(cls, key):
        return cls

    def __iter__(cls):
        touch(type.__getattribute__(cls, "_origin"))
        return iter((cls,))

    def __or__(cls, other):
        return cls

    __ror__ = __or__

    def __add__(cls, other):
        """An attribute may have a class's name and be a text."""
        return repr(cls) + str.__str__(other) if isinstance(other, str) else cls

    def __radd__(cls, other):
        return str.__str__(other) + repr(cls) if isinstance(other, str) else cls

    def __repr__(cls):
        use(type.__getattribute__(cls, "_origin"))
        return type.__getattribute__(cls, "_text")

    __str__ = __repr__

    def __format__(cls, spec):
        return repr(cls)


def _make_class(origin, name):
    namespace = {"_origin": origin, "_stand_in_origin": origin, "_text": _mark(origin), "__module__": origin.rpartition(".")[0]}
    return ABCMeta.__new__(StandInClass, name, (Exception,), namespace)


def _error_of(cls, args):
    error = Exception.__new__(cls)
    error.args = args
    return error


def _base_for(origin):
    """A class that a subclass of a stand-in has as its base: takes any arguments, has every attribute."""
    key = f"{origin}<base>"
    base = _made.get(key)
    if base is None:
        error = (Exception,) if _ERROR_NAME.search(origin) else (object,)
        base = _made[key] = type(origin.rpartition(".")[2], error, {**_BASE, "_stand_in_origin": origin})
        base.__new__ = staticmethod(_new_for(base))
    return base


def _new_for(base):
    def new(cls, *args, **kwargs):
        made = super(base, cls).__new__
        _accept_any_field(cls)
        return made(cls) if made is object.__new__ else made(cls, *args, **kwargs)

    return new


def _accept_any_field(cls):
    """A data class takes the fields of the base that stands in too, whatever these are."""
    strict = cls.__dict__.get("__init__")
    if "__dataclass_fields__" not in cls.__dict__ or getattr(strict, "_accepts_any", False):
        return
    fields = cls.__dataclass_fields__

    def init(self, *args, **kwargs):
        try:
            strict(self, *args, **{name: value for name, value in kwargs.items() if name in fields})
        except TypeError:
            args = ()
        for name, value in kwargs.items():
            object.__setattr__(self, name, value)

    init._accepts_any = True
    cls.__init__ = init


def _base_init(self, *args, **kwargs):
    if _record is not None:
        _record.called[_origin_of_base(self)] = True


def _base_getattr(self, name):
    if name[:2] == "__":
        raise AttributeError(name)
    return stand_in(f"{_origin_of_base(self)}.{name}")


def _base_init_subclass(cls, **kwargs):
    pass


def _origin_of_base(instance):
    origin = next(b.__dict__["_stand_in_origin"] for b in type(instance).__mro__ if "_stand_in_origin" in b.__dict__)
    use(origin)
    return origin


_BASE = {
    "__init__": _base_init,
    "__getattr__": _base_getattr,
    "__init_subclass__": classmethod(_base_init_subclass),
    "__class_getitem__": classmethod(lambda cls, item: cls),
}


class StandInModule(ModuleType):
    """A module that is not installed."""

    def __getattr__(self, name):
        if name[:2] == "__":
            raise AttributeError(name)
        return stand_in(f"{self.__name__}.{name}")


class StandInFinder:
    """Finds what nothing else finds. Stands last on sys.meta_path."""

    def __init__(self, may_stand_in):
        self.may_stand_in = may_stand_in

    def find_spec(self, name, path=None, target=None):
        if not self.may_stand_in(name):
            return None
        return ModuleSpec(name, self, is_package=True)

    def create_module(self, spec):
        return StandInModule(spec.name)

    def exec_module(self, module):
        pass


def module_getattr(module_name):
    """A `__getattr__` for a module that models a part of the real one: the rest stands in."""

    def getattr_of_module(name):
        if name[:2] == "__" or lacks(f"{module_name}.{name}"):
            raise AttributeError(f"module {module_name!r} has no attribute {name!r}")
        return stand_in(f"{module_name}.{name}")

    return getattr_of_module


def package_getattr(package_name):
    """Like `module_getattr`, for a package: a submodule that can be imported comes first."""
    from importlib import import_module
    from importlib.util import find_spec

    def getattr_of_package(name):
        if name[:2] == "__" or lacks(f"{package_name}.{name}"):
            raise AttributeError(f"module {package_name!r} has no attribute {name!r}")
        spec = find_spec(f"{package_name}.{name}") if name.islower() else None
        if spec is not None and not isinstance(spec.loader, StandInFinder):
            return import_module(f"{package_name}.{name}")
        return stand_in(f"{package_name}.{name}")

    return getattr_of_package
