"""Date and time."""

import datetime as dt
import time

from _conformance.stand_ins import module_getattr

__getattr__ = module_getattr(__name__)

UTC = DEFAULT_TIME_ZONE = dt.UTC
EPOCHORDINAL = dt.datetime(1970, 1, 1).toordinal()


def utcnow():
    return dt.datetime.now(dt.UTC)


def now(time_zone=None):
    return dt.datetime.now(time_zone or DEFAULT_TIME_ZONE)


def utc_from_timestamp(timestamp):
    return dt.datetime.fromtimestamp(timestamp, dt.UTC)


def as_utc(dattim):
    return dattim.replace(tzinfo=dt.UTC) if dattim.tzinfo is None else dattim.astimezone(dt.UTC)


as_local = as_utc


def as_timestamp(dt_value):
    return (dt_value if isinstance(dt_value, dt.datetime) else parse_datetime(str(dt_value))).timestamp()


def utc_to_timestamp(utc_dt):
    return utc_dt.timestamp()


def parse_datetime(dt_str, *, raise_on_error=False):
    try:
        return dt.datetime.fromisoformat(dt_str)
    except ValueError:
        if raise_on_error:
            raise
        return None


def monotonic():
    return time.monotonic()
