"""Selectors: the fields of forms that say how the user chooses."""

from enum import StrEnum

import voluptuous as vol
from _conformance.stand_ins import module_getattr

_rest = module_getattr(__name__)

SELECTORS = {}


class Selector:
    """A field of a form. It takes what fits its kind."""

    selector_type = ""
    allowed = object

    def __init__(self, config=None):
        self.config = dict(config or {})

    def serialize(self):
        return {"selector": {self.selector_type: self.config}}

    def __call__(self, value):
        if self.config.get("multiple") and self.selector_type in ("select", "text", "entity", "device", "area", "file"):
            if not isinstance(value, list):
                raise vol.Invalid("Value should be a list")
            return [self.one(item) for item in value]
        return self.one(value)

    def one(self, value):
        if not isinstance(value, self.allowed):
            raise vol.Invalid(f"invalid value for the selector {self.selector_type}")
        return value

    def __class_getitem__(cls, item):
        return cls


class SelectSelector(Selector):
    """One of some options."""

    selector_type = "select"

    def one(self, value):
        options = [option["value"] if isinstance(option, dict) else option for option in self.config.get("options", [])]
        if not self.config.get("custom_value") and value not in options:
            raise vol.Invalid("value must be one of the options")
        return value


class NumberSelector(Selector):
    """A number."""

    selector_type = "number"

    def one(self, value):
        try:
            number = float(value)
        except (TypeError, ValueError) as error:
            raise vol.Invalid("expected a number") from error
        if not self.config.get("min", number) <= number <= self.config.get("max", number):
            raise vol.Invalid("the number is out of its range")
        return number


_ALLOWED = {
    "Boolean": bool,
    "Text": str,
    "Template": str,
    "Country": str,
    "Language": str,
    "Icon": str,
    "Theme": str,
    "Time": str,
    "Date": str,
    "DateTime": str,
}
_OTHERS = (
    "Action AddOn Area Attribute BackupLocation Boolean ColorRGB ColorTemp Condition ConfigEntry Constant Conversation_Agent "
    "Country Date DateTime Device Duration Entity File Floor Icon Label Language Location Media Object QrCode Qr State "
    "Statistic Target Template Text Theme Time Trigger"
).split()


def _type_of(name):
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("_")


for _name in _OTHERS:
    globals()[f"{_name}Selector"] = type(
        f"{_name}Selector",
        (Selector,),
        {
            "selector_type": _type_of(_name),
            "allowed": _ALLOWED.get(_name, object),
            "__doc__": "A field of a form.",
            "__module__": __name__,
        },
    )
for _kind in [value for value in list(globals().values()) if isinstance(value, type) and issubclass(value, Selector)]:
    SELECTORS[_kind.selector_type] = _kind
for _name in [*_OTHERS, "Select", "Number", "EntityFilter", "DeviceFilter", "AreaFilter"]:
    globals().setdefault(f"{_name}SelectorConfig", dict)
SelectOptionDict = dict


class SelectSelectorMode(StrEnum):
    """How options are shown."""

    LIST = "list"
    DROPDOWN = "dropdown"


class NumberSelectorMode(StrEnum):
    """How a number is shown."""

    BOX = "box"
    SLIDER = "slider"


class TextSelectorType(StrEnum):
    """What kind of text it is."""

    COLOR = "color"
    DATE = "date"
    DATETIME_LOCAL = "datetime-local"
    EMAIL = "email"
    MONTH = "month"
    NUMBER = "number"
    PASSWORD = "password"
    SEARCH = "search"
    TEL = "tel"
    TEXT = "text"
    TIME = "time"
    URL = "url"
    WEEK = "week"


def selector(config):
    """The selector for a configuration, such as `{"text": {}}`."""
    if isinstance(config, Selector):
        return config
    ((kind, options),) = config.items()
    return SELECTORS.get(kind, Selector)(options)


def validate_selector(config):
    return selector(config).serialize()


def __getattr__(name):
    return _rest(name)
