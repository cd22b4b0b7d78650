import { describe, expect, it } from "@effect/vitest"
import { Effect } from "effect"
import { implementations, make, perform, python, refresh } from "./python.ts"

const source = implementations(`
import os

class Plain(AuthImplementation):
    pass

class Spinning(AuthImplementation):
    async def async_refresh_token(self, token):
        while True:
            pass

class Exiting(AuthImplementation):
    async def async_refresh_token(self, token):
        os._exit(0)
`)

describe("a Python module that is gone", () => {
  it.effect("tells a hang and a crash, and is there again for the next script", () =>
    Effect.gen(function* () {
      const hang = yield* Effect.flip(perform([make("Spinning"), refresh]))
      expect(hang).toMatchObject({ _tag: "SubjectGone", reason: "hang", during: "refresh" })
      const crash = yield* Effect.flip(perform([make("Exiting"), refresh]))
      expect(crash).toMatchObject({
        _tag: "SubjectGone",
        reason: "crash",
        during: "refresh",
        message: "The module ended the process that it runs in."
      })
      const { outcomes } = yield* perform([make("Plain"), refresh])
      expect(outcomes.map((outcome) => outcome._tag)).toEqual(["returned", "returned"])
    }).pipe(Effect.provide(python(source, {}, { timeLimitMillis: 1000 })))
  )
})
