/** The tests of Home Assistant's helper `config_entry_oauth2_flow`. */
import { assert } from "@effect/vitest"
import { Effect, Fiber, Redacted, Result } from "effect"
import { TestClock } from "effect/testing"
import {
  callbackPath,
  decodeStoredToken,
  Implementations,
  ImplementationUnavailable,
  LinkedAccounts,
  LinkingFlow,
  myRedirectUri,
  OAuth2Session,
  processTokenResponse
} from "../../src/index.ts"
import type { Integration, OAuth2Implementation } from "../../src/index.ts"
import { acme, agree, link, makeInstance } from "../flows/Instance.ts"
import { baseUrl, layerServer } from "../http/Server.ts"
import { json } from "../Provider.ts"
import type { Answer } from "../Provider.ts"
import { until } from "../until.ts"
import { endsAs, scenario, start } from "./Scenario.ts"
import type { Say, Scenario } from "./Scenario.ts"

const granted = { access_token: "ACCESSTOKEN", refresh_token: "REFRESHTOKEN", token_type: "bearer" }

/** An instance with these credentials, whose provider answers so. */
const instance = (options: Parameters<typeof makeInstance>[0] = {}) => makeInstance(options)
const bare = (options: Parameters<typeof makeInstance>[0] = {}) =>
  instance({ credentials: [], ...options }).layer
const two = (options: Parameters<typeof makeInstance>[0] = {}) =>
  instance({ credentials: ["first", "second"], ...options }).layer

/** Picks one of two implementations, and comes back from the provider. */
const pickAndReturn = (query?: Record<string, string>) =>
  Effect.gen(function* () {
    const flow = yield* LinkingFlow
    const form = yield* start
    yield* endsAs("pick_implementation")(form)
    const external = yield* flow.pickImplementation(form.flowId, "acme_first")
    if (external.type !== "external") return assert.fail(external.type)
    const back = agree(external)
    const state = back.get("state") ?? ""
    return yield* flow.callback(query === undefined ? back : new URLSearchParams({ ...query, state }))
  })

const exchanged = (say: Say, answer: Answer, expected: string) =>
  scenario(two({ answer }))(say, Effect.flatMap(pickAndReturn(), endsAs(expected)))

const away = () => Effect.fail(new ImplementationUnavailable({ domain: "acme", message: "away" }))

const own = (over: Partial<OAuth2Implementation>): OAuth2Implementation => ({
  domain: "acme",
  name: "Acme",
  authorize: () => Effect.succeed({ url: "https://provider.example/authorize" }),
  exchange: () => Effect.never,
  refresh: () => Effect.never,
  ...over
})

const register = (implementation: OAuth2Implementation) =>
  Implementations.use((all) => all.registerImplementation("acme", implementation))
const provide = (
  name: string,
  found: Effect.Effect<ReadonlyArray<OAuth2Implementation>, ImplementationUnavailable>
) => Implementations.use((all) => all.register(name, () => found))
const find = (authDomain: string) => Implementations.use((all) => all.find("acme", authDomain))
const domains = Implementations.use((all) => Effect.map(all.forDomain("acme"), (found) => [...found.keys()]))

/** Asks an API in the name of an account whose token has so many seconds left. */
const askApi = (seconds: number, lifetime: number) => {
  const authorizations: Array<string | null> = []
  const { layer, seen } = instance({
    answer: ({ headers, url }) => {
      if (url !== "https://api.acme.test/") return json({ access_token: "NEXTTOKEN", expires_in: lifetime })
      authorizations.push(headers.get("authorization"))
      return new Response(null, { status: 201 })
    }
  })
  const program = Effect.gen(function* () {
    const token = yield* decodeStoredToken({
      ...granted,
      expires_in: seconds,
      expires_at: seconds,
      random_other_data: "should stay"
    })
    const accounts = yield* LinkedAccounts
    const members = { domain: "acme", title: "Ada", authImplementation: "acme_id", token }
    const { id } = yield* accounts.create(members)
    const session = yield* OAuth2Session
    const response = yield* session
      .httpClient(id, { hosts: ["api.acme.test"] })
      .post("https://api.acme.test/")
    assert.strictEqual(response.status, 201)
    const stored = (yield* accounts.get(id)).token
    assert.strictEqual(Redacted.value(stored.extra)["random_other_data"], "should stay")
    return { authorizations, seen, stored }
  })
  return { layer, program }
}

