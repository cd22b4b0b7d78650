"""Config entries: the accounts that are set up, where they are kept, and the flows that make and change them."""

from enum import Enum, StrEnum
from types import MappingProxyType

from _conformance.stand_ins import module_getattr

from .data_entry_flow import (
    AbortFlow,
    FlowHandler,
    FlowManager,
    FlowResult,  # noqa: F401
    FlowResultType,
    UnknownHandler,
)
from .exceptions import (
    ConfigEntryAuthFailed,  # noqa: F401
    ConfigEntryError,  # noqa: F401
    ConfigEntryNotReady,  # noqa: F401
    HomeAssistantError,
)

_rest = module_getattr(__name__)

SOURCE_BLUETOOTH = "bluetooth"
SOURCE_DHCP = "dhcp"
SOURCE_DISCOVERY = "discovery"
SOURCE_HARDWARE = "hardware"
SOURCE_HASSIO = "hassio"
SOURCE_HOMEKIT = "homekit"
SOURCE_IGNORE = "ignore"
SOURCE_IMPORT = "import"
SOURCE_INTEGRATION_DISCOVERY = "integration_discovery"
SOURCE_MQTT = "mqtt"
SOURCE_REAUTH = "reauth"
SOURCE_RECONFIGURE = "reconfigure"
SOURCE_SSDP = "ssdp"
SOURCE_SYSTEM = "system"
SOURCE_UNIGNORE = "unignore"
SOURCE_USB = "usb"
SOURCE_USER = "user"
SOURCE_ZEROCONF = "zeroconf"
CONN_CLASS_CLOUD_POLL = "cloud_poll"
CONN_CLASS_CLOUD_PUSH = "cloud_push"
CONN_CLASS_LOCAL_POLL = "local_poll"
CONN_CLASS_LOCAL_PUSH = "local_push"
CONN_CLASS_UNKNOWN = "unknown"
RELOAD_AFTER_UPDATE_DELAY = 30


class UndefinedType(Enum):
    """No value, where None is one."""

    _singleton = 0


UNDEFINED = UndefinedType._singleton


class _Handlers(dict):
    """The handlers of flows, by domain."""

    def register(self, name):
        def decorator(handler):
            self[name] = handler
            return handler

        return decorator


HANDLERS = _Handlers()


def __getattr__(name):
    return _rest(name)


class OperationNotAllowed(HomeAssistantError):
    """The entry is not in a state for that."""


class UnknownEntry(HomeAssistantError):
    """There is no such entry."""


class ConfigEntryState(Enum):
    """Where an entry is in its life."""

    LOADED = "loaded"
    SETUP_ERROR = "setup_error"
    MIGRATION_ERROR = "migration_error"
    SETUP_RETRY = "setup_retry"
    NOT_LOADED = "not_loaded"
    FAILED_UNLOAD = "failed_unload"
    SETUP_IN_PROGRESS = "setup_in_progress"
    UNLOAD_IN_PROGRESS = "unload_in_progress"

    @property
    def recoverable(self):
        return self not in (ConfigEntryState.MIGRATION_ERROR, ConfigEntryState.FAILED_UNLOAD)


class ConfigEntryDisabler(StrEnum):
    """What has disabled an entry."""

    USER = "user"


class ConfigEntry:
    """An account that is set up."""

    def __init__(
        self,
        *,
        domain="",
        data=None,
        options=None,
        entry_id="",
        title="",
        unique_id=None,
        source=SOURCE_USER,
        version=1,
        minor_version=1,
        **rest,
    ):
        self.domain = domain
        self.data = MappingProxyType(dict(data or {}))
        self.options = MappingProxyType(dict(options or {}))
        self.entry_id = entry_id
        self.title = title
        self.unique_id = unique_id
        self.source = source
        self.version = version
        self.minor_version = minor_version
        self.state = ConfigEntryState.NOT_LOADED
        self.reason = None
        self.disabled_by = None
        self.pref_disable_new_entities = self.pref_disable_polling = False
        self.subentries = MappingProxyType({})
        self.discovery_keys = MappingProxyType({})
        self.supports_options = self.supports_reconfigure = False
        self.runtime_data = None
        self.update_listeners = []
        #: Whether the user was asked to link the account again.
        self.relinking = False

    def __class_getitem__(cls, item):
        return cls

    def __repr__(self):
        return f"<ConfigEntry entry_id={self.entry_id} version={self.version} domain={self.domain} title={self.title} state={self.state} unique_id={self.unique_id}>"

    def as_dict(self):
        return {
            "data": dict(self.data),
            "domain": self.domain,
            "entry_id": self.entry_id,
            "options": dict(self.options),
            "source": self.source,
            "title": self.title,
            "unique_id": self.unique_id,
            "version": self.version,
            "minor_version": self.minor_version,
        }

    def add_update_listener(self, listener):
        self.update_listeners.append(listener)
        return lambda: self.update_listeners.remove(listener)

    def async_on_unload(self, func):
        """Keeps what is to be done when the entry is unloaded."""

    def async_create_task(self, hass, target, name=None, eager_start=True):
        return hass.async_create_task(target, name)

    def async_create_background_task(self, hass, target, name, eager_start=True):
        return hass.async_create_task(target, name)

    def async_start_reauth_if_available(self, hass, context=None, data=None):
        """Asks the user to link the account again."""
        self.relinking = True

    async_start_reauth = async_start_reauth_if_available

    def async_get_active_flows(self, hass, sources):
        return iter(())


