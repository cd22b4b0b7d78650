"""A user goes through the integration's config flow: what they do, what the flow answers, and which entries there are."""

import sys
from collections.abc import Mapping
from contextlib import suppress
from importlib import import_module
from inspect import isclass

import voluptuous as vol
from homeassistant import config_entries
from homeassistant.components.application_credentials import (
    DOMAIN,
    AuthImplementation,
    AuthImplementationNotApplicable,
    ClientCredential,
)
from homeassistant.data_entry_flow import FlowResultType, section
from homeassistant.helpers import config_entry_oauth2_flow as oauth2_flow
from homeassistant.helpers.http import current_request
from homeassistant.helpers.selector import Selector
from yarl import URL

from . import network, runner, stand_ins, trace
from .describe import describe, type_name
from .errors import file_name
from .raised import raised

#: What the user does in one flow at most.
MOST_MOMENTS = 40
#: How often the user begins anew, to choose otherwise where that did not lead to the provider.
MOST_TRIES = 12
#: How often a form is filled in that comes back.
MOST_SENT = 3
#: What the names of fields say that ask who the user is.
_PERSONAL = ("mail", "user", "password", "secret", "client_id")
_TOWARDS_PROVIDER = ("oauth", "cloud", "account", "login", "sign", "link", "auth", "api")


async def load_flow(session, step):
    """Imports the config flow, and makes its handler."""
    host = _host(session, step)
    domain = _domain(session)
    package = session.module.__package__
    error = _import_flow(package)
    handlers = _handlers(package)
    handler = config_entries.HANDLERS.get(domain)
    made = None
    if handler is not None:
        try:
            handler()
        except Exception as failure:
            made = raised(failure)
    return {
        "error": error,
        "handlers": handlers,
        "registered": None if handler is None else _about(handler),
        "made": made,
        "steps": sorted(
            name.removeprefix("async_step_")
            for name in (dir(handler) if isclass(handler) else ())
            if name.startswith("async_step_")
        ),
        "ownSteps": sorted(
            name.removeprefix("async_step_")
            for kind in (handler.__mro__ if isclass(handler) else ())
            if not kind.__module__.startswith("homeassistant.") or kind.__module__.startswith(package)
            for name in vars(kind)
            if name.startswith("async_step_")
        ),
    }


def _import_flow(package):
    """Imports the flow, after the integration's `__init__` as far as that runs here. The error as data, or None."""
    with suppress(Exception):
        _run_package(sys.modules[package])
    try:
        import_module(f"{package}.config_flow")
        return None
    except Exception as failure:
        return {**raised(failure), "own": getattr(failure, "name", None)}


def _handlers(package):
    """The flow handlers of the integration's own files."""
    found = {}
    for name, module in sorted(sys.modules.items()):
        if not name.startswith(f"{package}."):
            continue
        for value in list(vars(module).values()):
            if isclass(value) and value.__module__ == name and issubclass(value, config_entries.ConfigFlow):
                found[f"{name}.{value.__qualname__}"] = _about(value)
    return list(found.values())


def _about(handler):
    is_class = isclass(handler)
    return {
        "name": getattr(handler, "__qualname__", type_name(type(handler))),
        "isOAuth": is_class and issubclass(handler, oauth2_flow.AbstractOAuth2FlowHandler),
        "standIn": stand_ins.origin_of(handler) or next(
            (origin for kind in (handler.__mro__ if is_class else ()) if (origin := kind.__dict__.get("_stand_in_origin"))),
            None,
        ),
        "domain": describe(getattr(handler, "DOMAIN", None)),
        "where": _line_of(handler),
    }


def _line_of(handler):
    module = getattr(handler, "__module__", "")
    path = getattr(sys.modules.get(module), "__file__", None)
    line = getattr(handler, "__firstlineno__", None)
    return f"{file_name(path)}:{line}" if path and line else None


def _domain(session):
    return session.module.__package__.rpartition(".")[2]


