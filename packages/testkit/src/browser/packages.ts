/** The packages that a module may import in a browser: those that the host itself runs with. */
import type { Namespace } from "./ModuleImports.ts"

const packages: Readonly<Record<string, Namespace>> = {
  "@application-credentials/sdk": await import("@application-credentials/sdk"),
  effect: await import("effect"),
  "effect/crypto": await import("effect/crypto"),
  "effect/encoding": await import("effect/encoding"),
  "effect/http": await import("effect/http")
}

/** Gives what a specifier names: a package, or one of its modules, such as `effect/Schema`. Null where it is neither. */
export const packageNamed = (specifier: string): Namespace | null => {
  const whole = packages[specifier]
  if (whole !== undefined) return whole
  const slash = specifier.lastIndexOf("/")
  const found = packages[specifier.slice(0, slash)]?.[specifier.slice(slash + 1)]
  return isNamespace(found) ? found : null
}

const isNamespace = (value: unknown): value is Namespace =>
  typeof value === "object" && value !== null && Object.prototype.toString.call(value) === "[object Module]"