_CHANGES = ("title", "unique_id", "version", "minor_version", "pref_disable_new_entities", "pref_disable_polling")


class ConfigEntries:
    """The store of entries."""

    def __init__(self, hass):
        self.hass = hass
        self.flow = ConfigEntriesFlowManager(hass)
        self._entries = {}
        self._made = 0

    def async_entry_ids(self):
        return list(self._entries)

    def async_entries(self, domain=None, include_ignore=True, include_disabled=True):
        return [entry for entry in self._entries.values() if domain is None or entry.domain == domain]

    def async_loaded_entries(self, domain):
        return [entry for entry in self.async_entries(domain) if entry.state is ConfigEntryState.LOADED]

    def async_has_entries(self, domain, include_ignore=True, include_disabled=True):
        return bool(self.async_entries(domain))

    def async_domains(self, include_ignore=False, include_disabled=False):
        return list(dict.fromkeys(entry.domain for entry in self._entries.values()))

    def async_get_entry(self, entry_id):
        return self._entries.get(entry_id)

    def async_get_known_entry(self, entry_id):
        if entry_id not in self._entries:
            raise UnknownEntry
        return self._entries[entry_id]

    def async_entry_for_domain_unique_id(self, domain, unique_id):
        return next((entry for entry in self.async_entries(domain) if entry.unique_id == unique_id), None)

    def async_update_entry(self, entry, **changes):
        """Changes an entry; says whether anything is different."""
        different = False
        for name in ("data", "options"):
            if changes.get(name, UNDEFINED) is not UNDEFINED:
                value = MappingProxyType(dict(changes[name]))
                different = different or dict(getattr(entry, name)) != dict(value)
                setattr(entry, name, value)
        for name in _CHANGES:
            if changes.get(name, UNDEFINED) is not UNDEFINED:
                different = different or getattr(entry, name) != changes[name]
                setattr(entry, name, changes[name])
        return different

    async def async_add(self, entry):
        self._entries[entry.entry_id] = entry

    async def async_remove(self, entry_id):
        self._entries.pop(entry_id, None)
        return {"require_restart": False}

    async def async_setup(self, entry_id):
        return True

    async def async_unload(self, entry_id):
        return True

    async def async_reload(self, entry_id):
        return True

    def async_schedule_reload(self, entry_id):
        """The entry is set up again in a moment."""

    async def async_forward_entry_setups(self, entry, platforms):
        """The entry's platforms are set up."""

    async def async_forward_entry_setup(self, entry, domain):
        return True

    async def async_unload_platforms(self, entry, platforms):
        return True

    async def async_forward_entry_unload(self, entry, domain):
        return True

    def __getattr__(self, name):
        if name[:1] == "_":
            raise AttributeError(f"'ConfigEntries' object has no attribute '{name}'")
        return _rest(f"ConfigEntries.{name}")


