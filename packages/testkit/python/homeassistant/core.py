"""The host that a module is handed: what `hass` offers."""

import asyncio
import functools
from enum import Enum

from _conformance import network as _network  # noqa: F401
from _conformance.stand_ins import module_getattr, stand_in

from . import config_entries
from .util.hass_dict import HassDict

_rest = module_getattr(__name__)

CALLBACK_TYPE = object
DOMAIN = "homeassistant"
Event = _rest("Event")


def __getattr__(name):
    return _rest(name)


def callback(func):
    """Marks a function as one that runs in the event loop."""
    setattr(func, "_hass_callback", True)
    return func


def is_callback(func):
    """Whether a function is marked as one that runs in the event loop."""
    return getattr(func, "_hass_callback", False)


class CoreState(Enum):
    """Where Home Assistant is between start and stop."""

    not_running = "NOT_RUNNING"
    starting = "STARTING"
    running = "RUNNING"
    stopping = "STOPPING"
    final_write = "FINAL_WRITE"
    stopped = "STOPPED"


class Config:
    """The host's configuration."""

    def __init__(self, host):
        self.location_name = host["instanceName"]
        self.internal_url = host["internalUrl"]
        self.external_url = host["externalUrl"]
        self.components = set(host["components"])
        self.top_level_components = {name.partition(".")[0] for name in self.components}
        self.language = "en"
        self.country = None
        self.currency = "EUR"
        self.time_zone = "UTC"
        self.latitude = self.longitude = 0
        self.elevation = 0
        self.radius = 100
        self.config_dir = "/config"
        self.media_dirs = {}
        self.allowlist_external_dirs = set()
        self.allowlist_external_urls = set()
        self.safe_mode = self.recovery_mode = self.debug = self.skip_pip = False
        self.config_source = "storage"
        self.api = None

    def path(self, *path):
        """A path within the configuration folder."""
        return "/".join((self.config_dir, *path))

    def is_allowed_path(self, path):
        return False

    def is_allowed_external_url(self, url):
        return False

    def as_dict(self):
        return dict(vars(self))

    def __getattr__(self, name):
        if name[:1] == "_":
            raise AttributeError(f"'Config' object has no attribute '{name}'")
        return stand_in(f"homeassistant.core.Config.{name}")


class HomeAssistant:
    """The host."""

    def __init__(self, host, loop):
        self.loop = loop
        self.config = Config(host)
        self.data = HassDict(host["data"])
        self.config_entries = config_entries.ConfigEntries(self)
        self.state = CoreState.running
        self.exit_code = 0
        #: The entry that is being set up.
        self.entry_set_up = None

    is_running = True
    is_stopping = False

    def __getattr__(self, name):
        if name[:1] == "_":
            raise AttributeError(f"'HomeAssistant' object has no attribute '{name}'")
        return stand_in(f"homeassistant.core.HomeAssistant.{name}")

    def async_add_executor_job(self, target, *args):
        """Runs a function beside the event loop."""
        return self.loop.run_in_executor(None, functools.partial(target, *args))

    async_add_import_executor_job = async_add_executor_job

    def async_create_task(self, target, name=None, eager_start=True):
        """Starts a task."""
        return self.loop.create_task(target, name=name)

    def async_create_background_task(self, target, name, eager_start=True):
        """Starts a task that nothing waits for."""
        return self.loop.create_task(target, name=name)

    def create_task(self, target, name=None):
        return self.loop.create_task(target, name=name)

    def async_run_hass_job(self, job, *args, **options):
        return self.async_add_job(job, *args)

    def async_add_job(self, target, *args):
        """Runs whatever it is."""
        if asyncio.iscoroutine(target):
            return self.loop.create_task(target)
        if asyncio.iscoroutinefunction(target):
            return self.loop.create_task(target(*args))
        return self.async_add_executor_job(target, *args)

    def async_run_job(self, target, *args):
        return self.async_add_job(target, *args)

    def add_job(self, target, *args):
        self.loop.call_soon(functools.partial(self.async_add_job, target, *args))

    def verify_event_loop_thread(self, what):
        """All runs in one thread."""

    async def async_block_till_done(self, wait_background_tasks=False):
        await asyncio.sleep(0)


def async_get_hass():
    raise RuntimeError("async_get_hass called without a current host")


def async_get_hass_or_none():
    return None


def split_entity_id(entity_id):
    domain, dot, object_id = entity_id.partition(".")
    if not (domain and object_id):
        raise ValueError(f"Invalid entity ID {entity_id}")
    return domain, object_id


def valid_entity_id(entity_id):
    domain, dot, object_id = entity_id.partition(".")
    return bool(domain and object_id)
