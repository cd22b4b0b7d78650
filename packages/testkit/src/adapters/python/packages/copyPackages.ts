/** A copy of a module's packages, which is all that its interpreter sees of them. */
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { Effect, type Scope } from "effect"
import type { PythonPackages } from "../../../subject/PythonPackages.ts"

/**
 * Copies packages into a folder that is there until the scope ends. Undefined where there are none.
 */
export const copyPackages = (
  packages: PythonPackages | undefined
): Effect.Effect<string | undefined, never, Scope.Scope> =>
  packages === undefined || packages.files.length === 0
    ? Effect.succeed(undefined)
    : Effect.acquireRelease(
        Effect.sync(() =>
          copyInto(realpathSync(mkdtempSync(join(tmpdir(), "application-credentials-packages-"))), packages)
        ),
        (folder) => Effect.sync(() => rmSync(folder, { recursive: true, force: true }))
      )

/** Copies packages as they are by now, in the place of the copy that was made of them. */
export const copyPackagesAgain = (folder: string, packages: PythonPackages): string => {
  for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true, force: true })
  return copyInto(folder, packages)
}

const copyInto = (folder: string, { files }: PythonPackages): string => {
  for (const { from, to } of files) {
    mkdirSync(dirname(join(folder, to)), { recursive: true })
    copyFileSync(from, join(folder, to))
  }
  return folder
}
