"""Collects what happens beside a step's result: log records, activity, stand-ins."""

import logging
import sys
import warnings
from collections.abc import Mapping

from . import stand_ins
from .describe import printed, type_name, without_addresses
from .errors import file_name, integration_folder, print_error


#: Characters of log records that are kept of one step.
MOST_LOGGED = 32_768


class Trace:
    """What is collected of one step."""

    __slots__ = ("activity", "logs", "room", "stand_ins")

    def __init__(self):
        self.logs = []
        self.room = MOST_LOGGED
        self.activity = {}
        self.stand_ins = stand_ins.Record()

    def as_data(self):
        unknown, called = self.stand_ins.unknown, self.stand_ins.called
        return {
            "logs": self.logs,
            **({"logsCut": True} if self.room < 0 else {}),
            "activity": [{"kind": kind, "what": what} for kind, what in self.activity],
            "standIns": sorted(self.stand_ins.decisive),
            **({"unknown": {str(number): origin for number, origin in sorted(unknown.items())}} if unknown else {}),
            **({"notRun": sorted(called)} if called else {}),
        }


current = None


def begin(importing=False):
    """Starts to collect. What an import has to do with stand-ins matters to nothing later."""
    global current
    current = Trace()
    stand_ins.record_into(None if importing else current.stand_ins)
    return current


def end():
    """Stops to collect."""
    global current
    current = None
    stand_ins.record_into(None)


def record_activity(kind, what):
    if current is not None:
        current.activity[(kind, what)] = True


def record_log(level, logger, message):
    if current is None or current.room < 0:
        return
    message = stand_ins.readable(without_addresses(message))
    entry = {"level": level, "logger": logger, "message": message[: current.room]}
    place = _place()
    if place is not None:
        entry["where"] = place
    current.logs.append(entry)
    current.room -= len(message)


_OWN_FILES = (__file__, logging.__file__)


def _place():
    """The line of the integration that logs; None where it is no line of it."""
    frame = sys._getframe(2)
    while frame is not None and frame.f_code.co_filename in _OWN_FILES:
        frame = frame.f_back
    folder = integration_folder()
    if frame is None or not folder or not frame.f_code.co_filename.startswith(folder):
        return None
    return f"{file_name(frame.f_code.co_filename)}:{frame.f_lineno}"


def _message_of(record):
    try:
        message = record.getMessage()
    except Exception as error:
        message = _unfit(record.msg, record.args, error)
    error = record.exc_info[1] if isinstance(record.exc_info, tuple) else None
    if error is not None:
        message = f"{message}\n{print_error(error)}"
    if record.stack_info:
        message = f"{message}\n{record.stack_info}"
    return message


def _log(self, level, msg, args, exc_info=None, extra=None, stack_info=False, stacklevel=1):
    """Records without the costs of a record that handlers could read."""
    if current is None:
        return
    if exc_info or stack_info or (len(args) == 1 and isinstance(args[0], Mapping)):
        _log_fully(self, level, msg, args, exc_info, extra, stack_info, stacklevel)
        return
    try:
        message = str(msg) % args if args else str(msg)
    except Exception as error:
        message = _unfit(msg, args, error)
    record_log(logging.getLevelName(level), self.name, message)


_log_fully = logging.Logger._log


def _unfit(msg, args, error):
    return f"{msg!s} {printed(args)} ({type_name(type(error))}: the arguments do not fit)"


def _handle(self, record):
    if current is not None:
        record_log(record.levelname, record.name, _message_of(record))


class _Lines:
    """A text stream whose lines become records."""

    encoding = "utf-8"
    errors = "strict"
    closed = False

    def __init__(self, name):
        self.name = name
        self._rest = ""

    def write(self, text):
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        if current is None:
            return len(text)
        *lines, self._rest = (self._rest + text).split("\n")
        for line in lines:
            record_log("PRINT", self.name, line)
        return len(text)

    def writelines(self, lines):
        for line in lines:
            self.write(line)

    def flush(self):
        if self._rest:
            record_log("PRINT", self.name, self._rest)
            self._rest = ""

    def isatty(self):
        return False

    def writable(self):
        return True

    def readable(self):
        return False

    def fileno(self):
        raise OSError("not a file")


def _show_warning(message, category, filename, lineno, file=None, line=None):
    record_log("WARNING", "py.warnings", f"{category.__name__}: {message}")


def install():
    """Takes over logging, printing and warnings."""
    logging.Logger._log = _log
    logging.Logger.handle = _handle
    logging.Logger.isEnabledFor = lambda self, level: True
    logging.Logger.getEffectiveLevel = lambda self: 1
    logging.lastResort = logging._srcfile = None
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = logging.logAsyncioTasks = False
    logging.raiseExceptions = False
    sys.stdout = sys.__stdout__ = _Lines("stdout")
    sys.stderr = sys.__stderr__ = _Lines("stderr")
    warnings.simplefilter("always")
    for category in (ImportWarning, PendingDeprecationWarning, ResourceWarning):
        warnings.simplefilter("ignore", category)
    warnings.showwarning = _show_warning
    warnings._showwarnmsg_impl = lambda msg: _show_warning(msg.message, msg.category, msg.filename, msg.lineno)


def flush():
    sys.stdout.flush()
    sys.stderr.flush()
