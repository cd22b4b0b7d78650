"""Validation of data, as far as integrations use it when they are imported."""

import re

from _conformance.stand_ins import package_getattr

PREVENT_EXTRA, ALLOW_EXTRA, REMOVE_EXTRA = 0, 1, 2

_rest = package_getattr(__name__)


def __getattr__(name):
    return _rest(name)


class Undefined:
    """No value."""

    def __bool__(self):
        return False

    def __repr__(self):
        return "..."


UNDEFINED = Undefined()


class Error(Exception):
    """An error of validation."""


class SchemaError(Error):
    """The schema itself is wrong."""


class Invalid(Error):
    """The data is wrong."""

    def __init__(self, message, path=None, error_message=None, error_type=None):
        super().__init__(message)
        self._path = path or []
        self._error_message = error_message or message
        self.error_type = error_type

    msg = property(lambda self: self.args[0])
    path = property(lambda self: self._path)
    error_message = property(lambda self: self._error_message)

    def prepend(self, path):
        self._path = path + self.path

    def __str__(self):
        return f"{self.args[0]} @ data[{']['.join(map(repr, self.path))}]" if self.path else str(self.args[0])


class MultipleInvalid(Invalid):
    """Several things are wrong."""

    def __init__(self, errors=None):
        self.errors = list(errors or [])
        super().__init__(str(self.errors[0]) if self.errors else "invalid", self.errors[0].path if self.errors else [])

    def add(self, error):
        self.errors.append(error)


for _name in (
    "RequiredFieldInvalid ObjectInvalid DictInvalid ExclusiveInvalid InclusiveInvalid SequenceTypeInvalid TypeInvalid "
    "ValueInvalid ContainsInvalid ScalarInvalid CoerceInvalid AnyInvalid AllInvalid MatchInvalid RangeInvalid "
    "TrueInvalid FalseInvalid BooleanInvalid UrlInvalid EmailInvalid FileInvalid DirInvalid PathInvalid LiteralInvalid "
    "LengthInvalid DatetimeInvalid DateInvalid InInvalid NotInInvalid ExactSequenceInvalid"
).split():
    globals()[_name] = type(_name, (Invalid,), {"__doc__": "The data is wrong.", "__module__": __name__})


class Marker:
    """A key of a schema."""

    def __init__(self, schema_, msg=None, description=None):
        self.schema = schema_
        self.msg = msg
        self.description = description
        self.default = UNDEFINED

    def __str__(self):
        return str(self.schema)

    def __repr__(self):
        return repr(self.schema)

    def __hash__(self):
        return hash(self.schema)

    def __eq__(self, other):
        return self.schema == (other.schema if isinstance(other, Marker) else other)

    def __lt__(self, other):
        return str(self.schema) < str(other)


def default_factory(value):
    return value if value is UNDEFINED or callable(value) else lambda: value


class Optional(Marker):
    """A key that may be missing."""

    def __init__(self, schema, msg=None, default=UNDEFINED, description=None):
        super().__init__(schema, msg, description)
        self.default = default_factory(default)


class Required(Marker):
    """A key that must be there."""

    def __init__(self, schema, msg=None, default=UNDEFINED, description=None):
        super().__init__(schema, msg, description)
        self.default = default_factory(default)


class Exclusive(Optional):
    """A key of which a group has one."""

    def __init__(self, schema, group_of_exclusion, msg=None, description=None):
        super().__init__(schema, msg, description=description)
        self.group_of_exclusion = group_of_exclusion


class Inclusive(Optional):
    """A key of which a group has all or none."""

    def __init__(self, schema, group_of_inclusion, msg=None, description=None, default=UNDEFINED):
        super().__init__(schema, msg, default, description)
        self.group_of_inclusion = group_of_inclusion


class Remove(Marker):
    """A key that is dropped."""


class Extra:
    """Any other key."""


def _validate(schema, data, extra, path):
    if schema is object or schema is Extra:
        return data
    if isinstance(schema, Schema):
        return _validate(schema.schema, data, schema.extra, path)
    if isinstance(schema, dict):
        return _validate_dict(schema, data, extra, path)
    if isinstance(schema, (list, tuple, set, frozenset)):
        if not isinstance(data, (list, tuple, set, frozenset)):
            raise Invalid("expected a list", path)
        return [_any_of(schema, item, extra, [*path, index]) for index, item in enumerate(data)] if schema else data
    if isinstance(schema, type):
        if not isinstance(data, schema):
            raise Invalid(f"expected {schema.__name__}", path)
        return data
    if callable(schema):
        try:
            return schema(data)
        except Invalid as error:
            error.prepend(path)
            raise
        except ValueError:
            raise Invalid("not a valid value", path) from None
    if schema != data:
        raise Invalid("not a valid value", path)
    return data


def _any_of(schemas, data, extra, path):
    failure = Invalid("no value given", path)
    for schema in schemas:
        try:
            return _validate(schema, data, extra, path)
        except Invalid as error:
            failure = error
    raise failure


def _validate_dict(schema, data, extra, path):
    if not isinstance(data, dict):
        raise Invalid("expected a dictionary", path)
    result = {}
    rest = dict(data)
    for key, value in schema.items():
        marker = key if isinstance(key, Marker) else Optional(key)
        wanted = marker.schema
        if isinstance(wanted, (type, Marker)) or callable(wanted):
            for name in [name for name in rest if wanted is Extra or not isinstance(wanted, type) or isinstance(name, wanted)]:
                result[name] = _validate(value, rest.pop(name), extra, [*path, name])
        elif wanted in rest:
            found = rest.pop(wanted)
            if not isinstance(marker, Remove):
                result[wanted] = _validate(value, found, extra, [*path, wanted])
        elif marker.default is not UNDEFINED:
            result[wanted] = _validate(value, marker.default(), extra, [*path, wanted])
        elif isinstance(marker, Required):
            raise Invalid(marker.msg or "required key not provided", [*path, wanted])
    if rest and extra == PREVENT_EXTRA:
        raise Invalid("extra keys not allowed", [*path, next(iter(rest))])
    if extra == ALLOW_EXTRA:
        result.update(rest)
    return result


