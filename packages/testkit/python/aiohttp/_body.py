"""The body of a request, and HTTP Basic authentication."""

import base64
import binascii
import io
from collections import namedtuple
from json import dumps
from functools import lru_cache
from urllib.parse import quote_plus, urlencode

from multidict import MultiMapping


_quote = lru_cache(1024)(quote_plus)


class BasicAuth(namedtuple("BasicAuth", ["login", "password", "encoding"])):
    """A login and a password, sent as HTTP Basic authentication."""

    def __new__(cls, login, password="", encoding="latin1"):
        if login is None:
            raise ValueError("None is not allowed as login value")
        if password is None:
            raise ValueError("None is not allowed as password value")
        if ":" in login:
            raise ValueError('A ":" is not allowed in login (RFC 1945#section-11.1)')
        return super().__new__(cls, login, password, encoding)

    @classmethod
    def decode(cls, auth_header, encoding="latin1"):
        try:
            kind, encoded = auth_header.split(" ", 1)
        except ValueError:
            raise ValueError("Could not parse authorization header.") from None
        if kind.lower() != "basic":
            raise ValueError(f"Unknown authorization method {kind}")
        try:
            decoded = base64.b64decode(encoded.encode("ascii"), validate=True).decode(encoding)
        except binascii.Error:
            raise ValueError("Invalid base64 encoding.") from None
        login, colon, password = decoded.partition(":")
        if not colon:
            raise ValueError("Invalid credentials.")
        return cls(login, password, encoding=encoding)

    def encode(self):
        pair = f"{self.login}:{self.password}".encode(self.encoding)
        return f"Basic {base64.b64encode(pair).decode(self.encoding)}"


class FormData:
    """The fields of a form."""

    def __init__(self, fields=(), quote_fields=True, charset=None, boundary=None, *, default_to_multipart=False):
        self._charset = charset
        self._fields = []
        self._is_multipart = default_to_multipart
        if isinstance(fields, dict):
            fields = list(fields.items())
        elif not isinstance(fields, (list, tuple)):
            fields = (fields,)
        self.add_fields(*fields)

    @property
    def is_multipart(self):
        return self._is_multipart

    def add_field(self, name, value, *, content_type=None, filename=None, content_transfer_encoding=None):
        """Adds a field."""
        if isinstance(value, (io.IOBase, bytes, bytearray, memoryview)):
            self._is_multipart = True
        if content_type is not None or filename is not None:
            self._is_multipart = True
        self._fields.append((name, value, content_type, filename))

    def add_fields(self, *fields):
        """Adds fields: pairs, or dictionaries with several values for a key."""
        for field in fields:
            if isinstance(field, io.IOBase):
                self.add_field(getattr(field, "name", "unknown"), field)
            elif isinstance(field, MultiMapping):
                self.add_fields(*field.items())
            elif isinstance(field, (list, tuple)) and len(field) == 2:
                self.add_field(*field)
            else:
                raise TypeError(
                    "Only io.IOBase, multidict and (name, file) pairs allowed, use .add_field() for passing "
                    f"more complex parameters, got {field!r}"
                )

    def encoded(self):
        """The body and its content type."""
        charset = self._charset or "utf-8"
        if self._is_multipart:
            return self._multipart(charset)
        content_type = "application/x-www-form-urlencoded"
        if charset != "utf-8":
            content_type = f"{content_type}; charset={charset}"
        pairs = [(name, value) for name, value, _, _ in self._fields]
        return urlencode(pairs, doseq=True, encoding=charset), content_type

    def _multipart(self, charset):
        boundary = "0123456789abcdef0123456789abcdef"
        parts = []
        for name, value, content_type, filename in self._fields:
            if isinstance(value, io.IOBase):
                value = value.read()
            text = bytes(value).decode("utf-8", "replace") if not isinstance(value, str) else value
            disposition = f'form-data; name="{name}"' + (f'; filename="{filename}"' if filename else "")
            kind = content_type or ("text/plain; charset=utf-8" if isinstance(value, str) else "application/octet-stream")
            parts.append(
                f"--{boundary}\r\nContent-Type: {kind}\r\nContent-Disposition: {disposition}\r\n\r\n{text}\r\n"
            )
        return "".join(parts) + f"--{boundary}--\r\n", f"multipart/form-data; boundary={boundary}"

    __call__ = encoded


def encode_body(data, json, json_serialize):
    """The body and its content type for what a request was given."""
    if json is not None:
        if data is not None:
            raise ValueError("data and json parameters can not be used at the same time")
        return json_serialize(json), "application/json"
    if data is None or (isinstance(data, dict) and not data):
        return "", None
    if isinstance(data, dict):
        return _encode_form(data)
    if isinstance(data, str):
        return str.__str__(data), "text/plain; charset=utf-8"
    if isinstance(data, (bytes, bytearray, memoryview)):
        return bytes(data).decode("utf-8", "replace"), "application/octet-stream"
    if isinstance(data, io.IOBase):
        content = data.read()
        if isinstance(content, str):
            return content, "text/plain; charset=utf-8"
        return content.decode("utf-8", "replace"), "application/octet-stream"
    return _encode_form(data)


def _encode_form(data):
    if type(data) is dict and all([type(name) is str and type(value) is str for name, value in data.items()]):
        pairs = [f"{_quote(name)}={_quote(value)}" for name, value in data.items()]
        return "&".join(pairs), "application/x-www-form-urlencoded"
    form = data if isinstance(data, FormData) else FormData(data)
    return form.encoded()


default_json = dumps
