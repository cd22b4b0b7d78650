/** An account-link server, a clock that tests move, and a client that remembers what it got. */
import type { AccountLinkServerOptions } from "../../src/index.ts"
import { AccountLinkServer, makeStoppedClock } from "../../src/index.ts"
import { text } from "../Harness.ts"

export const services = [
  { service: "acme", minVersion: "2023.1.0" },
  { service: "other", minVersion: "2024.2.0", acceptsNewAuthorizations: false }
]

export const makeLinkHarness = (options: AccountLinkServerOptions = {}) => {
  const server = AccountLinkServer.make({ services, clock: makeStoppedClock(0), ...options })

  const connect = () => {
    const told: Array<unknown> = []
    let isClosed = false
    const connection = server.connect({
      receive: (message) => told.push(JSON.parse(message)),
      close: () => {
        isClosed = true
      }
    })
    return { ...connection, told, isClosed: () => isClosed }
  }

  /** A connection that has asked for a service, and the URL that it got. */
  const ask = (service = "acme") => {
    const client = connect()
    client.send(JSON.stringify({ service }))
    return { client, url: text(Reflect.get(Object(client.told[0]), "authorize_url")) }
  }

  const send = async (method: string, url: string, body = "") => {
    const answer = await server.answer({ method, url, headers: {}, body })
    if (answer._tag !== "Response") throw new Error(`No response: ${answer._tag}`)
    return answer
  }

  const refresh = (body: string, service = "acme", method = "POST") =>
    send(method, `${server.origin}/refresh_token/${service}`, body)

  /** Links an account, and gives its tokens. */
  const link = async (service = "acme") => {
    const { client, url } = ask(service)
    await send("GET", url)
    return Object(Reflect.get(Object(client.told[1]), "tokens"))
  }

  const rules = () => server.journal.map(({ rule }) => rule).filter((rule) => rule !== undefined)

  return { server, connect, ask, send, refresh, link, rules }
}
