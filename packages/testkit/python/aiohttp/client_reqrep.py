"""A request's facts, and its response."""

import re
from collections import namedtuple
from functools import lru_cache
from http import HTTPStatus
from http.cookies import CookieError, SimpleCookie
from json import JSONDecodeError, JSONDecoder

from _conformance.network import AccountText, parsed
from multidict import CIMultiDictProxy

from .client_exceptions import ClientResponseError, ContentTypeError

_JSON_TYPE = re.compile(r"^application/(?:[\w.+-]+?\+)?json$", re.IGNORECASE)

RequestInfo = namedtuple("RequestInfo", ["url", "method", "headers", "real_url"])


def _no_constant(name):
    raise JSONDecodeError(f"{name} is not JSON", name, 0)


def json_loads(text):
    """Reads JSON as strictly as the host does."""
    if isinstance(text, (bytes, bytearray, memoryview)):
        text = bytes(text).decode("utf-8")
    return _decode_json(text)


_decode_json = JSONDecoder(parse_constant=_no_constant).decode


@lru_cache(256)
def _parse_content_type(raw):
    kind, _, rest = raw.partition(";")
    parameters = {}
    for part in rest.split(";"):
        name, _, value = part.partition("=")
        parameters[name.strip().lower()] = value.strip().strip('"')
    kind = kind.strip().lower()
    return kind if kind.count("/") == 1 else "text/plain", parameters.get("charset")


@lru_cache(256)
def _reason(status):
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""


class _Content:
    """The body as a stream that is complete."""

    def __init__(self, body):
        self._rest = body

    async def read(self, n=-1):
        data, self._rest = (self._rest, b"") if n < 0 else (self._rest[:n], self._rest[n:])
        return data

    readany = read

    async def readline(self):
        line, newline, self._rest = self._rest.partition(b"\n")
        return line + newline

    def at_eof(self):
        return not self._rest

    async def __aiter__(self):
        while self._rest:
            yield await self.readline()

    async def iter_chunked(self, n):
        while self._rest:
            yield await self.read(n)

    async def iter_any(self):
        while self._rest:
            yield await self.read()


class ClientResponse:
    """The response to a request."""

    version = (1, 1)
    connection = None

    def __init__(self, method, url, status, headers, body, request_info, history, session=None):
        self.method = method
        self.status = status
        self.reason = _reason(status)
        self._url = url
        self._made_up = body if isinstance(body, AccountText) else None
        self._body = body.encode("utf-8", "surrogatepass")
        self._headers = CIMultiDictProxy(headers)
        self._request_info = request_info
        self._history = history
        self._session = session
        self._released = False
        self.content = _Content(self._body)

    url = property(lambda self: self._url.with_fragment(None))
    real_url = property(lambda self: self._url)
    host = property(lambda self: self._url.host)
    headers = property(lambda self: self._headers)
    raw_headers = property(
        lambda self: tuple((name.encode(), value.encode()) for name, value in self._headers.items())
    )
    request_info = property(lambda self: self._request_info)
    history = property(lambda self: self._history)
    closed = property(lambda self: self._released)
    ok = property(lambda self: 400 > self.status)
    links = property(lambda self: CIMultiDictProxy())

    @property
    def cookies(self):
        cookies = SimpleCookie()
        for value in self._headers.getall("Set-Cookie", []):
            try:
                cookies.load(value)
            except CookieError:
                continue
        return cookies

    def _content_type(self):
        raw = self._headers.get("Content-Type")
        return ("application/octet-stream", None) if raw is None else _parse_content_type(raw)

    @property
    def content_type(self):
        return self._content_type()[0]

    @property
    def charset(self):
        return self._content_type()[1]

    content_length = property(lambda self: int(self._headers.get("Content-Length", len(self._body))))
    content_disposition = None

    def get_encoding(self):
        """The encoding of the body's text."""
        charset = self.charset
        if charset:
            try:
                "".encode(charset)
            except (LookupError, ValueError):
                return "utf-8"
            return charset
        return "utf-8"

    async def read(self):
        """The body."""
        return self._body

    async def text(self, encoding=None, errors="strict"):
        """The body's text."""
        return self._body.decode(encoding or self.get_encoding(), errors=errors)

    async def json(self, *, encoding=None, loads=json_loads, content_type="application/json"):
        """The body's JSON; ContentTypeError where the response is said to be something else."""
        if content_type:
            actual = self.content_type
            expected = _JSON_TYPE.match(actual) if content_type == "application/json" else content_type in actual
            if not expected:
                raise ContentTypeError(
                    self._request_info,
                    self._history,
                    status=self.status,
                    message=f"Attempt to decode JSON with unexpected mimetype: {self._headers.get('Content-Type', '').lower()}",
                    headers=self._headers,
                )
        stripped = self._body.strip()
        if not stripped:
            return None
        value = loads(stripped.decode(encoding or self.get_encoding()))
        return value if self._made_up is None else parsed(self._made_up, value)

    def raise_for_status(self):
        """Raises ClientResponseError for 400 and above."""
        if not self.ok:
            self.release()
            raise ClientResponseError(
                self._request_info, self._history, status=self.status, message=self.reason, headers=self._headers
            )

    def release(self):
        self._released = True
        return _nothing()

    def close(self):
        self._released = True

    async def wait_for_close(self):
        self._released = True

    async def __aenter__(self):
        return self

    async def __aexit__(self, *error):
        self._released = True

    def __repr__(self):
        return f"<ClientResponse({self._url}) [{self.status} {self.reason}]>\n{self._headers!r}\n"


class _Nothing:
    def __await__(self):
        return None
        yield


def _nothing():
    return _nothing_at_all


_nothing_at_all = _Nothing()