def _host(session, step):
    """The host in which flows are played: it has the user's credentials, and remembers its entries."""
    host = session.host(step["host"])
    if "credentials_of_user" not in host.data:
        host.data["credentials_of_user"] = {
            each["id"]: ClientCredential(each["clientId"], each["clientSecret"], each["name"])
            for each in step["credentials"]
        }
        host.data[DOMAIN] = _Credentials(host, _domain(session))
        host.data["application_credentials_platforms"] = [_domain(session)]
        if step["singleEntry"]:
            host.data["single_config_entry"] = _domain(session)

        async def provide(hass, domain):
            return [] if domain != _domain(session) else await _implementations(session.module, hass)

        oauth2_flow.async_add_implementation_provider(host, DOMAIN, provide)
    return host


class _Credentials:
    """The collection of credentials that the host keeps: flows look into it, and add to it."""

    def __init__(self, hass, domain):
        self._hass = hass
        self._domain = domain

    @property
    def data(self):
        return {item["id"]: item for item in self.async_items()}

    def async_items(self):
        own = [
            {
                "id": key,
                "domain": self._domain,
                "client_id": credential.client_id,
                "client_secret": credential.client_secret,
                "name": credential.name,
            }
            for key, credential in self._hass.data["credentials_of_user"].items()
        ]
        imported = self._hass.data.get(f"{DOMAIN}_imported", {})
        return [*own, *({"id": key, **item} for key, item in imported.items())]

    async def async_create_item(self, data):
        key = f"{data['domain']}.{data['client_id']}"
        credential = ClientCredential(data["client_id"], data["client_secret"], data.get("name"))
        self._hass.data["credentials_of_user"][key] = credential
        return {"id": key, **data}

    async def async_import_item(self, data):
        imported = self._hass.data.setdefault(f"{DOMAIN}_imported", {})
        imported.setdefault(f"{data['domain']}.{data['client_id']}", dict(data))

    async def async_delete_item(self, item_id):
        self._hass.data["credentials_of_user"].pop(item_id, None)
        self._hass.data.get(f"{DOMAIN}_imported", {}).pop(item_id, None)

    def async_client_credentials(self, domain):
        return {key: credential for key, credential in _credentials(self._hass)} if domain == self._domain else {}

    def __getattr__(self, name):
        if name[:2] == "__":
            raise AttributeError(name)
        return stand_ins.stand_in(f"homeassistant.components.application_credentials.{name}")


def _credentials(hass):
    """The credentials that the user has entered, and those that a flow has imported, by their keys."""
    found = list(hass.data["credentials_of_user"].items())
    for item in hass.data.get(f"{DOMAIN}_imported", {}).values():
        found.append((item["auth_domain"], ClientCredential(item["client_id"], item["client_secret"], item["name"])))
    return found


async def _implementations(module, hass):
    made = []
    for key, credential in _credentials(hass):
        if hasattr(module, "async_get_auth_implementation"):
            try:
                made.append(await module.async_get_auth_implementation(hass, key, credential))
            except AuthImplementationNotApplicable:
                continue
        else:
            server = await module.async_get_authorization_server(hass)
            made.append(AuthImplementation(hass, key, credential, server))
    return made


async def play_flow(session, step):
    """Plays one flow from its start to its end."""
    host = _host(session, step)
    stand_ins.tell_accounts_apart(step["account"])
    kept = list(host.config_entries._entries.items())
    plan = []
    best = None
    for _ in range(MOST_TRIES):
        played = _Flow(session, host, step, plan)
        await played.play()
        best = played if best is None or played.rank > best.rank else best
        plan = played.next_plan()
        if played.rank == _Flow.LINKED or plan is None or step["source"] != config_entries.SOURCE_USER:
            break
        host.config_entries._entries = dict(kept)
    host.config_entries._entries = best.entries
    try:
        implementations = [*await oauth2_flow.async_get_implementations(host, _domain(session))]
    except Exception:
        implementations = None
    stand_ins.tell_accounts_apart(None)
    return {**best.as_data(), "implementations": describe(implementations)}


