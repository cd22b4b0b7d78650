/** What stands between the code under test and this machine. */
import { execFile, type ExecFileException } from "node:child_process"
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
  Effect.gen(function* () {
    if (choice === "process" || choice === "none") return choice
    const problem = yield* sandboxProblem
    if (problem === null) return "os"
    if (choice === "auto") return "process"
    const message = `--isolation os does not work here: ${problem} Use --isolation process, which needs Node alone.`
    return yield* new IsolationUnavailable({ message })
  })

const triedMillis = 10_000

/** Why the operating system's sandbox does not work here, or null: tried once, to the end. */
const sandboxProblem: Effect.Effect<string | null> = Effect.callback<string | null>((resume) => {
  if (process.platform !== "linux")
    return resume(Effect.succeed(`there is no sandbox for ${process.platform}.`))
  const { args, command } = jailed("os", { nodeOptions: ["--version"], readable: [], stackMb: 1 })
  const options = { env: {}, encoding: "utf8", timeout: triedMillis } as const
  execFile(command, args, options, (error, stdout, stderr) => {
    const works = error === null && stdout.trim() === process.version
    resume(Effect.succeed(works ? null : problemOf(error, stderr)))
  })
}).pipe(Effect.uninterruptible, Effect.cached, Effect.runSync)

const problemOf = (error: ExecFileException | null, stderr: string): string =>
  error?.code === 127
    ? "bwrap is not installed (Debian and Ubuntu: apt install bubblewrap)."
    : `${stderr.trim().split("\n")[0] || (error?.message ?? "bwrap failed")}.`
