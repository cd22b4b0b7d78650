/** Python modules under test, written into temporary folders. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { Effect, Layer } from "effect"
import * as PythonSubject from "../../../src/adapters/python/PythonSubject.ts"
import type { ModuleContext } from "../../../src/subject/ModuleContext.ts"
import type { Integration } from "../../../src/subject/Integration.ts"
import type {
  HostInput,
  Json,
  Outcome,
  Step,
  WireAnswer,
  WireRequest
} from "../../../src/subject/Protocol.ts"
import { Subject } from "../../../src/subject/Subject.ts"

export const host: HostInput = {
  instanceName: "Home",
  internalUrl: "http://home.local:8123",
  externalUrl: null,
  components: ["my"],
  data: {},
  frontendBase: "http://home.local:8123"
}

export const credential = { clientId: "the-client", clientSecret: "the-secret", name: "The name" }

const integrationIn = (directory: string, source: string): Integration => ({
  path: directory,
  directory,
  modulePath: join(directory, "application_credentials.py"),
  moduleFile: "application_credentials.py",
  language: "python",
  folder: "acme",
  domain: "acme",
  kind: "custom",
  manifest: null,
  strings: null,
  translations: {},
  source,
  siblings: {}
})

/** A subject whose folder has these files beside the module. */
export const python = (
  source: string,
  files: { readonly [path: string]: string } = {},
  options: Partial<PythonSubject.PythonSubjectOptions> = {},
  context: ModuleContext = {}
): Layer.Layer<Subject> =>
  Layer.unwrap(
    Effect.map(
      Effect.acquireRelease(
        Effect.sync(() => mkdtempSync(join(tmpdir(), "python-subject-"))),
        (folder) => Effect.sync(() => rmSync(folder, { recursive: true, force: true }))
      ),
      (folder) => {
        const directory = join(folder, "acme")
        for (const [path, content] of Object.entries({ ...files, "application_credentials.py": source })) {
          mkdirSync(dirname(join(directory, path)), { recursive: true })
          writeFileSync(join(directory, path), content)
        }
        return PythonSubject.layer(
          { ...integrationIn(directory, source), context },
          { isolation: "none", ...options }
        )
      }
    )
  )

/** The start of most modules. */
export const imports = `
import logging
from homeassistant.components.application_credentials import AuthImplementation, AuthorizationServer, ClientCredential
from homeassistant.core import HomeAssistant
from homeassistant.helpers.aiohttp_client import async_get_clientsession
from homeassistant.helpers.config_entry_oauth2_flow import (
    AbstractOAuth2Implementation,
    LocalOAuth2Implementation,
    LocalOAuth2ImplementationWithPkce,
)

SERVER = AuthorizationServer("https://acme.example/authorize", "https://acme.example/token")
`

/** A module that gives the class which the authentication domain names. */
export const implementations = (classes: string) => `${imports}
${classes}

async def async_get_auth_implementation(hass, auth_domain, credential):
    return globals()[auth_domain](hass, auth_domain, credential, SERVER)
`

export const json = (body: Json, status = 200): WireAnswer => ({
  _tag: "Response",
  status,
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body)
})

export const token = {
  access_token: "access-1",
  refresh_token: "refresh-1",
  expires_in: 3600,
  token_type: "Bearer"
}

export interface Performed {
  readonly outcomes: ReadonlyArray<Outcome>
  readonly requests: ReadonlyArray<{ readonly step: number; readonly wire: WireRequest }>
}

type Answers = WireAnswer | ((wire: WireRequest, step: number) => WireAnswer)

/** Performs steps, and gives the outcomes and the requests that came of them. */
export const perform = Effect.fnUntraced(function* (
  steps: ReadonlyArray<Step>,
  answers: Answers = json(token),
  options: { readonly entropy?: number; readonly now?: number; readonly fresh?: boolean } = {}
): Effect.fn.Return<Performed, unknown, Subject> {
  const subject = yield* Subject
  const requests: Array<{ step: number; wire: WireRequest }> = []
  const outcomes = yield* subject.perform({
    entropy: 1,
    now: 1_800_000_000,
    steps,
    answer: (wire, step) => {
      requests.push({ step, wire })
      return typeof answers === "function" ? answers(wire, step) : answers
    },
    ...options
  })
  return { outcomes, requests }
})

export const make = (authDomain: string): Step => ({
  _tag: "getAuthImplementation",
  as: "a",
  from: { by: "module" },
  host,
  authDomain,
  credential
})

export const authorize = { _tag: "authorize", on: "a", flowId: "flow-1" } as const

export const refresh = {
  _tag: "refresh",
  on: "a",
  token: {
    access_token: "old",
    refresh_token: "old-refresh",
    expires_in: 60,
    expires_at: 1_700_000_000,
    kept: "yes"
  }
} as const

/** Makes an implementation, authorizes, and exchanges a code with the state that came of it. */
export const link = Effect.fnUntraced(function* (
  authDomain: string,
  answers: Answers = json(token)
): Effect.fn.Return<Performed & { readonly url: URL }, unknown, Subject> {
  const started = yield* perform([make(authDomain), authorize], answers)
  const url = new URL(textOf(started.outcomes[1]))
  const callback = { code: "the-code", state: url.searchParams.get("state") ?? "" }
  const ended = yield* perform([{ _tag: "exchange", on: "a", callback }], answers, { fresh: false })
  return { outcomes: [...started.outcomes, ...ended.outcomes], requests: ended.requests, url }
})

export const valueOf = (outcome: Outcome | undefined): Json => {
  if (outcome?._tag !== "returned") throw new Error(`Not returned: ${JSON.stringify(outcome)}`)
  return outcome.value
}

export const textOf = (outcome: Outcome | undefined): string => String(valueOf(outcome))

export const errorOf = (outcome: Outcome | undefined) => {
  if (outcome?._tag !== "raised") throw new Error(`Not raised: ${JSON.stringify(outcome)}`)
  return outcome.error
}

export const traceOf = (outcome: Outcome | undefined) => {
  if (outcome === undefined || outcome._tag === "skipped") throw new Error("Not run")
  return outcome.trace
}

export const formOf = (wire: WireRequest | undefined) => Object.fromEntries(new URLSearchParams(wire?.body))
