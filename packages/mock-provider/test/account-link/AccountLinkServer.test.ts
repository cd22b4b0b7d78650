import { Redacted } from "effect"
import { describe, expect, it, onTestFinished } from "vitest"
import { inspect } from "node:util"
import { accountLinkRules, AccountLinkServer, InvalidProviderOptions } from "../../src/index.ts"
import { makeLinkHarness } from "./LinkHarness.ts"

const tokens = {
  access_token: expect.any(String),
  refresh_token: expect.any(String),
  token_type: "bearer",
  expires_in: 3600
}

describe("an account-link server", () => {
  it("lists its services as Home Assistant reads them", async () => {
    const { send, server } = makeLinkHarness()
    const { body, status } = await send("GET", `${server.origin}/services`)
    expect(status).toBe(200)
    expect(JSON.parse(body)).toEqual([
      { service: "acme", min_version: "2023.1.0" },
      { service: "other", min_version: "2024.2.0", accepts_new_authorizations: false }
    ])
  })

  it("brings tokens to the connection that asked, when its user has authorized, and closes it", async () => {
    const { ask, send } = makeLinkHarness()
    const one = ask()
    const other = ask()
    expect(one.client.told).toEqual([{ authorize_url: one.url }])
    expect(one.client.isClosed()).toBe(false)
    const page = await send("GET", one.url)
    expect([page.status, page.headers["content-type"]]).toEqual([200, "text/html; charset=utf-8"])
    expect(one.client.told).toEqual([{ authorize_url: one.url }, { tokens }])
    expect(one.client.isClosed()).toBe(true)
    expect(other.client.told).toHaveLength(1)
    expect(other.url).not.toBe(one.url)
  })

  it("refreshes, and takes each refresh token once", async () => {
    const { link, refresh, rules } = makeLinkHarness()
    const body = JSON.stringify(await link())
    const refreshed = await refresh(body)
    expect(JSON.parse(refreshed.body)).toEqual(tokens)
    expect((await refresh(body)).status).toBe(400)
    expect((await refresh(refreshed.body)).status).toBe(200)
    expect(rules()).toEqual(["refresh-token-unknown"])
  })

  it("leaves the refresh token as it is where it does not replace it", async () => {
    const { link, refresh } = makeLinkHarness({ rotate: false })
    const body = JSON.stringify(await link())
    const { refresh_token: _, ...others } = tokens
    expect(JSON.parse((await refresh(body)).body)).toEqual(others)
    expect((await refresh(body)).status).toBe(200)
  })

  it("tells the connection that the user refused, or took too long", async () => {
    const { ask, send, server } = makeLinkHarness()
    const late = ask()
    server.advanceTime(599_999)
    expect(late.client.told).toHaveLength(1)
    server.advanceTime(1)
    expect(late.client.told[1]).toEqual({ error: "timeout" })
    expect(late.client.isClosed()).toBe(true)
    expect((await send("GET", late.url)).status).toBe(404)
    server.change({ consent: "deny" })
    const refused = ask()
    expect((await send("GET", refused.url)).status).toBe(403)
    expect(refused.client.told[1]).toEqual({ error: "access_denied" })
  })

  it("lets nobody authorize for a client that has gone, or twice", async () => {
    const { ask, rules, send } = makeLinkHarness()
    const gone = ask()
    gone.client.close()
    await send("GET", gone.url)
    expect(gone.client.told).toHaveLength(1)
    const { client, url } = ask()
    await send("GET", url)
    await send("GET", url)
    expect(client.told).toHaveLength(2)
    expect(rules()).toEqual(["authorization-unknown", "authorization-unknown"])
  })

  const messages = [
    ["message-malformed", "{", "unknown"],
    ["message-malformed", '{"service":7}', "unknown"],
    ["message-malformed", "null", "unknown"],
    ["message-service", '{"service":"nobody"}', "unsupported"]
  ] as const
  it.each(messages)("refuses by %s the message %s", (rule, message, error) => {
    const { connect, rules } = makeLinkHarness()
    const client = connect()
    client.send(message)
    expect(client.told).toEqual([{ error }])
    expect(client.isClosed()).toBe(true)
    expect(rules()).toEqual([rule])
  })

  it("ends a connection well on a clock that rejects when nobody waits any more, as Effect's does", async () => {
    const rejections: Array<unknown> = []
    const note = (reason: unknown) => rejections.push(reason)
    process.on("unhandledRejection", note)
    onTestFinished(() => void process.off("unhandledRejection", note))
    const sleep = (_milliseconds: number, signal: AbortSignal) =>
      new Promise<never>((_resolve, reject) => {
        signal.addEventListener("abort", () => reject(signal.reason), { once: true })
      })
    const { ask } = makeLinkHarness({ clock: { now: () => 0, sleep } })
    ask().client.close()
    await new Promise(setImmediate)
    expect(rejections).toEqual([])
  })

  it("refuses a second message", () => {
    const { ask, rules } = makeLinkHarness()
    const { client } = ask()
    client.send('{"service":"acme"}')
    expect(client.told[1]).toEqual({ error: "already_consumed" })
    expect(rules()).toEqual(["message-repeated"])
  })

  it("refuses requests by name", async () => {
    const { link, refresh, rules, send, server } = makeLinkHarness()
    const { refresh_token } = await link()
    const body = JSON.stringify({ refresh_token })
    await send("POST", `${server.origin}/services`)
    await send("GET", `${server.origin}/elsewhere`)
    await send("GET", `${server.origin}/v1`)
    await send("GET", `${server.origin}/authorize/nothing`)
    await refresh(body, "acme", "GET")
    await refresh("refresh_token=x")
    await refresh(body, "nobody")
    await refresh(body, "%zz")
    await refresh(body, "other")
    expect(rules()).toEqual([
      "services-method",
      "endpoint-unknown",
      "upgrade-missing",
      "authorization-unknown",
      "refresh-method",
      "refresh-body",
      "refresh-service",
      "refresh-service",
      "refresh-token-service"
    ])
    const statuses = server.journal.flatMap((entry) =>
      entry._tag === "Request" && entry.rule !== undefined ? [entry.status] : []
    )
    expect(statuses).toEqual(rules().map((rule) => accountLinkRules[rule].status))
  })

  it("writes down what happens, and prints no secret", async () => {
    const { link, refresh, server } = makeLinkHarness()
    const given = await link()
    await refresh(JSON.stringify(given))
    expect(server.journal.map((entry) => entry._tag)).toEqual([
      "Opened",
      "Received",
      "Sent",
      "Request",
      "Sent",
      "Closed",
      "Request"
    ])
    const texts = server.journal.flatMap((entry) => ("text" in entry ? [Redacted.value(entry.text)] : []))
    expect(texts.map((said) => JSON.parse(said))).toEqual([
      { service: "acme" },
      { authorize_url: expect.stringContaining("/authorize/") },
      { tokens: given }
    ])
    const printed =
      inspect(server.journal, { depth: null, showHidden: true }) + JSON.stringify(server.journal)
    expect(printed).not.toContain(given.access_token)
    expect(printed).not.toContain(given.refresh_token)
    server.clearJournal()
    expect(server.journal).toEqual([])
  })

  it("fails on command, by request and by message", async () => {
    const { ask, connect, link, send, server } = makeLinkHarness({
      faults: [
        { match: { endpoint: "services" }, nth: 1, action: { _tag: "Status", status: 503 } },
        { match: { message: "authorizeUrl" }, nth: 1, action: { _tag: "ConnectionClosed" } },
        { match: { message: "tokens" }, nth: 1, action: { _tag: "Message", text: "null" } },
        { match: { message: "tokens" }, nth: 2, action: { _tag: "NeverSent" } }
      ]
    })
    expect((await send("GET", `${server.origin}/services`)).status).toBe(503)
    expect((await send("GET", `${server.origin}/services`)).status).toBe(200)
    const dropped = connect()
    dropped.send('{"service":"acme"}')
    expect([dropped.told, dropped.isClosed()]).toEqual([[], true])
    const garbled = ask()
    await send("GET", garbled.url)
    expect([garbled.client.told[1], garbled.client.isClosed()]).toEqual([null, true])
    const silent = ask()
    await send("GET", silent.url)
    expect([silent.client.told.length, silent.client.isClosed()]).toEqual([1, false])
    expect(await link()).toEqual(tokens)
    server.setFaults([
      { match: { message: "authorizeUrl" }, action: { _tag: "Error", error: "unavailable" } }
    ])
    const away = connect()
    away.send('{"service":"acme"}')
    expect([away.told, away.isClosed()]).toEqual([[{ error: "unavailable" }], true])
  })

  it.each(["account-link.test", "https://account-link.test/", "ftp://a.test"])(
    "is not made at %s",
    (origin) => {
      expect(() => AccountLinkServer.make({ origin })).toThrow(InvalidProviderOptions)
    }
  )
})
