"""The client session: its requests go to the conformance runner."""

from asyncio import get_running_loop, sleep, timeout as time_limit
from collections import namedtuple
from dataclasses import dataclass
from errno import ECONNREFUSED
from ssl import CERT_NONE, SSLContext
from types import TracebackType  # noqa: F401

from _conformance import network, trace
from _conformance.activity import without_query
from _conformance.stand_ins import address, find_in, module_getattr
from multidict import CIMultiDict, CIMultiDictProxy
from yarl import URL

from ._body import BasicAuth, default_json, encode_body
from .client_exceptions import (
    ClientConnectorError,
    ClientError,
    InvalidURL,
    InvalidUrlClientError,
    InvalidUrlRedirectClientError,
    NonHttpUrlClientError,
    NonHttpUrlRedirectClientError,
    TooManyRedirects,
)
from .client_reqrep import ClientResponse, RequestInfo

__getattr__ = module_getattr(__name__)


@dataclass(frozen=True)
class ClientTimeout:
    """Time limits of a request, in seconds."""

    total: float | None = None
    connect: float | None = None
    sock_read: float | None = None
    sock_connect: float | None = None
    ceil_threshold: float = 5


DEFAULT_TIMEOUT = ClientTimeout(total=5 * 60, sock_connect=30)
_not_given = object()
SERVER_SOFTWARE = "HomeAssistant/2026 aiohttp/3.13 Python/3.14"
_HTTP = ("http", "https", "")
_Key = namedtuple("_Key", ["host", "port", "ssl"])


class TCPConnector:
    """What connects a session: only whether it has certificates verified matters here."""

    def __init__(self, *, ssl=True, verify_ssl=True, ssl_context=None, **options):
        self.ssl = ssl if verify_ssl and ssl_context is None else ssl_context or False
        self.closed = False

    async def close(self):
        self.closed = True


class _RequestContextManager:
    """A request that can be awaited, or entered as a context."""

    __slots__ = ("_coroutine", "_response")

    def __init__(self, coroutine):
        self._coroutine = coroutine

    def __await__(self):
        return self._coroutine.__await__()

    __iter__ = __await__

    def send(self, value):
        return self._coroutine.send(value)

    def throw(self, *error):
        return self._coroutine.throw(*error)

    def close(self):
        return self._coroutine.close()

    async def __aenter__(self):
        self._response = await self._coroutine
        return await self._response.__aenter__()

    async def __aexit__(self, *error):
        await self._response.__aexit__(*error)


