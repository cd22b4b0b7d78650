/** Runs the command in this process, which saves the start of one: what a process of its own does is `command`'s to show. */
import * as NodeServices from "@effect/platform-node/NodeServices"
import { Cause, Effect, Exit, Runtime } from "effect"
import { Command } from "effect/cli"
import { vi } from "vitest"
import { applicationCredentials } from "../../src/cli/command.ts"
import type { Result } from "./command.ts"

const main = Command.runWith(applicationCredentials, { version: "0.0.0" })

/** Runs `application-credentials` with these arguments where it is told to. */
export const inProcess = async (
  args: ReadonlyArray<string>,
  options: { readonly cwd: string }
): Promise<Result> => {
  const [before, texts] = [process.cwd(), new Array<string>()]
  process.chdir(options.cwd)
  const write = vi.spyOn(process.stdout, "write").mockImplementation((text, ...rest) => {
    for (const done of rest) if (typeof done === "function") done()
    return texts.push(String(text)) > 0
  })
  const silence = vi.spyOn(console, "error").mockReturnValue()
  const exit = await Effect.runPromiseExit(Effect.provide(main([...args]), NodeServices.layer))
  write.mockRestore()
  silence.mockRestore()
  process.chdir(before)
  const error = Exit.isFailure(exit) ? Cause.squash(exit.cause) : null
  if (error !== null && !(error instanceof Error)) throw error
  return {
    code: error === null ? 0 : Number(Reflect.get(error, Runtime.errorExitCode) ?? -1),
    stdout: texts.join(""),
    stderr: error?.message ?? ""
  }
}