class _Flow:
    """One flow, as a user goes through it."""

    LINKED, MADE, OTHER = 2, 1, 0

    def __init__(self, session, host, step, plan):
        self.session, self.host, self.step, self.plan = session, host, step, plan
        self.manager = host.config_entries.flow
        self.manager._begun = 0 if not self.manager._flows else self.manager._begun
        self.picks = session.picks
        self.choices = []
        self.moments = []
        self.authorizations = []
        self.end = None
        self.handler = None
        self.sent = {}
        #: What was filled in so far, by step and field, and the fields in which that would not do.
        self.filled = {}
        self.refused = set()
        self.entries = {}

    @property
    def rank(self):
        """How well it went: whether it led to the provider, or at least made an entry."""
        if any(each["callback"] for each in self.authorizations):
            return self.LINKED
        return self.MADE if self.end is not None and self.end["kind"] == "entry" else self.OTHER

    def next_plan(self):
        """The choices to make next time; None where all were made."""
        plan = [(picked, count) for picked, count in self.choices]
        while plan:
            picked, count = plan.pop()
            if picked + 1 < count:
                return [*(each for each, _ in plan), picked + 1]
        return None

    async def play(self):
        current_request.set(None)
        entries = self.host.config_entries
        try:
            await self._play()
        except GeneratorExit:
            raise
        except BaseException as error:
            if type(error).__name__ == "Hung":
                raise
            is_of_known = isinstance(error, KeyError) and not self._may_have_put_in(error)
            self.end = {"kind": "raised", "error": raised(error, "flow", None if is_of_known else _record())}
        for flow_id in list(self.manager._flows):
            self.manager._flows.pop(flow_id, None)
        self.entries = dict(entries._entries)

    def _may_have_put_in(self, error):
        """Whether code that did not run may put the key in that is missing: what stands in lacks none itself."""
        own = self.session.module.__package__
        called = [] if _record() is None else _record().called
        return bool(stand_ins.find_in(str(error))) or any(origin.startswith(f"{own}.") for origin in called)

    async def _play(self):
        result = await self._begin()
        for _ in range(MOST_MOMENTS):
            self.handler = self.manager._flows.get(result.get("flow_id"), self.handler)
            if self._ended(result):
                return
            result = await self._go_on(result)
            if result is None:
                return
        self.end = {"kind": "stuck", "step": self.moments[-1]["answered"].get("step_id"), "errors": None}

    async def _begin(self):
        source = self.step["source"]
        context = {"source": source}
        data = None
        entry = list(self.host.config_entries._entries.values())[self.step["entry"]] if self.step["entry"] is not None else None
        if source in (config_entries.SOURCE_REAUTH, config_entries.SOURCE_RECONFIGURE):
            context |= {"entry_id": entry.entry_id, "unique_id": entry.unique_id}
        if source == config_entries.SOURCE_REAUTH:
            context["title_placeholders"] = {"name": entry.title}
            data = dict(entry.data)
        else:
            current_request.set(self.host.request)
        if source not in (config_entries.SOURCE_USER, config_entries.SOURCE_REAUTH, config_entries.SOURCE_RECONFIGURE):
            current_request.set(None)
            data = stand_ins.stand_in(f"what is discovered by {source}")
        result = await self.manager.async_init(_domain(self.session), context=context, data=data)
        self._saw({"_tag": "Starts", "source": source}, result)
        current_request.set(self.host.request)
        return result

    def _saw(self, did, result):
        runner.beat()
        if _record() is not None:
            # An error that comes later does not come of what was used so far, unless that is used again.
            _record().used.clear()
        errors = result.get("errors")
        self.moments.append(
            {
                "did": did,
                "answered": {
                    "type": str(result["type"]),
                    **{
                        name: describe(result[name])
                        for name in ("step_id", "reason", "translation_domain", "title", "progress_action")
                        if result.get(name) is not None
                    },
                    **({"errors": describe(dict(errors))} if errors else {}),
                    **({"fields": _names_of(result)} if result["type"] == FlowResultType.FORM else {}),
                    **({"options": list(_options_of(result))} if result["type"] == FlowResultType.MENU else {}),
                },
            }
        )

    def _ended(self, result):
        told = getattr(self.handler, "_told_to_abort", None)
        if result["type"] == FlowResultType.CREATE_ENTRY:
            self.end = {"kind": "entry", "entry": result["result"].entry_id, "told": told}
        elif result["type"] == FlowResultType.ABORT:
            self.end = {"kind": "abort", "reason": describe(result.get("reason")), "told": told}
        return self.end is not None

    async def _go_on(self, result):
        kind, flow_id = result["type"], result["flow_id"]
        if kind == FlowResultType.FORM:
            return await self._fill_in(result)
        if kind == FlowResultType.MENU:
            options = list(_options_of(result))
            chosen = self._choose((result["step_id"], None), sorted(options, key=_distance))
            return await self._configure(flow_id, {"next_step_id": chosen}, {"_tag": "Chooses", "option": chosen})
        if kind == FlowResultType.EXTERNAL_STEP:
            return await self._visit(result)
        did = {"_tag": "Returns"} if kind == FlowResultType.EXTERNAL_STEP_DONE else {"_tag": "Waits"}
        if kind == FlowResultType.SHOW_PROGRESS and self._sent_again(("progress", result["step_id"])) > MOST_SENT:
            self.end = {"kind": "stuck", "step": result["step_id"], "errors": None}
            return None
        return await self._configure(flow_id, None, did)

    async def _configure(self, flow_id, user_input, did):
        result = await self.manager.async_configure(flow_id, user_input)
        self._saw(did, result)
        return result

    def _sent_again(self, key):
        self.sent[key] = self.sent.get(key, 0) + 1
        return self.sent[key]

    async def _fill_in(self, result):
        step_id = result["step_id"]
        times = self._sent_again(step_id)
        if times > MOST_SENT:
            self.end = {"kind": "stuck", "step": step_id, "errors": describe(dict(result.get("errors") or {}))}
            return None
        schema = result.get("data_schema")
        self.refused = _refused(result)
        values = {} if schema is None else self._values(step_id, getattr(schema, "schema", schema), all_of_them=times > 1)
        did = {"_tag": "Submits", "step": step_id, "values": describe(values)}
        return await self._configure(result["flow_id"], values, did)

    def _values(self, step_id, schema, all_of_them):
        values = {}
        for key, validator in schema.items():
            marker = key if isinstance(key, vol.Marker) else vol.Optional(key)
            name = marker.schema
            if isinstance(validator, section):
                values[name] = self._values(step_id, validator.schema.schema, all_of_them)
                continue
            known = _default_of(marker)
            options = _options_in(validator)
            if options and not isinstance(validator, (bool, type)):
                ordered = sorted(options, key=lambda option: (_distance(option), option != known))
                many = _takes_many(validator)
                chosen = known if many and known else self._choose((step_id, name), ordered[:4])
                values[name] = chosen if not many or isinstance(chosen, list) else [chosen]
            elif isinstance(marker, vol.Required) or known is not None or all_of_them:
                filled = self.filled.setdefault((step_id, name), [])
                fitting = [
                    candidate
                    for candidate in (known, *self._candidates(str(name)))
                    if candidate is not None and _fits(validator, candidate)
                ]
                refused = filled if str(name) in self.refused else ()
                others = [each for each in fitting if each not in refused]
                if fitting:
                    values[name] = (others or fitting)[0]
                    filled.append(values[name])
        return values

    def _choose(self, key, options):
        """One of some options: as in an earlier flow of this user, or else as planned."""
        if key in self.picks and self.picks[key] in options and self.step["source"] != config_entries.SOURCE_USER:
            return self.picks[key]
        at = len(self.choices)
        picked = self.plan[at] if at < len(self.plan) else 0
        if key[0] == "pick_implementation":
            picked = min(self.step["credential"], len(options) - 1)
            self.choices.append((0, 1))
        else:
            picked = min(picked, len(options) - 1)
            self.choices.append((picked, len(options)))
        self.picks[key] = options[picked]
        return options[picked]

    def _candidates(self, name):
        low = name.lower()
        user = self.step["user"]
        for part, value in (
            ("mail", user["email"]),
            ("user", user["email"]),
            ("password", user["password"]),
            ("secret", user["secret"]),
            ("client_id", user["clientId"]),
            ("url", "https://acme.example.org"),
            ("uri", "https://acme.example.org"),
            ("host", "192.0.2.7"),
            ("domain", "acme.example.org"),
            ("country", "DE"),
            ("language", "en"),
            ("name", "Acme"),
        ):
            if part in low:
                yield value
        yield from ("Acme", "acme-2", True, 1, "1", 60, "10:00:00", "2026-11-30", [], {}, 1.5, 1000, {"hours": 1}, {"latitude": 1.0, "longitude": 1.0})

    async def _visit(self, result):
        """Goes to the provider, and comes back."""
        if len(self.authorizations) >= MOST_SENT:
            self.end = {"kind": "stuck", "step": result["step_id"], "errors": None}
            return None
        url = str(result["url"])
        own = getattr(self.handler, "_url_of_implementation", None)
        visit = {"url": describe(url), "implementation": None if own is None else describe(str(own)), "callback": None}
        self.authorizations.append(visit)
        query = _query_of(url)
        network.scope = query.get("scope") or ""
        state = oauth2_flow._decode_jwt(self.host, query.get("state") or "")
        visit["stateIsHosts"] = state is not None
        if state is None and own is not None:
            state = oauth2_flow._decode_jwt(self.host, _query_of(own).get("state") or "")
        if state is None:
            state = {"flow_id": result["flow_id"], "redirect_uri": query.get("redirect_uri", "")}
        if self.step["waits"]:
            self.session.loop.pass_time(self.step["waits"])
        back = {"state": state, **self.step["callback"]}
        visit["callback"] = True
        verb = "Denies" if "error" in back else "Grants"
        return await self._configure(result["flow_id"], back, {"_tag": verb, "account": self.step["account"], "waits": self.step["waits"]})

    def as_data(self):
        return {
            "moments": self.moments,
            "authorizations": self.authorizations,
            "end": self.end,
            "uniqueId": describe(getattr(self.handler, "unique_id", None)),
            "entries": [
                {
                    "id": entry.entry_id,
                    "title": describe(entry.title),
                    "uniqueId": describe(entry.unique_id),
                    "data": describe(dict(entry.data)),
                    "options": describe(dict(entry.options)),
                }
                for entry in self.entries.values()
            ],
        }


