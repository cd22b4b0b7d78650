"""Small things that integrations use."""

import re
import unicodedata

from _conformance.stand_ins import package_getattr

__getattr__ = package_getattr(__name__)


def slugify(text, *, separator="_"):
    """Makes a name of lower-case letters, digits and separators."""
    if text in (None, ""):
        return ""
    plain = unicodedata.normalize("NFKD", str(text)).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", separator, plain.replace("'", "")).strip(separator) or "unknown"


def raise_if_invalid_filename(filename):
    if re.search(r"(~|(\.\.)|/|\\)", filename):
        raise ValueError(f"{filename} is not a safe filename")


def raise_if_invalid_path(path):
    if re.search(r"(~|\.(\.)+)", path):
        raise ValueError(f"{path} is not a safe path")
