import { readdirSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "@effect/vitest"
import { zipSync } from "fflate"
import { Deferred, Effect, Fiber } from "effect"
import { TestClock } from "effect/testing"
import { withPackages } from "../../../../src/adapters/python/packages/withPackages.ts"
import { readIntegration } from "../../../../src/adapters/readIntegration.ts"
import { subjectLayer } from "../../../../src/adapters/subjectLayer.ts"
import { platform, writeTree } from "../../folders.ts"
import { make, perform, valueOf } from "../python.ts"
import { type File, serveIndex, wheel, wheelName } from "./servedIndex.ts"

const file = (
  name: string,
  version: string,
  files: { readonly [path: string]: string },
  requires: ReadonlyArray<string> = [],
  tags?: string
): File => ({ name: wheelName(name, version, tags), bytes: wheel(name, version, files, requires) })

const acme = (version: string, requires: ReadonlyArray<string> = []) =>
  file("acme-api", version, { "acme_api/__init__.py": `VERSION = "${version}"\n` }, requires)

const module = `
from homeassistant.components.application_credentials import AuthImplementation, AuthorizationServer
import acme_api
import acme_words

SERVER = AuthorizationServer("https://acme.example/authorize", "https://acme.example/token")

async def async_get_auth_implementation(hass, auth_domain, credential):
    made = AuthImplementation(hass, auth_domain, credential, SERVER)
    made._name = f"{acme_api.VERSION} {acme_words.HELLO}"
    return made
`

/** Installs what a manifest requires, and gives the integration with its packages. */
const install = Effect.fnUntraced(function* (
  requirements: ReadonlyArray<string>,
  indexUrl: string,
  options: { readonly cache?: string } = {}
) {
  const root = yield* writeTree({
    "acme/application_credentials.py": module,
    "acme/manifest.json": JSON.stringify({ domain: "acme", requirements })
  })
  const cache = options.cache ?? join(root, "cache")
  const integration = yield* readIntegration(join(root, "acme"))
  const installed = yield* withPackages(integration, { install: { indexUrl, cache } })
  const { absent = {}, packages = [] } = installed.packages ?? {}
  return { integration: installed, absent, packages, cache }
})

describe("packages of an index", () => {
  it.effect("are those that the manifest requires and what these require, and run in the jail", () =>
    Effect.gen(function* () {
      const { url } = yield* serveIndex({
        "acme-api": [
          acme("1.9"),
          acme("1.2.0", [
            "Acme.Words (>=1) ; python_version >= '3.9'",
            "on-windows ; sys_platform == 'win32'",
            "for-tests ; extra == 'test'",
            "aiohttp>=3"
          ])
        ],
        "acme-words": [
          { ...file("acme-words", "1.0", { "acme_words.py": "HELLO = 'old'\n" }) },
          file("acme-words", "2.0", { "acme_words.py": "HELLO = 'hello'\n" }),
          file("acme-words", "3.0rc1", { "acme_words.py": "HELLO = 'early'\n" })
        ]
      })
      const { absent, integration, packages } = yield* install(["acme-api==1.2.0"], url)
      expect(absent).toEqual({})
      expect(packages.map(({ name, version }) => `${name} ${version}`)).toEqual([
        "acme-api 1.2.0",
        "acme-words 2.0"
      ])
      const { outcomes } = yield* perform([make("acme")]).pipe(
        Effect.provide(subjectLayer(integration, "process"))
      )
      expect(valueOf(outcomes[0])).toMatchObject({ name: "1.2.0 hello" })
    }).pipe(Effect.provide(platform))
  )

  it.effect("are kept, and downloaded once", () =>
    Effect.gen(function* () {
      const { requests, url } = yield* serveIndex({ "acme-api": [acme("1.0")] })
      const { cache } = yield* install(["acme-api"], url)
      const { packages } = yield* install(["acme-api"], url, { cache })
      expect(packages.map(({ name }) => name)).toEqual(["acme-api"])
      expect(requests.filter(({ path }) => path.endsWith(".whl"))).toHaveLength(1)
      expect(readdirSync(cache)).toHaveLength(1)
    }).pipe(Effect.provide(platform))
  )

  const traversal = (path: string): File => ({
    name: wheelName("acme-api", "1.0"),
    bytes: wheel("acme-api", "1.0", { "acme_api/__init__.py": "", [path]: "1 / 0" })
  })

  it.effect.each([
    [
      "another hash",
      [{ ...acme("1.0"), more: { hashes: { sha256: "0".repeat(64) } } }],
      /its sha256 is another/
    ],
    [
      "no hash",
      [{ ...acme("1.0"), more: { hashes: {} } }],
      /gives no sha256 of acme_api-1.0-py3-none-any.whl/
    ],
    [
      "no wheel of Python's own code",
      [
        file("acme-api", "1.0", {}, [], "cp314-cp314-manylinux_2_17_x86_64"),
        { name: "acme_api-1.0.tar.gz", bytes: new Uint8Array(1) }
      ],
      /no wheel of acme-api that is Python's own code alone/
    ],
    [
      "only wheels of a newer Python",
      [file("acme-api", "1.0", {}, [], "py315-none-any")],
      /Python's own code alone/
    ],
    ["another version", [acme("2.0")], /the index has no acme-api==1.0 for Python 3.14/, "acme-api==1.0"],
    [
      "an older Python's version",
      [{ ...acme("1.0"), more: { "requires-python": "<3.10" } }],
      /Python's own code alone/
    ],
    [
      "a version that was taken back",
      [{ ...acme("1.0"), more: { yanked: "broken" } }],
      /Python's own code alone/
    ],
    [
      "a path out of the archive",
      [traversal("../outside.py")],
      /the path "\.\.\/outside\.py", which leads out of it/
    ],
    ["an absolute path", [traversal("/etc/outside.py")], /leads out of it/],
    ["a path of Windows", [traversal("..\\outside.py")], /leads out of it/],
    [
      "something else than an archive",
      [{ ...acme("1.0"), bytes: new Uint8Array(100) }],
      /is no sound archive/
    ],
    [
      "a bomb",
      [
        {
          name: wheelName("acme-api", "1.0"),
          bytes: zipSync({ "acme_api/zeros.py": new Uint8Array(65 * 2 ** 20) }, { level: 9 })
        }
      ],
      /unpacks to more than 64 MiB/
    ],
    [
      "an address that is not safe",
      [{ ...acme("1.0"), more: { url: "http://files.example/a.whl" } }],
      /the index has no acme-api/
    ],
    [
      "a wheel that is gone",
      [{ ...acme("1.0"), more: { url: "/files/gone.whl" } }],
      /127.0.0.1:\d+ does not have it/
    ]
  ] as const)("are absent where there is %s", ([, files, why, requirement = "acme-api"]) =>
    Effect.gen(function* () {
      const { url } = yield* serveIndex({ "acme-api": files })
      const { absent, cache, packages } = yield* install([requirement], url)
      expect(absent["acme-api"]).toMatch(why)
      expect(packages).toEqual([])
      expect(() => readdirSync(cache)).toThrow("ENOENT")
    }).pipe(Effect.provide(platform))
  )

  it.effect.each([
    ["does not know it", {}, /does not have it/],
    [
      "fails",
      { "/simple/acme-api/": (_: unknown, response: ResponseLike) => response.writeHead(503).end() },
      /status 503/
    ],
    [
      "answers in HTML",
      { "/simple/acme-api/": (_: unknown, response: ResponseLike) => response.end("<html>") },
      /does not answer in the JSON of a package index/
    ],
    [
      "never ends its page",
      { "/simple/acme-api/": (_: unknown, response: ResponseLike) => endless(response) },
      /answered with more than 32 MiB/
    ]
  ] as const)("are absent where the index %s", ([, others, why]) =>
    Effect.gen(function* () {
      const { url } = yield* serveIndex({}, others)
      const { absent } = yield* install(["acme-api"], url)
      expect(absent["acme-api"]).toMatch(why)
    }).pipe(Effect.provide(platform))
  )

  it.effect("are absent where the index is slow, or cannot be reached", () =>
    Effect.gen(function* () {
      const asked = yield* Deferred.make<void>()
      const { url } = yield* serveIndex(
        {},
        { "/simple/acme-api/": () => Deferred.doneUnsafe(asked, Effect.void) }
      )
      const installing = yield* Effect.forkChild(install(["acme-api"], url), { startImmediately: true })
      yield* Deferred.await(asked)
      yield* TestClock.adjust("30 seconds")
      expect((yield* Fiber.join(installing)).absent["acme-api"]).toMatch(/did not answer within 30 seconds/)
      const { absent } = yield* install(["acme-api"], "http://127.0.0.1:1/")
      expect(absent["acme-api"]).toBe("127.0.0.1:1 could not be reached")
    }).pipe(Effect.provide(platform))
  )

  it.effect("are absent where they are required from elsewhere, or for another version", () =>
    Effect.gen(function* () {
      const { url } = yield* serveIndex({
        "acme-api": [acme("1.0", ["acme-words==1.0"])],
        "acme-words": [file("acme-words", "1.0", {}), file("acme-words", "2.0", {})]
      })
      const required = [
        "acme-words>=2",
        "acme-api",
        "other @ git+https://example.org/other",
        "constructor",
        "== broken"
      ]
      const { absent } = yield* install(required, url)
      expect(absent).toEqual({
        "acme-words==1.0": "acme-api 1.0 requires it, and acme-words 2.0 is there for another",
        other: "it is required from an address, not from an index",
        constructor: expect.stringContaining("does not have it"),
        "== broken": "the manifest requires it in a way that cannot be read"
      })
    }).pipe(Effect.provide(platform))
  )

  it.effect("are asked for with the credentials of the index's address, which nothing shows", () =>
    Effect.gen(function* () {
      const { requests, url } = yield* serveIndex({ "acme-api": [acme("1.0")] })
      const { integration } = yield* install(["acme-api"], url.replace("//", "//me:pass%40word@"))
      expect(requests.map(({ authorization }) => authorization)).toEqual(
        requests.map(() => `Basic ${btoa("me:pass@word")}`)
      )
      expect(JSON.stringify(integration.packages)).not.toMatch(/pass/)
    }).pipe(Effect.provide(platform))
  )

  it.effect("come from https, or from this machine", () =>
    Effect.gen(function* () {
      for (const indexUrl of [
        "http://pypi.example/simple",
        "ftp://pypi.example",
        "pypi",
        "http://127.0.0.1.example/"
      ]) {
        const error = yield* Effect.flip(install([], indexUrl))
        expect(error.message).toMatch(/--index-url takes the address of a package index, such as/)
      }
    }).pipe(Effect.provide(platform))
  )
})

interface ResponseLike {
  readonly writeHead: (status: number) => ResponseLike
  readonly end: (text?: string) => unknown
  readonly write: (bytes: Uint8Array, next: (error?: Error | null) => void) => unknown
}

const mebibyte = new Uint8Array(2 ** 20)

const endless = (response: ResponseLike): void => {
  response.write(mebibyte, (error) => {
    if (!error) setImmediate(() => endless(response))
  })
}
