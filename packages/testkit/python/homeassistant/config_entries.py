"""Config entries and their flows, as far as application credentials meet them."""

from enum import Enum
from types import MappingProxyType

from _conformance.stand_ins import module_getattr
from _conformance.version import fact

_rest = module_getattr(__name__)

SOURCE_USER = "user"
SOURCE_REAUTH = "reauth"
SOURCE_RECONFIGURE = "reconfigure"
SOURCE_IMPORT = "import"
SOURCE_IGNORE = "ignore"
SOURCE_SYSTEM = "system"
SOURCE_DHCP = "dhcp"
SOURCE_ZEROCONF = "zeroconf"
HANDLERS = {}
CONN_CLASS_CLOUD_POLL = "cloud_poll"
CONN_CLASS_CLOUD_PUSH = "cloud_push"
CONN_CLASS_LOCAL_POLL = "local_poll"
CONN_CLASS_LOCAL_PUSH = "local_push"
CONN_CLASS_UNKNOWN = "unknown"


def __getattr__(name):
    return _rest(name)


class ConfigEntryState(Enum):
    """Where an entry is in its life."""

    LOADED = "loaded"
    SETUP_ERROR = "setup_error"
    MIGRATION_ERROR = "migration_error"
    SETUP_RETRY = "setup_retry"
    NOT_LOADED = "not_loaded"
    FAILED_UNLOAD = "failed_unload"
    SETUP_IN_PROGRESS = "setup_in_progress"


class ConfigEntry:
    """An account that is set up."""

    def __init__(self, *, domain="", data=None, options=None, entry_id="", title="", unique_id=None, source=SOURCE_USER, **rest):
        self.domain = domain
        self.data = MappingProxyType(dict(data or {}))
        self.options = MappingProxyType(dict(options or {}))
        self.entry_id = entry_id
        self.title = title
        self.unique_id = unique_id
        self.source = source
        self.state = ConfigEntryState.NOT_LOADED
        self.runtime_data = None
        #: Whether the user was asked to link the account again.
        self.relinking = False

    def __class_getitem__(cls, item):
        return cls


    def async_start_reauth_if_available(self, hass, context=None, data=None):
        """Asks the user to link the account again."""
        self.relinking = True

    async_start_reauth = async_start_reauth_if_available


class FlowHandler:
    """A flow of steps."""

    VERSION = 1
    MINOR_VERSION = 1
    flow_id = ""
    hass = None
    handler = ""
    cur_step = None

    def __init_subclass__(cls, *, domain=None, **options):
        super().__init_subclass__(**options)
        if domain is not None:
            HANDLERS[domain] = cls

    def __class_getitem__(cls, item):
        return cls

    source = SOURCE_USER

    def async_abort(self, *, reason, description_placeholders=None, **rest):
        words = {"translation_domain": "homeassistant"} if reason in fact("wordedAborts") else {}
        return {
            "type": "abort",
            "reason": reason,
            "description_placeholders": description_placeholders,
            **words,
        }

    def async_show_form(self, *, step_id=None, data_schema=None, errors=None, description_placeholders=None, **rest):
        return {"type": "form", "step_id": step_id, "data_schema": data_schema, "errors": errors}

    def async_create_entry(self, *, title=None, data, **rest):
        return {"type": "create_entry", "title": title, "data": data}

    def async_external_step(self, *, step_id=None, url, **rest):
        return {"type": "external", "step_id": step_id, "url": url}

    def async_external_step_done(self, *, next_step_id):
        return {"type": "external_done", "step_id": next_step_id}

    async def async_set_unique_id(self, unique_id=None, *, raise_on_progress=True):
        self.unique_id = unique_id

    def _abort_if_unique_id_configured(self, **options):
        """There are no other entries."""

    def _abort_if_unique_id_mismatch(self, **options):
        """There are no other entries."""

    def _async_current_entries(self, include_ignore=None):
        return []

    async def _async_handle_discovery_without_unique_id(self):
        """There are no other entries."""


class ConfigFlow(FlowHandler):
    """A flow that adds an entry."""


class OptionsFlow(FlowHandler):
    """A flow that changes an entry's options."""


class ConfigSubentryFlow(FlowHandler):
    """A flow that adds a part of an entry."""


class OptionsFlowWithConfigEntry(OptionsFlow):
    """A flow that changes an entry's options."""


OptionsFlowWithReload = OptionsFlow
ConfigFlowResult = dict
SubentryFlowResult = dict
