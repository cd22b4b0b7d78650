"""Watches for what reaches out of the module other than through the host's HTTP client."""

import subprocess
import sys

from . import trace
from .errors import file_name

_folder = ""
_own = ()
_PROCESS = ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "os.forkpty", "pty.spawn")
_FILES = {
    "os.remove": "remove",
    "os.rename": "rename",
    "os.mkdir": "make directory",
    "os.rmdir": "remove directory",
    "os.truncate": "truncate",
    "os.link": "link",
    "os.symlink": "link",
    "os.chmod": "change mode of",
    "sqlite3.connect": "open database",
}
_QUIET_SOCKET = ("socket.gethostname", "socket.__new__")
_SYSTEM = ("/lib/", "/usr/", "/etc/", "/dev/", "/packages/")


def configure(folder, own):
    """Sets the integration's folder and the folders of the host's own files."""
    global _folder, _own
    _folder = folder
    _own = own


def _caller():
    """The file that the event comes from: None for the import system and the runner itself."""
    frame = sys._getframe(1)
    while frame is not None:
        name = frame.f_code.co_filename
        if name == __file__:
            frame = frame.f_back
            continue
        if name.startswith("<frozen importlib") or "/_conformance/" in name or name.startswith("<frozen zipimport"):
            return None
        if not name.startswith("<frozen"):
            return name
        frame = frame.f_back
    return None


def _opened(path, mode):
    caller = _caller()
    if caller is None or isinstance(path, int):
        return
    path = path.decode(errors="replace") if isinstance(path, bytes) else str(path)
    from_library = not caller.startswith(_folder)
    if from_library and (path.startswith(_SYSTEM) or path.startswith(_own) or path.endswith((".py", ".pyc"))):
        return
    trace.record_activity("file", f"open {_shown(path)} ({mode or 'rw'})")


def _is_importing(library):
    """Whether a library of Python's is just being imported, and does what it does for everybody."""
    return getattr(getattr(sys.modules.get(library), "__spec__", None), "_initializing", False)


def _shown(path):
    return file_name(path) if path.startswith(_folder) else path


def _hook(event, args):
    if trace.current is None:
        return
    if event == "open":
        _opened(args[0], args[1])
    elif event[:7] == "socket.":
        if event not in _QUIET_SOCKET:
            trace.record_activity("network", event)
    elif event in _FILES:
        if _caller() is not None:
            trace.record_activity("file", f"{_FILES[event]} {_shown(str(args[0]))}")
    elif event in _PROCESS:
        trace.record_activity("process", event)
    elif event == "urllib.Request":
        trace.record_activity("network", f"urllib {args[3] or 'GET'} {without_query(str(args[0]))}")
    elif event in ("http.client.connect", "smtplib.connect", "ftplib.connect", "imaplib.open", "poplib.connect"):
        trace.record_activity("network", f"{event} {args[1]}")
    elif event[:7] == "ctypes.":
        if event in ("ctypes.dlopen", "ctypes.dlsym") and not _is_importing("ctypes"):
            trace.record_activity("process", event)


def without_query(url):
    """An address without what may be secret in it."""
    return url.partition("?")[0].partition("#")[0]


def install():
    """Starts to watch."""
    sys.addaudithook(_hook)
    subprocess.Popen.__init__ = _no_process


def _no_process(self, *args, **options):
    trace.record_activity("process", "subprocess.Popen")
    raise OSError("There are no processes here.")
