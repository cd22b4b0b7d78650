/** Every reporter, by the name that `--reporter` takes. */
import { badgeReporter, badgeSvgReporter } from "./BadgeReporter.ts"
import { consoleReporter } from "./ConsoleReporter.ts"
import { githubReporter } from "./GithubReporter.ts"
import { jsonReporter } from "./JsonReporter.ts"
import { htmlReporter } from "./HtmlReporter.ts"
import { junitReporter } from "./JunitReporter.ts"
import { markdownReporter } from "./MarkdownReporter.ts"
import type { Reporter } from "./Reporter.ts"
import { sarifReporter } from "./SarifReporter.ts"

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
  json: jsonReporter,
  junit: junitReporter,
  sarif: sarifReporter,
  markdown: markdownReporter,
  html: htmlReporter,
  github: githubReporter,
  badge: badgeReporter,
  "badge-svg": badgeSvgReporter
} satisfies { readonly [name: string]: Reporter }
