"""Coordinators: what keeps an account's data up to date."""

import logging

from _conformance.stand_ins import module_getattr, touch
from homeassistant.exceptions import (
    ConfigEntryAuthFailed,
    ConfigEntryError,
    ConfigEntryNotReady,
    HomeAssistantError,
    OAuth2TokenRequestError,
)

_rest = module_getattr(__name__)


def __getattr__(name):
    return _rest(name)


class UpdateFailed(HomeAssistantError):
    """The data cannot be had for now."""

    def __init__(self, *args, retry_after=None, **options):
        super().__init__(*args, **options)
        self.retry_after = retry_after


class DataUpdateCoordinator:
    """Asks for data, and hands it on."""

    def __init__(
        self,
        hass,
        logger=None,
        *,
        config_entry=None,
        name="",
        update_interval=None,
        update_method=None,
        setup_method=None,
        request_refresh_debouncer=None,
        always_update=True,
    ):
        self.hass = hass
        self.logger = logger or logging.getLogger(__name__)
        self.config_entry = config_entry or getattr(hass, "entry_set_up", None)
        self.name = name
        self.update_interval = update_interval
        self.update_method = update_method
        self.setup_method = setup_method
        self.data = None
        self.last_update_success = True
        self.last_exception = None

    def __class_getitem__(cls, item):
        return cls

    async def _async_setup(self):
        if self.setup_method is not None:
            await self.setup_method()

    async def _async_update_data(self):
        if self.update_method is None:
            raise NotImplementedError("Update method not implemented")
        return await self.update_method()

    async def async_config_entry_first_refresh(self):
        """Asks for data for the first time: without it the entry is not ready."""
        try:
            await self._async_setup()
            self.data = await self._async_update_data()
        except (ConfigEntryAuthFailed, ConfigEntryError, ConfigEntryNotReady):
            raise
        except Exception as error:
            self._failed(error)
            raise ConfigEntryNotReady from error

    def _failed(self, error):
        if isinstance(error, OAuth2TokenRequestError) and not isinstance(error, ConfigEntryNotReady):
            # Whether a coordinator told these apart before they were errors of entries is not known.
            touch(f"{__name__}.DataUpdateCoordinator")
        self.last_update_success = False
        self.last_exception = error

    async def async_refresh(self):
        """Asks for data."""
        try:
            self.data = await self._async_update_data()
        except Exception as error:
            self._failed(error)
            if isinstance(error, ConfigEntryAuthFailed) and self.config_entry is not None:
                self.config_entry.async_start_reauth(self.hass)

    async_request_refresh = async_refresh

    def async_set_updated_data(self, data):
        self.data = data

    def async_set_update_error(self, error):
        self.last_update_success = False
        self.last_exception = error

    def async_update_listeners(self):
        """Notifies whoever shows the data that it is new."""

    def async_add_listener(self, update_callback, context=None):
        return lambda: None

    def async_contexts(self):
        return iter(())

    async def async_shutdown(self):
        """There is nothing to stop."""


class TimestampDataUpdateCoordinator(DataUpdateCoordinator):
    """Knows when it was last told something."""

    last_update_success_time = None


class BaseCoordinatorEntity:
    """Shows what a coordinator knows."""

    def __init__(self, coordinator, context=None):
        self.coordinator = coordinator
        self.coordinator_context = context

    def __class_getitem__(cls, item):
        return cls

    available = property(lambda self: self.coordinator.last_update_success)
    should_poll = False


CoordinatorEntity = BaseCoordinatorEntity
