/** What an integration's configuration flow does in the place of its module. */
import { Effect } from "effect"
import type { CheckContext } from "../engine/Harness.ts"
import { codeOf } from "./sourceText.ts"

/**
 * The file of the configuration flow that sends users to an authorization URL of its own making, so that the module's is
 * never used, or null: one that replaces the host's step or its method and does not come back to them, that asks for a
 * password instead, or that gives the implementation another URL.
 */
export const ownAuthorizeUrl = ({ integration }: CheckContext): Effect.Effect<string | null> =>
  integration.pipe(
    Effect.map((folder) => {
      const flows = [...codeOf(folder)].filter(([path]) => /^config_flow\b/.test(path))
      return flows.find(([, code]) => makesAuthorizeUrl(code))?.[0] ?? null
    }),
    Effect.catchTag("NotApplicable", () => Effect.succeed(null))
  )

const makesAuthorizeUrl = (code: string): boolean =>
  /\bauthorize_url\s*=(?!=)/.test(code) ||
  (bodyOf("async_step_user", code) !== null && !toHostsSteps.test(code)) ||
  ["async_step_auth", "async_generate_authorize_url"].some((name) => {
    const body = bodyOf(name, code)
    return body !== null && !body.includes(`super().${name}`)
  })

/** What leads to the host's own steps, in which users are sent to the provider. */
const toHostsSteps =
  /super\(\)\.async_step_|\basync_step_(?:pick_implementation|auth)\b|\basync_generate_authorize_url\b/

/** The text of a method of a Python class: its lines are further in than its name. */
const bodyOf = (name: string, code: string): string | null =>
  new RegExp(
    `^([ \\t]+)(?:async[ \\t]+)?def[ \\t]+${name}\\b.*\\n((?:\\1[ \\t)].*\\n?|[ \\t]*\\n)*)`,
    "m"
  ).exec(code)?.[2] ?? null
