/** Every reporter, by the name that `--reporter` takes. */
import { consoleReporter } from "./ConsoleReporter.ts"
import { jsonReporter } from "./JsonReporter.ts"
import type { Reporter } from "./Reporter.ts"

/**
 * The reporters, by name.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { reporters, type RunEvent } from "@application-credentials/testkit"
 *
 * const events: ReadonlyArray<RunEvent> = [
 *   { _tag: "RunStarted", seed: 1, runs: 100, subjects: [], requirements: 72 },
 *   { _tag: "RunFinished", durationMillis: 0 }
 * ]
 * const report = reporters.json.start({ paint: (_style, text) => text, width: 100, verbose: false })
 * assert.match(events.map(report).join(""), /"seed": 1/)
 * ```
 *
 * @category reporters
 * @since 0.1.0
 */
export const reporters = {
  console: consoleReporter,
  json: jsonReporter
} satisfies { readonly [name: string]: Reporter }
