"""The package that takes voluptuous' place: the same objects under another name."""

import sys

import voluptuous

sys.modules[__name__] = voluptuous
