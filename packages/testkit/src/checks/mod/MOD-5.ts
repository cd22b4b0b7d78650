import { Effect } from "effect"
import { type HookCalls, hookCalls } from "../../arbitraries/hookCalls.ts"
import type { Check } from "../../engine/Check.ts"
import { Inconclusive, Violated } from "../../engine/Finding.ts"
import type { CheckResult } from "../../engine/CheckResult.ts"
import type { CheckContext } from "../../engine/Harness.ts"
import { conclusive } from "../../engine/outcomes.ts"
import { steady } from "../../reading/answers.ts"
import { moduleProperty, offeredHooks, stepOf } from "../../reading/hooks.ts"
import type { Outcome } from "../../subject/Protocol.ts"

export const check: Check = {
  id: "MOD-5",
  // What is drawn depends on the module.
  draw: () => Effect.void,
  prepare: (harness, options) => {
    const hooks = offeredHooks(harness.module.module).map(({ name }) => name)
    return hooks.length === 0
      ? Effect.succeed(Effect.succeed(noHook))
      : moduleProperty("MOD-5", hookCalls(hooks), examine).prepare(harness, options)
  }
}

const noHook: CheckResult = {
  verdict: "notApplicable",
  message: "the module offers no hook (see MOD-1)"
}

const examine = Effect.fnUntraced(function* ({ order, questions }: HookCalls, context: CheckContext) {
  const asked = order.flatMap((index) => questions[index] ?? [])
  const { outcomes } = yield* context.runScript({
    entropy: questions[0]?.input.entropy ?? 0,
    steps: asked.map(({ hook, input }, index) => stepOf(hook, input, `a${index}`)),
    answers: []
  })
  const known = new Map<string, string>()
  for (const [index, { hook, input }] of asked.entries()) {
    const question = JSON.stringify([hook, { ...input, entropy: 0 }])
    const answer = answerOf(yield* conclusive(outcomes[index]))
    if (answer === null)
      return yield* new Inconclusive({ message: `${written(context, hook)} hung (see MOD-4)` })
    const before = known.get(question)
    if (before !== undefined && before !== answer) {
      return yield* new Violated({
        message: `${written(context, hook)} answered the same question in two ways`
      })
    }
    known.set(question, answer)
  }
})

const answerOf = (outcome: Outcome): string | null => {
  switch (outcome._tag) {
    case "returned":
      return steady(JSON.stringify(outcome.value))
    case "raised":
      return steady(JSON.stringify([outcome.error.type, outcome.error.message]))
    default:
      return null
  }
}

const written = ({ module: { hooks } }: CheckContext, hook: HookCalls["questions"][number]["hook"]): string =>
  hooks[hook]?.name ?? hook
