"""The errors of an HTTP request."""

__all__ = (
    "ClientConnectionError",
    "ClientConnectionResetError",
    "ClientConnectorCertificateError",
    "ClientConnectorDNSError",
    "ClientConnectorError",
    "ClientConnectorSSLError",
    "ClientError",
    "ClientHttpProxyError",
    "ClientOSError",
    "ClientPayloadError",
    "ClientProxyConnectionError",
    "ClientResponseError",
    "ClientSSLError",
    "ConnectionTimeoutError",
    "ContentTypeError",
    "InvalidURL",
    "InvalidUrlClientError",
    "InvalidUrlRedirectClientError",
    "NonHttpUrlClientError",
    "NonHttpUrlRedirectClientError",
    "RedirectClientError",
    "ServerConnectionError",
    "ServerDisconnectedError",
    "ServerFingerprintMismatch",
    "ServerTimeoutError",
    "SocketTimeoutError",
    "TooManyRedirects",
    "WSMessageTypeError",
    "WSServerHandshakeError",
)


class ClientError(Exception):
    """Any error of a request."""


class ClientResponseError(ClientError):
    """An error that comes with a response."""

    def __init__(self, request_info, history, *, status=None, message="", headers=None):
        self.request_info = request_info
        self.status = status if status is not None else 0
        self.message = message
        self.headers = headers
        self.history = history
        self.args = (request_info, history)

    @property
    def code(self):
        return self.status

    def __str__(self):
        real_url = getattr(self.request_info, "real_url", None)
        return f"{self.status}, message={self.message!r}, url={str(real_url)!r}"

    def __repr__(self):
        parts = [f"{self.request_info!r}, {self.history!r}"]
        if self.status != 0:
            parts.append(f"status={self.status!r}")
        if self.message != "":
            parts.append(f"message={self.message!r}")
        if self.headers is not None:
            parts.append(f"headers={self.headers!r}")
        return f"{type(self).__name__}({', '.join(parts)})"


class ContentTypeError(ClientResponseError):
    """The response is of another content type."""


class WSServerHandshakeError(ClientResponseError):
    """The handshake of a WebSocket fails."""


class ClientHttpProxyError(ClientResponseError):
    """The proxy refuses."""


class TooManyRedirects(ClientResponseError):
    """There are more redirects than allowed."""


class ClientConnectionError(ClientError):
    """An error of the connection."""


class ClientConnectionResetError(ClientConnectionError, ConnectionResetError):
    """The connection is reset."""


class ClientOSError(ClientConnectionError, OSError):
    """An error of the operating system."""


class ClientConnectorError(ClientOSError):
    """There is no connection to the host."""

    def __init__(self, connection_key, os_error):
        self._conn_key = connection_key
        self._os_error = os_error
        super().__init__(os_error.errno, os_error.strerror)
        self.args = (connection_key, os_error)

    os_error = property(lambda self: self._os_error)
    host = property(lambda self: getattr(self._conn_key, "host", ""))
    port = property(lambda self: getattr(self._conn_key, "port", None))
    ssl = property(lambda self: getattr(self._conn_key, "ssl", True))

    def __str__(self):
        return f"Cannot connect to host {self.host}:{self.port} ssl:default [{self._os_error.strerror}]"


class ClientConnectorDNSError(ClientConnectorError):
    """The host's name is unknown."""


class ClientProxyConnectionError(ClientConnectorError):
    """There is no connection to the proxy."""


class ServerConnectionError(ClientConnectionError):
    """An error of the server's connection."""


class ServerDisconnectedError(ServerConnectionError):
    """The server closes the connection."""

    def __init__(self, message=None):
        self.message = "Server disconnected" if message is None else message
        super().__init__(self.message)


class ServerTimeoutError(ServerConnectionError, TimeoutError):
    """The server takes too long."""


class ConnectionTimeoutError(ServerTimeoutError):
    """To connect takes too long."""


class SocketTimeoutError(ServerTimeoutError):
    """To read takes too long."""


class ServerFingerprintMismatch(ServerConnectionError):
    """The certificate is another one."""


class ClientPayloadError(ClientError):
    """The response's body cannot be read."""


class InvalidURL(ClientError, ValueError):
    """The address is not one that can be requested."""

    def __init__(self, url, description=None):
        self._url = url
        self._description = description
        if description:
            super().__init__(url, description)
        else:
            super().__init__(url)

    url = property(lambda self: self._url)
    description = property(lambda self: self._description)

    def __repr__(self):
        return f"<{type(self).__name__} {self}>"

    def __str__(self):
        return f"{self._url} - {self._description}" if self._description else str(self._url)


class InvalidUrlClientError(InvalidURL):
    """The address is not one that can be requested."""


class RedirectClientError(ClientError):
    """A redirect cannot be followed."""


class NonHttpUrlClientError(ClientError):
    """The address is not one of HTTP."""


class InvalidUrlRedirectClientError(InvalidUrlClientError, RedirectClientError):
    """The redirect's address is not one that can be requested."""


class NonHttpUrlRedirectClientError(NonHttpUrlClientError, RedirectClientError):
    """The redirect's address is not one of HTTP."""


class ClientSSLError(ClientConnectorError):
    """An error of the encryption."""


class ClientConnectorSSLError(ClientSSLError):
    """An error of the encryption."""


class ClientConnectorCertificateError(ClientSSLError):
    """The certificate cannot be accepted."""


class WSMessageTypeError(TypeError):
    """The message is of another type."""
