import { Effect } from "effect"
import { ordinaryScenario } from "../../arbitraries/scenario.ts"
import { observation } from "../../engine/Check.ts"
import { Violated } from "../../engine/Finding.ts"
import { authorizationRequest } from "../../reading/authorizationRequest.ts"
import { type Presented, presentedClient } from "../../reading/presentedClient.ts"
import type { CredentialInput, Described, WireRequest } from "../../subject/Protocol.ts"
import { memberOf } from "../../subject/members.ts"

export const check = observation(
  "IMP-3",
  { arbitrary: ordinaryScenario },
  Effect.fnUntraced(function* (seen) {
    const { credential } = seen.scenario
    const after = memberOf(yield* seen.implementation, "credentialAfter")
    if (after !== undefined) yield* unchanged(credential, after)
    yield* Effect.forEach(["exchange", "refresh"] as const, (step) =>
      Effect.forEach(seen.requests[step] ?? [], (request) => presents(credential, request, step))
    )
    yield* authorizationRequest(seen)
    yield* seen.exchangeRequests
  })
)

const unchanged = Effect.fnUntraced(function* (credential: CredentialInput, after: Described) {
  const members = ["clientId", "clientSecret", "name"] as const
  const changed = members.find((member) => (memberOf(after, member) ?? null) !== credential[member])
  if (changed === undefined) return
  return yield* new Violated({ message: `it changed the ${changed} of the credential that it was given` })
})

const presents = Effect.fnUntraced(function* (
  credential: CredentialInput,
  request: WireRequest,
  step: "exchange" | "refresh"
) {
  const { ids, secrets } = presentedClient(request)
  const isForeign = (expected: string) => (presented: Presented) => !presented.includes(expected)
  if (ids.some(isForeign(credential.clientId))) {
    return yield* new Violated({
      message: `the ${step} sends a client id that is not the credential's`
    })
  }
  if (!secrets.some(isForeign(credential.clientSecret))) return
  return yield* new Violated({
    message: `the ${step} sends a client secret that is not the credential's`
  })
})
