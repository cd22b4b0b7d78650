/**
 * Runs a host as the parent of this process asks: starts it, stops it, and counts what the process holds. Each message is
 * answered by one.
 *
 * Argument: the access token of the one user.
 */
import { setTimeout as sleep } from "node:timers/promises"
import { createHost } from "../../src/promise/index.ts"
import type { LinkingHost } from "../../src/promise/index.ts"

/** What a process holds: bytes on its heap and beside it, and the kinds of what keeps it running. */
export interface Held {
  readonly bytes: number
  readonly handles: ReadonlyArray<string>
}

const [, , token] = process.argv

let running: LinkingHost | undefined

const start = async (): Promise<string> => {
  running = await createHost({
    integrations: [{ domain: "acme", server: "https://accounts.acme.test" }],
    verify: (given) => (given === token ? { id: "ada", isAdmin: true } : undefined)
  })
  // A long answer fills what the operating system takes for those who do not read.
  await running.credentials.create({
    domain: "acme",
    clientId: "x".repeat(5_000),
    clientSecret: "CLIENTSECRET"
  })
  return running.listen(0)
}

const stop = async (): Promise<string> => {
  await running?.close()
  running = undefined
  return "stopped"
}

/** Collects garbage until there is no more of it. */
const held = async (): Promise<Held> => {
  const collected = async (before: number): Promise<number> => {
    await sleep(50)
    globalThis.gc?.()
    const { external, heapUsed } = process.memoryUsage()
    return heapUsed + external < before - 1_000 ? collected(heapUsed + external) : heapUsed + external
  }
  return {
    bytes: await collected(Number.POSITIVE_INFINITY),
    handles: process.getActiveResourcesInfo().toSorted()
  }
}

const answers: Record<string, () => Promise<unknown>> = { start, stop, held }

process.on("message", async (asked) => process.send?.(await answers[String(asked)]?.()))