const refreshed = (say: Say, seconds: number, lifetime: number) => {
  const { layer, program } = askApi(seconds, lifetime)
  const checked = Effect.map(program, ({ authorizations, seen, stored }) => {
    assert.deepStrictEqual(authorizations, ["Bearer NEXTTOKEN"])
    assert.strictEqual(seen.length, 2)
    assert.strictEqual(stored.expiresAt, lifetime)
    assert.strictEqual(stored.refreshToken && Redacted.value(stored.refreshToken), "REFRESHTOKEN")
  })
  return scenario(layer)(say, checked)
}

const notRefreshed = (say: Say) => {
  const { layer, program } = askApi(500, 100)
  const checked = Effect.map(program, ({ authorizations, seen }) => {
    assert.deepStrictEqual(authorizations, ["Bearer ACCESSTOKEN"])
    assert.strictEqual(seen.length, 1)
  })
  return scenario(layer)(say, checked)
}

const judged = (status: number) => {
  const result = processTokenResponse({ domain: "acme", operation: "refresh" }, { status, body: "{}" })
  return Result.isFailure(result) ? result.failure._tag : "a token"
}

const judgedAs = (say: Say, status: number, expected: string) =>
  scenario(bare())(
    say,
    Effect.sync(() => assert.strictEqual(judged(status), expected))
  )

const fullFlow = (say: Say, components: ReadonlyArray<string>, redirectUri: string) => {
  const { layer, seen } = instance({ host: { components: new Set(components) } })
  const program = Effect.gen(function* () {
    const account = yield* link
    assert.strictEqual(seen[0]?.form.get("redirect_uri"), redirectUri)
    assert.strictEqual((yield* find(account.authImplementation)).domain, account.authImplementation)
  })
  return scenario(layer)(say, program)
}

const withPkce = (say: Say) => {
  const { layer, seen } = instance()
  const program = Effect.gen(function* () {
    const flow = yield* LinkingFlow
    const external = yield* start
    if (external.type !== "external") return assert.fail(external.type)
    const { searchParams } = new URL(external.url)
    assert.strictEqual(searchParams.get("code_challenge_method"), "S256")
    assert.strictEqual(searchParams.get("scope"), "read")
    yield* Effect.flatMap(flow.callback(agree(external)), endsAs("create_entry"))
    assert.match(seen[0]?.form.get("code_verifier") ?? "", /^[\w.~-]{43,128}$/)
  })
  return scenario(layer)(say, program)
}

const rejects = { error: "access_denied" }
const rejected = (flow: ReturnType<typeof pickAndReturn>) =>
  Effect.map(flow, (result) => {
    assert.deepInclude(result, { type: "abort", reason: "user_rejected_authorize" })
    assert.propertyVal(result.type === "abort" ? result.error : undefined, "error", "access_denied")
  })

const madeVerifiers =
  "A verifier is made by the implementation and nowhere taken from a caller, so it has no length to get wrong. The one that is sent has 43 to 128 characters."

/** Something that is asked for and never comes: whether it was asked for, and what to give in its place. */
const makeNever = () => {
  const state = { isAsked: false }
  const asked = () => {
    state.isAsked = true
  }
  return { state, asked, answer: () => new Promise<Response>(asked) }
}

const noUrl = makeNever()
const noToken = makeNever()

/** A step of a flow that takes longer than half a minute, from when it waits. */
const tooSlow = (
  expected: string,
  { state }: ReturnType<typeof makeNever>,
  step: typeof start | ReturnType<typeof pickAndReturn>
) =>
  Effect.gen(function* () {
    const fiber = yield* Effect.forkChild(step, { startImmediately: true })
    yield* until(() => state.isAsked, 100_000)
    yield* TestClock.adjust("30 seconds")
    yield* Effect.flatMap(Fiber.join(fiber), endsAs(expected))
  })

const discovered = (type: "ssdp" | "zeroconf") =>
  LinkingFlow.use((flow) => flow.start({ domain: "acme", source: { type } }))

const confirmed = Effect.gen(function* () {
  const flow = yield* LinkingFlow
  const form = yield* discovered("zeroconf")
  yield* endsAs("oauth_discovery")(form)
  yield* Effect.flatMap(flow.confirm(form.flowId), endsAs("pick_implementation"))
})

const refused =
  (status: number, body: unknown = {}) =>
  () =>
    json(body, { status })

