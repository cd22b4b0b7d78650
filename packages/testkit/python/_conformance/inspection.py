"""What a module offers and imports."""

import ast
import sys
from annotationlib import Format
from importlib.util import find_spec
from inspect import Parameter, iscoroutinefunction, isfunction, signature, unwrap

from .errors import file_name
from . import mounted
from .stand_ins import StandInFinder, StandInModule, origin_of

HOOKS = {
    "getAuthorizationServer": "async_get_authorization_server",
    "getAuthImplementation": "async_get_auth_implementation",
    "getDescriptionPlaceholders": "async_get_description_placeholders",
    "getClientCredential": "async_get_client_credential",
}
_KINDS = {
    Parameter.POSITIONAL_ONLY: "positional",
    Parameter.POSITIONAL_OR_KEYWORD: "positional",
    Parameter.VAR_POSITIONAL: "variadic",
    Parameter.KEYWORD_ONLY: "keywordOnly",
    Parameter.VAR_KEYWORD: "variadicKeyword",
}


def public_function(name, value):
    """A hook or a function as data."""
    parameters = []
    if callable(value) and origin_of(value) is None:
        try:
            declared = signature(value, annotation_format=Format.STRING).parameters.values()
        except (TypeError, ValueError):
            declared = ()
        for parameter in declared:
            kind = _KINDS[parameter.kind]
            required = parameter.default is Parameter.empty and not kind.startswith("variadic")
            parameters.append({"name": parameter.name, "kind": kind, "required": required})
    plain = unwrap(value) if isfunction(value) else value
    asynchronous = iscoroutinefunction(plain) or iscoroutinefunction(value)
    if not asynchronous and not isfunction(value) and callable(value):
        asynchronous = iscoroutinefunction(getattr(value, "func", getattr(type(value), "__call__", None)))
    line = plain.__code__.co_firstlineno if isfunction(plain) else None
    described = {"name": name, "asynchronous": bool(asynchronous), "parameters": parameters, "line": line}
    origin = origin_of(value)
    return described if origin is None else {**described, "standIn": origin}


def hooks_of(module):
    """The hooks that a module offers, by the protocol's names."""
    return {
        hook: public_function(name, getattr(module, name)) for hook, name in HOOKS.items() if hasattr(module, name)
    }


def functions_of(module):
    """The public functions that the module's own file defines."""
    return [
        public_function(name, value)
        for name, value in vars(module).items()
        if not name.startswith("_") and isfunction(value) and value.__module__ == module.__name__
    ]


def imports_of(package, library):
    """Third-party packages that the module and the siblings it imported import."""
    found = {}
    for name, module in sorted(sys.modules.items()):
        path = getattr(module, "__file__", None)
        if not name.startswith(f"{package}.") or not path or not path.endswith(".py"):
            continue
        with open(path, encoding="utf-8") as file:
            tree = ast.parse(file.read())
        for root in _roots(tree.body):
            if root not in library and root not in ("homeassistant", "custom_components", "__future__"):
                found.setdefault((root, file_name(path)), None)
    return [_import(root, file) for root, file in sorted(found)]


def _import(root, file):
    described = {"package": root, "standIn": _stands_in(root), "importedBy": file}
    if not mounted.is_mounted(root):
        return described
    problem = mounted.problem_of(root)
    return {**described, "mounted": True, **({} if problem is None else {"problem": problem})}


def _roots(body):
    pending = list(body)
    while pending:
        node = pending.pop(0)
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name.partition(".")[0]
        elif isinstance(node, ast.ImportFrom):
            if node.level == 0 and node.module:
                yield node.module.partition(".")[0]
        elif isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            pending = [*node.orelse, *pending]
        else:
            pending = [*ast.iter_child_nodes(node), *pending]


def _stands_in(root):
    if root in sys.modules:
        return isinstance(sys.modules[root], StandInModule)
    try:
        spec = find_spec(root)
    except (ImportError, ValueError):
        return True
    return spec is None or isinstance(spec.loader, StandInFinder)
