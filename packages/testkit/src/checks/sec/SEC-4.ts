import { Effect } from "effect"
import { anotherScenario } from "../../arbitraries/anotherScenario.ts"
import { ordinaryScenario } from "../../arbitraries/scenario.ts"
import type { Check } from "../../engine/Check.ts"
import { fileExamination, property } from "../../engine/Check.ts"
import { Violated } from "../../engine/Finding.ts"
import type { CheckResult } from "../../engine/CheckResult.ts"
import type { Observation } from "../../engine/Observation.ts"
import { linkingRan } from "../../reading/linkingRan.ts"
import { presentedClient } from "../../reading/presentedClient.ts"
import { secretConstants } from "../../reading/secretConstants.ts"
import { sourceFiles } from "../../reading/sourceFiles.ts"

/** No source file has a secret in it. */
const inSource = fileExamination(
  "SEC-4",
  Effect.fnUntraced(function* (context) {
    for (const { code, path } of sourceFiles(yield* context.integration)) {
      const [constant] = secretConstants(code)
      if (constant === undefined) continue
      return yield* new Violated({
        message: `${constant.name} is a secret written into the integration`,
        where: `${path}:${constant.line}`
      })
    }
  })
)

/** No two linkings with nothing in common present the same secret. */
const inRequests = property(
  "SEC-4",
  ordinaryScenario,
  Effect.fnUntraced(function* (scenario, context) {
    const seen = yield* context.observe(scenario)
    const other = yield* context.observe(anotherScenario(scenario))
    const sent = secretsSent(seen)
    if (secretsSent(other).some((secret) => sent.includes(secret))) {
      return yield* new Violated({
        message: "it sends the same client secret whatever the credential is: one of its own"
      })
    }
    yield* linkingRan(seen)
  })
)

const secretsSent = (seen: Observation): ReadonlyArray<string> =>
  seen.allRequests.flatMap((request) => presentedClient(request).secrets.flat())

/** Judges the module by its source text first, and then by what it sends. */
export const check: Check = {
  id: "SEC-4",
  draw: inRequests.draw,
  ...(inRequests.judgeHost && { judgeHost: inRequests.judgeHost }),
  prepare: Effect.fnUntraced(function* (harness, options) {
    const requests = yield* inRequests.prepare(harness, options)
    const source = yield* inSource.prepare(harness, options)
    return Effect.flatMap(source, (result) => (result.verdict === "fail" ? Effect.succeed(result) : requests))
  }),
  runOnFiles: (files) =>
    Effect.map(inSource.runOnFiles(files), (result) => (result.verdict === "pass" ? unseen : result))
}

const unseen: CheckResult = {
  verdict: "notApplicable",
  message: "no source has a secret in it, and what the module would send cannot be seen"
}