export const flow: ReadonlyArray<Scenario> = [
  scenario(bare())(
    [
      "test_inherit_enforces_domain_set",
      "a flow without a domain cannot be made",
      "There is no class to inherit from: an integration is a value, and without a domain it does not type-check."
    ],
    Effect.sync(() => {
      // @ts-expect-error: it has no domain.
      const integration: Integration = { module: acme.module }
      assert.isDefined(integration)
    })
  ),
  scenario(bare({ integration: { module: undefined } }))(
    ["test_abort_if_no_implementation", "a flow without any implementation ends"],
    Effect.flatMap(start, endsAs("missing_configuration"))
  ),
  scenario(bare({ integration: { module: undefined } }))(
    [
      "test_abort_if_oauth_implementation_unavailable",
      "a flow whose only provider is away ends, and says so"
    ],
    Effect.andThen(provide("away", away()), Effect.flatMap(start, endsAs("oauth_implementation_unavailable")))
  ),
  scenario(bare())(
    ["test_missing_credentials_for_domain", "a flow of an integration that takes credentials asks for one"],
    Effect.flatMap(start, endsAs("missing_credentials"))
  ),
  scenario(bare())(
    ["test_abort_if_authorization_timeout", "making the URL may take 30 seconds"],
    Effect.andThen(
      register(own({ authorize: () => Effect.andThen(Effect.sync(noUrl.asked), Effect.never) })),
      tooSlow("authorize_url_timeout", noUrl, start)
    )
  ),
  scenario(instance({ host: { externalUrl: undefined } }).layer)(
    ["test_abort_if_no_url_available", "a host without a URL of its own cannot be come back to"],
    Effect.flatMap(start, endsAs("no_url_available"))
  ),
  exchanged(
    [
      "test_abort_if_oauth_error (no expires_in)",
      "a token whose lifetime is not said",
      "It is linked, and counts an hour, or ten years where it cannot be refreshed: RFC 6749 lets a provider leave it out, and several do."
    ],
    () => json(granted),
    "create_entry"
  ),
  exchanged(
    ["test_abort_if_oauth_error (no number)", "a token whose lifetime is no number is refused"],
    () => json({ ...granted, expires_in: "badnumber" }),
    "oauth_error"
  ),
  scenario(two())(
    ["test_abort_if_oauth_rejected", "a user who says no ends the flow, with the provider's code"],
    rejected(pickAndReturn(rejects))
  ),
  scenario(two({ answer: noToken.answer }))(
    ["test_abort_on_oauth_timeout_error", "the exchange may take 30 seconds"],
    tooSlow("oauth_timeout", noToken, pickAndReturn())
  ),
  scenario(two())(
    ["test_step_discovery", "a discovery asks for confirmation, then which implementation"],
    confirmed
  ),
  scenario(two())(
    ["test_abort_discovered_multiple", "a second discovery ends while the first is under way"],
    Effect.andThen(confirmed, Effect.flatMap(discovered("ssdp"), endsAs("already_in_progress")))
  ),
  exchanged(
    ["test_abort_if_oauth_token_error (401)", "a plain 401 refuses"],
    refused(401),
    "oauth_unauthorized"
  ),
  exchanged(
    [
      "test_abort_if_oauth_token_error (404)",
      "a 404",
      "It ends with `oauth_failed`: nothing at that path has judged the code ([0030](decisions/0030-unclear-is-no-refusal.md))."
    ],
    refused(404),
    "oauth_failed"
  ),
  exchanged(["test_abort_if_oauth_token_error (500)", "a 500 is no refusal"], refused(500), "oauth_failed"),
  exchanged(
    [
      "test_abort_if_oauth_token_error (401, described)",
      "a 401 with a description refuses",
      "The flow ends the same. The description is not logged: an answer may repeat what was sent."
    ],
    refused(401, { error_description: "The token has expired." }),
    "oauth_unauthorized"
  ),
  exchanged(
    ["test_abort_if_oauth_token_error (400, invalid_request)", "a 400 with a code refuses"],
    refused(400, { error: "invalid_request", error_description: "Request was missing a parameter." }),
    "oauth_unauthorized"
  ),
  exchanged(
    [
      "test_abort_if_oauth_token_closing_error",
      "a 401 whose body breaks off",
      "It ends with `oauth_failed`: half an answer is none, whatever its first line says."
    ],
    () =>
      new Response(
        new ReadableStream({
          pull: (controller) => controller.error(new TypeError("The connection was reset."))
        }),
        { status: 401 }
      ),
    "oauth_failed"
  ),
  scenario(instance().layer)(
    ["test_abort_discovered_existing_entries", "a discovery ends where an account is linked"],
    Effect.andThen(link, Effect.flatMap(discovered("ssdp"), endsAs("already_configured")))
  ),
  fullFlow(
    ["test_full_flow", "an account is linked, and found again by its implementation"],
    [],
    "https://home.example/auth/external/callback"
  ),
  fullFlow(
    ["test_full_flow (my)", "the same by way of My Home Assistant, where that is loaded"],
    ["my"],
    myRedirectUri
  ),
  refreshed(["test_local_refresh_token", "a refresh keeps what the provider leaves out"], 0, 100),
  refreshed(
    ["test_oauth_session", "a session refreshes an expired token, and stores it, before it asks"],
    0,
    100
  ),
  refreshed(
    [
      "test_oauth_session_with_clock_slightly_out_of_sync",
      "a token with less than 20 seconds left is refreshed"
    ],
    19,
    19
  ),
  notRefreshed(["test_oauth_session_no_token_refresh_needed", "one with more is not"]),
  scenario(bare())(
    [
      "test_implementation_provider",
      "implementations come one by one and from providers, whose lists may grow"
    ],
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* domains, [])
      yield* register(own({}))
      const listed: Array<OAuth2Implementation> = []
      yield* provide(
        "cloud",
        Effect.sync(() => listed)
      )
      assert.deepStrictEqual(yield* domains, ["acme"])
      listed.push(own({ domain: "cloud" }))
      assert.deepStrictEqual(yield* domains, ["acme", "cloud"])
      listed.push(own({ domain: "other" }))
      assert.deepStrictEqual(yield* domains, ["acme", "cloud", "other"])
    })
  ),
  judgedAs(
    ["test_oauth_session_refresh_failure_exceptions (400)", "a 400 to a refresh means to link again"],
    400,
    "ReauthenticationRequired"
  ),
  judgedAs(
    ["test_oauth_session_refresh_failure_exceptions (429)", "a 429 means later"],
    429,
    "TokenEndpointUnavailable"
  ),
  judgedAs(
    ["test_oauth_session_refresh_failure_exceptions (500)", "a 500 means later"],
    500,
    "TokenEndpointUnavailable"
  ),
  judgedAs(
    [
      "test_oauth_session_refresh_failure_exceptions (600)",
      "a status that there is not",
      "It means later too, as any from 500: there is no third kind of failure to tell apart from it. Home Assistant's third kind is tried again as well."
    ],
    600,
    "TokenEndpointUnavailable"
  ),
  scenario(layerServer())(
    ["test_oauth2_without_secret_init", "a callback with a state of nobody's is refused with 400"],
    Effect.gen(function* () {
      const url = `${yield* baseUrl}${callbackPath}?code=THE-CODE&state=forged`
      assert.strictEqual((yield* Effect.promise(() => fetch(url))).status, 400)
    })
  ),
  scenario(two())(
    ["test_abort_oauth_with_pkce_rejected", "a user who says no ends a flow with PKCE"],
    rejected(pickAndReturn(rejects))
  ),
  withPkce([
    "test_oauth_with_pkce_adds_code_verifier_to_token_resolve",
    "the verifier of the challenge goes along with the code"
  ]),
  ...["40", "129"].map((length) =>
    withPkce([
      `test_generate_code_verifier_invalid_length (${length})`,
      "a verifier of a length that is not allowed",
      madeVerifiers
    ])
  ),
  ...["none", "too short", "too long"].map((kind) =>
    withPkce([
      `test_compute_code_challenge_invalid_code_verifier (${kind})`,
      "a challenge of a verifier that is not allowed",
      madeVerifiers
    ])
  ),
  scenario(bare())(
    [
      "test_async_get_config_entry_implementation_with_failing_provider_and_succeeding_provider",
      "an account's implementation is found while another provider is away"
    ],
    Effect.gen(function* () {
      yield* provide("cloud", away())
      yield* provide("local", Effect.succeed([own({})]))
      assert.strictEqual((yield* find("acme")).domain, "acme")
    })
  ),
  scenario(bare())(
    [
      "test_async_get_config_entry_implementation_with_failing_provider",
      "one that may be of a provider which is away is asked for later"
    ],
    Effect.gen(function* () {
      yield* provide("cloud", away())
      yield* provide("local", Effect.succeed([]))
      assert.strictEqual((yield* Effect.flip(find("acme")))._tag, "ImplementationUnavailable")
    })
  ),
  scenario(bare())(
    ["test_async_get_config_entry_implementation_missing_provider", "one that no provider has is gone"],
    Effect.gen(function* () {
      yield* provide("cloud", Effect.succeed([]))
      assert.strictEqual((yield* Effect.flip(find("acme")))._tag, "ImplementationUnknown")
    })
  )
]
