"""An error's place and its printed form, without paths of this machine."""

import linecache
from functools import lru_cache

from . import describe

_folders = ()
_integration = ""
_printed_frames = 40


def configure(integration, folders):
    """Sets the integration's folder and, with what each is printed as, the others."""
    global _integration, _folders
    _integration = integration
    _folders = ((integration, ""), *folders)


def integration_folder():
    """The integration's folder, with a slash at its end."""
    return _integration


def file_name(path):
    """A file's name as it is printed: relative to its folder."""
    for folder, shown in _folders:
        if path.startswith(folder):
            return shown + path[len(folder) :]
    return path.rpartition("/")[2]


def _frames(error):
    traceback = error.__traceback__
    while traceback is not None:
        yield traceback.tb_frame.f_code, traceback.tb_lineno
        traceback = traceback.tb_next


def where(error):
    """The deepest place within the integration that an error came through."""
    found = None
    for code, line in _frames(error):
        if code.co_filename.startswith(_integration):
            found = f"{file_name(code.co_filename)}:{line}"
    if found is None and isinstance(error, SyntaxError) and (error.filename or "").startswith(_integration):
        found = f"{file_name(error.filename)}:{error.lineno}"
    return found


def _frame(place):
    code, line = place
    return _printed_frame(code.co_filename, code.co_name, line)


@lru_cache(1024)
def _printed_frame(path, name, line):
    """A frame's two lines; nothing for the runner's own."""
    if "/_conformance/" in path:
        return ""
    source = linecache.getline(path, line).strip() if path[:1] == "/" else ""
    place = f'  File "{file_name(path)}", line {line}, in {name}'
    return f"{place}\n    {source}" if source else place


def message_of(error):
    if isinstance(error, SyntaxError) and error.msg:
        return error.msg
    try:
        return describe.without_addresses(str(error))
    except Exception as failure:
        return f"<the message cannot be printed: {describe.type_name(type(failure))}>"


def print_error(error, seen=None):
    """The printed form of an error: causes, frames, notes, type and message."""
    seen = seen if seen is not None else set()
    seen.add(id(error))
    parts = []
    cause = error.__cause__
    context = error.__context__
    if cause is not None and id(cause) not in seen:
        parts.append(print_error(cause, seen))
        parts.append("\nThe above exception was the direct cause of the following exception:\n")
    elif context is not None and not error.__suppress_context__ and id(context) not in seen:
        parts.append(print_error(context, seen))
        parts.append("\nDuring handling of the above exception, another exception occurred:\n")
    frames = [frame for frame in map(_frame, _frames(error)) if frame]
    if frames:
        parts.append("Traceback (most recent call last):")
    if len(frames) > _printed_frames:
        frames = frames[: _printed_frames // 2] + frames[-_printed_frames // 2 :]
    parts.extend(frames)
    message = message_of(error)
    name = describe.type_name(type(error))
    if isinstance(error, SyntaxError):
        parts.append(f'  File "{file_name(error.filename or "")}", line {error.lineno}')
        message = error.msg
    parts.append(f"{name}: {message}" if message else name)
    parts.extend(str(note) for note in getattr(error, "__notes__", ()))
    if isinstance(error, BaseExceptionGroup):
        for part in error.exceptions:
            if id(part) not in seen:
                parts.append(print_error(part, seen))
    return "\n".join(parts)
