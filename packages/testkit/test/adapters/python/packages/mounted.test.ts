import { mkdirSync, symlinkSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { describe, expect, it } from "@effect/vitest"
import { Effect } from "effect"
import { withPackages } from "../../../../src/adapters/python/packages/withPackages.ts"
import { readIntegration } from "../../../../src/adapters/readIntegration.ts"
import { subjectLayer } from "../../../../src/adapters/subjectLayer.ts"
import type { PythonPackages } from "../../../../src/subject/PythonPackages.ts"
import { Subject } from "../../../../src/subject/Subject.ts"
import { platform, writeTree } from "../../folders.ts"
import { make, perform, valueOf } from "../python.ts"

const module = `
from homeassistant.components.application_credentials import AuthImplementation, AuthorizationServer
from acme_api import TOKEN_URL, Client, VERSION
from acme_api.newer import THING
from acme_shared.urls import AUTHORIZE_URL
import compiled_thing
import half_compiled
import needy
import single
from homeassistant.components.another.const import SCOPE

NAME = f"{VERSION} {single.NAME} {Client().greet()} {SCOPE}"
UNKNOWN = [THING, compiled_thing.VALUE, half_compiled.VALUE, needy.VALUE]

async def async_get_auth_implementation(hass, auth_domain, credential):
    made = AuthImplementation(hass, auth_domain, credential, AuthorizationServer(AUTHORIZE_URL, TOKEN_URL))
    made._name = NAME
    return made
`

const site = {
  "acme_api/__init__.py": `
from importlib.metadata import version
from aiohttp import ClientSession
from . import urls
from .urls import TOKEN_URL
VERSION = version("acme-api")
class Client:
    def greet(self):
        return urls.greeting()
`,
  "acme_api/urls.py":
    'import acme_words\nTOKEN_URL = "https://acme.example/token"\ndef greeting():\n    return acme_words.HELLO\n',
  "acme_api/tests/test_it.py": "1 / 0",
  "acme_api-1.2.3.dist-info/METADATA": "Metadata-Version: 2.1\nName: acme-api\nVersion: 1.2.3\n",
  "acme_api-1.2.3.dist-info/RECORD": "acme_api/__init__.py,sha256=x,1\nacme_api/urls.py,,\n",
  "acme_words.py": 'HELLO = "hello"\n',
  "acme_shared/urls/__init__.py": 'AUTHORIZE_URL = "https://acme.example/authorize"\n',
  "compiled_thing.cpython-313-x86_64-linux-gnu.so": "",
  "half_compiled/__init__.py": "from ._speed import VALUE\n",
  "half_compiled/_speed.abi3.so": "",
  "needy/__init__.py": "import nowhere\n",
  "single.py": 'NAME = "single"\n',
  "unused/__init__.py": "1 / 0\n",
  "homeassistant/__init__.py": "1 / 0\n",
  "homeassistant/components/another/__init__.py": "",
  "homeassistant/components/another/const.py": 'SCOPE = "scope-of-another"\n',
  "aiohttp/__init__.py": "1 / 0\n"
}

const written = (files: { readonly [path: string]: string }) =>
  writeTree({
    ".venv/pyvenv.cfg": "home = /usr/bin\n",
    ...Object.fromEntries(
      Object.entries(files).map(([path, text]) => [`.venv/lib/python3.14/site-packages/${path}`, text])
    ),
    "custom_components/acme/application_credentials.py": module,
    "custom_components/acme/manifest.json": '{ "domain": "acme" }'
  })

const integrationWith = Effect.fnUntraced(function* (root: string, folders: ReadonlyArray<string> = []) {
  const integration = yield* readIntegration(join(root, "custom_components/acme"))
  const { packages = nothing, ...rest } = yield* withPackages(integration, { packages: folders })
  return { ...rest, packages }
})

const nothing: PythonPackages = { folders: [], packages: [], absent: {}, files: [] }

describe("packages that are mounted", () => {
  it.effect("are those that the module imports and what these import, from the environment near it", () =>
    Effect.gen(function* () {
      const root = yield* written(site)
      const { packages } = yield* integrationWith(root)
      expect(packages.folders).toEqual([
        { path: join(root, ".venv/lib/python3.14/site-packages"), origin: "environment" }
      ])
      expect(packages.packages.map(({ module, name, version }) => [module, name, version])).toEqual([
        ["acme_api", "acme-api", "1.2.3"],
        ["acme_shared.urls", "acme_shared.urls", null],
        ["acme_words", "acme_words", null],
        ["half_compiled", "half_compiled", null],
        ["homeassistant.components.another", "homeassistant.components.another", null],
        ["needy", "needy", null],
        ["single", "single", null]
      ])
      expect(packages.absent).toEqual({
        compiled_thing: "it is compiled for this machine, and only Python's own code runs here"
      })
      const paths = packages.files.map(({ to }) => to)
      expect(paths).toContain("acme_api-1.2.3.dist-info/METADATA")
      expect(paths.filter((path) => /tests|unused|\.so$|aiohttp|homeassistant\/__init__/.test(path))).toEqual(
        []
      )
    }).pipe(Effect.provide(platform))
  )

  it.effect("run in the jail, and what cannot be imported stands in", () =>
    Effect.gen(function* () {
      const integration = yield* integrationWith(yield* written(site))
      yield* Effect.gen(function* () {
        const { imports } = yield* Effect.flatMap(Subject, ({ load }) => load)
        expect(
          Object.fromEntries(imports.map(({ importedBy: _, package: name, ...rest }) => [name, rest]))
        ).toEqual({
          acme_api: { standIn: false, mounted: true },
          acme_shared: { standIn: false, mounted: true },
          compiled_thing: { standIn: true },
          half_compiled: {
            standIn: true,
            mounted: true,
            problem: "ModuleNotFoundError: No module named 'half_compiled._speed'"
          },
          needy: { standIn: true, mounted: true, problem: "ModuleNotFoundError: No module named 'nowhere'" },
          single: { standIn: false, mounted: true }
        })
        const { outcomes } = yield* perform([make("acme")])
        expect(valueOf(outcomes[0])).toMatchObject({
          name: "1.2.3 single hello scope-of-another",
          authorizeUrl: "https://acme.example/authorize",
          tokenUrl: "https://acme.example/token"
        })
      }).pipe(Effect.provide(subjectLayer(integration, "process")))
    }).pipe(Effect.provide(platform))
  )

  it.effect("are no files that a link leads to out of their folder", () =>
    Effect.gen(function* () {
      const { "acme_words.py": _, ...others } = site
      const root = yield* written(others)
      const folder = join(root, ".venv/lib/python3.14/site-packages")
      writeFileSync(join(root, "secret.py"), 'HELLO = "secret"\n')
      symlinkSync(join(root, "secret.py"), join(folder, "acme_words.py"))
      mkdirSync(join(folder, "real"), { recursive: true })
      writeFileSync(join(folder, "real/one.py"), "")
      symlinkSync(join(folder, "real"), join(folder, "acme_api/inside"))
      symlinkSync(dirname(folder), join(folder, "half_compiled/above"))
      const { packages } = yield* integrationWith(root)
      expect(packages.absent).toMatchObject({
        acme_words: expect.stringContaining("acme_words.py is a link that leads out of its folder"),
        half_compiled: expect.stringContaining("half_compiled/above is a link that leads out of its folder")
      })
      const paths = packages.files.map(({ to }) => to)
      expect(paths).toContain("acme_api/inside/one.py")
      expect(paths.filter((path) => /acme_words|half_compiled/.test(path))).toEqual([])
    }).pipe(Effect.provide(platform))
  )

  it.effect("are of the first folder that has them, and of a virtual environment by its name", () =>
    Effect.gen(function* () {
      const root = yield* written(site)
      const other = yield* writeTree({ "single.py": 'NAME = "other"\n' })
      const { files, packages } = (yield* integrationWith(root, [other, join(root, ".venv")])).packages
      expect(files.find(({ to }) => to === "single.py")?.from).toBe(join(other, "single.py"))
      expect(packages.find(({ module }) => module === "needy")?.folder).toEqual({
        path: join(root, ".venv/lib/python3.14/site-packages"),
        origin: "given"
      })
      const error = yield* Effect.flip(integrationWith(root, [join(root, "nowhere")]))
      expect(error.message).toMatch(/There is no folder .*nowhere to take packages from\. Give one/)
    }).pipe(Effect.provide(platform))
  )
})
