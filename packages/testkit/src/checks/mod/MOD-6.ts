import { Effect } from "effect"
import { hookInput } from "../../arbitraries/hookInput.ts"
import { NotApplicable, Violated } from "../../engine/Finding.ts"
import { missingPackages, traceOf } from "../../engine/outcomes.ts"
import { callHook, lineOf, moduleProperty, offeredHooks } from "../../reading/hooks.ts"

/** The placeholders are PLH-1's. */
export const check = moduleProperty(
  "MOD-6",
  hookInput,
  Effect.fnUntraced(function* (input, context) {
    const hooks = offeredHooks(context.module).filter(({ name }) => name !== "getDescriptionPlaceholders")
    if (hooks.length === 0)
      return yield* new NotApplicable({ message: "the module offers no hook (see MOD-1)" })
    for (const { name, written } of hooks) {
      const { outcome, requests } = yield* callHook(name, input, context)
      const [request] = requests
      if (request) return yield* new Violated({ message: `${written} sent a request: ${lineOf(request)}` })
      const { activity, standIns } = traceOf(outcome)
      const reached = activity.find(({ kind }) => kind === "network")
      if (reached) return yield* new Violated({ message: `${written} used the network: ${reached.what}` })
      if (standIns.some((origin) => !isConstant(origin))) return yield* missingPackages(standIns)
    }
  })
)

/** A constant of a package sends nothing; what else a hook uses of a package that is not there may. */
const isConstant = (origin: string): boolean => /(?:^|\.)[A-Z0-9_]+$/.test(origin)
