import { describe, expect, it } from "@effect/vitest"
import { Effect } from "effect"
import { platform } from "../folders.ts"
import { moduleWith, perform, placeholders, server, subjectOf, valueOf } from "./subjects.ts"

const load = Effect.fnUntraced(function* (source: string, options?: Parameters<typeof subjectOf>[1]) {
  return yield* (yield* subjectOf(source, options)).load
})

describe("loading a module", () => {
  it.effect("describes its hooks and public functions by their own text", () =>
    Effect.gen(function* () {
      const module = yield* load(
        `
import { defineApplicationCredentials } from "@application-credentials/sdk"
import { Effect } from "effect"
import { readFileSync } from "node:fs"
import "./const.ts"

export const asyncHelper = async (first: number, { a, b } = { a: 1, b: "),(" }, ...rest: Array<string>) => first
export class Thing {}
export const number = 1
export default defineApplicationCredentials({
  getAuthorizationServer: Effect.fn("named")(function* (host) { return yield* Effect.never }),
  getAuthImplementation(host, authDomain, /* the credential, */ credential = undefined) { return Effect.never },
  getDescriptionPlaceholders: async (host) => ({}),
  getClientCredential: 5 as never,
  getAuthorisationServer: _ => Effect.never
} as never)
`,
        { files: { "const.ts": 'import "effect/Schema"; export const a = 1' } }
      )
      const positional = (name: string, required = true) => ({ name, kind: "positional", required })
      expect(module.hooks).toEqual({
        getAuthorizationServer: {
          name: "getAuthorizationServer",
          asynchronous: true,
          parameters: [positional("argument1")],
          line: 11
        },
        getAuthImplementation: {
          name: "getAuthImplementation",
          asynchronous: true,
          parameters: [positional("host"), positional("authDomain"), positional("credential", false)],
          line: 12
        },
        getDescriptionPlaceholders: {
          name: "getDescriptionPlaceholders",
          asynchronous: false,
          parameters: [positional("host")],
          line: 13
        },
        getClientCredential: { name: "getClientCredential", asynchronous: false, parameters: [], line: 14 }
      })
      expect(module.functions.map(({ name }) => name)).toEqual([
        "getAuthorizationServer",
        "getAuthImplementation",
        "getDescriptionPlaceholders",
        "getAuthorisationServer",
        "asyncHelper"
      ])
      expect(module.functions.at(-1)).toEqual({
        name: "asyncHelper",
        asynchronous: false,
        parameters: [
          positional("first"),
          expect.objectContaining({ kind: "positional", required: false }),
          { name: "rest", kind: "variadic", required: false }
        ],
        line: 7
      })
      expect(module.imports).toEqual([
        { package: "@application-credentials/sdk", standIn: false, importedBy: "application_credentials.ts" },
        { package: "effect", standIn: false, importedBy: "application_credentials.ts" },
        { package: "effect", standIn: false, importedBy: "const.ts" }
      ])
      expect(module.trace).toEqual({ logs: [], activity: [], standIns: [] })
    }).pipe(Effect.provide(platform))
  )

  it.effect("takes a plain object, and a file that exports nothing", () =>
    Effect.gen(function* () {
      const plain = yield* load("export default { getAuthorizationServer() {} }")
      expect(Object.keys(plain.hooks)).toEqual(["getAuthorizationServer"])
      const empty = yield* load("const nothing = 1")
      expect(empty).toMatchObject({ hooks: {}, functions: [] })
    }).pipe(Effect.provide(platform))
  )

  it.effect.each([
    "application_credentials.mts",
    "application_credentials.js",
    "application_credentials.mjs"
  ])("takes %s, in a folder without packages", (file) =>
    Effect.gen(function* () {
      const source = moduleWith("Effect.succeed({ home: host.instanceName })")
      const subject = yield* subjectOf(source, { file })
      const [outcome] = yield* perform(subject, [placeholders])
      expect(valueOf(outcome)).toEqual({ home: "Home" })
      expect((yield* subject.load).trace.logs).toEqual([])
    }).pipe(Effect.provide(platform))
  )

  it.effect("prefers the integration's own packages, for the module and its host alike", () =>
    Effect.gen(function* () {
      const subject = yield* subjectOf(
        `import { origin } from "@application-credentials/sdk/origin"; export const fromOwn = () => origin; export default {}`,
        {
          files: {
            "node_modules/@application-credentials/sdk/package.json":
              '{ "type": "module", "exports": { "./origin": "./origin.js" } }',
            "node_modules/@application-credentials/sdk/origin.js": 'export const origin = "own"'
          }
        }
      )
      const error = yield* Effect.flip(subject.load)
      // An SDK of its own that lacks what the host needs is the module's fault, and said so.
      expect(error).toMatchObject({ _tag: "ModuleNotLoaded", type: "NoHost" })
    }).pipe(Effect.provide(platform))
  )

  it.effect("says which package is missing and how to install it", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(
        load('import { a } from "./api.ts"; export default {}', {
          files: { "api.ts": 'export { a } from "@acme/client/deep"' }
        })
      )
      expect(error).toMatchObject({ _tag: "ModuleNotLoaded", type: "ERR_MODULE_NOT_FOUND", where: "api.ts" })
      expect(error.message).toBe(
        'api.ts imports "@acme/client/deep", and the package @acme/client is not installed. ' +
          "Install it in the integration's folder: npm install @acme/client"
      )
    }).pipe(Effect.provide(platform))
  )

  it.effect("says which file is missing", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(load('import "./gone.ts"; export default {}'))
      expect(error.message).toBe('application_credentials.ts imports "./gone.ts", and there is no such file.')
      const bare = yield* Effect.flip(load('import "./gone"; export default {}'))
      expect(bare.message).toBe(
        'application_credentials.ts imports "./gone", and there is no such file. ' +
          'An import names the file with its extension: "./gone.ts".'
      )
    }).pipe(Effect.provide(platform))
  )

  it.effect("says what a module threw at its top level, and where", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(load('export default {}\n\nthrow new RangeError("too much")'))
      expect(error).toMatchObject({
        type: "RangeError",
        message: "too much",
        where: "application_credentials.ts:3"
      })
    }).pipe(Effect.provide(platform))
  )

  it.effect.each([
    ["export default {\n  a: 1,\n  b: = 2\n}", "application_credentials.ts:3"],
    ["export enum A { B }\nexport default {}", null]
  ] as const)("says why %j is not understood", ([source, where]) =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(load(source))
      expect(error).toMatchObject({ _tag: "ModuleNotLoaded", type: expect.stringContaining("Syntax") })
      if (where !== null) expect(error).toMatchObject({ where })
    }).pipe(Effect.provide(platform))
  )

  it.effect("ends a top level that never ends", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(load("await new Promise(() => {})\nexport default {}"))
      expect(error).toMatchObject({ _tag: "ModuleNotLoaded", type: "NeverLoads" })
    }).pipe(Effect.provide(platform))
  )

  it.effect("lets timers at the top level run at once", () =>
    Effect.gen(function* () {
      const module = yield* load(
        "await new Promise((resolve) => setTimeout(resolve, 86_400_000))\nexport default { getClientCredential() {} }"
      )
      expect(Object.keys(module.hooks)).toEqual(["getClientCredential"])
    }).pipe(Effect.provide(platform))
  )

  it.effect("records what a module does while it loads", () =>
    Effect.gen(function* () {
      const module = yield* load(
        `
import { readFileSync } from "node:fs"
import { execSync } from "node:child_process"
console.warn("loading %d", 1)
readFileSync(new URL("./secrets.json", import.meta.url))
try { execSync("true") } catch {}
await fetch("https://acme.io/x?y=1").catch(() => {})
export default {}
`,
        { files: { "secrets.json": "{}" } }
      )
      expect(module.trace.logs).toEqual([{ level: "WARN", logger: "console", message: "loading 1" }])
      expect(module.trace.activity).toContainEqual({ kind: "process", what: "execSync true" })
      expect(module.trace.activity).toContainEqual({ kind: "network", what: "fetch https://acme.io/x" })
      expect(module.trace.activity).toContainEqual({ kind: "file", what: "readFileSync secrets.json" })
    }).pipe(Effect.provide(platform))
  )

  it.effect("continues after process.exit, and tells of it", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(load("process.exit(3)\nexport default {}"))
      expect(error).toMatchObject({
        _tag: "ModuleNotLoaded",
        message: expect.stringContaining("process.exit")
      })
    }).pipe(Effect.provide(platform))
  )

  it.effect("gives up on an endless loop, at load and in a step, and starts anew", () =>
    Effect.gen(function* () {
      const loading = yield* subjectOf("for (;;);", { timeLimitMillis: 1500 })
      expect(yield* Effect.flip(loading.load)).toMatchObject({
        _tag: "SubjectGone",
        reason: "hang",
        during: "load"
      })

      const subject = yield* subjectOf(moduleWith("{ for (;;); }"), { timeLimitMillis: 1500 })
      const gone = yield* Effect.flip(perform(subject, [server, placeholders]))
      expect(gone).toMatchObject({ reason: "hang", during: "getDescriptionPlaceholders" })
      const [outcome] = yield* perform(subject, [server])
      expect(outcome).toMatchObject({ _tag: "returned" })

      const answered = { entropy: 1, now: 1_767_225_600, answers: [] }
      const scripts = [
        { ...answered, steps: [server, server] },
        { ...answered, steps: [placeholders] }
      ]
      const batch = yield* Effect.flip(subject.performAll(scripts))
      expect(batch).toMatchObject({ reason: "hang", during: "getDescriptionPlaceholders" })
    }).pipe(Effect.provide(platform))
  )
})
