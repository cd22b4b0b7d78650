import { assert, it } from "@effect/vitest"
import { Effect } from "effect"
import { TestClock } from "effect/testing"
import { makeProgress } from "../../src/cli/progress.ts"
import type { RunEvent, SubjectInfo } from "../../src/runner/RunEvent.ts"

const subject: SubjectInfo = { path: "acme", domain: "acme", language: "python", homeAssistant: [] }
const events: ReadonlyArray<RunEvent> = [
  { _tag: "RunStarted", seed: 1, runs: 1, requirements: 10, subjects: [subject, subject] },
  { _tag: "SubjectStarted", subject },
  { _tag: "RequirementStarted", subject, id: "MOD-1" },
  { _tag: "RequirementStarted", subject, id: "MOD-2" }
]

/** What is written on a stream while each event takes a second. */
const written = Effect.fnUntraced(function* (isTTY: boolean) {
  const texts: Array<string> = []
  const progress = makeProgress({ isTTY, write: (text: string | Uint8Array) => texts.push(String(text)) > 0 })
  for (const event of events) {
    yield* progress(event)
    yield* TestClock.adjust("1 second")
  }
  return texts.map((text) => text.replace("\r\u001b[2K", ""))
})

it.effect("progress says on a terminal what is being checked and how long the rest takes", () =>
  Effect.gen(function* () {
    assert.deepStrictEqual(yield* written(true), [
      "[1/2] acme: loading",
      "[1/2] acme: MOD-1 (1/10)",
      "[1/2] acme: MOD-2 (2/10), about 57 s left"
    ])
    assert.deepStrictEqual(yield* written(false), [])
  })
)
