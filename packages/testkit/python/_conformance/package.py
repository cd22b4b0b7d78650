"""The integration's package, without running its `__init__`."""

import ast
import re
import sys
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from .stand_ins import stand_in


class _Package(ModuleType):
    """The package object: what its `__init__` would define is read from its source where that is possible."""

    def __getattr__(self, name):
        if name[:2] == "__":
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        if find_spec(f"{self.__name__}.{name}") is not None:
            return import_module(f"{self.__name__}.{name}")
        found, value = _defined(self, name)
        if not found:
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        if value is None:
            return stand_in(f"{self.__name__}.{name}")
        return value


def _defined(package, name):
    try:
        with open(package.__file__, encoding="utf-8") as file:
            source = file.read()
        body = ast.parse(source).body
    except (OSError, SyntaxError):
        return False, None
    for node in body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)) and node.name == name:
            return True, None
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            for alias in node.names:
                if (alias.asname or alias.name.partition(".")[0]) == name:
                    return True, _imported(package, node, alias.name)
                if alias.name == "*" and node.level == 1 and hasattr(_module_of(package, node), name):
                    return True, _imported(package, node, name)
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        if any(isinstance(target, ast.Name) and target.id == name for target in targets):
            try:
                return True, ast.literal_eval(node.value)
            except (ValueError, TypeError):
                return True, None
    # What it defines in a way that cannot be read off, such as within a condition, stands in.
    return re.search(rf"\b{re.escape(name)}\b", source) is not None, None


def _imported(package, node, name):
    if isinstance(node, ast.Import):
        return import_module(name)
    return None if node.level > 1 else getattr(_module_of(package, node), name)


def _module_of(package, node):
    base = package.__name__ if node.level else ""
    return import_module(".".join(part for part in (base, node.module) if part))


def add_package(name, folder):
    """Puts the package, and those above it, where imports find them."""
    parent = name.rpartition(".")[0]
    if parent == "homeassistant.components":
        import_module(parent)
    elif parent not in sys.modules:
        above = ModuleType(parent)
        above.__path__ = [folder.rpartition("/")[0]]
        sys.modules[parent] = above
    package = _Package(name)
    package.__path__ = [folder]
    package.__file__ = f"{folder}/__init__.py"
    package.__package__ = name
    sys.modules[name] = package
    setattr(sys.modules[parent], name.rpartition(".")[2], package)
    return package
