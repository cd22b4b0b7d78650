"""Makes names for URLs of texts."""

import re
import unicodedata

from _conformance.stand_ins import package_getattr

__getattr__ = package_getattr(__name__)


def slugify(text, *, max_length=0, separator="-", lowercase=True, allow_unicode=False, replacements=(), **options):
    """A text's letters and digits, in parts that a separator joins."""
    for old, new in replacements:
        text = text.replace(old, new)
    text = unicodedata.normalize("NFKC" if allow_unicode else "NFKD", str(text))
    if not allow_unicode:
        text = text.encode("ascii", "ignore").decode()
    if lowercase:
        text = text.lower()
    slug = separator.join(re.findall(r"[^\W_]+", text.replace("'", "")))
    return slug[:max_length].strip(separator) if max_length else slug
