"""URLs, with the behaviour of yarl's for what integrations use."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import isinf, isnan
from urllib.parse import SplitResult, quote, urljoin

from multidict import MultiDict, MultiDictProxy

from ._quoting import (
    quote_fragment,
    quote_path,
    quote_query,
    quote_query_part,
    quote_user,
    requote_fragment,
    requote_path,
    requote_query,
    requote_user,
    unquote,
    unquote_path,
    unquote_query,
)

__all__ = ("URL", "Query", "QueryVariable", "SimpleQuery", "cache_clear", "cache_configure", "cache_info")
__version__ = "1.22.0"

Query = SimpleQuery = QueryVariable = object

_DEFAULT_PORTS = {"http": 80, "https": 443, "ws": 80, "wss": 443, "ftp": 21}
_NEEDS_HOST = ("http", "https", "ws", "wss", "ftp")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*):")
_CONTROL = "".join(map(chr, range(33)))
_NOT_IN_HOST = re.compile(r"[\x00-\x20\"#%/<>?@\\^`{|}\x7f]")
_no_query = object()


def cache_clear():
    """Clears nothing: there is no cache of which behaviour depends."""


def cache_info():
    return {}


def cache_configure(**sizes):
    """Changes nothing."""


def _split(url):
    url = url.lstrip(_CONTROL).rstrip()
    for unsafe in "\t\r\n":
        if unsafe in url:
            url = url.replace(unsafe, "")
    scheme = netloc = query = fragment = ""
    match = _SCHEME.match(url)
    if match:
        scheme = match[1].lower()
        url = url[match.end() :]
    if url[:2] == "//":
        end = min([at for at in (url.find(c, 2) for c in "/?#") if at >= 0], default=len(url))
        netloc, url = url[2:end], url[end:]
        if ("[" in netloc) != ("]" in netloc):
            raise ValueError("Invalid IPv6 URL")
    url, hash_, fragment = url.partition("#")
    url, _, query = url.partition("?")
    return scheme, netloc, url, query, fragment


@lru_cache(256)
def _split_netloc(netloc):
    user = password = host = port = None
    userinfo, at, hostinfo = netloc.rpartition("@")
    if at:
        user, colon, password = userinfo.partition(":")
        if not colon:
            password = None
    if hostinfo.startswith("["):
        host, _, rest = hostinfo[1:].partition("]")
        port = rest[1:] if rest.startswith(":") else ""
        host = f"[{host}]"
    else:
        host, _, port = hostinfo.partition(":")
    if not port:
        return user or None, password, host or None, None
    if not (port.isascii() and port.isdigit()):
        raise ValueError("Invalid URL: port can't be converted to integer")
    if not 0 <= int(port) <= 65535:
        raise ValueError("Port out of range 0-65535")
    return user or None, password, host or None, int(port)


def _encode_host(host):
    if host.startswith("["):
        return host.lower()
    if host.isascii():
        invalid = _NOT_IN_HOST.search(host)
        if invalid:
            raise ValueError(f"Host {host!r} cannot contain {invalid[0]!r} (at position {invalid.start()})")
        return host.lower()
    try:
        return host.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return quote(host.lower())


def _make_netloc(user, password, host, port):
    netloc = host if port is None else f"{host}:{port}"
    if user is None and password is None:
        return netloc
    if password is None:
        return f"{user}@{netloc}"
    return f"{user or ''}:{password}@{netloc}"


def _without_dots(path):
    prefix = ""
    if path.startswith("/"):
        prefix, path = "/", path[1:]
    kept = []
    segments = path.split("/")
    for segment in segments:
        if segment == "..":
            if kept:
                kept.pop()
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in (".", ".."):
        kept.append("")
    return prefix + "/".join(kept)


@lru_cache(256)
def _parse(text):
    scheme, netloc, path, query, fragment = _split(text)
    if netloc:
        user, password, host, port = _split_netloc(netloc)
        if host is None:
            if scheme in _NEEDS_HOST:
                raise ValueError("Invalid URL: host is required for absolute urls with the %s scheme" % scheme)
            host = ""
        netloc = _make_netloc(requote_user(user), requote_user(password), _encode_host(host), port)
    elif scheme in _NEEDS_HOST:
        raise ValueError("Invalid URL: host is required for absolute urls with the %s scheme" % scheme)
    path = requote_path(path) if path else path
    if netloc and "." in path:
        path = _without_dots(path)
    return scheme, netloc, path, requote_query(query) if query else "", requote_fragment(fragment) if fragment else ""


def _query_value(value):
    kind = type(value)
    if isinstance(value, str):
        return str.__str__(value)
    if kind is int:
        return str(value)
    if isinstance(value, float):
        if isinf(value):
            raise ValueError("float('inf') is not supported")
        if isnan(value):
            raise ValueError("float('nan') is not supported")
        return str(float(value))
    if kind is not bool and hasattr(kind, "__int__"):
        return str(int(value))
    raise TypeError(
        f"Invalid variable type: value should be str, int or float, got {value!r} of type {kind}"
    )


def _encode_pairs(pairs):
    return "&".join([f"{_quoted(name)}={_quoted(value if type(value) is str else _query_value(value))}" for name, value in pairs])


def _quoted(text):
    """Whoever builds an address step by step has the same texts quoted each time."""
    return _quoted_text(text) if type(text) is str else quote_query_part(text)


_quoted_text = lru_cache(256)(quote_query_part)


def _pairs_of(query):
    pairs = []
    for name, value in query.items():
        if isinstance(value, (list, tuple)):
            pairs.extend((name, each) for each in value)
        else:
            pairs.append((name, value))
    return pairs


def _query_text(args, kwargs):
    """The encoded query that arguments say; None for none."""
    if kwargs:
        if args:
            raise ValueError("Either kwargs or single query parameter must be present")
        return _encode_pairs(_pairs_of(kwargs))
    if len(args) != 1:
        raise ValueError("Either kwargs or single query parameter must be present")
    query = args[0]
    if query is None:
        return None
    if isinstance(query, str):
        return quote_query(query) if query else ""
    if isinstance(query, Mapping):
        return _encode_pairs(_pairs_of(query))
    if isinstance(query, (bytes, bytearray, memoryview)):
        raise TypeError("Invalid query type: bytes, bytearray and memoryview are forbidden")
    if isinstance(query, Sequence):
        return _encode_pairs(query)
    raise TypeError(f"Invalid query type: only str, mapping or sequence of (key, value) pairs is allowed, got {type(query)}")


class URL:
    """An immutable URL."""

    __slots__ = ("_parts", "_text")

    def __new__(cls, val="", *, encoded=False):
        if type(val) is cls:
            return val
        if isinstance(val, str):
            text = str.__str__(val)
            return _make(_split(text) if encoded else _parse(text))
        if type(val) is SplitResult:
            return _make(_parse(val.geturl()))
        raise TypeError("Constructor parameter should be str")

    def __init_subclass__(cls):
        raise TypeError(f"Inheriting a class {cls!r} from URL is forbidden")

    @classmethod
    def build(
        cls,
        *,
        scheme="",
        authority="",
        user=None,
        password=None,
        host="",
        port=None,
        path="",
        query=None,
        query_string="",
        fragment="",
        encoded=False,
    ):
        """Makes a URL from its parts."""
        if authority and (user or password or host or port):
            raise ValueError('Can\'t mix "authority" with "user", "password", "host" or "port".')
        if query and query_string:
            raise ValueError('Only one of "query" or "query_string" should be passed')
        if authority:
            user, password, host, port = _split_netloc(authority)
        netloc = ""
        if host:
            netloc = _make_netloc(quote_user(user), quote_user(password), _encode_host(host), port)
        if netloc and path and not path.startswith("/"):
            raise ValueError("Path in a URL with authority should start with a slash ('/') if set")
        text = _query_text((query,), {}) if query else quote_query(query_string)
        return _make((scheme.lower(), netloc, path if encoded else quote_path(path), text or "", quote_fragment(fragment)))

    def _with(self, **changes):
        scheme, netloc, path, query, fragment = self._parts
        return _make(
            (
                changes.get("scheme", scheme),
                changes.get("netloc", netloc),
                changes.get("path", path),
                changes.get("query", query),
                changes.get("fragment", fragment),
            )
        )

    def __str__(self):
        if self._text is None:
            scheme, netloc, path, query, fragment = self._parts
            if netloc:
                if not path and (query or fragment):
                    path = "/"
                default = _DEFAULT_PORTS.get(scheme)
                if default is not None and netloc.endswith(f":{default}"):
                    netloc = netloc[: -len(str(default)) - 1]
            text = f"{scheme}:" if scheme else ""
            if netloc or (scheme in _NEEDS_HOST and path[:2] == "//"):
                text += f"//{netloc}{path if path[:1] in ('/', '') else '/' + path}"
            else:
                text += path
            if query:
                text += f"?{query}"
            if fragment:
                text += f"#{fragment}"
            self._text = text
        return self._text

    def __repr__(self):
        return f"URL('{self}')"

    def __bytes__(self):
        return str(self).encode("ascii")

    def _comparable(self):
        scheme, netloc, path, query, fragment = self._parts
        return (scheme, netloc, path or ("/" if netloc else ""), query, fragment)

    def __eq__(self, other):
        return self._comparable() == other._comparable() if type(other) is URL else NotImplemented

    def __hash__(self):
        return hash(self._comparable())

    def __lt__(self, other):
        return self._comparable() < other._comparable() if type(other) is URL else NotImplemented

    def __bool__(self):
        return any(self._parts[1:])

    def __reduce__(self):
        return (URL, (str(self),))

    def __truediv__(self, name):
        if not isinstance(name, str):
            return NotImplemented
        return self._joined((name,), False)

    def __mod__(self, query):
        return self.update_query(query)

    def joinpath(self, *other, encoded=False):
        """Appends path segments; drops query and fragment."""
        return self._joined(other, encoded)

    def _joined(self, names, encoded):
        scheme, netloc, path, _, _ = self._parts
        segments = path.split("/") if path else ([""] if netloc else [])
        for name in names:
            if name.startswith("/"):
                raise ValueError(f"Appending path {name!r} starting from slash is forbidden")
            while segments and segments[-1] == "" and len(segments) > 1:
                segments.pop()
            segments.extend((name if encoded else quote_path(name)).split("/"))
        joined = "/".join(segments)
        if netloc and not joined.startswith("/"):
            joined = f"/{joined}"
        return _make((scheme, netloc, _without_dots(joined) if netloc and "." in joined else joined, "", ""))

    def join(self, url):
        """Resolves a reference against this URL."""
        if type(url) is not URL:
            raise TypeError("url should be URL")
        return URL(urljoin(str(self), str(url)), encoded=True)

    def with_query(self, *args, **kwargs):
        """Replaces the query."""
        return self._with(query=_query_text(args, kwargs) or "")

    def extend_query(self, *args, **kwargs):
        """Appends to the query."""
        new = _query_text(args, kwargs)
        if not new:
            return self
        query = self._parts[3]
        return self._with(query=f"{query}&{new}" if query else new)

    def update_query(self, *args, **kwargs):
        """Replaces the values of keys in the query, and appends the keys that are new."""
        if not args and not kwargs:
            raise ValueError("Either kwargs or single query parameter must be present")
        query = kwargs if kwargs else args[0]
        if query is None:
            return self._with(query="")
        if not query:
            return self
        if isinstance(query, Mapping):
            new = _pairs_of(query)
        elif isinstance(query, str):
            new = _parse_query(query)
        elif isinstance(query, (bytes, bytearray, memoryview)):
            raise TypeError("Invalid query type: bytes, bytearray and memoryview are forbidden")
        elif isinstance(query, Sequence):
            new = list(query)
        else:
            raise TypeError(
                "Invalid query type: only str, mapping or sequence of (key, value) pairs is allowed"
            )
        merged = MultiDict(_parse_query(self._parts[3]))
        merged.update(new)
        return self._with(query=_encode_pairs(merged._items))

    def without_query_params(self, *names):
        """Removes keys from the query."""
        kept = [pair for pair in _parse_query(self._parts[3]) if pair[0] not in names]
        return self._with(query=_encode_pairs(kept))

    def with_fragment(self, fragment):
        """Replaces the fragment."""
        if not fragment and not self._parts[4]:
            return self
        return self._with(fragment=quote_fragment(fragment) if fragment else "")

    def with_scheme(self, scheme):
        """Replaces the scheme."""
        if not self._parts[1]:
            raise ValueError("scheme replacement is not allowed for relative URLs")
        return self._with(scheme=scheme.lower())

    def with_path(self, path, *, encoded=False, keep_query=False, keep_fragment=False):
        """Replaces the path; drops query and fragment unless they are to be kept."""
        path = path if encoded else quote_path(path)
        if self._parts[1]:
            path = _without_dots(path) if "." in path else path
            if path and not path.startswith("/"):
                path = f"/{path}"
        return self._with(
            path=path,
            query=self._parts[3] if keep_query else "",
            fragment=self._parts[4] if keep_fragment else "",
        )

    def with_name(self, name, **keep):
        """Replaces the last path segment."""
        if "/" in name:
            raise ValueError("Slash in name is not allowed")
        return self.with_path(f"{self._parts[2].rpartition('/')[0]}/{quote_path(name)}", encoded=True, **keep)

    def _with_netloc(self, what, **changes):
        if not self._parts[1]:
            raise ValueError(f"{what} replacement is not allowed for relative URLs")
        user, password, host, port = _split_netloc(self._parts[1])
        parts = {"user": user, "password": password, "host": host, "port": port, **changes}
        return self._with(netloc=_make_netloc(**parts))

    def with_host(self, host):
        """Replaces the host."""
        return self._with_netloc("host", host=_encode_host(host))

    def with_port(self, port):
        """Replaces the port."""
        return self._with_netloc("port", port=port)

    def with_user(self, user):
        """Replaces the user."""
        changes = {"user": None, "password": None} if user is None else {"user": quote_user(user)}
        return self._with_netloc("user", **changes)

    def with_password(self, password):
        """Replaces the password."""
        return self._with_netloc("password", password=quote_user(password))

    def origin(self):
        """Scheme, host and port alone."""
        if not self._parts[1]:
            raise ValueError("URL should be absolute")
        if not self._parts[0]:
            raise ValueError("URL should have scheme")
        _, _, host, port = _split_netloc(self._parts[1])
        return _make((self._parts[0], _make_netloc(None, None, host, port), "", "", ""))

    def relative(self):
        """All that follows scheme, host and port."""
        if not self._parts[1]:
            raise ValueError("URL should be absolute")
        return self._with(scheme="", netloc="")

    def human_repr(self):
        """The URL with what is encoded made readable."""
        return unquote(str(self))

    def is_absolute(self):
        """Whether it has a host."""
        return bool(self._parts[1])

    absolute = property(is_absolute)

    def is_default_port(self):
        """Whether its port is the scheme's."""
        return self.port is not None and self.port == _DEFAULT_PORTS.get(self._parts[0])

    scheme = property(lambda self: self._parts[0])
    raw_authority = property(lambda self: self._parts[1])
    authority = property(lambda self: unquote(self._parts[1]))
    raw_user = property(lambda self: _split_netloc(self._parts[1])[0])
    user = property(lambda self: unquote(self.raw_user))
    raw_password = property(lambda self: _split_netloc(self._parts[1])[1])
    password = property(lambda self: unquote(self.raw_password))
    explicit_port = property(lambda self: _split_netloc(self._parts[1])[3])
    raw_path = property(lambda self: self._parts[2] or ("/" if self._parts[1] else ""))
    path = property(lambda self: unquote_path(self.raw_path))
    path_safe = path
    raw_query_string = property(lambda self: self._parts[3])
    query_string = property(lambda self: unquote_query(self._parts[3]))
    query = property(lambda self: MultiDictProxy(_parse_query(self._parts[3])))
    raw_fragment = property(lambda self: self._parts[4])
    fragment = property(lambda self: unquote(self._parts[4]))
    name = property(lambda self: unquote(self.raw_name))
    raw_name = property(lambda self: self.raw_path.rpartition("/")[2])
    parts = property(lambda self: tuple(unquote(part) for part in self.raw_parts))

    @property
    def raw_host(self):
        host = _split_netloc(self._parts[1])[2]
        return host.strip("[]") if host else None

    @property
    def host(self):
        raw = self.raw_host
        if raw and raw.startswith("xn--") or (raw and ".xn--" in raw):
            return raw.encode("ascii").decode("idna")
        return raw

    host_subcomponent = property(lambda self: _split_netloc(self._parts[1])[2])

    @property
    def host_port_subcomponent(self):
        host = self.host_subcomponent
        if host is None:
            return None
        return host if self.port is None or self.is_default_port() else f"{host}:{self.port}"

    @property
    def port(self):
        port = self.explicit_port
        return _DEFAULT_PORTS.get(self._parts[0]) if port is None else port

    @property
    def raw_path_qs(self):
        return f"{self.raw_path}?{self._parts[3]}" if self._parts[3] else self.raw_path

    @property
    def path_qs(self):
        return f"{self.path}?{self.query_string}" if self._parts[3] else self.path

    @property
    def raw_parts(self):
        path = self.raw_path
        if path.startswith("/"):
            return ("/", *path[1:].split("/"))
        return tuple(path.split("/"))

    @property
    def parent(self):
        path = self._parts[2]
        if not path or path == "/":
            return self._with(query="", fragment="")
        return self._with(path=path.rpartition("/")[0], query="", fragment="")

    @property
    def suffix(self):
        return self.name[self.name.rfind(".") :] if "." in self.name[1:-1] else ""


@lru_cache(64)
def _parsed_query(query):
    decode = unquote_query if "%" in query or "+" in query else str
    pairs = (part.partition("=") for part in query.split("&") if part)
    return tuple([(decode(name), decode(value)) for name, _, value in pairs])


def _parse_query(query):
    return list(_parsed_query(query)) if query else []


def _make(parts):
    url = object.__new__(URL)
    url._parts = parts
    url._text = None
    return url
