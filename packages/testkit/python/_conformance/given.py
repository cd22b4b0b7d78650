"""The Python that the author of a module gives, which runs before each thing that the host does with the module."""

from contextlib import ExitStack, contextmanager, nullcontext

from . import errors
from .describe import type_name

FILE = "application_credentials.check.json"

_code = None
_package = ""
_problem = None


class Failed(Exception):
    """The Python that was given did not run. That is nothing that the module does."""


def configure(source, package):
    """Takes what is given for a module, or None."""
    global _code, _package, _problem
    _code, _package, _problem = None, package, None
    if source is None:
        return
    try:
        _code = compile(source, f"<{FILE}>", "exec")
    except (SyntaxError, ValueError) as error:
        _problem = f"line {getattr(error, 'lineno', 1)}: {type_name(type(error))}: {errors.message_of(error)}"


_nothing = nullcontext()


def around(hass, record):
    """Runs it, and leaves afterwards what it has entered. Where it fails, what depends on it cannot be judged.

    A step whose implementation was not made has no host, and does nothing.
    """
    return _nothing if _code is None and _problem is None else _around(hass, record)


@contextmanager
def _around(hass, record):
    with ExitStack() as entered:
        try:
            if _problem is not None:
                raise Failed(_problem)
            if _code is not None and hass is not None:
                exec(_code, {"__name__": f"{_package}.check", "__package__": _package, "hass": hass, "enter": entered.enter_context})
        except Exception as error:
            why = _problem or f"line {_line_of(error)}: {type_name(type(error))}: {errors.message_of(error)}"
            record.decisive[f"{FILE}: {why}"] = True
            raise Failed(f"The Python of {FILE} failed: {why}") from None
        yield


def _line_of(error):
    line = 1
    traceback = error.__traceback__
    while traceback is not None:
        if traceback.tb_frame.f_code is _code:
            line = traceback.tb_lineno
        traceback = traceback.tb_next
    return line
