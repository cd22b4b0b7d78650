import { describe, expectTypeOf, it } from "@effect/vitest"
import type { Effect } from "effect"
import type { HttpClientError } from "effect/http"
import type {
  AccountNotFound,
  AuthorizationHookMissing,
  AuthorizationServerInvalid,
  CallbackIncomplete,
  CredentialInvalid,
  DestinationNotAllowed,
  FlowNotPending,
  importClientCredential,
  ImplementationFailed,
  ImplementationUnavailable,
  ImplementationUnknown,
  IssuerMismatch,
  LinkingFlow,
  ModuleHookFailed,
  OAuth2Session,
  ReauthenticationRequired,
  StateExpired,
  StateForged,
  StateMismatch,
  StateMissing,
  StateReplayed,
  StorageError,
  TokenEndpointRedirected,
  TokenEndpointUnavailable,
  TokenResponseUnusable
} from "../../src/index.ts"

type Flow = LinkingFlow["Service"]
type Session = OAuth2Session["Service"]
type ErrorOf<F extends (...args: never) => Effect.Effect<unknown, unknown, unknown>> = Effect.Error<
  ReturnType<F>
>

describe("LinkingFlow can fail only", () => {
  it("for want of the account, where it begins from one", () => {
    expectTypeOf<ErrorOf<Flow["start"]>>().toEqualTypeOf<AccountNotFound | StorageError>()
    expectTypeOf<ErrorOf<Flow["repeat"]>>().toEqualTypeOf<FlowNotPending | AccountNotFound | StorageError>()
    expectTypeOf<ErrorOf<Flow["delivered"]>>().toEqualTypeOf<
      FlowNotPending | AccountNotFound | StorageError
    >()
  })

  it("for want of the flow, or because of what the user gave", () => {
    expectTypeOf<ErrorOf<Flow["confirm"]>>().toEqualTypeOf<FlowNotPending | StorageError>()
    expectTypeOf<ErrorOf<Flow["cancel"]>>().toEqualTypeOf<FlowNotPending | StorageError>()
    expectTypeOf<ErrorOf<Flow["pickImplementation"]>>().toEqualTypeOf<FlowNotPending | StorageError>()
    expectTypeOf<ErrorOf<Flow["addCredential"]>>().toEqualTypeOf<
      FlowNotPending | CredentialInvalid | StorageError
    >()
    expectTypeOf<Effect.Error<Flow["pending"]>>().toEqualTypeOf<StorageError>()
  })

  it("because of what the callback is", () => {
    expectTypeOf<ErrorOf<Flow["callback"]>>().toEqualTypeOf<
      | StateMissing
      | StateForged
      | StateExpired
      | StateReplayed
      | StateMismatch
      | CallbackIncomplete
      | IssuerMismatch
      | FlowNotPending
      | AccountNotFound
      | StorageError
    >()
  })
})

describe("OAuth2Session can fail only", () => {
  type Failure =
    | AccountNotFound
    | ImplementationUnknown
    | ImplementationFailed
    | ImplementationUnavailable
    | AuthorizationHookMissing
    | ModuleHookFailed
    | TokenEndpointUnavailable
    | ReauthenticationRequired
    | TokenResponseUnusable
    | TokenEndpointRedirected
    | AuthorizationServerInvalid
    | StorageError

  it("as the account, its implementation, the token endpoint or storage do", () => {
    expectTypeOf<ErrorOf<Session["validToken"]>>().toEqualTypeOf<Failure>()
    expectTypeOf<ErrorOf<Session["refresh"]>>().toEqualTypeOf<Failure>()
  })

  it("as HTTP does too, and because of where a request goes", () => {
    type Client = ReturnType<Session["httpClient"]>
    expectTypeOf<ErrorOf<Client["execute"]>>().toEqualTypeOf<
      Failure | DestinationNotAllowed | HttpClientError.HttpClientError
    >()
  })
})

describe("importClientCredential can fail only", () => {
  it("as the module and the store do", () => {
    expectTypeOf<ErrorOf<typeof importClientCredential>>().toEqualTypeOf<
      ModuleHookFailed | CredentialInvalid | StorageError
    >()
  })
})
