import { it } from "@effect/vitest"
import { Effect } from "effect"
import { describe, expect } from "vitest"
import { plainHookInput } from "../../src/arbitraries/hookInput.ts"
import { hostSource, isHostsOwn } from "../../src/engine/HostTwin.ts"
import type { RunScript } from "../../src/engine/batchScripts.ts"
import type { Json, LoadedModule, Outcome } from "../../src/subject/Protocol.ts"

const trace = { logs: [], activity: [], standIns: [] }
const returning = (value: Json): Outcome => ({ _tag: "returned", value, trace })
const server = { authorizeUrl: "https://acme.io/authorize", tokenUrl: "https://acme.io/token" }
const giving =
  (...outcomes: ReadonlyArray<Outcome>): RunScript =>
  () =>
    Effect.succeed({ outcomes, requests: [] })

describe("the host's own implementation", () => {
  const sourceOf = (...outcomes: ReadonlyArray<Outcome>) => hostSource(giving(...outcomes))(plainHookInput)

  it.effect("has the endpoints of the module's, and PKCE where that has it", () =>
    Effect.gen(function* () {
      const plain = returning("https://acme.io/authorize?state=1")
      const pkce = returning("https://acme.io/authorize?code_challenge=1")
      expect(yield* sourceOf(returning(server), plain)).toEqual({ by: "host", server, pkce: false })
      expect(yield* sourceOf(returning(server), pkce)).toEqual({ by: "host", server, pkce: true })
    })
  )

  it.effect("has others where the module shows none, and is none where the module makes nothing", () =>
    Effect.gen(function* () {
      const { by, ...source } = yield* sourceOf(returning({ authorizeUrl: null }))
      expect(by).toBe("host")
      expect(source).toMatchObject({ server: { tokenUrl: expect.stringMatching(/^https:/) } })
      expect(yield* Effect.flip(sourceOf({ _tag: "hung", trace }))).toMatchObject({
        _tag: "NotApplicable"
      })
    })
  )

  it.effect("is there where the module's endpoints come out of a package that is not installed", () =>
    Effect.gen(function* () {
      const value = { authorizeUrl: { $standIn: "acme.URL" }, tokenUrl: { $standIn: "acme.URL" } }
      const made: Outcome = { _tag: "returned", value, trace: { ...trace, standIns: ["acme.URL"] } }
      expect(yield* sourceOf(made)).toMatchObject({ by: "host", pkce: false })
    })
  )

  it.effect("is asked for once where all inputs give the same, and for each input where they do not", () =>
    Effect.gen(function* () {
      let scripts = 0
      const counting =
        (urlOf: (host: string) => string): RunScript =>
        ({ steps: [make] }) =>
          Effect.sync(() => {
            scripts++
            const name = make?._tag === "getAuthImplementation" ? make.host.instanceName : ""
            return { outcomes: [returning({ ...server, tokenUrl: urlOf(name) })], requests: [] }
          })
      const same = hostSource(counting(() => server.tokenUrl))
      yield* same(plainHookInput)
      const once = scripts
      yield* same({ ...plainHookInput, authDomain: "acme_two" })
      expect(scripts).toBe(once)
      const another = hostSource(counting((name) => `https://acme.io/${encodeURIComponent(name)}`))
      expect(yield* another(plainHookInput)).toMatchObject({ server: { tokenUrl: "https://acme.io/Home" } })
    })
  )
})

describe("a module whose implementation is the host's own", () => {
  const hook = { name: "async_x", asynchronous: true, parameters: [], line: null }
  const loaded = (hooks: LoadedModule["hooks"]): LoadedModule => ({
    hooks,
    functions: [],
    imports: [],
    trace
  })
  const naming = loaded({ getAuthorizationServer: hook })

  it.effect("only names its server", () =>
    Effect.gen(function* () {
      expect(yield* isHostsOwn(naming, giving(returning(server)))).toBe(true)
      const both = loaded({ getAuthorizationServer: hook, getAuthImplementation: hook })
      expect(yield* isHostsOwn(both, giving(returning(server)))).toBe(false)
      expect(yield* isHostsOwn(loaded({}), giving(returning(server)))).toBe(false)
    })
  )

  it.effect.each([
    returning({ ...server, tokenUrl: null }),
    returning({ ...server, tokenUrl: "" }),
    returning({ ...server, tokenUrl: "http://acme.io/token" }),
    returning({ ...server, authorizeUrl: "https://acme.io/authorize?access_type=offline" }),
    returning({ ...server, authorizeUrl: "https://acme.io" }),
    returning({ ...server, authorizeUrl: "https://acme.io/a/../b" }),
    returning({ ...server, authorizeUrl: "https://user@acme.io/authorize" }),
    { _tag: "hung", trace } as const
  ])("names one that the host can use as it is: not %j", (made) =>
    Effect.gen(function* () {
      expect(yield* isHostsOwn(naming, giving(made))).toBe(false)
    })
  )
})
