"""JSON Web Tokens with HS256, as far as the host needs them."""

import hmac
from binascii import Error as Base64Error
from binascii import a2b_base64, b2a_base64
from json import dumps, loads

from _conformance.network import opened
from _conformance.stand_ins import package_getattr

__getattr__ = package_getattr(__name__)


class PyJWTError(Exception):
    """An error of this package."""


class InvalidTokenError(PyJWTError):
    """The token cannot be accepted."""


class DecodeError(InvalidTokenError):
    """The token cannot be read."""


class InvalidSignatureError(DecodeError):
    """The signature is another one."""


class InvalidAlgorithmError(InvalidTokenError):
    """The algorithm is not one of those allowed."""


class ExpiredSignatureError(InvalidTokenError):
    """The token has expired."""


_to_url = bytes.maketrans(b"+/", b"-_")
_from_url = bytes.maketrans(b"-_", b"+/")


def _encode(data):
    return b2a_base64(data, newline=False).translate(_to_url).rstrip(b"=")


def _decode(text):
    return a2b_base64(text.translate(_from_url) + b"=" * (-len(text) % 4))


_header = _encode(b'{"alg":"HS256","typ":"JWT"}')


def _bytes(key):
    return key.encode() if isinstance(key, str) else key


def encode(payload, key, algorithm="HS256", headers=None, json_encoder=None, sort_headers=True):
    """Signs a payload."""
    if algorithm != "HS256" or headers:
        raise NotImplementedError(f"Algorithm not supported: {algorithm}")
    body = _header + b"." + _encode(dumps(payload, separators=(",", ":")).encode())
    return (body + b"." + _encode(hmac.digest(_bytes(key), body, "sha256"))).decode()


def decode(jwt, key="", algorithms=None, options=None, **kwargs):
    """Reads a payload, and checks its signature unless told not to."""
    try:
        token = jwt.encode() if isinstance(jwt, str) else jwt
        if not isinstance(token, bytes):
            raise DecodeError("Invalid token type. Token must be a <class 'bytes'>")
        body, dot, signature = token.rpartition(b".")
        header, dot, payload = body.partition(b".")
        if not dot:
            raise DecodeError("Not enough segments")
        algorithm = "HS256" if header == _header else loads(_decode(header)).get("alg")
        data = loads(_decode(payload).decode())
        given = _decode(signature)
    except (ValueError, Base64Error, AttributeError) as error:
        raise DecodeError("Invalid token") from error
    if (options or {}).get("verify_signature", True):
        if not algorithms:
            raise DecodeError("An algorithm must be named to read a token.")
        if algorithm not in algorithms or algorithm != "HS256":
            raise InvalidAlgorithmError("The specified alg value is not allowed")
        if not hmac.compare_digest(given, hmac.digest(_bytes(key), body, "sha256")):
            raise InvalidSignatureError("Signature verification failed")
    if not isinstance(data, dict):
        raise DecodeError("Invalid payload string: must be a json object")
    return opened("", data)
