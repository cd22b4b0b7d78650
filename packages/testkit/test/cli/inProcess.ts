/** Runs the command in this process, which saves the start of one: what a process of its own does is `command`'s to show. */
import { Cause, Effect, Exit, Runtime } from "effect"
import { Command } from "effect/cli"
import { vi } from "vitest"
import { applicationCredentials, exitCodeOf, platform } from "../../src/cli/command.ts"
import type { Result } from "./command.ts"

const main = Command.runWith(applicationCredentials, { version: "0.0.0" })

/** Runs `application-credentials` with these arguments, in a folder. It prints for programs, as into a pipe. */
export const inProcess = async (
  args: ReadonlyArray<string>,
  { cwd = process.cwd() }: { readonly cwd?: string } = {}
): Promise<Result> => {
  const [before, out, problems] = [process.cwd(), new Array<string>(), new Array<string>()]
  const take =
    (texts: Array<string>): typeof process.stdout.write =>
    (text, ...rest) => {
      for (const done of rest) if (typeof done === "function") done()
      return texts.push(String(text)) > 0
    }
  const spies = [
    vi.spyOn(process.stdout, "write").mockImplementation(take(out)),
    vi.spyOn(process.stderr, "write").mockImplementation(take(problems)),
    vi.spyOn(console, "log").mockImplementation((text) => void out.push(`${text}\n`)),
    vi.spyOn(console, "error").mockImplementation((text) => void problems.push(`${text}\n`))
  ]
  process.chdir(cwd)
  const exit = await Effect.runPromiseExit(Effect.provide(main([...args]), platform))
  process.chdir(before)
  for (const spy of spies) spy.mockRestore()
  const error = Exit.isFailure(exit) ? Cause.squash(exit.cause) : null
  if (error !== null && !(error instanceof Error)) throw error
  const code = error === null ? 0 : Number(Reflect.get(error, Runtime.errorExitCode) ?? 1)
  return { code: exitCodeOf(exit, code), stdout: out.join(""), stderr: problems.join("") }
}
