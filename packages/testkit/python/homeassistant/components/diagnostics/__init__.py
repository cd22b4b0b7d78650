"""What users hand in with a report of a fault."""

from _conformance.stand_ins import package_getattr
from homeassistant.helpers.redact import REDACTED, async_redact_data

__getattr__ = package_getattr(__name__)
__all__ = ("REDACTED", "async_redact_data")
DOMAIN = "diagnostics"
