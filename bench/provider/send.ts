/** Requests on connections that stay open. */
import { Agent, request } from "node:http"

const connections = 16
const agent = new Agent({ keepAlive: true, maxSockets: connections })

/** A form to post. */
export interface Post {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** Posts every form, as many at a time as there are connections. Fails on any status but 200. */
export const sendAll = async (posts: ReadonlyArray<Post>): Promise<void> => {
  const rest = posts.values()
  const sender = async (): Promise<void> => {
    for (const post of rest) await send(post)
  }
  await Promise.all(Array.from({ length: connections }, sender))
}

const send = ({ body, headers, url }: Post): Promise<void> =>
  new Promise((resolve, reject) => {
    const sent = request(url, { method: "POST", agent, headers }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`${url} answered ${response.statusCode}`))
      response.on("end", resolve).resume()
    })
    sent.on("error", reject).end(body)
  })
