"""Documents as integrations write their settings: mappings and lists, by indentation or on one line, and plain values.

Whatever else YAML has (anchors, tags, texts over several lines, dates, numbers of other forms) is beyond this reader, and it says so: a
value that is guessed would be held against somebody.
"""

import json
import re

_KEY = re.compile(r"""("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s#"'\[\]{},&*!|>%@`?:-][^#:]*?)\s*:(?:\s+|$)""")
_COMMENT = re.compile(r"(^|\s)#.*$")
_DECIMAL = re.compile(r"[-+]?(0|[1-9]\d*)$")
_FLOAT = re.compile(r"[-+]?\d+\.\d+([eE][-+]\d+)?$")
_OTHER_NUMBER = re.compile(r"[-+.]?\d[\d_.:xobXOB,eE+-]*[\da-fA-FxobTtZz:. +-]*$|\.(nan|inf)$", re.IGNORECASE)
_WORDS = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON"), True),
    **dict.fromkeys(("false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF"), False),
}


class Beyond(Exception):
    """The document has more than this reader knows."""


def read(text):
    """The value of a document; Beyond where it has more than is known here."""
    if "\t" in text:
        raise Beyond
    lines = []
    for line in text.splitlines():
        content = line.rstrip()
        if content.lstrip()[:1] in ("", "#"):
            continue
        if content[:1] == "%" or content[:3] == "...":
            raise Beyond
        if content == "---" and not lines:
            continue
        lines.append((len(content) - len(content.lstrip(" ")), content.strip()))
    if not lines:
        return None
    value, rest = _block(lines, lines[0][0])
    if rest:
        raise Beyond
    return value


def _block(lines, indent):
    """The value that begins on the first line, and the lines after it."""
    text = lines[0][1]
    if _is_item(text):
        return _sequence(lines, indent)
    if _KEY.match(text):
        return _mapping(lines, indent)
    return _scalar(text), lines[1:]


def _is_item(text):
    return text == "-" or text.startswith("- ")


def _mapping(lines, indent):
    found = {}
    while lines and lines[0][0] == indent:
        key = _KEY.match(lines[0][1])
        if key is None:
            break
        name = _scalar(key[1])
        value, lines = _after(lines, key.end(), indent)
        if name in found:
            raise Beyond
        found[name] = value
    if lines and lines[0][0] > indent:
        raise Beyond
    return found, lines


def _sequence(lines, indent):
    found = []
    while lines and lines[0][0] == indent and _is_item(lines[0][1]):
        inside = lines[0][1][1:].lstrip()
        if _KEY.match(inside):
            # The item is a mapping whose first member is on the line of the dash.
            deeper = indent + len(lines[0][1]) - len(inside)
            value, lines = _mapping([(deeper, inside), *lines[1:]], deeper)
        elif inside.startswith("- "):
            raise Beyond
        else:
            value, lines = _after(lines, len(lines[0][1]) - len(inside), indent)
        found.append(value)
    return found, lines


def _after(lines, begin, indent):
    """The value after a key or a dash: on its line, or in the lines below."""
    text = lines[0][1][begin:]
    rest = lines[1:]
    if _COMMENT.sub("", text).strip():
        if rest and rest[0][0] > indent:
            raise Beyond
        return _scalar(text), rest
    is_sequence = rest and rest[0][0] == indent and _is_item(rest[0][1]) and not _is_item(lines[0][1])
    if rest and (rest[0][0] > indent or is_sequence):
        return _block(rest, rest[0][0])
    return None, rest


def _scalar(text):
    value, rest = _value(text.strip(), "")
    if _COMMENT.sub("", rest).strip():
        raise Beyond
    return value


def _value(text, ends):
    """The value at the beginning of a text, up to one of some characters, and what is after it."""
    if text[:1] in ("[", "{"):
        return _flow(text)
    if text[:1] in ('"', "'"):
        return _quoted(text)
    if text[:1] in tuple("&*!|>%@`?,]}") or text[:2] in ("- ", ": ") or text == "-":
        raise Beyond
    end = next((at for at, character in enumerate(text) if character in ends and character), len(text))
    plain = _COMMENT.sub("", text[:end]).strip()
    if ": " in plain or plain.endswith(":") or (ends and re.search(r"[\[\]{}#:]", text[:end])):
        raise Beyond
    return _plain(plain), text[end:]


def _plain(text):
    if text in _WORDS:
        return _WORDS[text]
    if _DECIMAL.match(text):
        return int(text)
    if _FLOAT.match(text):
        return float(text)
    if _OTHER_NUMBER.match(text) or text in ("<<", "="):
        raise Beyond
    return text


def _quoted(text):
    if text[0] == "'":
        found = re.match(r"'((?:[^']|'')*)'", text)
        if found is None:
            raise Beyond
        return found[1].replace("''", "'"), text[found.end() :]
    found = re.match(r'"(?:[^"\\]|\\["\\/bfnrt])*"', text)
    if found is None:
        raise Beyond
    return json.loads(found[0]), text[found.end() :]


def _flow(text):
    """A list or a mapping on one line."""
    is_list = text[0] == "["
    found = [] if is_list else {}
    end = "]" if is_list else "}"
    text = text[1:].lstrip()
    while text[:1] != end:
        if is_list:
            value, text = _value(text, ",]")
            found.append(value)
        else:
            name, text = _value(text, ":,}")
            if text[:2] != ": ":
                raise Beyond
            found[name], text = _value(text[1:].lstrip(), ",}")
        text = text.lstrip()
        if text[:1] == ",":
            text = text[1:].lstrip()
        elif text[:1] != end:
            raise Beyond
    return found, text[1:]
