/** A worker that Python runs in forgets its module, for the next one. */
import { describe, expect, it } from "@effect/vitest"
import { Effect } from "effect"
import { beforeEach } from "vitest"
import { takeWorker } from "../../../src/adapters/startWorker.ts"
import { workerEntry } from "../../../src/adapters/python/Snapshot.ts"
import { Subject } from "../../../src/subject/Subject.ts"
import { host, imports, perform, python, valueOf } from "./python.ts"

const placeholders = { _tag: "getDescriptionPlaceholders", host } as const

/** Leaves something behind wherever a module can. */
const leaving = `${imports}
import builtins, json, os, sys
from homeassistant.helpers import config_entry_oauth2_flow as flow
import acmelib
from . import const

builtins.left = sys.left = json.dumps.left = "left"
os.environ["LEFT"] = "left"
flow.LocalOAuth2Implementation.name = "left"
os.makedirs("/tmp/left/behind")
open("/tmp/left/behind/file", "w").write("left")
open("/host/homeassistant/const.py", "w").write("left = 1")
kept = open("/tmp/left/open", "w")
large = bytearray(10_000_000)

async def async_get_description_placeholders(hass):
    return {"left": kept.name}
`

/** What it finds of that. */
const looking = `${imports}
import builtins, json, os, sys
from homeassistant.helpers import config_entry_oauth2_flow as flow

def is_open(descriptor):
    try:
        return os.fstat(descriptor) is not None
    except OSError:
        return False

found = [
    hasattr(builtins, "left"), hasattr(sys, "left"), hasattr(json.dumps, "left"), "LEFT" in os.environ,
    isinstance(flow.LocalOAuth2Implementation.name, str), os.path.exists("/tmp/left"),
    "left = 1" in open("/host/homeassistant/const.py").read(), "acmelib" in sys.modules,
    "custom_components.acme.const" in sys.modules, os.path.exists("/config/custom_components/acme/const.py"),
    any(is_open(descriptor) for descriptor in range(3, 20)),
]

async def async_get_description_placeholders(hass):
    return {"found": [index for index, is_found in enumerate(found) if is_found]}
`

const ofModule = (source: string, files: { readonly [path: string]: string } = {}) =>
  Effect.gen(function* () {
    const { outcomes } = yield* perform([placeholders])
    return valueOf(outcomes[0])
  }).pipe(Effect.provide(python(source, files)))

const options = { modulePath: "", timeLimitMillis: 5000, startLimitMillis: 60_000, stackMb: 16 }
const take = () => takeWorker({ ...options, entry: workerEntry, forgets: true })

/** Other files of tests may have left some. */
const endIdle = () => {
  const worker = take()
  const wasIdle = worker.isReady()
  worker.end()
  if (wasIdle) endIdle()
}

describe("a worker that Python runs in", () => {
  beforeEach(endIdle)

  it.effect("leaves nothing of a module for the next one", () =>
    Effect.gen(function* () {
      for (let round = 0; round < 3; round++) {
        expect(yield* ofModule(leaving, { "const.py": "" })).toEqual({ left: "/tmp/left/open" })
        expect(yield* ofModule(looking)).toEqual({ found: [] })
      }
    })
  )

  it("keeps no process alive", async () => {
    const keptOpen = () =>
      process.getActiveResourcesInfo().filter((resource) => resource === "MessagePort").length
    const keptBefore = keptOpen()
    // More than were idle before and may still be ending.
    const workers = Array.from({ length: 4 }, take)
    await new Promise(setImmediate)
    expect(keptOpen()).toBeLessThanOrEqual(keptBefore)
    for (const worker of workers) worker.end()
  })

  it.effect("is the same one for the next module, and none that was ended is", () =>
    Effect.gen(function* () {
      yield* ofModule(looking)
      const worker = take()
      expect(worker.isReady()).toBe(true)
      yield* Effect.promise(worker.leave)
      expect(take()).toBe(worker)
      worker.end()
      yield* Effect.promise(worker.leave)
      const another = take()
      expect(another).not.toBe(worker)
      another.end()
    })
  )

  it.effect("ends where a module has made its memory much larger", () =>
    Effect.gen(function* () {
      const load = Effect.flatMap(Subject, (subject) => subject.load)
      yield* load.pipe(Effect.provide(python(`${imports}\nlarge = bytearray(60_000_000)`)))
      const worker = take()
      expect(worker.isReady()).toBe(false)
      worker.end()
    })
  )
})
