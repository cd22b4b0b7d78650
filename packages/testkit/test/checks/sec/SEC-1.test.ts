import {
  AuthorizationServer,
  defineApplicationCredentials,
  localImplementation,
  overrideImplementation
} from "@application-credentials/sdk"
import { it } from "@effect/vitest"
import { Effect, Redacted } from "effect"
import { describe, expect } from "vitest"
import * as InlineSubject from "../../../src/adapters/InlineSubject.ts"
import { runCheck } from "../../../src/engine/Check.ts"
import { check } from "../../../src/checks/sec/SEC-1.ts"
import { openHarness } from "../../../src/runner/checkModule.ts"

const server = new AuthorizationServer({
  authorizeUrl: "https://acme.io/authorize",
  tokenUrl: "https://acme.io/token"
})

/** The verdict on a module that logs so many lines before each exchange, and then its code where it is told to. */
const verdictOn = (lines: number, tellsCode: boolean) => {
  const module = defineApplicationCredentials({
    getAuthImplementation: (_host, domain, credential) =>
      Effect.succeed(
        overrideImplementation(localImplementation({ domain, credential, server }), (base) => ({
          exchange: (grant) =>
            Effect.gen(function* () {
              for (let line = 0; line < lines; line++) yield* Effect.logDebug("about to exchange a code")
              if (tellsCode) yield* Effect.logDebug(Redacted.value(grant.code))
              return yield* base.exchange(grant)
            })
        }))
      )
  })
  return Effect.flatMap(openHarness(null), (harness) => runCheck(check, harness, { seed: 1, runs: 2 })).pipe(
    Effect.provide(InlineSubject.layer(module))
  )
}

describe("secrets in a log", () => {
  it.effect.each([
    ["pass", 10, false],
    ["fail", 10, true],
    ["inconclusive", 2000, false],
    ["inconclusive", 2000, true]
  ] as const)("have the verdict %s after %d lines, where the code is logged: %s", ([verdict, lines, tells]) =>
    Effect.gen(function* () {
      expect((yield* verdictOn(lines, tells)).verdict).toBe(verdict)
    })
  )
})
