import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { NodeServices } from "@effect/platform-node"
import { Effect } from "effect"
import { afterAll, assert, beforeAll, describe, it } from "vitest"
import { chooseIsolation } from "../../../src/adapters/jail/Isolation.ts"
import { readIntegration } from "../../../src/adapters/readIntegration.ts"
import { subjectLayer } from "../../../src/adapters/subjectLayer.ts"
import type { Activity, HostInput, Json, Outcome } from "../../../src/subject/Protocol.ts"
import { type IsolationOnNode, Subject } from "../../../src/subject/Subject.ts"
import { attempts } from "./attempts.ts"
import { namesOf, pythonModule, typescriptModule } from "./hostileModules.ts"

const scratch = realpathSync(mkdtempSync(join(tmpdir(), "escapes-")))
const at = join(scratch, "outside")

beforeAll(() => {
  mkdirSync(at)
  for (const name of ["secret.txt", "renamed.txt", "cut.txt"]) writeFileSync(join(at, name), "a secret")
})
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

const host = (attempt: string, isJailed: boolean, integration: string): HostInput => ({
  instanceName: attempt,
  internalUrl: null,
  externalUrl: null,
  components: [],
  data: { jail: { at, integration, isJailed } },
  frontendBase: "https://home.example.org"
})

/** Writes the integration, with links that lead out of it. */
const write = (name: string, file: string, source: string): string => {
  const folder = join(scratch, name, "acme")
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, file), source)
  symlinkSync(join(at, "secret.txt"), join(folder, "link.txt"))
  symlinkSync(at, join(folder, "folder"))
  return folder
}

interface Tried {
  readonly got: Json
  readonly activity: ReadonlyArray<Activity>
}

/** Tries every attempt in one and the same place, and gives what each got and what it was reported as. */
const tryAll = (folder: string, isolation: IsolationOnNode): Promise<ReadonlyMap<string, Tried>> =>
  Effect.gen(function* () {
    const integration = yield* readIntegration(folder)
    const tried = Effect.gen(function* () {
      const subject = yield* Subject
      const found = new Map<string, Tried>()
      for (const name of namesOf(integration.language)) {
        const step = {
          _tag: "getDescriptionPlaceholders",
          host: host(name, isolation !== "none", folder)
        } as const
        const outcomes = yield* subject.perform({
          entropy: 1,
          now: 1_700_000_000,
          steps: [step],
          answer: () => ({ _tag: "ConnectionFailure" })
        })
        found.set(name, triedOf(outcomes[0]))
      }
      return found
    })
    return yield* tried.pipe(Effect.provide(subjectLayer(integration, isolation)))
  }).pipe(Effect.provide(NodeServices.layer), Effect.runPromise)

const triedOf = (outcome: Outcome | undefined): Tried => {
  assert(outcome?._tag === "returned", JSON.stringify(outcome))
  return { got: outcome.value, activity: outcome.trace.activity }
}

const sandbox = await Effect.runPromise(chooseIsolation("auto"))

describe.each([
  ["TypeScript", "application_credentials.ts", typescriptModule],
  ["Python", "application_credentials.py", pythonModule]
] as const)("a hostile %s module", (language, file, source) => {
  let folder = ""
  let free: ReadonlyMap<string, Tried>
  beforeAll(async () => {
    folder = write(language, file, source)
    free = await tryAll(folder, "none")
  }, 120_000)

  it("tries more than forty ways, which get through where nothing stands between", () => {
    const gotThrough = ({ got }: Tried) => typeof got === "object" && got !== null && "got" in got
    const held = [...free].filter(([, tried]) => !gotThrough(tried))
    const through = [...free.values()].filter(gotThrough)
    assert.deepStrictEqual(held, [])
    assert.isAbove(through.length, 40)
  })

  it.each(sandbox === "os" ? (["os", "process"] as const) : (["process"] as const))(
    "gets nowhere with isolation %s, and each way is reported as what it is",
    async (isolation) => {
      const tried = await tryAll(folder, isolation)
      const wrong = [...tried].flatMap(([name, { activity, got }]) => {
        const isHeld = typeof got === "object" && got !== null && "failed" in got
        const isReported = activity.some(({ kind }) => kind === attempts[name]?.kind)
        return isHeld && isReported ? [] : [{ name, got, activity }]
      })
      assert.deepStrictEqual(wrong, [])
    }
  )
})
