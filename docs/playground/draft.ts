/** What somebody writes in the playground, kept as long as the tab is open: the back button and a reload bring it back. */
import { type Input, inputFrom } from "./link.ts"

const name = "application-credentials playground"

/** Keeps it. What the browser does not allow, or has no room for, is not kept. */
export const keep = (input: Input): void => {
  quietly(() => sessionStorage.setItem(name, JSON.stringify(input)))
}

/** Gives what was kept last, or null. */
export const read = (): Input | null => inputFrom(quietly(() => sessionStorage.getItem(name)) ?? "")

/** Forgets it. */
export const forget = (): void => {
  quietly(() => sessionStorage.removeItem(name))
}

const quietly = <A>(run: () => A): A | null => {
  try {
    return run()
  } catch {
    return null
  }
}
