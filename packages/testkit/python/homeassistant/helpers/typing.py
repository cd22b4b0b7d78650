"""Names of types."""

from collections.abc import Mapping
from typing import Any

from _conformance.stand_ins import module_getattr

__getattr__ = module_getattr(__name__)

type GPSType = tuple[float, float]
type ConfigType = dict[str, Any]
type DiscoveryInfoType = dict[str, Any]
type ServiceDataType = dict[str, Any]
type StateType = str | int | float | None
type TemplateVarsType = Mapping[str, Any] | None
type QueryType = Any
type VolSchemaType = Any
type VolDictType = dict[Any, Any]
NoEventData = Mapping
UNDEFINED = object()