def _record():
    return None if trace.current is None else trace.current.stand_ins


def _query_of(url):
    try:
        return URL(str(url)).query
    except ValueError:
        return {}


def _names_of(result):
    schema = result.get("data_schema")
    return [str(getattr(key, "schema", key)) for key in getattr(schema, "schema", None) or ()]


def _refused(result):
    """The fields that a form wants filled in otherwise: those that its errors name, or all. Who the user is stays as it is."""
    errors = {str(name) for name in result.get("errors") or {}}
    fields = {name for name in _names_of(result) if not any(part in name.lower() for part in _PERSONAL)}
    return errors & fields or (fields if errors else set())


def _options_of(result):
    return result["menu_options"]


def _distance(option):
    """How far an option leads from the provider."""
    text = str(option).lower()
    return next((index for index, word in enumerate(_TOWARDS_PROVIDER) if word in text), len(_TOWARDS_PROVIDER))


def _default_of(marker):
    described = marker.description if isinstance(marker.description, dict) else {}
    given = described.get("suggested_value") if marker.default is vol.UNDEFINED else marker.default()
    # An empty text is what the field begins with, and nobody leaves a required one so.
    return None if given == "" and isinstance(marker, vol.Required) else given


def _options_in(validator):
    """The values that a field can be chosen from; none where it takes anything."""
    if isinstance(validator, Selector):
        options = validator.config.get("options", []) if validator.selector_type == "select" else []
        return [option["value"] if isinstance(option, dict) else option for option in options]
    for name in ("container", "options"):
        options = getattr(validator, name, None)
        if isinstance(options, (dict, list, tuple, set, frozenset)):
            return list(options)
    for inner in getattr(validator, "validators", ()):
        if options := _options_in(inner):
            return options
    return []


