import { assert, describe, expectTypeOf, it } from "@effect/vitest"
import { Effect, Option, Redacted } from "effect"
import { inspect } from "node:util"
import {
  AuthorizationServer,
  ClientCredential,
  clientCredentialOf,
  defineApplicationCredentials,
  descriptionPlaceholdersOf,
  implementationFor,
  isApplicationCredentials,
  layerModuleServices,
  localImplementation,
  makeHost
} from "../../src/index.ts"
import type {
  ApplicationCredentials,
  ApplicationCredentialsDefinition,
  ModuleServices
} from "../../src/index.ts"

const host = makeHost()
const credential = new ClientCredential({ clientId: "id", clientSecret: Redacted.make("SECRETSECRET") })
const server = new AuthorizationServer({
  authorizeUrl: "https://provider.example/authorize",
  tokenUrl: "https://provider.example/token"
})
const getAuthorizationServer = () => Effect.succeed(server)

const resolve = (module: ApplicationCredentials) =>
  Effect.provide(implementationFor(module, host, "acme_id", credential), layerModuleServices)

/** What a module written in JavaScript may hand over, whatever the types say. */
const untyped = (definition: object): ApplicationCredentialsDefinition =>
  definition as ApplicationCredentialsDefinition

describe("defineApplicationCredentials", () => {
  it("asks the types for one of the two authorization hooks", () => {
    expectTypeOf({ getAuthorizationServer }).toExtend<ApplicationCredentialsDefinition>()
    expectTypeOf<{}>().not.toExtend<ApplicationCredentialsDefinition>()
    expectTypeOf({
      getDescriptionPlaceholders: () => Effect.succeed({})
    }).not.toExtend<ApplicationCredentialsDefinition>()
    expectTypeOf({
      getAuthorizationServer: async () => server
    }).not.toExtend<ApplicationCredentialsDefinition>()
  })

  it.each([
    [{}],
    [{ getDescriptionPlaceholders: () => Effect.succeed({}) }],
    [{ getAuthorizationServer: server }]
  ])("refuses %o at run time, naming both hooks", (definition) => {
    assert.throws(
      () => defineApplicationCredentials(untyped(definition)),
      /neither getAuthorizationServer nor getAuthImplementation/
    )
  })

  it("brands what it makes, and keeps members that are no hook", () => {
    const module = defineApplicationCredentials(
      untyped({ getAuthorizationServer, getAuthorisationServer: 1 })
    )
    assert.isTrue(isApplicationCredentials(module))
    assert.property(module, "getAuthorisationServer")
    assert.isFalse(isApplicationCredentials({ getAuthorizationServer }))
    assert.isFalse(isApplicationCredentials(undefined))
  })
})

describe("implementationFor", () => {
  it.effect("makes a local implementation of the module's server", () =>
    Effect.gen(function* () {
      const implementation = yield* resolve(defineApplicationCredentials({ getAuthorizationServer }))
      assert.strictEqual(implementation.domain, "acme_id")
      const flow = { flowId: "f", redirectUri: "https://home.example/cb", state: "s" }
      const { url } = yield* Effect.provide(implementation.authorize(flow), layerModuleServices)
      assert.isTrue(url.startsWith(server.authorizeUrl))
    })
  )

  it.effect("prefers the module's own implementation, made for this credential and auth domain", () =>
    Effect.gen(function* () {
      const module = defineApplicationCredentials({
        getAuthorizationServer: () => Effect.die("must not be asked"),
        getAuthImplementation: (_, domain, credential) =>
          Effect.succeed(localImplementation({ domain, credential, server, name: "Own" }))
      })
      const implementation = yield* resolve(module)
      assert.deepStrictEqual([implementation.domain, implementation.name], ["acme_id", "Own"])
    })
  )

  const faulty: ReadonlyArray<[string, object]> = [
    ["fails", { getAuthorizationServer: () => Effect.fail(new Error("no region chosen")) }],
    [
      "throws",
      {
        getAuthorizationServer: () => {
          throw new Error("no region chosen")
        }
      }
    ],
    ["gives a promise", { getAuthorizationServer: () => Promise.resolve(server) }],
    ["gives nothing", { getAuthorizationServer: () => undefined }],
    ["gives something else", { getAuthorizationServer: () => Effect.succeed({ authorizeUrl: 1 }) }],
    [
      "gives half an implementation",
      { getAuthImplementation: () => Effect.succeed({ domain: "x", name: "y" }) }
    ]
  ]
  it.effect.each(faulty)("fails with a typed error where a hook %s", ([, definition]) =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(resolve(defineApplicationCredentials(untyped(definition))))
      assert.strictEqual(error._tag, "ModuleHookFailed")
      assert.match(error.message, /getAuth/)
    })
  )

  it.effect("redacts the secret from what a hook complains about", () =>
    Effect.gen(function* () {
      const module = defineApplicationCredentials({
        getAuthImplementation: (_, __, { clientSecret }) =>
          Effect.fail(new Error(`bad ${Redacted.value(clientSecret)}`))
      })
      const error = yield* Effect.flip(resolve(module))
      assert.include(error.message, "bad <redacted>")
      assert.notInclude(inspect(error, { depth: null, showHidden: true }), "SECRETSECRET")
    })
  )
})

describe("the other hooks", () => {
  const module = (definition: object) =>
    defineApplicationCredentials(untyped({ getAuthorizationServer, ...definition }))
  const run = <A, E>(effect: Effect.Effect<A, E, ModuleServices>) =>
    Effect.provide(effect, layerModuleServices)

  it.effect("give nothing where a module has none", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* run(descriptionPlaceholdersOf(module({}), host)), {})
      assert.isTrue(Option.isNone(yield* run(clientCredentialOf(module({}), host))))
    })
  )

  it.effect("give what the module gives", () =>
    Effect.gen(function* () {
      const both = module({
        getDescriptionPlaceholders: () => Effect.succeed({ url: "https://provider.example" }),
        getClientCredential: () => Effect.succeedSome(credential)
      })
      assert.deepStrictEqual(yield* run(descriptionPlaceholdersOf(both, host)), {
        url: "https://provider.example"
      })
      assert.deepStrictEqual(yield* run(clientCredentialOf(both, host)), Option.some(credential))
    })
  )

  it.effect("fail where placeholders are no strings, or a credential is empty", () =>
    Effect.gen(function* () {
      const numbers = module({ getDescriptionPlaceholders: () => Effect.succeed({ port: 8123 }) })
      assert.strictEqual(
        (yield* Effect.flip(run(descriptionPlaceholdersOf(numbers, host))))._tag,
        "ModuleHookFailed"
      )
      const empty = new ClientCredential({ clientId: "id", clientSecret: Redacted.make("") })
      const legacy = module({ getClientCredential: () => Effect.succeedSome(empty) })
      assert.strictEqual((yield* Effect.flip(run(clientCredentialOf(legacy, host))))._tag, "ModuleHookFailed")
    })
  )
})
