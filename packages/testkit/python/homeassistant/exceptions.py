"""The errors of Home Assistant."""

from _conformance.stand_ins import module_getattr
from _conformance.version import fact
from aiohttp import ClientError, ClientResponseError

__getattr__ = module_getattr(__name__)


class HomeAssistantError(Exception):
    """Any error of Home Assistant."""

    _translate = False

    def __init__(self, *args, translation_domain=None, translation_key=None, translation_placeholders=None):
        if not args and translation_key and translation_domain:
            self._translate = True
            args = (translation_key,)
        super().__init__(*args)
        self.translation_domain = translation_domain
        self.translation_key = translation_key
        self.translation_placeholders = translation_placeholders


class ConfigValidationError(HomeAssistantError, ExceptionGroup):
    """A configuration is not valid."""

    def __new__(cls, message, exceptions, **translation):
        return ExceptionGroup.__new__(cls, message, exceptions)

    def __init__(self, message, exceptions, **translation):
        super().__init__(message, exceptions, **translation)


class ServiceValidationError(HomeAssistantError):
    """An action was called with data that is not valid."""


class InvalidEntityFormatError(HomeAssistantError):
    """An entity's id is badly formed."""


class NoEntitySpecifiedError(HomeAssistantError):
    """No entity is named."""


class TemplateError(HomeAssistantError):
    """A template cannot be rendered."""

    def __init__(self, exception=None):
        super().__init__(exception if isinstance(exception, str) else f"{type(exception).__name__}: {exception}")


class IntegrationError(HomeAssistantError):
    """An error of a platform or a config entry."""

    def __str__(self):
        return super().__str__() or str(self.__cause__)


class PlatformNotReady(IntegrationError):
    """A platform cannot be set up yet."""


class ConfigEntryError(IntegrationError):
    """An entry cannot be set up."""


class ConfigEntryNotReady(IntegrationError):
    """An entry cannot be set up yet."""


class ConfigEntryAuthFailed(IntegrationError):
    """An entry's account must be linked again."""


class InvalidStateError(HomeAssistantError):
    """A state is not valid."""


class Unauthorized(HomeAssistantError):
    """A user may not do this."""

    def __init__(
        self, context=None, user_id=None, entity_id=None, config_entry_id=None, perm_category=None, permission=None
    ):
        super().__init__(type(self).__name__)
        self.context = context
        self.user_id = user_id
        self.entity_id = entity_id
        self.config_entry_id = config_entry_id
        self.perm_category = perm_category
        self.permission = permission


class UnknownUser(Unauthorized):
    """There is no such user."""


class ServiceNotFound(ServiceValidationError):
    """There is no such action."""

    def __init__(self, domain, service):
        super().__init__(f"Service {domain}.{service} not found.")
        self.domain = domain
        self.service = service


class MaxLengthExceeded(HomeAssistantError):
    """A value is too long."""

    def __init__(self, value, property_name, max_length):
        super().__init__(f"Value {value} for property {property_name} has a max length of {max_length} characters")
        self.value = value
        self.property_name = property_name
        self.max_length = max_length


class DependencyError(HomeAssistantError):
    """What an integration depends on cannot be set up."""

    def __init__(self, failed_dependencies):
        super().__init__(f"Could not setup dependencies: {', '.join(failed_dependencies)}")
        self.failed_dependencies = failed_dependencies


class ImplementationUnavailableError(ConfigEntryNotReady if fact("errorsOfEntries") else HomeAssistantError):
    """An implementation cannot be had at the moment."""


class UnknownImplementationError(ConfigEntryAuthFailed, ValueError):
    """The implementation that an account was linked with is gone."""


_Retried = (ConfigEntryNotReady,) if fact("errorsOfEntries") else (HomeAssistantError,)
_Relinked = (ConfigEntryAuthFailed,) if fact("errorsOfEntries") else ()


def _translate(error, key, domain):
    error.domain = domain
    error.translation_domain = "homeassistant"
    error.translation_key = key
    error.translation_placeholders = {"domain": domain}


class OAuth2TokenRequestError(ClientResponseError, *_Retried):
    """A token request fails."""

    _key = "oauth2_helper_refresh_failed"

    def __init__(
        self,
        *,
        request_info,
        history=(),
        status=0,
        message="OAuth 2.0 token refresh failed",
        headers=None,
        domain,
    ):
        ClientResponseError.__init__(self, request_info, history, status=status, message=message, headers=headers)
        _translate(self, self._key, domain)


class OAuth2TokenRequestTransientError(OAuth2TokenRequestError):
    """A token request fails for now."""

    _key = "oauth2_helper_refresh_transient"


class OAuth2TokenRequestReauthError(OAuth2TokenRequestError, *_Relinked):
    """A token request fails for good: the account must be linked again."""

    _key = "oauth2_helper_reauth_required"


class OAuth2TokenRequestConnectionError(ClientError, ConfigEntryNotReady):
    """A token request gets no answer, or one without a usable token."""

    def __init__(self, *, domain):
        ConfigEntryNotReady.__init__(self)
        _translate(self, "oauth2_helper_refresh_transient", domain)

    def __str__(self):
        return f"The token request for {self.domain} got no usable answer"