class ConfigEntriesFlowManager(FlowManager):
    """Takes users through the flows that make entries."""

    async def async_create_flow(self, handler_key, *, context, data):
        handler = HANDLERS.get(handler_key)
        if handler is None:
            raise UnknownHandler(f"There is no handler for {handler_key}")
        flow = handler()
        flow.init_step = context["source"]
        return flow

    async def async_init(self, handler, *, context=None, data=None):
        single = self.hass.data.get("single_config_entry") == handler
        if single and context.get("source") not in (SOURCE_REAUTH, SOURCE_RECONFIGURE, SOURCE_IGNORE):
            if self.hass.config_entries.async_has_entries(handler):
                return {
                    "type": FlowResultType.ABORT,
                    "flow_id": "",
                    "handler": handler,
                    "reason": "single_instance_allowed",
                    "description_placeholders": None,
                    "translation_domain": "homeassistant",
                }
        return await super().async_init(handler, context=context, data=data)

    async def async_finish_flow(self, flow, result):
        if result["type"] != FlowResultType.CREATE_ENTRY:
            return result
        entries = self.hass.config_entries
        unique_id = flow.unique_id
        if unique_id is not None:
            replaced = entries.async_entry_for_domain_unique_id(flow.handler, unique_id)
            if replaced is not None:
                await entries.async_remove(replaced.entry_id)
        entries._made += 1
        entry = ConfigEntry(
            domain=flow.handler,
            data=result["data"],
            options=result.get("options"),
            entry_id=f"entry{entries._made:021d}",
            title=result["title"],
            unique_id=unique_id,
            source=flow.context["source"],
            version=flow.VERSION,
            minor_version=flow.MINOR_VERSION,
        )
        await entries.async_add(entry)
        result["result"] = entry
        return result


class ConfigEntryBaseFlow(FlowHandler):
    """A flow about entries."""

    init_step = SOURCE_USER


