/** Whether a function's name looks like a hook's. */
import type { HookName } from "../subject/Protocol.ts"
import { hookNames } from "../subject/hookNames.ts"

/** Words that people mix up in the names of the hooks. */
const sameWords: { readonly [word: string]: string } = {
  authorisation: "auth",
  authorization: "auth",
  authentication: "auth",
  authorize: "auth",
  oauth: "auth",
  oauth2: "auth",
  impl: "implementation",
  implementations: "implementation",
  impls: "implementation",
  placeholder: "placeholders",
  credentials: "credential"
}

/** Words that say nothing of which hook is meant. */
const fillers = new Set(["async", "get", "fetch", "application"])

const wordsOf = (name: string): ReadonlyArray<string> =>
  name
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .split(/[_$]+/)
    .filter((word) => word !== "" && !fillers.has(word))
    .map((word) => sameWords[word] ?? word)

const lettersOf = (name: string): string => name.toLowerCase().replaceAll(/^async|[_$]/g, "")

/** How many letters may be wrong. */
const tolerance = 2

/**
 * The hook that a name looks like: the same words in any order and any spelling of the languages, or nearly the same
 * letters. Undefined where it looks like none.
 */
export const likelyHook = (name: string): HookName | undefined => {
  const words = wordsOf(name)
  // Said without "auth" it is the host's own function, which modules define in the belief that it is a hook.
  if (words.join() === "implementation") return "getAuthImplementation"
  return hookNames.find((hook) => {
    const expected = wordsOf(hook)
    return (
      words.toSorted().join() === expected.toSorted().join() ||
      editDistance(words.join(""), expected.join("")) <= tolerance ||
      editDistance(lettersOf(name), lettersOf(hook)) <= tolerance
    )
  })
}

/** The number of letters to insert, remove or replace to make one text the other. */
export const editDistance = (left: string, right: string): number => {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index)
  for (const [above, letter] of [...left].entries()) {
    const next = [above + 1]
    for (const [index, other] of [...right].entries()) {
      const replaced = (row[index] ?? 0) + (letter === other ? 0 : 1)
      next.push(Math.min(replaced, (row[index + 1] ?? 0) + 1, (next[index] ?? 0) + 1))
    }
    row = next
  }
  return row.at(-1) ?? 0
}

/** A hook's name in Python. */
export const pythonName = (hook: HookName): string =>
  `async_${hook.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`
