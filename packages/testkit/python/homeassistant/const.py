"""Home Assistant's constants, as far as their values follow a rule or matter here."""

from enum import EnumType, StrEnum

from _conformance.stand_ins import module_getattr
from _conformance.version import version

MAJOR_VERSION, MINOR_VERSION = map(int, version().split("."))
PATCH_VERSION = "0"
__short_version__ = f"{MAJOR_VERSION}.{MINOR_VERSION}"
__version__ = f"{__short_version__}.{PATCH_VERSION}"
REQUIRED_PYTHON_VER = (3, 14, 0)
APPLICATION_NAME = "HomeAssistant"
BASE_PLATFORMS = frozenset()
DEFAULT_NAME = "Unnamed Device"
MATCH_ALL = "*"
ENTITY_MATCH_ALL = "all"
ENTITY_MATCH_NONE = "none"
STATE_ON, STATE_OFF, STATE_UNKNOWN, STATE_UNAVAILABLE = "on", "off", "unknown", "unavailable"
STATE_HOME, STATE_NOT_HOME = "home", "not_home"
EVENT_HOMEASSISTANT_START = "homeassistant_start"
EVENT_HOMEASSISTANT_STARTED = "homeassistant_started"
EVENT_HOMEASSISTANT_STOP = "homeassistant_stop"
EVENT_HOMEASSISTANT_CLOSE = "homeassistant_close"
CLOUD_NEVER_EXPOSED_ENTITIES = ("group.all_locks",)
CURRENCY_EURO, CURRENCY_DOLLAR, CURRENCY_CENT = "€", "$", "¢"
DEGREE = "°"
PERCENTAGE = "%"
SERVER_PORT = 8123
CONTENT_TYPE_JSON = "application/json"

_rest = module_getattr(__name__)


class _OpenEnum(EnumType):
    """The type of an enumeration that newer versions have more members of."""

    def __getattr__(cls, name):
        return _rest(f"{cls.__name__}.{name}") if name[:1] != "_" else super().__getattribute__(name)


class _OpenStrEnum(StrEnum, metaclass=_OpenEnum):
    """An enumeration whose unknown members stand in."""


Platform = _OpenStrEnum(
    "Platform",
    {
        name.upper(): name
        for name in (
            "ai_task air_quality alarm_control_panel assist_satellite binary_sensor button calendar camera climate "
            "conversation cover date datetime device_tracker event fan geo_location humidifier image image_processing "
            "infrared lawn_mower light lock media_player notify number radio_frequency remote scene select sensor "
            "siren stt switch text time todo tts update vacuum valve wake_word water_heater weather"
        ).split()
    },
    module=__name__,
)


def __getattr__(name):
    if name.startswith(("CONF_", "ATTR_")):
        return name.partition("_")[2].lower()
    return _rest(name)
