"""Packages that are mounted, and what stands in for those that cannot be imported.

A package may be another version than the one that the module needs, or need what does not run here. Nothing of that is the
module's fault: what it imports and cannot have stands in, as if it were not mounted.
"""

import os
import sys
from importlib.machinery import PathFinder

from . import errors
from .describe import type_name
from .stand_ins import StandInModule, stand_in

FOLDER = "/packages"
_INTEGRATIONS = "homeassistant.components"

#: Why a module of a package could not be imported, by its name.
problems = {}
_roots = frozenset()


def mount():
    """Lets imports find the packages, if there are any: after the host's own."""
    global _roots
    if not os.path.isdir(FOLDER) or _roots:
        return
    _roots = frozenset(name.partition(".")[0] for name in os.listdir(FOLDER)) - sys.stdlib_module_names
    for name in [name for name in sys.modules if is_mounted(name.partition(".")[0])]:
        del sys.modules[name]
    sys.path.append(FOLDER)
    if "homeassistant" in _roots:
        sys.modules[_INTEGRATIONS].__path__.append(f"{FOLDER}/homeassistant/components")
    before = next(index for index, finder in enumerate(sys.meta_path) if finder is PathFinder)
    sys.meta_path.insert(before, _Finder())


def is_mounted(root):
    """Whether a package of this name is mounted."""
    return root in _roots and root != "homeassistant"


def problem_of(root):
    """Why a package, or a part of it, could not be imported; None where it could."""
    return next((why for name, why in problems.items() if name.partition(".")[0] == root), None)


def asking_file(depth=2):
    """The file of the code that imports something, or asks a module for a name, so many calls up at least."""
    frame = sys._getframe(depth)
    while frame is not None:
        file = frame.f_code.co_filename
        if not (file == __file__ or file.startswith("<frozen importlib") or file.endswith("/importlib/__init__.py")):
            return file
        frame = frame.f_back
    return ""


def _asked_by_integration():
    return asking_file().startswith(errors.integration_folder())


class _Finder:
    """Finds modules of the packages that are mounted."""

    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] not in _roots:
            return None
        spec = PathFinder.find_spec(name, [FOLDER] if path is None else path)
        if spec is None or not (spec.origin or "").startswith(FOLDER):
            return None
        spec.loader = _Loader(spec.loader, _asked_by_integration())
        return spec


class _Loader:
    """Loads a module. Where that fails, and the integration itself asks for it, it stands in."""

    def __init__(self, loader, may_stand_in):
        self._loader = loader
        self._may_stand_in = may_stand_in

    def __getattr__(self, name):
        return getattr(self._loader, name)

    def create_module(self, spec):
        return self._loader.create_module(spec)

    def exec_module(self, module):
        try:
            self._loader.exec_module(module)
        except Exception as error:
            if not self._may_stand_in:
                raise
            problems[module.__name__] = f"{type_name(type(error))}: {errors.message_of(error)}"
            _replace(module)
        else:
            vars(module).setdefault("__getattr__", _missing_name(module.__name__))


def _replace(module):
    name = module.__name__
    for other in [other for other in sys.modules if other.startswith(f"{name}.")]:
        del sys.modules[other]
    replaced = StandInModule(name)
    replaced.__path__ = []
    replaced.__spec__ = module.__spec__
    sys.modules[name] = replaced


def _missing_name(module_name):
    """A `__getattr__` for a module of another version than the integration needs: what it lacks stands in."""

    def missing(name):
        if name[:2] == "__" or not _asked_by_integration() or _is_module(f"{module_name}.{name}"):
            raise AttributeError(f"module {module_name!r} has no attribute {name!r}")
        return stand_in(f"{module_name}.{name}")

    return missing


def _is_module(name):
    parent = sys.modules.get(name.rpartition(".")[0])
    return PathFinder.find_spec(name, getattr(parent, "__path__", [])) is not None
