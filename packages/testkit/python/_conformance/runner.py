"""Loads a module, and performs scripts with it."""

import gc
import random
import sys
import time
from asyncio import current_task
from functools import lru_cache
from importlib import import_module
from json import dumps, loads

from . import activity, errors, given, missing, mounted, network, stand_ins, trace, version
from .inspection import HOOKS, functions_of, hooks_of, imports_of
from .loop import Hung, VirtualLoop
from .package import add_package

_FORBIDDEN = ("js", "pyodide_js", "pyodide", "_pyodide", "_pyodide_core")
_NETWORK_PACKAGES = ("requests", "httpx", "urllib3", "websockets", "websocket", "paho", "grpc", "tornado", "treq")
_own_folder = __file__.rpartition("/_conformance/")[0]
_COLLECT_EVERY = 200

_set_clock = None
_began = None
_module = None
_session = None
_performance = None
_loop = None
_integration = ""
_performed = 0
#: What depends on the version of the host: `_conformance.steps` and `_conformance.raised`.
_steps = _raised = None


def start(send, set_clock, began):
    """Connects the runner with the worker around it."""
    global _set_clock, _began
    network.configure(send)
    _set_clock, _began = set_clock, began
    for name in [name for name in sys.modules if name.partition(".")[0] in _FORBIDDEN]:
        del sys.modules[name]
    sys.meta_path[:] = [
        _Forbidden(),
        version.Finder(),
        *(finder for finder in sys.meta_path if "pyodide" not in type(finder).__module__),
        stand_ins.StandInFinder(_may_stand_in),
    ]
    time.sleep = _sleep
    # Each event loop asks for the clock's resolution, which never changes.
    time.get_clock_info = lru_cache(time.get_clock_info)
    missing.install()
    network.install()
    trace.install()
    activity.install()
    gc.collect()
    gc.freeze()
    gc.disable()


def beat():
    """Makes a sign of life within a step. The first step of a script has none: its number begins another script."""
    if network.step > 0:
        _began(network.step)


def _sleep(seconds):
    """Lets the virtual time pass: nothing sleeps."""
    if seconds < 0:
        raise ValueError("sleep length must be non-negative")
    if _loop is not None:
        _loop.pass_time(float(seconds))


class _Forbidden:
    """Keeps the module from reaching what runs it."""

    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in _FORBIDDEN:
            trace.record_activity("process", f"import {name}")
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return None


def _may_stand_in(name):
    """Only what the integration itself imports stands in, and nothing that should be there."""
    root = name.partition(".")[0]
    if name.startswith(f"{_integration}.") or root in ("_conformance", "yarl", "multidict"):
        return False
    if root in sys.stdlib_module_names and root in sys.modules and not isinstance(
        sys.modules[root], stand_ins.StandInModule
    ):
        return False
    return mounted.asking_file(depth=3).startswith((errors.integration_folder(), _own_folder))


def _called(origin):
    if origin.partition(".")[0] in _NETWORK_PACKAGES:
        trace.record_activity("network", origin)


def load(text):
    """Imports the module: a `loaded` or a `notLoaded` message as JSON."""
    global _module, _integration, _steps, _raised
    message = loads(text)
    version.choose(message["homeAssistant"])
    _steps, _raised = import_module("_conformance.steps"), import_module("_conformance.raised")
    folder, package = message["folder"], message["package"]
    _integration = package
    sys.path_importer_cache.clear()
    errors.configure(f"{folder}/", ((f"{_own_folder}/", ""), (f"{mounted.FOLDER}/", ""), ("/lib/python314.zip/", ""), ("/lib/python3.14/", "")))
    activity.configure(f"{folder}/", _own_folder)
    stand_ins.configure(_called, package)
    given.configure(message.get("python"), package)
    mounted.mount()
    add_package(package, folder)
    seen = trace.begin(importing=True)
    loop = VirtualLoop(_set_clock, message["now"])
    try:
        for _ in _run(loop, _import(f"{package}.application_credentials"), []):
            loop.resume(dumps({"_tag": "ConnectionFailure"}))
        trace.flush()
        data = seen.as_data()
        trace.end()
        module = {
            "hooks": hooks_of(_module),
            "functions": functions_of(_module),
            "imports": imports_of(package, sys.stdlib_module_names),
            "trace": data,
        }
        gc.collect()
        gc.freeze()
        return dumps({"_tag": "loaded", "module": module})
    except BaseException as error:
        trace.end()
        if isinstance(error, Hung):
            error = RuntimeError("The module never ends to load.")
        return dumps({"_tag": "notLoaded", "error": _raised.raised(error)})


async def _import(name):
    global _module
    _module = import_module(name)


def _run(loop, coroutine, abandoned):
    """Runs a coroutine to its end, and yields where it waits for an answer."""
    global _loop
    _loop = loop
    task = loop.create_task(coroutine)
    try:
        while not loop.run_task(task):
            yield
    except Hung:
        task._log_destroy_pending = False
        abandoned.append(task)
        raise
    return task.result()


def perform(text):
    """Performs a script: its outcomes as JSON, or None where it waits for an answer first. `resume` gives that."""
    global _performance
    _performance = _perform(loads(text))
    return next(_performance)


def resume(answer):
    """Continues with the script that waits for this answer, as `perform` does."""
    _session.loop.resume(answer)
    return next(_performance)


def _perform(message):
    global _session, _performed
    if message["fresh"] or _session is None:
        random.seed(message["entropy"])
        _forget(_session)
        _session = _steps.Session(_module, VirtualLoop(_set_clock, message["now"]), message["entropy"])
        _performed += 1
        if _performed % _COLLECT_EVERY == 0:
            gc.collect()
    steps = message["steps"]
    outcomes = []
    abandoned = []
    while len(outcomes) < len(steps):
        first = len(outcomes)
        try:
            yield from _run(_session.loop, _perform_from(_session, steps, outcomes), abandoned)
        except Hung:
            outcomes.append({"_tag": "hung", "trace": _traced()})
        except BaseException as error:
            if len(outcomes) == first:
                outcomes.append({"_tag": "raised", "error": _raised.raised(error), "trace": _traced()})
    trace.end()
    yield dumps(outcomes)


def _forget(session):
    """Lets go of what still waits in a session, without a word about it."""
    if session is not None:
        for handle in (*session.loop._ready, *session.loop._scheduled):
            task = getattr(handle._callback, "__self__", None)
            if hasattr(task, "_log_destroy_pending"):
                task._log_destroy_pending = False


def _traced():
    trace.flush()
    data = trace.current.as_data()
    trace.end()
    return data


async def _perform_from(session, steps, outcomes):
    for index in range(len(outcomes), len(steps)):
        step = steps[index]
        network.step = index
        _began(index)
        seen = trace.begin()
        try:
            with given.around(session.host_of(step), seen.stand_ins):
                value = await _steps.STEPS[step["_tag"]](session, step)
            outcome = {"_tag": "returned", "value": value}
        except GeneratorExit:
            raise
        except _steps.Skipped:
            outcomes.append({"_tag": "skipped"})
            continue
        except BaseException as error:
            outcome = {"_tag": "raised", "error": _raised.raised(error, step["_tag"], seen.stand_ins)}
            task = current_task()
            while task.cancelling():
                task.uncancel()
            del error
        await session.loop.let_others_run()
        outcome["trace"] = _traced()
        outcomes.append(outcome)
