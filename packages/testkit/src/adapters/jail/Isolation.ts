/** What stands between the code under test and this machine. */
import { spawnSync } from "node:child_process"
import { Effect, Schema } from "effect"
import type { IsolationOnNode } from "../../subject/Subject.ts"
import { jailed } from "./commandLine.ts"

/**
 * What can be asked for: `auto` is the strongest that this machine has, which is never `none`.
 *
 * @category models
 * @since 0.1.0
 */
export const isolationChoices = ["auto", "os", "process", "none"] as const

/**
 * One of {@link isolationChoices}.
 *
 * @category models
 * @since 0.1.0
 */
export type IsolationChoice = (typeof isolationChoices)[number]

/**
 * Says that this machine cannot isolate modules as asked, and why.
 *
 * @category errors
 * @since 0.1.0
 */
export class IsolationUnavailable extends Schema.TaggedError<IsolationUnavailable>()("IsolationUnavailable", {
  message: Schema.String
}) {}

/**
 * Finds the isolation that this machine has. Whether the operating system's sandbox works is tried, once in a process,
 * by starting Node in it. Fails with `IsolationUnavailable` where `os` is asked for by name and does not work.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { chooseIsolation } from "@application-credentials/testkit"
 * import { Effect } from "effect"
 *
 * const isolation = await Effect.runPromise(chooseIsolation("auto"))
 * assert.notEqual(isolation, "none")
 * ```
 *
 * @category running
 * @since 0.1.0
 */
export const chooseIsolation = (
  choice: IsolationChoice
): Effect.Effect<IsolationOnNode, IsolationUnavailable> =>
  Effect.suspend(() => {
    if (choice === "process" || choice === "none") return Effect.succeed(choice)
    tried ??= trySandbox()
    if (tried.problem === null) return Effect.succeed("os")
    if (choice === "auto") return Effect.succeed("process")
    const message = `--isolation os does not work here: ${tried.problem} Use --isolation process, which needs Node alone.`
    return Effect.fail(new IsolationUnavailable({ message }))
  })

let tried: { readonly problem: string | null } | undefined

const triedMillis = 10_000

const trySandbox = (): { readonly problem: string | null } => {
  if (process.platform !== "linux") return { problem: `there is no sandbox for ${process.platform}.` }
  const { args, command } = jailed("os", { nodeOptions: ["--version"], readable: [], stackMb: 1 })
  const options = { env: {}, encoding: "utf8", timeout: triedMillis } as const
  const { error, status, stderr, stdout } = spawnSync(command, args, options)
  if (status === 0 && stdout.trim() === process.version) return { problem: null }
  if (status === 127)
    return { problem: "bwrap is not installed (Debian and Ubuntu: apt install bubblewrap)." }
  return { problem: `${(stderr ?? "").trim().split("\n")[0] || (error?.message ?? "bwrap failed")}.` }
}
