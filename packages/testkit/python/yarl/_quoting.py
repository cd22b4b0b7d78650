"""Percent-encoding as URLs need it."""

import re
from functools import lru_cache

_UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
_ALLOWED = _UNRESERVED + "!$'()*,"
_HEX = re.compile("[0-9A-Fa-f]{2}")


class Quoter:
    """Encodes what is not safe; with `requote`, what is encoded already stays so or is put into its plain form."""

    def __init__(self, safe="", protected="", qs=False, requote=True):
        plain = _ALLOWED + safe + protected + ("" if qs else "+&=;")
        self._plain = frozenset(plain)
        self._protected = frozenset(protected)
        self._qs = qs
        self._requote = requote
        self._nothing_to_do = re.compile(f"[{re.escape(plain)}]*").fullmatch
        self._byte = {}
        for byte in range(256):
            character = chr(byte)
            if byte < 128 and character in self._plain:
                self._byte[byte] = character
            elif qs and character == " ":
                self._byte[byte] = "+"
            else:
                self._byte[byte] = f"%{byte:02X}"

    def __call__(self, value):
        if value is None:
            return None
        if not isinstance(value, str):
            raise TypeError("Argument should be str")
        value = str.__str__(value)
        if self._nothing_to_do(value):
            return value
        if self._requote and "%" in value:
            return self._requoted(value)
        byte = self._byte
        return "".join([byte[each] for each in value.encode("utf-8", "ignore")])

    def _requoted(self, value):
        first, *rest = value.split("%")
        byte = self._byte
        parts = [byte[each] for each in first.encode("utf-8", "ignore")]
        for part in rest:
            if _HEX.match(part):
                character = chr(int(part[:2], 16))
                if character in self._protected:
                    parts.append(f"%{part[:2].upper()}")
                elif character in self._plain:
                    parts.append(character)
                else:
                    parts.append(f"%{part[:2].upper()}")
                part = part[2:]
            else:
                parts.append("%25")
            parts.extend([byte[each] for each in part.encode("utf-8", "ignore")])
        return "".join(parts)


class Unquoter:
    """Decodes what is encoded, except what must stay so."""

    def __init__(self, ignore="", unsafe="", qs=False):
        self._ignore = ignore
        self._unsafe = unsafe
        self._qs = qs

    def __call__(self, value):
        if value is None:
            return None
        if "%" not in value:
            if not self._qs:
                return value
            return value.replace("+", " ") if "+" in value else value
        return self._unquoted(value)

    def _unquoted(self, value):
        plus = " " if self._qs else "+"
        parts = []
        pending = bytearray()
        position = 0
        while position < len(value):
            if value[position] == "%" and _HEX.match(value, position + 1):
                pending.append(int(value[position + 1 : position + 3], 16))
                position += 3
                continue
            self._flush(pending, parts)
            character = value[position]
            parts.append(plus if character == "+" else character)
            position += 1
        self._flush(pending, parts)
        return "".join(parts)

    def _flush(self, pending, parts):
        while pending:
            try:
                text, used = pending.decode("utf-8"), len(pending)
            except UnicodeDecodeError as error:
                text, used = pending[: error.start].decode("utf-8"), error.start
            for character in text:
                if self._qs and character in "+=&;":
                    parts.append(f"%{ord(character):02X}" if character in self._unsafe else character)
                elif character in self._unsafe or character in self._ignore:
                    parts.append(f"%{ord(character):02X}")
                else:
                    parts.append(character)
            if used < len(pending):
                parts.append(f"%{pending[used]:02X}")
                used += 1
            del pending[:used]


quote_user = Quoter(requote=False)
requote_user = Quoter()
quote_path = Quoter(safe="@:", protected="/+", requote=False)
requote_path = Quoter(safe="@:", protected="/+")
requote_query = lru_cache(64)(Quoter(safe="?/:@", protected="=+&;", qs=True))
quote_query = Quoter(safe="?/:@", protected="=+&;", qs=True, requote=False)
quote_query_part = Quoter(safe="?/:@", qs=True, requote=False)
quote_fragment = Quoter(safe="?/:@", requote=False)
requote_fragment = Quoter(safe="?/:@")
unquote = Unquoter()
unquote_path = Unquoter(unsafe="+")
unquote_query = Unquoter(qs=True)
