"""Hands requests to the runner and waits for its answers."""

from base64 import b64decode
from json import dumps, loads

from . import stand_ins

_send = None
step = 0


class NeverAnswers(Exception):
    """The network stays silent."""


class ConnectionFailure(Exception):
    """There is no connection."""


def configure(send):
    """Sets what hands a request on: takes the step and the request as JSON, gives the answer as JSON."""
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


def answer_to(method, url, headers, body, verified=True):
    """The status, headers and body that the network answers with."""
    for text in (url, body, *headers.values()):
        stand_ins.note_marks(text)
        stand_ins.note_marks(_credentials_in(text))
    wire = {"method": method, "url": url, "headers": headers, "body": body}
    if not verified:
        wire["certificateUnchecked"] = True
    answer = loads(_send(step, dumps(wire)))
    tag = answer["_tag"]
    if tag == "Response":
        return answer["status"], answer["headers"], answer["body"]
    raise NeverAnswers if tag == "NeverAnswers" else ConnectionFailure
