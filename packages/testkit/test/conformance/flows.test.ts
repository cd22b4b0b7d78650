/** Config flows: no sound one is accused, and each faulty one breaks its own rule and no other that is binding. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import type { RequirementId } from "../../src/catalog/Requirement.ts"
import { catalog } from "../../src/catalog/catalog.ts"
import { changed, type Sound } from "../mutants/Mutant.ts"
import { flo } from "../mutants/flo.ts"
import { diagnosticsFlow, flowPython, soundFlows } from "../mutants/soundFlows.ts"
import { checkFiles } from "./checkFiles.ts"

const ofFlows = catalog.filter(({ id }) => id.startsWith("FLO-"))
const requirements = ofFlows.map(({ id }) => id)
/** Those of other families that are judged by what flows come to, too. */
const alsoByFlows: ReadonlyArray<RequirementId> = ["SEC-7", "PKG-5"]
const binding = ofFlows.filter(({ level }) => level === "MUST").map(({ id }) => id)

describe("a sound config flow", () => {
  it.live.each(soundFlows.map((integration) => [integration.name, integration] as const))(
    "%s is not accused",
    ([, integration]) =>
      Effect.gen(function* () {
        const verdicts = [
          ...(yield* checkFiles(integration, {
            requirements: [...requirements, ...alsoByFlows],
            runs: 1
          })).values()
        ]
        const unsound = verdicts.filter(({ verdict }) => verdict === "fail" || verdict === "inconclusive")
        assert.deepStrictEqual(
          unsound.map(({ id, message }) => `${id}: ${message}`),
          []
        )
      })
  )
})

describe("a config flow whose authorization URL comes out of a package that is not there", () => {
  it.live("is not held to what only the package knows", () =>
    Effect.gen(function* () {
      const integration = changed(flowPython, {
        "config_flow.py": [
          ["from .const", "from pyacmecloud import Address\n\nfrom .const"],
          [
            "    @property\n    def extra_authorize_data",
            `    async def async_generate_authorize_url(self) -> str:
        return str(Address(await super().async_generate_authorize_url()).update_query({"state": "short"}))

    @property
    def extra_authorize_data`
          ]
        ]
      })
      const verdicts = yield* checkFiles(integration, { requirements: ["FLO-10"], runs: 1 })
      assert.strictEqual(verdicts.get("FLO-10")?.verdict, "inconclusive")
    })
  )
})

describe("diagnostics", () => {
  const holdsAll = changed(diagnosticsFlow, {
    "diagnostics.py": ["async_redact_data(entry.as_dict(), TO_REDACT)", "entry.as_dict()"]
  })
  const judged = (integration: Sound, withoutFlow = false) =>
    Effect.map(checkFiles(integration, { requirements: ["SEC-7"], withoutFlow }), (verdicts) =>
      verdicts.get("SEC-7")
    )

  it.live("that hold a token are no fault that is only read", () =>
    Effect.gen(function* () {
      const verdict = yield* judged(holdsAll, true)
      assert.strictEqual(verdict?.verdict, "inconclusive")
      assert.include(verdict?.message, "the config flow is left out; by the source, diagnostics.py:12")
    })
  )

  it.live("that hold a token fail though the entry could not be set up, and pass only where it could", () =>
    Effect.gen(function* () {
      const failing = {
        "__init__.py": ["    entry.runtime_data", '    raise ValueError("No")\n    entry.runtime_data']
      } as const
      assert.strictEqual((yield* judged(changed(holdsAll, failing)))?.verdict, "fail")
      const guarded = changed(diagnosticsFlow, {
        ...failing,
        "diagnostics.py": [
          "async_redact_data(entry.as_dict(), TO_REDACT)",
          "{} if entry.runtime_data is None else entry.as_dict()"
        ]
      })
      assert.strictEqual((yield* judged(guarded))?.verdict, "inconclusive")
    })
  )
})

/** Puts a body into the step in which the plain flow has its entry made. */
const hostile = (body: string) =>
  changed(flowPython, {
    "config_flow.py": [
      ["import logging\n", "import asyncio\nimport logging\nimport os\n"],
      [
        "        session = async_get_clientsession(self.hass)\n",
        `${body}        session = async_get_clientsession(self.hass)\n`
      ]
    ]
  })

describe("a hostile config flow", () => {
  it.live.each([
    ["hangs", "        while True:\n            pass\n", "did not end"],
    ["waits for ever", "        await asyncio.Event().wait()\n", "did not end"],
    ["ends its process", "        os._exit(3)\n", "did not end"],
    ["recurses", "        return await self.async_oauth_create_entry(data)\n", "RecursionError"],
    ["answers with nonsense", '        return {"type": ["menu"], "step_id": self}\n', "failed"],
    [
      "opens a hundred flows",
      '        for _ in range(100):\n            await self.hass.config_entries.flow.async_init(DOMAIN, context={"source": "user"})\n',
      "More than 30 flows"
    ]
  ] as const)("that %s has a verdict on every requirement, and one that says so", ([, body, words]) =>
    Effect.gen(function* () {
      const verdicts = yield* checkFiles(hostile(body), {
        requirements,
        runs: 1,
        ...(body.includes("while True") ? { timeLimitMillis: 2000 } : {})
      })
      assert.deepStrictEqual([...verdicts.keys()], requirements)
      const own = verdicts.get("FLO-2")
      assert.strictEqual(own?.verdict, "fail", own?.message)
      assert.include(own?.message, words)
    })
  )

  it.live("that goes round in circles is given up", () =>
    Effect.gen(function* () {
      const form = 'self.async_show_form(step_id="reauth_confirm", errors={"base": "unknown"})'
      const verdicts = yield* checkFiles(hostile(`        return ${form}\n`), { requirements, runs: 1 })
      const own = verdicts.get("FLO-2")
      assert.strictEqual(own?.verdict, "inconclusive", own?.message)
      assert.include(own?.message, "did not come to its end")
    })
  )
})

describe("a faulty config flow", () => {
  it.live.each(flo.map((mutant) => [`${mutant.kills} ${mutant.fault}`, mutant] as const))(
    "%s is caught, and breaks no other rule that is binding",
    ([, mutant]) =>
      Effect.gen(function* () {
        const verdicts = yield* checkFiles(mutant, {
          requirements: [...binding, mutant.kills],
          runs: 1,
          homeAssistant: mutant.homeAssistant
        })
        const own = verdicts.get(mutant.kills)
        assert.strictEqual(own?.verdict, "fail", own?.message)
        const failed = [...verdicts.values()].filter(({ verdict }) => verdict === "fail")
        assert.deepStrictEqual(
          failed.map(({ id }) => id),
          [mutant.kills]
        )
        if (own?.verdict === "fail" && mutant.fault.startsWith("logs-"))
          assert.match(own.place?.code?.lines[3] ?? "", /\.(?:debug|info)\(/)
      })
  )
})