def _takes_many(validator):
    if isinstance(validator, Selector):
        return bool(validator.config.get("multiple"))
    return type(validator).__name__ == "multi_select"


def _fits(validator, value):
    try:
        vol.Schema(validator)(value)
    except Exception:
        return False
    return True


async def set_up_entry(session, step):
    """Sets an entry up, as the host does after the flow that has made it."""
    host = _host(session, step)
    current_request.set(None)
    entries = list(host.config_entries._entries.values())
    package = sys.modules[session.module.__package__]
    if len(entries) <= step["entry"]:
        return {"ended": "notRun", "value": None, "error": None, "asksAgain": False}
    entry = host.entry_set_up = entries[step["entry"]]
    if step["isExpired"]:
        host.config_entries.async_update_entry(entry, data=_expired(dict(entry.data)))
    entry.state = config_entries.ConfigEntryState.SETUP_IN_PROGRESS
    try:
        set_up = _run_package(package)
        if "async_setup" in vars(package):
            await package.async_setup(host, {})
        value = await set_up(host, entry)
        end = {"ended": "returned", "value": describe(value), "error": None}
    except Exception as error:
        end = {"ended": "raised", "value": None, "error": raised(error, "refresh", _record())}
    return {**end, "asksAgain": entry.relinking}


async def get_diagnostics(session, step):
    """Has the integration say what helps to find a fault, of an entry that is set up and of a device of it."""
    host = _host(session, step)
    current_request.set(None)
    entries = list(host.config_entries._entries.values())
    if len(entries) <= step["entry"]:
        return {}
    entry = entries[step["entry"]]
    entry.state = config_entries.ConfigEntryState.LOADED
    try:
        module = import_module(f"{session.module.__package__}.diagnostics")
    except Exception as error:
        return {"its import": {"value": None, "error": raised(error)}}
    given = {}
    for name, arguments in (
        ("async_get_config_entry_diagnostics", ()),
        ("async_get_device_diagnostics", (stand_ins.stand_in("a device of the entry"),)),
    ):
        if not hasattr(module, name):
            continue
        try:
            given[name] = {"value": describe(_as_written(await getattr(module, name)(host, entry, *arguments))), "error": None}
        except Exception as error:
            given[name] = {"value": None, "error": raised(error)}
    return given


def _as_written(value, depth=0):
    """A value as the host writes it down: what can say what it holds is asked for that."""
    if depth > 24 or stand_ins.origin_of(value) is not None:
        return value
    if isinstance(value, Mapping):
        return {name: _as_written(item, depth + 1) for name, item in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_as_written(item, depth + 1) for item in value]
    return _as_written(value.as_dict(), depth + 1) if hasattr(value, "as_dict") else value


def _expired(data):
    """The same, with every token in it expired."""
    if not isinstance(data, dict):
        return data
    return {name: 0 if name == "expires_at" else _expired(value) for name, value in data.items()}


def _run_package(package):
    """Runs the integration's `__init__`, which nothing has run so far, and gives what sets an entry up."""
    if "async_setup_entry" not in vars(package):
        with open(package.__file__, encoding="utf-8") as file:
            code = compile(file.read(), package.__file__, "exec", dont_inherit=True)
        exec(code, vars(package))
    return vars(package)["async_setup_entry"]


STEPS = {
    "loadFlow": load_flow,
    "playFlow": play_flow,
    "setUpEntry": set_up_entry,
    "getDiagnostics": get_diagnostics,
}
