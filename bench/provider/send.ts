/** Requests on connections that stay open. */
import { Agent, request } from "node:http"

const connections = 16

/** A form to post. */
export interface Post {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** What posts on connections that are open already: a server ends those that nobody uses for a while. */
export interface Sender extends Disposable {
  /** Posts every form, as many at a time as there are connections. Fails on any status but 200. */
  readonly sendAll: (posts: ReadonlyArray<Post>) => Promise<void>
}

/** Opens connections to a server by getting a URL of it on each; `using` closes them. */
export const openConnections = async (url: string): Promise<Sender> => {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const onEach = async (work: () => Promise<void>): Promise<void> => {
    await Promise.all(Array.from({ length: connections }, work))
  }
  await onEach(() => send(agent, "GET", { url, headers: {}, body: "" }))
  return {
    sendAll: async (posts) => {
      const rest = posts.values()
      await onEach(async () => {
        for (const post of rest) await send(agent, "POST", post)
      })
    },
    [Symbol.dispose]: () => agent.destroy()
  }
}

const send = (agent: Agent, method: string, { body, headers, url }: Post): Promise<void> =>
  new Promise((resolve, reject) => {
    const sent = request(url, { method, agent, headers }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`${url} answered ${response.statusCode}`))
      response.on("end", resolve).resume()
    })
    sent.on("error", reject).end(body)
  })