class ConfigFlow(ConfigEntryBaseFlow):
    """A flow that makes or changes an entry."""

    def __init_subclass__(cls, *, domain=None, **options):
        super().__init_subclass__(**options)
        if domain is not None:
            HANDLERS.register(domain)(cls)

    def __class_getitem__(cls, item):
        return cls

    @property
    def unique_id(self):
        """What tells the account from others, as far as it is known."""
        return self.context.get("unique_id")

    @staticmethod
    def async_get_options_flow(config_entry):
        raise UnknownHandler

    @classmethod
    def async_supports_options_flow(cls, config_entry):
        return cls.async_get_options_flow is not ConfigFlow.async_get_options_flow

    @classmethod
    def async_get_supported_subentry_types(cls, config_entry):
        return {}

    async def async_set_unique_id(self, unique_id=None, *, raise_on_progress=True):
        """Says which account the flow is about; gives the entry of it."""
        if unique_id is None:
            self.context["unique_id"] = None
            return None
        if raise_on_progress and any(
            flow["context"].get("unique_id") == unique_id
            for flow in self.hass.config_entries.flow.async_progress_by_handler(self.handler)
            if flow["flow_id"] != self.flow_id and flow["context"].get("source") != SOURCE_REAUTH
        ):
            raise AbortFlow("already_in_progress")
        self.context["unique_id"] = unique_id
        return self.hass.config_entries.async_entry_for_domain_unique_id(self.handler, unique_id)

    def _abort_if_unique_id_configured(
        self, updates=None, reload_on_update=True, *, error="already_configured", description_placeholders=None
    ):
        if self.unique_id is None:
            return
        entry = self.hass.config_entries.async_entry_for_domain_unique_id(self.handler, self.unique_id)
        if entry is None:
            return
        if updates is not None:
            self.hass.config_entries.async_update_entry(entry, data={**entry.data, **updates})
        raise self._aborting(error, description_placeholders)

    def _abort_if_unique_id_mismatch(self, *, reason="unique_id_mismatch", description_placeholders=None):
        own = {SOURCE_REAUTH: self._get_reauth_entry, SOURCE_RECONFIGURE: self._get_reconfigure_entry}.get(self.source)
        if own is not None and own().unique_id != self.unique_id:
            raise self._aborting(reason, description_placeholders)

    def _async_abort_entries_match(self, match_dict=None):
        for entry in self._async_current_entries(include_ignore=False):
            known = {**entry.data, **entry.options}
            if match_dict is None or all(name in known and known[name] == value for name, value in match_dict.items()):
                raise self._aborting("already_configured")

    def _aborting(self, reason, description_placeholders=None):
        """The error that ends the flow. Whoever catches it continues with a flow that is over."""
        self._told_to_abort = reason
        return AbortFlow(reason, description_placeholders)

    def _async_current_entries(self, include_ignore=None):
        return self.hass.config_entries.async_entries(self.handler)

    def _async_current_ids(self, include_ignore=True):
        return {entry.unique_id for entry in self._async_current_entries()}

    def _async_in_progress(self, include_uninitialized=False, match_context=None):
        flows = self.hass.config_entries.flow.async_progress_by_handler(self.handler, match_context=match_context)
        return [flow for flow in flows if flow["flow_id"] != self.flow_id]

    def is_matching(self, other_flow):
        return False

    def _set_confirm_only(self):
        self.context["confirm_only"] = True

    async def _async_handle_discovery_without_unique_id(self):
        if self.unique_id is not None:
            return
        await self.async_set_unique_id("default_discovery_unique_id")
        self._abort_if_unique_id_configured()
        if self._async_current_entries():
            raise self._aborting("already_configured")

    async def _async_step_discovery_without_unique_id(self):
        await self._async_handle_discovery_without_unique_id()
        return await self.async_step_user()

    async def async_step_discovery(self, discovery_info):
        return await self._async_step_discovery_without_unique_id()

    async def async_step_ignore(self, user_input):
        await self.async_set_unique_id(user_input["unique_id"], raise_on_progress=False)
        return self.async_create_entry(title=user_input["title"], data={})

    async_step_bluetooth = async_step_dhcp = async_step_hassio = async_step_homekit = async_step_discovery
    async_step_integration_discovery = async_step_mqtt = async_step_ssdp = async_step_discovery
    async_step_usb = async_step_zeroconf = async_step_discovery

    def async_create_entry(
        self, *, title, data, description=None, description_placeholders=None, options=None, subentries=None, next_flow=None
    ):
        """Makes an entry."""
        return super().async_create_entry(
            title=title, data=data, description_placeholders=description_placeholders, options=options
        )

    def async_update_and_abort(
        self,
        entry,
        *,
        unique_id=UNDEFINED,
        title=UNDEFINED,
        data=UNDEFINED,
        data_updates=UNDEFINED,
        options=UNDEFINED,
        reason=UNDEFINED,
    ):
        """Changes the entry that the flow is about, and ends."""
        if data_updates is not UNDEFINED:
            if data is not UNDEFINED:
                raise ValueError("Cannot set both data and data_updates")
            data = {**entry.data, **data_updates}
        self.hass.config_entries.async_update_entry(entry, unique_id=unique_id, title=title, data=data, options=options)
        if reason is UNDEFINED:
            reason = "reconfigure_successful" if self.source == SOURCE_RECONFIGURE else "reauth_successful"
        return self.async_abort(reason=reason)

    def async_update_reload_and_abort(self, entry, *, reload_even_if_entry_is_unchanged=True, **changes):
        """Changes the entry that the flow is about, sets it up again, and ends."""
        return self.async_update_and_abort(entry, **changes)

    def _get_reauth_entry(self):
        if self.source != SOURCE_REAUTH:
            raise ValueError(f"Source is {self.source}, expected {SOURCE_REAUTH}")
        return self.hass.config_entries.async_get_known_entry(self._reauth_entry_id)

    @property
    def _reauth_entry_id(self):
        if self.source != SOURCE_REAUTH:
            raise ValueError(f"Source is {self.source}, expected {SOURCE_REAUTH}")
        return self.context["entry_id"]

    def _get_reconfigure_entry(self):
        if self.source != SOURCE_RECONFIGURE:
            raise ValueError(f"Source is {self.source}, expected {SOURCE_RECONFIGURE}")
        return self.hass.config_entries.async_get_known_entry(self._reconfigure_entry_id)

    @property
    def _reconfigure_entry_id(self):
        if self.source != SOURCE_RECONFIGURE:
            raise ValueError(f"Source is {self.source}, expected {SOURCE_RECONFIGURE}")
        return self.context["entry_id"]


class OptionsFlow(ConfigEntryBaseFlow):
    """A flow that changes an entry's options."""

    def __class_getitem__(cls, item):
        return cls


class ConfigSubentryFlow(ConfigEntryBaseFlow):
    """A flow that makes or changes a part of an entry."""

    def __class_getitem__(cls, item):
        return cls


class OptionsFlowWithConfigEntry(OptionsFlow):
    """A flow that changes an entry's options."""

    def __init__(self, config_entry):
        self.config_entry = config_entry
        self.options = dict(config_entry.options)


OptionsFlowWithReload = OptionsFlow
ConfigFlowResult = ConfigFlowContext = dict
SubentryFlowResult = dict
