"""Names of headers and methods."""

from _conformance.stand_ins import module_getattr

_rest = module_getattr(__name__)

METH_GET, METH_POST, METH_PUT, METH_DELETE, METH_HEAD = "GET", "POST", "PUT", "DELETE", "HEAD"
METH_PATCH, METH_OPTIONS, METH_ANY = "PATCH", "OPTIONS", "*"
ETAG, WWW_AUTHENTICATE = "ETag", "WWW-Authenticate"


def __getattr__(name):
    if name.replace("_", "").isupper():
        return "-".join(part.capitalize() for part in name.split("_"))
    return _rest(name)
