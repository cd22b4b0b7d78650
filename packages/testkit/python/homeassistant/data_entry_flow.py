"""Flows of steps: what a step answers, and the manager that takes a user from one to the next."""

from enum import StrEnum

import voluptuous as vol
from _conformance.stand_ins import module_getattr
from _conformance.version import fact

from .exceptions import HomeAssistantError

__getattr__ = module_getattr(__name__)

EVENT_DATA_ENTRY_FLOW_PROGRESSED = "data_entry_flow_progressed"
FLOW_NOT_COMPLETE_STEPS = ()
#: Flows that are begun and not ended, in one host: a flow that starts flows comes to an end.
MOST_FLOWS = 30
#: Steps that follow one another without the user.
MOST_STEPS = 60


class FlowResultType(StrEnum):
    """What a step answers."""

    FORM = "form"
    CREATE_ENTRY = "create_entry"
    ABORT = "abort"
    EXTERNAL_STEP = "external"
    EXTERNAL_STEP_DONE = "external_done"
    SHOW_PROGRESS = "progress"
    SHOW_PROGRESS_DONE = "progress_done"
    MENU = "menu"


RESULT_TYPE_FORM, RESULT_TYPE_CREATE_ENTRY = FlowResultType.FORM, FlowResultType.CREATE_ENTRY
RESULT_TYPE_ABORT, RESULT_TYPE_MENU = FlowResultType.ABORT, FlowResultType.MENU
RESULT_TYPE_EXTERNAL_STEP = FlowResultType.EXTERNAL_STEP
RESULT_TYPE_EXTERNAL_STEP_DONE = FlowResultType.EXTERNAL_STEP_DONE
RESULT_TYPE_SHOW_PROGRESS = FlowResultType.SHOW_PROGRESS
RESULT_TYPE_SHOW_PROGRESS_DONE = FlowResultType.SHOW_PROGRESS_DONE
FlowResult = FlowContext = dict


class FlowError(HomeAssistantError):
    """A flow cannot continue."""


class UnknownHandler(FlowError):
    """There is no such handler."""


class UnknownFlow(FlowError):
    """There is no such flow."""


class UnknownStep(FlowError):
    """The handler has no such step."""


class InvalidData(vol.Invalid):
    """What the user filled in does not fit the form."""

    def __init__(self, message, path=None, error_message=None, schema_errors=None, **options):
        super().__init__(message, path, error_message)
        self.schema_errors = schema_errors or {}


class AbortFlow(FlowError):
    """Ends the flow with a reason."""

    def __init__(self, reason, description_placeholders=None, *, translation_domain=None):
        super().__init__(f"Flow aborted: {reason}")
        self.reason = reason
        self.description_placeholders = description_placeholders
        self.translation_domain = translation_domain


class section:
    """A part of a form that can be folded up."""

    CONFIG_SCHEMA = vol.Schema({vol.Optional("collapsed", default=False): bool})

    def __init__(self, schema, options=None):
        self.schema = schema
        self.options = options or {"collapsed": False}

    def __call__(self, value):
        return self.schema(value)


class FlowHandler:
    """A flow of steps."""

    VERSION = 1
    MINOR_VERSION = 1
    flow_id = ""
    handler = ""
    hass = None
    context = {}
    cur_step = None
    init_data = None
    init_step = "init"
    last_step = None
    show_advanced_options = True
    _progress_task = None
    _flow_result = dict

    @property
    def source(self):
        """How the flow was begun."""
        return self.context.get("source")

    def add_suggested_values_to_schema(self, data_schema, suggested_values):
        """The schema, whose fields suggest values."""
        if not suggested_values:
            return data_schema
        suggested = {}
        for key, value in data_schema.schema.items():
            name = key.schema if isinstance(key, vol.Marker) else key
            if isinstance(value, section):
                inner = self.add_suggested_values_to_schema(value.schema, suggested_values.get(name) or {})
                suggested[key] = section(inner, value.options)
                continue
            if isinstance(key, vol.Marker) and name in suggested_values:
                key = type(key)(name, msg=key.msg, default=key.default, description={**_described(key), "suggested_value": suggested_values[name]})
            suggested[key] = value
        return vol.Schema(suggested, extra=data_schema.extra)

    def async_show_form(self, *, step_id=None, data_schema=None, errors=None, description_placeholders=None, last_step=None, preview=None, **rest):
        return {
            **self._result(FlowResultType.FORM, step_id),
            "data_schema": data_schema,
            "errors": errors,
            "description_placeholders": description_placeholders,
        }

    def async_create_entry(self, *, title=None, data, description=None, description_placeholders=None, **rest):
        return {
            **self._result(FlowResultType.CREATE_ENTRY),
            "title": title,
            "data": data,
            "description": description,
            "description_placeholders": description_placeholders,
            "context": self.context,
            **rest,
        }

    def async_abort(self, *, reason, description_placeholders=None, translation_domain=None, next_flow=None):
        if translation_domain is None and reason in fact("wordedAborts"):
            translation_domain = "homeassistant"
        words = {} if translation_domain is None else {"translation_domain": translation_domain}
        return {
            **self._result(FlowResultType.ABORT),
            "reason": reason,
            "description_placeholders": description_placeholders,
            **words,
        }

    def async_external_step(self, *, step_id=None, url, description_placeholders=None):
        return {
            **self._result(FlowResultType.EXTERNAL_STEP, step_id),
            "url": url,
            "description_placeholders": description_placeholders,
        }

    def async_external_step_done(self, *, next_step_id):
        return self._result(FlowResultType.EXTERNAL_STEP_DONE, next_step_id)

    def async_show_progress(self, *, step_id=None, progress_action, description_placeholders=None, progress_task=None):
        self._progress_task = progress_task
        return {**self._result(FlowResultType.SHOW_PROGRESS, step_id), "progress_action": progress_action}

    def async_show_progress_done(self, *, next_step_id):
        return self._result(FlowResultType.SHOW_PROGRESS_DONE, next_step_id)

    def async_update_progress(self, progress):
        """Moves the ring that shows the progress."""

    def async_show_menu(self, *, step_id=None, menu_options, description_placeholders=None, sort=False):
        return {**self._result(FlowResultType.MENU, step_id), "menu_options": menu_options}

    def async_remove(self):
        """The flow is over."""

    def _result(self, kind, step_id=None):
        step = {"step_id": step_id or (self.cur_step or {}).get("step_id")} if kind not in _ENDS else {}
        return {"type": kind, "flow_id": self.flow_id, "handler": self.handler, **step}