class Schema:
    """A schema, called with the data to validate."""

    def __init__(self, schema, required=False, extra=PREVENT_EXTRA):
        self.schema = schema
        self.required = required
        self.extra = extra

    def __call__(self, data):
        try:
            return _validate(self.schema, data, self.extra, [])
        except MultipleInvalid:
            raise
        except Invalid as error:
            raise MultipleInvalid([error]) from None

    def extend(self, schema, required=None, extra=None):
        return type(self)({**self.schema, **schema}, self.required if required is None else required, self.extra if extra is None else extra)

    def __repr__(self):
        return f"<Schema({self.schema!r}, extra={self.extra}, required={self.required})>"


class Any:
    """One of several schemas."""

    def __init__(self, *validators, msg=None, **options):
        self.validators = validators
        self.msg = msg

    def __call__(self, value):
        return _any_of(self.validators, value, PREVENT_EXTRA, [])


Or = Union = Any


class All:
    """Each of several schemas, one after the other."""

    def __init__(self, *validators, msg=None, **options):
        self.validators = validators
        self.msg = msg

    def __call__(self, value):
        for validator in self.validators:
            value = _validate(validator, value, PREVENT_EXTRA, [])
        return value


And = All


class _Checked:
    def __init__(self, *args, msg=None, **options):
        self.args = args
        self.msg = msg
        for name, value in options.items():
            setattr(self, name, value)

    def fail(self, message):
        raise Invalid(self.msg or message)


class Coerce(_Checked):
    """Makes the value one of a type."""

    def __init__(self, type, msg=None):
        super().__init__(type, msg=msg)
        self.type = type
        self.type_name = getattr(type, "__name__", str(type))

    def __call__(self, value):
        try:
            return self.type(value)
        except (ValueError, TypeError):
            self.fail(f"expected {self.type_name}")


class In(_Checked):
    """One of a container."""

    def __init__(self, container, msg=None):
        super().__init__(container, msg=msg)
        self.container = container

    def __call__(self, value):
        if value not in self.container:
            self.fail("value must be one of the allowed values")
        return value


class NotIn(In):
    """None of a container."""

    def __call__(self, value):
        if value in self.container:
            self.fail("value must not be one of these")
        return value


class Range(_Checked):
    """Within limits."""

    def __init__(self, min=None, max=None, min_included=True, max_included=True, msg=None):
        super().__init__(msg=msg)
        self.min, self.max, self.min_included, self.max_included = min, max, min_included, max_included

    def __call__(self, value):
        if self.min is not None and not (value >= self.min if self.min_included else value > self.min):
            self.fail(f"value must be at least {self.min}")
        if self.max is not None and not (value <= self.max if self.max_included else value < self.max):
            self.fail(f"value must be at most {self.max}")
        return value


class Clamp(Range):
    """Put into limits."""

    def __call__(self, value):
        return max(self.min if self.min is not None else value, min(self.max if self.max is not None else value, value))


class Length(_Checked):
    """Of a length."""

    def __init__(self, min=None, max=None, msg=None):
        super().__init__(msg=msg)
        self.min, self.max = min, max

    def __call__(self, value):
        if (self.min is not None and len(value) < self.min) or (self.max is not None and len(value) > self.max):
            self.fail("length of value is outside the limits")
        return value


class Match(_Checked):
    """Of a pattern."""

    def __init__(self, pattern, msg=None):
        super().__init__(msg=msg)
        self.pattern = re.compile(pattern) if isinstance(pattern, str) else pattern

    def __call__(self, value):
        if not self.pattern.match(value):
            self.fail(f"does not match regular expression {self.pattern.pattern}")
        return value


class Replace(Match):
    """With a pattern replaced."""

    def __init__(self, pattern, substitution, msg=None):
        super().__init__(pattern, msg)
        self.substitution = substitution

    def __call__(self, value):
        return self.pattern.sub(self.substitution, value)


class Maybe(Any):
    """None, or a schema."""

    def __init__(self, validator, msg=None):
        super().__init__(None, validator, msg=msg)


class DefaultTo(_Checked):
    """A value instead of None."""

    def __call__(self, value):
        return self.args[0] if value is None else value


class SetTo(_Checked):
    """Always a value."""

    def __call__(self, value):
        return self.args[0]


def Lower(value):
    return str(value).lower()


def Upper(value):
    return str(value).upper()


def Capitalize(value):
    return str(value).capitalize()


def Strip(value):
    return str(value).strip()


def Boolean(value):
    if isinstance(value, str):
        if value.lower() in ("1", "true", "yes", "on", "enable"):
            return True
        if value.lower() in ("0", "false", "no", "off", "disable"):
            return False
        raise Invalid("expected boolean")
    return bool(value)


def Url(value=None, msg=None):
    if value is None:
        return Url
    from yarl import URL

    try:
        url = URL(value)
    except (TypeError, ValueError):
        raise Invalid(msg or "expected a URL") from None
    if not (url.scheme and url.host):
        raise Invalid(msg or "expected a URL")
    return value


FqdnUrl = Url


def Email(value=None, msg=None):
    if value is None:
        return Email
    if not (isinstance(value, str) and value.count("@") == 1):
        raise Invalid(msg or "expected an email address")
    return value