class ClientSession:
    """Sends requests, and follows redirects."""

    _of_host = False

    def __init__(
        self,
        base_url=None,
        *,
        connector=None,
        loop=None,
        cookies=None,
        headers=None,
        auth=None,
        json_serialize=default_json,
        raise_for_status=False,
        timeout=_not_given,
        auto_decompress=True,
        trust_env=False,
        verify_ssl=True,
        **options,
    ):
        self._verifies = verify_ssl and verifies(getattr(connector, "ssl", True))
        self._base_url = None if base_url is None else URL(base_url)
        self._default_headers = CIMultiDict(headers or {})
        self._default_auth = auth
        self._json_serialize = json_serialize
        self._raise_for_status = raise_for_status
        self._timeout = DEFAULT_TIMEOUT if timeout is _not_given or timeout is None else timeout
        self._closed = False
        self.connector = connector

    closed = property(lambda self: self._closed)
    headers = property(lambda self: self._default_headers)
    auth = property(lambda self: self._default_auth)
    timeout = property(lambda self: self._timeout)
    cookie_jar = ()

    def request(self, method, url, **options):
        return _RequestContextManager(self._request(method, url, **options))

    def get(self, url, *, allow_redirects=True, **options):
        return _RequestContextManager(self._request("GET", url, allow_redirects=allow_redirects, **options))

    def options(self, url, *, allow_redirects=True, **options):
        return _RequestContextManager(self._request("OPTIONS", url, allow_redirects=allow_redirects, **options))

    def head(self, url, *, allow_redirects=False, **options):
        return _RequestContextManager(self._request("HEAD", url, allow_redirects=allow_redirects, **options))

    def post(self, url, *, data=None, **options):
        return _RequestContextManager(self._request("POST", url, data=data, **options))

    def put(self, url, *, data=None, **options):
        return _RequestContextManager(self._request("PUT", url, data=data, **options))

    def patch(self, url, *, data=None, **options):
        return _RequestContextManager(self._request("PATCH", url, data=data, **options))

    def delete(self, url, **options):
        return _RequestContextManager(self._request("DELETE", url, **options))

    async def close(self):
        self._closed = True

    def detach(self):
        self._closed = True

    async def __aenter__(self):
        return self

    async def __aexit__(self, *error):
        await self.close()

    def __enter__(self):
        raise TypeError("Use async with instead")

    def __exit__(self, *error):
        pass

    async def _request(
        self,
        method,
        str_or_url,
        *,
        params=None,
        data=None,
        json=None,
        cookies=None,
        headers=None,
        skip_auto_headers=None,
        auth=None,
        allow_redirects=True,
        max_redirects=10,
        raise_for_status=None,
        timeout=_not_given,
        ssl=True,
        verify_ssl=None,
        ssl_context=None,
        fingerprint=None,
        **options,
    ):
        if self._closed:
            raise RuntimeError("Session is closed")
        if timeout is _not_given or timeout is None:
            timeout = self._timeout
        total = timeout.total if isinstance(timeout, ClientTimeout) else timeout
        sent = {}
        for name, value in (*self._default_headers.items(), *_header_pairs(headers)):
            sent[name.lower()] = value if isinstance(value, str) else str(value)
        try:
            url = URL(str_or_url)
            if self._base_url is not None and not url.absolute:
                url = self._base_url.join(url)
            if find_in(str(url)):
                url = URL(address(str(url)))
        except ValueError as error:
            raise InvalidUrlClientError(str_or_url) from error
        if params:
            url = url.extend_query(params)
        if url.scheme not in _HTTP:
            raise NonHttpUrlClientError(url)
        if not url.raw_host:
            raise InvalidUrlClientError(url)
        body, content_type = encode_body(data, json, self._json_serialize)
        auth = auth if auth is not None or "authorization" in sent else self._default_auth
        if not self._of_host:
            trace.record_activity("network", f"aiohttp.ClientSession {method} {without_query(str(url))}")
        verified = self._verifies if ssl is True else verifies(ssl)
        verified = verified and verify_ssl is not False and verifies(ssl_context)
        history = []
        method = method.upper()
        while True:
            url, auth = _credentials_of(url, auth)
            if auth is not None and "authorization" in sent:
                raise ValueError("Cannot combine AUTHORIZATION header with AUTH argument or credentials encoded in URL")
            response = await self._send(method, url, sent, auth, body, content_type, total, tuple(history), verified)
            if not (allow_redirects and response.status in (301, 302, 303, 307, 308)):
                break
            history.append(response)
            if len(history) >= max_redirects:
                raise TooManyRedirects(history[0].request_info, tuple(history))
            location = response.headers.get("Location") or response.headers.get("URI")
            if location is None:
                break
            if (response.status == 303 and method != "HEAD") or (
                response.status in (301, 302) and method == "POST"
            ):
                method, body, content_type = "GET", "", None
                sent.pop("content-length", None)
                sent.pop("content-type", None)
            target = _redirect_target(url, location)
            if target.origin() != url.origin():
                auth = None
                sent.pop("authorization", None)
            url = target
        response._history = tuple(history)
        check = self._raise_for_status if raise_for_status is None else raise_for_status
        if check is True:
            response.raise_for_status()
        elif check not in (None, False):
            await check(response)
        return response

    async def _send(self, method, url, sent, auth, body, content_type, total, history, verified):
        headers = {"accept": "*/*", "user-agent": SERVER_SOFTWARE, **sent}
        if auth is not None:
            if not isinstance(auth, BasicAuth):
                raise TypeError("BasicAuth() tuple is required instead")
            headers["authorization"] = auth.encode()
        if content_type is not None:
            headers.setdefault("content-type", content_type)
        for name, value in sent.items():
            if "\r" in name or "\n" in name or "\r" in value or "\n" in value:
                raise ValueError("Newline or carriage return detected in headers. Potential header injection attack.")
        plain = url.with_fragment(None)
        info = RequestInfo(plain, method, CIMultiDictProxy(headers), url)
        await sleep(0)
        try:
            status, received, text = await network.answer_to(method, str(plain), headers, body, verified)
        except network.ConnectionFailure:
            key = _Key(url.host, url.port, True)
            failure = ClientConnectorError(key, OSError(ECONNREFUSED, "Connect call failed"))
        except network.NeverAnswers:
            failure = None
        else:
            return ClientResponse(method, url, status, received, text, info, history, self)
        if failure is not None:
            raise failure
        async with time_limit(total or None):
            await get_running_loop().create_future()


def verifies(ssl):
    """Whether what a request or a connector was given as `ssl` has the server's certificate verified."""
    if ssl is False:
        return False
    return not (isinstance(ssl, SSLContext) and ssl.verify_mode == CERT_NONE)


def _header_pairs(headers):
    if not headers:
        return ()
    return headers.items() if hasattr(headers, "items") else headers


def _credentials_of(url, auth):
    """Credentials in an address are sent as HTTP Basic authentication."""
    if "@" not in url.raw_authority:
        return url, auth
    user, password = url.user, url.password
    if user is None and password is None:
        return url, auth
    return url.with_user(None), auth if auth is not None else BasicAuth(user or "", password or "")


def _redirect_target(url, location):
    try:
        target = URL(location)
    except ValueError as error:
        raise InvalidUrlRedirectClientError(location, "Server attempted redirecting to a location that does not look like a URL") from error
    if target.scheme not in _HTTP:
        raise NonHttpUrlRedirectClientError(location)
    if not target.scheme:
        target = url.join(target)
    try:
        target.origin()
    except ValueError as error:
        raise InvalidUrlRedirectClientError(target, "Invalid redirect URL origin") from error
    return target


class HostSession(ClientSession):
    """The session that the host hands out: what is sent through it is no activity of its own."""

    _of_host = True

    async def close(self):
        """Home Assistant's shared session is not closed by an integration."""

    __name__ = "ClientSession"


__all__ = ("ClientError", "ClientResponse", "ClientSession", "ClientTimeout", "InvalidURL", "RequestInfo")
