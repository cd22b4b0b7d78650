/** Finds out by git which integrations have changed. */
import { execFile } from "node:child_process"
import { realpath } from "node:fs/promises"
import { dirname, join, sep } from "node:path"
import { Effect } from "effect"
import { CannotCheck } from "./errors.ts"

/**
 * Makes a predicate for folders with files that have changed since a commit, or since the working tree left a branch. What is
 * staged, what is not and what git does not know all count, and so does the repository's `hacs.json`.
 */
export const hasChangedSince = Effect.fnUntraced(function* (ref: string) {
  if (ref === "" || ref.startsWith("-")) {
    return yield* new CannotCheck({
      message: `--changed takes a commit or a branch, such as main, not ${ref}.`
    })
  }
  const changes = new Map<string, Effect.Effect<ReadonlyArray<string>, CannotCheck>>()
  return Effect.fnUntraced(function* (path: string) {
    const folder = yield* Effect.promise(() => realpath(path))
    const root = (yield* git(folder, ["rev-parse", "--show-toplevel"])).trimEnd()
    const known = changes.get(root) ?? (yield* Effect.cached(changedFiles(root, ref)))
    changes.set(root, known)
    const minimum = join(dirname(dirname(folder)), "hacs.json")
    return (yield* known).some((file) => file === minimum || file.startsWith(`${folder}${sep}`))
  })
})

const changedFiles = Effect.fnUntraced(function* (root: string, ref: string) {
  const tracked = yield* git(root, ["diff", "--name-only", "--no-renames", "-z", "--merge-base", ref, "--"])
  const unknown = yield* git(root, ["ls-files", "--others", "--exclude-standard", "-z"])
  return `${tracked}${unknown}`.split("\0").flatMap((name) => (name === "" ? [] : [join(root, name)]))
})

const git = (folder: string, args: ReadonlyArray<string>): Effect.Effect<string, CannotCheck> =>
  Effect.callback((resume) => {
    execFile("git", args, { cwd: folder, encoding: "utf8", maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
      const why = stderr.trim().split("\n")[0] || error?.message
      const message = `--changed asks git, which says: ${why}`
      resume(error === null ? Effect.succeed(stdout) : Effect.fail(new CannotCheck({ message })))
    })
  })
