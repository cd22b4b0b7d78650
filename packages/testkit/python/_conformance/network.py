"""Hands requests to the runner and waits for its answers."""

import json
import re
from asyncio import get_running_loop
from base64 import b64decode
from json import dumps, loads

from . import stand_ins

_send = None
step = 0
#: What the authorization that is under way was asked for: an answer to its token request grants that.
scope = ""


class NeverAnswers(Exception):
    """The network stays silent."""


class ConnectionFailure(Exception):
    """There is no connection."""


#: Members of an answer that say that something went wrong: they are not there.
_TROUBLE = re.compile(r"err|fault|fail|message|detail|warn|next|code", re.IGNORECASE)


#: How the tokens that the kit makes up name themselves.
_ITSELF = re.compile(r"(access|id)-[a-z]+-\d+")
#: Bodies of answers that the kit has made up: whoever reads them by hand gets what they say, too.
_texts = {}
_MOST_TEXTS = 64


class AccountText(str):
    """The body of an answer that the kit has made up for an account."""


class AnyScope(str):
    """What was granted where the flow asked for nothing: whatever it looks for."""

    def __contains__(self, name):
        stand_ins.touch("the granted scope")
        return True


class AccountAnswer(dict):
    """What an account's API answers: some members are known, and the rest stands in."""

    def __init__(self, members, origin, kind):
        super().__init__(members)
        self._origin = origin
        self._kind = kind

    def __missing__(self, key):
        return stand_ins.of_account(f"{self._origin} [{key!r}]")

    def get(self, key, default=None):
        if dict.__contains__(self, key):
            return self[key]
        if self._kind == "token" or _TROUBLE.search(str(key)):
            # Whatever fails for the lack of it may be there.
            stand_ins.use(f"{self._origin} [{key!r}]")
            return default
        return self[key]

    def __contains__(self, key):
        if super().__contains__(key) or _TROUBLE.search(str(key)):
            return super().__contains__(key)
        if self._kind == "token":
            stand_ins.touch(f"{self._origin} [{key!r}]")
            return False
        return True

    def __iter__(self):
        """Whoever goes through the whole answer takes it for a list."""
        if self._kind == "token":
            return super().__iter__()
        return iter((self[0],))


def parsed(text, value):
    """What an answer says, where it is one that the kit has made up."""
    if not isinstance(value, dict):
        return value
    granted = {"scope": scope or AnyScope(value.get("scope", ""))} if text.kind == "token" else {}
    return AccountAnswer({**value, **granted}, text.origin, text.kind)


def opened(text, value):
    """What a text says that was read by hand: an answer, or the claims of a token, where the kit has made it up."""
    known = _texts.get(text.decode("utf-8", "replace") if isinstance(text, (bytes, bytearray)) else text)
    if known is not None:
        return parsed(known, value)
    named = _ITSELF.fullmatch(str(value.get("jti"))) if type(value) is dict else None
    return value if named is None else AccountAnswer(value, f"the {named[1]} token", "token")


def install():
    """Takes over reading JSON: an account's own says more than the kit knows."""
    read = json.loads

    def loads(s, **options):
        value = read(s, **options)
        return opened(s, value) if _texts else value

    json.loads = loads


def configure(send):
    """Sets what hands a request on: takes the step and the request as JSON, gives the answer as JSON, or None if that comes later."""
    global _send
    _send = send


def _credentials_in(text):
    """What HTTP Basic has written in Base64."""
    if text[:6].lower() != "basic ":
        return ""
    try:
        return b64decode(text[6:]).decode("latin-1")
    except ValueError:
        return ""


async def answer_to(method, url, headers, body, verified=True):
    """The status, headers and body that the network answers with."""
    if stand_ins.are_there():
        texts = (url, body, *headers.values())
        stand_ins.note_marks(*texts, *map(_credentials_in, texts))
    wire = {"method": method, "url": url, "headers": headers, "body": body}
    if not verified:
        wire["certificateUnchecked"] = True
    text = _send(step, dumps(wire))
    answer = loads(await get_running_loop().answer() if text is None else text)
    tag = answer["_tag"]
    if tag == "Response":
        body = answer["body"]
        if "ofAccount" in answer:
            body = AccountText(body)
            body.origin = f"{method} {url.partition('?')[0]}"
            body.kind = answer["ofAccount"]
            if len(_texts) >= _MOST_TEXTS:
                _texts.clear()
            _texts[str(body)] = body
        return answer["status"], answer["headers"], body
    raise NeverAnswers if tag == "NeverAnswers" else ConnectionFailure
