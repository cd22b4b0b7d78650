/** Notices where a module uses what every module on Node has and a browser does not: without it a sound module would seem to fail. */
import { define } from "../adapters/typescript/define.ts"

const names = [
  "process",
  "Buffer",
  "global",
  "setImmediate",
  "clearImmediate",
  "require",
  "module",
  "exports",
  "__filename",
  "__dirname"
]

/**
 * Has `needsNode` called with what a module in a folder uses, once it does: a name in a comment, or in code that never runs, is no
 * use. Packages that the host brings ask for some of them, and do without. Call it before the module is loaded.
 */
export const watchGlobalsOfNode = (
  target: object,
  folder: string,
  needsNode: (what: string) => void
): void => {
  for (const name of names) {
    const get = () => {
      const file = fileUsing(get, folder)
      if (file !== null) needsNode(`${file} uses ${name}`)
      return undefined
    }
    const set = (value: unknown) => define(target, name, value)
    if (!(name in target)) Object.defineProperty(target, name, { get, set, configurable: true })
  }
}

/** The file of the folder whose code called a function; null where other code did. */
const fileUsing = (called: () => unknown, folder: string): string | null => {
  const [frame = ""] = framesAbove(called)
  const start = frame.indexOf(`file://${folder}/`)
  return start < 0 ? null : frame.slice(start + `file://${folder}/`.length).replace(/(:\d+)*\)?$/, "")
}

const framesAbove = (called: () => unknown): ReadonlyArray<string> => {
  const error = new Error()
  if ("captureStackTrace" in Error) Error.captureStackTrace(error, called)
  const frames = (error.stack ?? "").split("\n").filter((line) => /:\d+/.test(line))
  // Browsers without V8 name this function, the one above and the getter first.
  return "captureStackTrace" in Error ? frames : frames.slice(3)
}
