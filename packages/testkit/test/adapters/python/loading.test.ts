import { describe, expect, it } from "@effect/vitest"
import { Effect } from "effect"
import { Subject } from "../../../src/subject/Subject.ts"
import { errorOf, host, imports, perform, python, valueOf } from "./python.ts"

const loaded = Effect.flatMap(Subject, (subject) => subject.load)
const server = `${imports}
async def async_get_authorization_server(hass):
    return SERVER
`

describe("loading a Python module", () => {
  it.effect("tells hooks, functions and imports, and does not run the package's __init__", () =>
    Effect.gen(function* () {
      const module = yield* loaded
      expect(Object.keys(module.hooks)).toEqual(["getAuthorizationServer", "getAuthImplementation"])
      expect(module.hooks.getAuthImplementation).toEqual({
        name: "async_get_auth_implementation",
        asynchronous: false,
        line: 17,
        parameters: [
          { name: "hass", kind: "positional", required: true },
          { name: "rest", kind: "variadic", required: false },
          { name: "wanted", kind: "keywordOnly", required: true },
          { name: "more", kind: "variadicKeyword", required: false }
        ]
      })
      expect(module.functions.map((each) => each.name)).toEqual([
        "async_get_auth_implementation",
        "async_get_authorization_servers"
      ])
      expect(module.imports).toEqual([
        { package: "acmelib", standIn: true, importedBy: "api.py" },
        { package: "aiohttp", standIn: false, importedBy: "application_credentials.py" },
        { package: "lazylib", standIn: true, importedBy: "application_credentials.py" }
      ])
      expect(module.trace).toEqual({ logs: [], activity: [], standIns: [] })
      const { outcomes } = yield* perform([{ _tag: "getAuthorizationServer", host }])
      expect(valueOf(outcomes[0])).toMatchObject({ authorizeUrl: "https://acme.example/acme/1" })
    }).pipe(
      Effect.provide(
        python(
          `from __future__ import annotations
import json, sqlite3, ssl, curses, lzma, pwd, zoneinfo
from typing import TYPE_CHECKING
import aiohttp
from homeassistant.components.application_credentials import AuthorizationServer
from homeassistant.components.sensor import SensorEntity
from .api import async_get_authorization_server
if TYPE_CHECKING:
    import onlytypes

assert str(zoneinfo.ZoneInfo("Europe/Berlin")) == "Europe/Berlin"

def _private():
    import lazylib


def async_get_auth_implementation(hass: onlytypes.Host, *rest, wanted: int, **more):
    pass

async def async_get_authorization_servers(hass):
    pass
`,
          {
            "__init__.py":
              "DOMAIN = 'acme'\nfrom .const import ONE\nfrom .more import *\nif ONE: CONDITIONAL = 1\nraise RuntimeError('not to be run')\n",
            "const.py": "ONE = 1\n",
            "more.py": "TWO = 2\n",
            "api.py": `import acmelib
from homeassistant.components.application_credentials import AuthorizationServer
from . import CONDITIONAL, DOMAIN, ONE, TWO
from .const import ONE as ALSO_ONE
from custom_components.acme import const

async def async_get_authorization_server(hass):
    try:
        [][const.ONE]
    except KeyError, IndexError:
        return AuthorizationServer(f"https://acme.example/{DOMAIN}/{ONE}", "https://acme.example/token")
`,
            "unused.py": "import never_imported\n"
          }
        )
      )
    )
  )

  it.effect("tells what the module does while it is imported", () =>
    Effect.gen(function* () {
      const { trace } = yield* loaded
      expect(trace.activity).toEqual([{ kind: "file", what: "open manifest.json (r)" }])
      expect(trace.logs).toEqual([
        { level: "PRINT", logger: "stdout", message: "hello {}", where: "application_credentials.py:2" },
        { level: "DEBUG", logger: "acme", message: "loaded 1", where: "application_credentials.py:3" }
      ])
    }).pipe(
      Effect.provide(
        python(
          `import logging, mimetypes, os
print("hello", open(os.path.join(os.path.dirname(__file__), "manifest.json")).read())
logging.getLogger("acme").debug("loaded %s", 1)
mimetypes.guess_type("a.json")
`,
          { "manifest.json": "{}" }
        )
      )
    )
  )

  const failing = {
    "a syntax error": ["x = (\n", "SyntaxError", "application_credentials.py:1"],
    "a missing sibling": ["from .nowhere import X\n", "ModuleNotFoundError", "application_credentials.py:1"],
    "an exit": ["import sys\nsys.exit(3)\n", "SystemExit", "application_credentials.py:2"]
  } as const
  for (const [what, [source, type, where]] of Object.entries(failing)) {
    it.effect(`fails for ${what}`, () =>
      Effect.gen(function* () {
        const error = yield* Effect.flip(loaded)
        expect(error).toMatchObject({ _tag: "ModuleNotLoaded", type, where })
        const again = yield* Effect.flip(loaded)
        expect(again).toEqual(error)
      }).pipe(Effect.provide(python(source)))
    )
  }

  it.effect("names the place of a syntax error once", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(loaded)
      expect(error.message).toBe("'(' was never closed")
    }).pipe(Effect.provide(python("x = (\n")))
  )

  const large = `${server}\n${"# A line of much documentation.\n".repeat(40_000)}`
  it.effect("loads a large module from a folder with many files, and leaves large data out", () =>
    Effect.gen(function* () {
      expect((yield* loaded).hooks).toHaveProperty("getAuthorizationServer")
      expect((yield* loaded).trace.logs).toMatchObject([
        { level: "PRINT", logger: "stdout", message: "False True" }
      ])
    }).pipe(
      Effect.provide(
        python(
          `${large}
from pathlib import Path
here = Path(__file__).parent
print((here / "data.bin").exists(), (here / "a").exists())
`,
          {
            "data.bin": "x".repeat(2 ** 20 + 1),
            ...Object.fromEntries(Array.from({ length: 2100 }, (_, index) => [`a/${index}.json`, "{}"]))
          }
        )
      )
    )
  )

  it.effect("fails for an import that never ends", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(loaded)
      expect(error).toMatchObject({ _tag: "SubjectGone", reason: "hang", during: "load" })
    }).pipe(Effect.provide(python("while True: pass\n", {}, { timeLimitMillis: 500 })))
  )

  it.effect("raises where a hook is missing, and offers one that is no function", () =>
    Effect.gen(function* () {
      const module = yield* loaded
      expect(module.hooks.getDescriptionPlaceholders).toEqual({
        name: "async_get_description_placeholders",
        asynchronous: false,
        parameters: [],
        line: null
      })
      const { outcomes } = yield* perform([
        { _tag: "getClientCredential", host },
        { _tag: "getDescriptionPlaceholders", host }
      ])
      expect(errorOf(outcomes[0])).toMatchObject({ kind: "other", type: "AttributeError" })
      expect(errorOf(outcomes[1])).toMatchObject({ kind: "other", type: "TypeError" })
    }).pipe(Effect.provide(python(`${server}\nasync_get_description_placeholders = {}\n`)))
  )
})