_ENDS = (FlowResultType.ABORT, FlowResultType.CREATE_ENTRY)


def _described(key):
    return key.description if isinstance(key.description, dict) else {}


class FlowManager:
    """Takes users through flows."""

    def __init__(self, hass):
        self.hass = hass
        self._flows = {}
        self._begun = 0

    async def async_create_flow(self, handler_key, *, context, data):
        raise NotImplementedError

    async def async_finish_flow(self, flow, result):
        return result

    def async_get(self, flow_id):
        return self._shown(self._flow(flow_id))

    def async_progress(self, include_uninitialized=False):
        return [self._shown(flow) for flow in self._flows.values()]

    def async_progress_by_handler(self, handler, include_uninitialized=False, match_context=None):
        wanted = (match_context or {}).items()
        return [
            self._shown(flow)
            for flow in self._flows.values()
            if flow.handler == handler and all(flow.context.get(name) == value for name, value in wanted)
        ]

    def async_has_matching_flow(self, flow):
        return any(
            other is not flow and other.handler == flow.handler and flow.is_matching(other)
            for other in self._flows.values()
        )

    async def async_init(self, handler, *, context=None, data=None):
        """Begins a flow."""
        self._begun += 1
        if self._begun > MOST_FLOWS:
            raise FlowError(f"More than {MOST_FLOWS} flows were begun")
        flow = await self.async_create_flow(handler, context=dict(context or {}), data=data)
        flow.hass = self.hass
        flow.handler = handler
        flow.flow_id = f"flow{self._begun:022d}"
        flow.context = dict(context or {})
        flow.init_data = data
        self._flows[flow.flow_id] = flow
        return await self._handle(flow, flow.init_step, data)

    async def async_configure(self, flow_id, user_input=None):
        """Continues with a flow, with what the user filled in."""
        flow = self._flow(flow_id)
        step = flow.cur_step or {}
        kind = step.get("type")
        if kind == FlowResultType.MENU and user_input is not None:
            return await self._handle(flow, user_input["next_step_id"], None)
        schema = step.get("data_schema")
        if kind == FlowResultType.FORM and schema is not None and user_input is not None:
            user_input = schema(user_input)
        if flow._progress_task is not None and kind == FlowResultType.SHOW_PROGRESS:
            await self._wait_for(flow)
        return await self._handle(flow, step["step_id"], user_input)

    async def _wait_for(self, flow):
        task, flow._progress_task = flow._progress_task, None
        try:
            await task
        except Exception:
            # The step asks for it.
            return

    def async_abort(self, flow_id):
        self._remove(self._flow(flow_id))

    async def _handle(self, flow, step_id, user_input):
        for _ in range(MOST_STEPS):
            method = getattr(flow, f"async_step_{step_id}", None)
            if method is None:
                self._remove(flow)
                raise UnknownStep(f"Handler {type(flow).__name__} doesn't support step {step_id}")
            try:
                result = await method(user_input)
            except AbortFlow as error:
                result = flow.async_abort(
                    reason=error.reason,
                    description_placeholders=error.description_placeholders,
                    translation_domain=error.translation_domain,
                )
            if not isinstance(result, dict) or "type" not in result:
                raise TypeError(f"step {step_id} answered {type(result).__name__}, which is no result of a step")
            if result["type"] not in _ENDS:
                flow.cur_step = result
                if result["type"] != FlowResultType.SHOW_PROGRESS_DONE:
                    return result
                step_id, user_input = result["step_id"], None
                continue
            return await self._end(flow, result)
        raise FlowError(f"More than {MOST_STEPS} steps followed one another")

    async def _end(self, flow, result):
        try:
            return await self.async_finish_flow(flow, dict(result))
        finally:
            self._remove(flow)

    def _remove(self, flow):
        if self._flows.pop(flow.flow_id, None) is not None:
            flow.async_remove()

    def _flow(self, flow_id):
        if flow_id not in self._flows:
            raise UnknownFlow(f"There is no flow {flow_id}")
        return self._flows[flow_id]

    def _shown(self, flow):
        step = (flow.cur_step or {}).get("step_id")
        return {"flow_id": flow.flow_id, "handler": flow.handler, "context": flow.context, "step_id": step}
