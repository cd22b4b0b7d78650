/** Modules given as text, and the steps and answers that tests use. */
import { enableCompileCache } from "node:module"
import { Effect } from "effect"
import * as TypeScriptSubject from "../../../src/adapters/typescript/TypeScriptSubject.ts"
import type { HostInput, Outcome, Step, WireAnswer, WireRequest } from "../../../src/subject/Protocol.ts"
import type { Script, Subject } from "../../../src/subject/Subject.ts"
import { writeTree } from "../folders.ts"

// Each test starts a worker, which takes half the time with it.
enableCompileCache()

/** Makes the subject of a module given as text, with the folder's other files; `acme` is its folder. */
export const subjectOf = Effect.fnUntraced(function* (
  source: string,
  options: {
    readonly file?: string
    readonly files?: Readonly<Record<string, string>>
  } & Partial<TypeScriptSubject.TypeScriptSubjectOptions> = {}
) {
  const { file = "application_credentials.ts", files = {}, isolation = "none", ...limits } = options
  const inFolder = Object.entries(files).map(([name, content]) => [`acme/${name}`, content])
  const root = yield* writeTree({ ...Object.fromEntries(inFolder), [`acme/${file}`]: source })
  return yield* TypeScriptSubject.make(
    { modulePath: `${root}/acme/${file}`, domain: "acme" },
    { isolation, ...limits }
  )
})

/** Runs steps in a fresh script; every request gets `answer`. */
export const perform = (
  subject: Subject["Service"],
  steps: ReadonlyArray<Step>,
  options: Partial<Omit<Script, "steps" | "answer">> & {
    readonly answer?: WireAnswer | ((request: WireRequest, step: number) => WireAnswer)
  } = {}
): Effect.Effect<ReadonlyArray<Outcome>, unknown> => {
  const { answer = tokenAnswer({}), ...rest } = options
  return subject.perform({
    entropy: 1,
    now: 1_700_000_000,
    ...rest,
    steps,
    answer: typeof answer === "function" ? answer : () => answer
  })
}

export const host: HostInput = {
  instanceName: "Home",
  internalUrl: null,
  externalUrl: "https://home.example.org",
  components: [],
  data: {},
  frontendBase: "https://home.example.org"
}

export const server = { _tag: "getAuthorizationServer", host } as const satisfies Step

export const make = {
  _tag: "getAuthImplementation",
  as: "one",
  from: { by: "module" },
  host,
  authDomain: "acme_1",
  credential: { clientId: "id-1", clientSecret: "secret-1", name: "Mine" }
} as const satisfies Step

export const makeHostOwn = {
  ...make,
  from: {
    by: "host",
    server: { authorizeUrl: "https://acme.io/authorize", tokenUrl: "https://acme.io/token" },
    pkce: true
  }
} as const satisfies Step

export const authorize = { _tag: "authorize", on: "one", flowId: "flow-1" } as const satisfies Step

export const refresh = {
  _tag: "refresh",
  on: "one",
  token: {
    access_token: "access-1",
    refresh_token: "refresh-1",
    token_type: "Bearer",
    expires_in: 60,
    expires_at: 1_600_000_000,
    account: 7
  }
} as const satisfies Step

export const exchange = (url: URL | string, callback: Readonly<Record<string, string>> = {}): Step => ({
  _tag: "exchange",
  on: "one",
  callback: { code: "code-1", state: new URL(url).searchParams.get("state") ?? "", ...callback }
})

export const tokenAnswer = (members: object, status = 200): WireAnswer => ({
  _tag: "Response",
  status,
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ access_token: "access-2", token_type: "Bearer", expires_in: 3600, ...members })
})

/** The value of an outcome that must be there. */
export const valueOf = (outcome: Outcome | undefined) => {
  if (outcome?._tag !== "returned") throw new Error(`no value: ${JSON.stringify(outcome)}`)
  return outcome.value
}

export const urlOf = (outcome: Outcome | undefined) => new URL(String(valueOf(outcome)))

/** A module whose only hook's body is given. */
export const moduleWith = (body: string, top = ""): string => `
import { AuthorizationServer, defineApplicationCredentials } from "@application-credentials/sdk"
import { Clock, Effect, Random, Redacted } from "effect"
${top}
const server = new AuthorizationServer({ authorizeUrl: "https://acme.io/authorize", tokenUrl: "https://acme.io/token" })
export default defineApplicationCredentials({
  getAuthorizationServer: (host) => Effect.succeed(server),
  getDescriptionPlaceholders: (host) => ${body}
})
`

export const placeholders = { _tag: "getDescriptionPlaceholders", host } as const satisfies Step
