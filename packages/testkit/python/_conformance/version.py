"""Which Home Assistant is modelled, and what is true of it. The table is in `src/subject/HomeAssistant.ts`."""

import sys
from importlib import import_module

#: The runner's modules that use the host, beside the host's own: they are imported anew for another version.
_BY_VERSION = ("_conformance.raised", "_conformance.flow", "_conformance.steps")

_model = {"version": "", "facts": {}, "lacks": []}


def version():
    """The version's name, such as `2026.10`."""
    return _model["version"]


def fact(name):
    """Whether something is true of this version; KeyError for a fact that the table does not have."""
    return _model["facts"][name]


def lacks(name):
    """Whether this version has no such module, or no such name in a module, though a newer one has."""
    return name in _model["lacks"]


def choose(model):
    """Takes the model of a version: what depends on it is imported anew, and what that version lacks is taken out."""
    global _model
    if model == _model:
        return
    _model = {**model, "lacks": []}
    for name in [name for name in sys.modules if name.partition(".")[0] == "homeassistant" or name in _BY_VERSION]:
        del sys.modules[name]
    for name in _BY_VERSION:
        import_module(name)
    for name in model["lacks"]:
        parent, _, last = name.rpartition(".")
        vars(sys.modules[parent]).pop(last, None)
        sys.modules.pop(name, None)
    _model = model


class Finder:
    """Refuses to find the modules that this version lacks. Stands before the other finders on sys.meta_path."""

    def find_spec(self, name, path=None, target=None):
        if lacks(name):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return None
