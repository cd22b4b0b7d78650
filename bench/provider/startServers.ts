/** Servers, each in a process of its own. */
import { fork } from "node:child_process"
import { once } from "node:events"
import { fileURLToPath } from "node:url"
import type { ContenderName } from "./names.ts"
import { names } from "./names.ts"

/** A server that is timed. */
export interface Timed {
  readonly name: ContenderName
  readonly issuer: string
  /** The milliseconds of processor time that it has taken so far. */
  readonly processorTime: () => Promise<number>
}

/** Starts all contenders; `using` stops them. */
export const startServers = async () => {
  const script = fileURLToPath(new URL("server.ts", import.meta.url))
  const children = names.map((name) => fork(script, [name], { stdio: ["ignore", "ignore", "ignore", "ipc"] }))
  const start = async (name: ContenderName, index: number): Promise<Timed> => {
    const child = children[index] ?? fail(name)
    child.on("exit", () => fail(name))
    const [issuer] = await once(child, "message")
    const processorTime = async (): Promise<number> => {
      child.send("processor time")
      const [milliseconds] = await once(child, "message")
      return Number(milliseconds)
    }
    return { name, issuer: `${issuer}`, processorTime }
  }
  const servers = await Promise.all(names.map(start))
  return {
    servers,
    [Symbol.dispose]: () => {
      for (const child of children) child.removeAllListeners("exit").kill()
    }
  }
}

const fail = (name: string): never => {
  throw new Error(`The server ${name} ended`)
}
