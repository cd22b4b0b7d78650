import { expect, layer } from "@effect/vitest"
import { Effect } from "effect"
import * as fc from "fast-check"
import type { LogRecord, Step } from "../../../src/subject/Protocol.ts"
import { Subject } from "../../../src/subject/Subject.ts"
import {
  authorize,
  credential,
  errorOf,
  formOf,
  host,
  implementations,
  json,
  link,
  make,
  perform,
  python,
  refresh,
  textOf,
  token,
  traceOf,
  valueOf
} from "./python.ts"

const source = implementations(`
import asyncio
import base64
import random
import secrets
import time
import uuid
from datetime import datetime

import aiohttp
from aiohttp import BasicAuth
from yarl import URL
from .helper import fail

class Plain(AuthImplementation):
    pass

class Basic(AuthImplementation):
    async def _token_request(self, data):
        session = async_get_clientsession(self.hass)
        response = await session.post(self.token_url, data=data, auth=BasicAuth(self.client_id, self.client_secret))
        response.raise_for_status()
        return await response.json()

class Pkce(LocalOAuth2ImplementationWithPkce):
    def __init__(self, hass, auth_domain, credential, server):
        super().__init__(hass, auth_domain, credential.client_id, server.authorize_url, server.token_url,
                         client_secret=credential.client_secret, code_verifier_length=64)

class ForgetfulPkce(Pkce):
    @property
    def extra_authorize_data(self):
        return {"scope": "read write"}

class Scoped(AuthImplementation):
    @property
    def extra_authorize_data(self):
        return {"scope": "a b&c", "state": "mine"}

class Context(AuthImplementation):
    async def _token_request(self, data):
        async with async_get_clientsession(self.hass).request("put", self.token_url, json=data, params={"x": "1 2"}) as response:
            return await response.json()

class Talkative(AuthImplementation):
    async def async_resolve_external_data(self, external_data):
        print("secret", self.client_secret)
        print("no newline", end="")
        logging.getLogger("acme.talk").debug("code %s", external_data["code"])
        logging.getLogger("acme.talk").info("too few %s %s", 1)
        try:
            fail()
        except ValueError:
            logging.getLogger("acme.talk").exception("failed")
        asyncio.sleep(1)
        return await super().async_resolve_external_data(external_data)

class Wordy(AuthImplementation):
    async def async_refresh_token(self, token):
        for line in range(5000):
            print("many words", line)
        return {"expires_in": 1}

class Hurrying(AuthImplementation):
    async def async_refresh_token(self, token):
        self.hass.async_create_task(self._tell(token))
        return {"expires_in": 1}

    async def _tell(self, token):
        await asyncio.sleep(50)
        await async_get_clientsession(self.hass).post("https://stats.example/", data=token["refresh_token"])
        logging.getLogger("acme.talk").info("told")
        while True:
            await asyncio.sleep(10)

class Waiting(AuthImplementation):
    async def async_generate_authorize_url(self, flow_id):
        before = (time.time(), datetime.now().timestamp())
        await asyncio.sleep(20)
        time.sleep(5)
        return f"https://acme.example/?{time.time() - before[0]:.0f}/{datetime.now().timestamp() - before[1]:.0f}/{before[0]:.0f}"

class Located(AuthImplementation):
    async def async_generate_authorize_url(self, flow_id):
        return URL(await super().async_generate_authorize_url(flow_id))

class Slow(AuthImplementation):
    async def async_generate_authorize_url(self, flow_id):
        await asyncio.sleep(31 if flow_id == "slow" else 29)
        return await super().async_generate_authorize_url(flow_id)

    async def async_resolve_external_data(self, external_data):
        await asyncio.sleep(31 if external_data["code"] == "slow" else 29)
        return {"expires_in": 1}

class Endless(AuthImplementation):
    async def async_refresh_token(self, token):
        await asyncio.get_running_loop().create_future()

class Sleepless(AuthImplementation):
    async def async_refresh_token(self, token):
        while True:
            await asyncio.sleep(600)

class Failing(AuthImplementation):
    async def async_refresh_token(self, token):
        fail()

class Exiting(AuthImplementation):
    async def async_refresh_token(self, token):
        raise SystemExit(2)

class Cancelled(AuthImplementation):
    async def async_refresh_token(self, token):
        asyncio.current_task().cancel()
        await asyncio.sleep(0)

class Recursive(AuthImplementation):
    async def async_refresh_token(self, token):
        return await self.async_refresh_token(token)

class Client(AuthImplementation):
    async def async_refresh_token(self, token):
        raise aiohttp.ClientResponseError(None, (), status=401, message="no")

class Lost(AuthImplementation):
    async def async_refresh_token(self, token):
        token["access_token"] = self.redirect_uri

class Odd(AuthImplementation):
    async def async_resolve_external_data(self, external_data):
        return {"expires_in": float("nan"), "object": object(), "bytes": b"x", 1: 2}

class Random(AuthImplementation):
    async def async_generate_authorize_url(self, flow_id):
        return ",".join(map(str, (random.random(), secrets.token_hex(4), uuid.uuid4(), hash("text"), time.time())))

def Nothing(*args):
    return None

def Changing(hass, auth_domain, credential, server):
    credential.client_secret = 5
    return object()
`)

const plain = {
  _tag: "getAuthImplementation",
  as: "a",
  from: { by: "module" },
  host,
  authDomain: "Plain",
  credential
} as const

const helper = `def fail():
    raise ValueError("out of order")
`

layer(python(source, { "helper.py": helper }))("performing steps of a Python module", (it) => {
  it.effect("links an account as Home Assistant does", () =>
    Effect.gen(function* () {
      const { outcomes, requests, url } = yield* link("Plain")
      expect(valueOf(outcomes[0])).toEqual({
        type: "custom_components.acme.application_credentials.Plain",
        isImplementation: true,
        domain: "Plain",
        name: "The name",
        authorizeUrl: "https://acme.example/authorize",
        tokenUrl: "https://acme.example/token",
        credentialAfter: credential
      })
      expect(Object.fromEntries(url.searchParams)).toMatchObject({
        response_type: "code",
        client_id: "the-client",
        redirect_uri: "https://my.home-assistant.io/redirect/oauth"
      })
      expect(requests).toMatchObject([
        {
          step: 0,
          wire: {
            method: "POST",
            url: "https://acme.example/token",
            headers: { "content-type": "application/x-www-form-urlencoded" }
          }
        }
      ])
      expect(formOf(requests[0]?.wire)).toEqual({
        grant_type: "authorization_code",
        code: "the-code",
        redirect_uri: "https://my.home-assistant.io/redirect/oauth",
        client_id: "the-client",
        client_secret: "the-secret"
      })
      expect(valueOf(outcomes[2])).toEqual({
        resolved: token,
        stored: { ...token, expires_at: 1_800_003_600 }
      })
    })
  )

  it.effect("refreshes a token, and shows the one passed in", () =>
    Effect.gen(function* () {
      const { outcomes, requests } = yield* perform(
        [make("Plain"), refresh],
        json({ ...token, expires_in: "7" })
      )
      expect(formOf(requests[0]?.wire)).toEqual({
        grant_type: "refresh_token",
        refresh_token: "old-refresh",
        client_id: "the-client",
        client_secret: "the-secret"
      })
      expect(requests[0]?.step).toBe(1)
      expect(valueOf(outcomes[1])).toEqual({
        refreshed: { ...token, expires_in: 7, expires_at: 1_800_000_007, kept: "yes" },
        passedIn: refresh.token
      })
    })
  )

  it.effect("sends HTTP Basic authentication, and JSON with parameters", () =>
    Effect.gen(function* () {
      const basic = yield* link("Basic")
      expect(basic.requests[0]?.wire.headers["authorization"]).toBe(`Basic ${btoa("the-client:the-secret")}`)
      expect(formOf(basic.requests[0]?.wire)).not.toHaveProperty("client_id")
      const { requests } = yield* link("Context")
      expect(requests[0]?.wire).toMatchObject({
        method: "PUT",
        url: "https://acme.example/token?x=1+2",
        headers: { "content-type": "application/json" }
      })
      expect(JSON.parse(requests[0]?.wire.body ?? "")).toMatchObject({ code: "the-code" })
    })
  )

  it.effect("uses PKCE, and loses it where an override forgets it", () =>
    Effect.gen(function* () {
      const pkce = yield* link("Pkce")
      const verifier = formOf(pkce.requests[0]?.wire)["code_verifier"] ?? ""
      const digest = yield* Effect.promise(() =>
        crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier))
      )
      expect(verifier).toHaveLength(64)
      expect(pkce.url.searchParams.get("code_challenge")).toBe(Buffer.from(digest).toString("base64url"))
      expect(pkce.url.searchParams.get("code_challenge_method")).toBe("S256")
      const forgetful = yield* link("ForgetfulPkce")
      expect(forgetful.url.searchParams.has("code_challenge")).toBe(false)
      expect(forgetful.url.searchParams.get("scope")).toBe("read write")
    })
  )

  it.effect("makes the host's own implementation for endpoints given", () =>
    Effect.gen(function* () {
      const at = { authorizeUrl: "https://other.example/a?lost=1#f", tokenUrl: "https://other.example/t" }
      const made: Step = {
        _tag: "getAuthImplementation",
        as: "a",
        from: { by: "host", server: at, pkce: true },
        host: { ...host, components: [] },
        authDomain: "x",
        credential: { ...credential, name: null }
      }
      const { outcomes } = yield* perform([made, authorize])
      const url = new URL(textOf(outcomes[1]))
      expect(valueOf(outcomes[0])).toMatchObject({ tokenUrl: at.tokenUrl, isImplementation: true })
      expect(url.origin + url.pathname).toBe("https://other.example/a")
      expect(url.searchParams.has("lost")).toBe(false)
      expect(url.searchParams.get("redirect_uri")).toBe("http://home.local:8123/auth/external/callback")
      expect(url.searchParams.has("code_challenge")).toBe(true)
    })
  )

  it.effect("carries any client id and flow id through the authorize URL", () =>
    Effect.gen(function* () {
      const subject = yield* Subject
      const text = fc.string({ unit: "binary" })
      const carried = fc.asyncProperty(text, text, async (clientId, flowId) => {
        const made: Step = { ...plain, credential: { ...credential, clientId } }
        const run = perform([made, { ...authorize, flowId }])
        const { outcomes } = await Effect.runPromise(Effect.provideService(run, Subject, subject))
        const url = new URL(textOf(outcomes[1]))
        const state = url.searchParams.get("state")?.split(".")[1] ?? ""
        expect(url.searchParams.get("client_id")).toBe(clientId)
        expect(JSON.parse(Buffer.from(state, "base64url").toString())).toMatchObject({ flow_id: flowId })
      })
      yield* Effect.promise(() => fc.assert(carried, { numRuns: 200 }))
    })
  )

  it.effect("takes a URL object for the authorize URL, as the host does", () =>
    Effect.gen(function* () {
      const { outcomes, url } = yield* link("Located")
      expect(url.origin + url.pathname).toBe("https://acme.example/authorize")
      expect(outcomes[2]?._tag).toBe("returned")
    })
  )

  it.effect("lets later parameters of the authorize URL win", () =>
    Effect.gen(function* () {
      const { outcomes } = yield* perform([make("Scoped"), authorize])
      const url = new URL(textOf(outcomes[1]))
      expect(url.searchParams.getAll("state")).toEqual(["mine"])
      expect(url.searchParams.get("scope")).toBe("a b&c")
    })
  )

  it.effect("understands errors as Home Assistant's flow does", () =>
    Effect.gen(function* () {
      const kinds = {
        400: "reauthentication",
        401: "reauthentication",
        429: "transient",
        500: "transient",
        503: "transient"
      } as const
      for (const [status, kind] of Object.entries(kinds)) {
        const { outcomes } = yield* link("Plain", json({ error: "invalid_grant" }, Number(status)))
        expect(errorOf(outcomes[2]).kind).toBe(kind)
      }
      expect(errorOf((yield* perform([make("Client"), refresh])).outcomes[1]).kind).toBe("client")
      expect(errorOf((yield* perform([make("Failing"), refresh])).outcomes[1])).toMatchObject({
        kind: "other",
        type: "ValueError",
        message: "out of order",
        where: "helper.py:2"
      })
    })
  )

  it.effect("prints an error without paths of this machine, the same each time", () =>
    Effect.gen(function* () {
      const first = yield* perform([make("Plain"), refresh], json({ error: "invalid_grant" }, 400))
      const { printed } = errorOf(first.outcomes[1])
      expect(printed).toContain("The above exception was the direct cause of the following exception:")
      expect(printed).toContain('  File "homeassistant/helpers/config_entry_oauth2_flow.py", line ')
      expect(printed).not.toMatch(/File "\/|_conformance|0x/)
      const failing = yield* perform([make("Failing"), refresh])
      expect(errorOf(failing.outcomes[1]).printed).toMatch(
        /^Traceback \(most recent call last\):\n {2}File "application_credentials.py", line \d+, in async_refresh_token\n {4}fail\(\)\n {2}File "helper.py", line 2, in fail\n {4}raise ValueError\("out of order"\)\nValueError: out of order$/
      )
      const again = yield* perform([make("Plain"), refresh], json({ error: "invalid_grant" }, 400))
      expect(again.outcomes).toEqual(first.outcomes)
    })
  )

  it.effect("tells a token without a usable expiry, and what came instead", () =>
    Effect.gen(function* () {
      for (const expires_in of [undefined, null, "soon"]) {
        const answer = expires_in === undefined ? { access_token: "a" } : { access_token: "a", expires_in }
        const { outcomes } = yield* link("Plain", json(answer))
        expect(errorOf(outcomes[2])).toMatchObject({ kind: "noToken", resolved: answer })
      }
    })
  )

  it.effect("rejects a state that the host did not make, and needs an implementation", () =>
    Effect.gen(function* () {
      const exchange = (callback: { readonly [name: string]: string }): Step => ({
        _tag: "exchange",
        on: "a",
        callback
      })
      const { outcomes, requests } = yield* perform([
        authorize,
        make("Plain"),
        exchange({ code: "c", state: "a.b.c" }),
        exchange({ code: "c" })
      ])
      expect(outcomes[0]).toEqual({ _tag: "skipped" })
      expect(errorOf(outcomes[2]).kind).toBe("state")
      expect(errorOf(outcomes[3]).kind).toBe("state")
      expect(requests).toEqual([])
    })
  )

  const withoutPlace = ({ level, logger, message }: LogRecord) => ({ level, logger, message })

  it.effect("keeps what is printed, logged and warned of", () =>
    Effect.gen(function* () {
      const { outcomes } = yield* link("Talkative")
      const { logs } = traceOf(outcomes[2])
      expect(logs.map(withoutPlace)).toContainEqual({
        level: "PRINT",
        logger: "stdout",
        message: "secret the-secret"
      })
      expect(logs.map(withoutPlace)).toContainEqual({
        level: "PRINT",
        logger: "stdout",
        message: "no newline"
      })
      expect(logs.map(withoutPlace)).toContainEqual({
        level: "DEBUG",
        logger: "acme.talk",
        message: "code the-code"
      })
      expect(logs.find((log) => log.level === "INFO")?.message).toMatch(/^too few %s %s \(1,\)/)
      expect(logs.find((log) => log.level === "ERROR")?.message).toMatch(
        /^failed\nTraceback[^]*ValueError: out of order$/
      )
      expect(logs.find((log) => log.logger === "py.warnings")?.message).toContain("was never awaited")
    })
  )

  it.effect("keeps no more than 32,768 characters of what a step logs, and says so", () =>
    Effect.gen(function* () {
      const { outcomes } = yield* perform([make("Wordy"), refresh, make("Plain"), refresh])
      const { logs, logsCut } = traceOf(outcomes[1])
      expect(logsCut).toBe(true)
      expect(logs.reduce((sum, { message }) => sum + message.length, 0)).toBe(32_768)
      expect(traceOf(outcomes[3])).not.toHaveProperty("logsCut")
    })
  )

  it.effect("lets what a step leaves behind continue for a minute, and counts it to the step", () =>
    Effect.gen(function* () {
      const { outcomes, requests } = yield* perform([make("Hurrying"), refresh, make("Plain"), refresh])
      expect(requests.map(({ step, wire }) => [step, wire.url])).toEqual([
        [1, "https://stats.example/"],
        [3, "https://acme.example/token"]
      ])
      expect(traceOf(outcomes[1]).logs.map(withoutPlace)).toContainEqual({
        level: "INFO",
        logger: "acme.talk",
        message: "told"
      })
    })
  )

  it.effect("lets time pass only by waiting, and at once", () =>
    Effect.gen(function* () {
      const { outcomes } = yield* perform([make("Waiting"), authorize], undefined, { now: 1_900_000_000 })
      expect(textOf(outcomes[1])).toBe("https://acme.example/?25/25/1900000000")
      const silent = yield* link("Plain", { _tag: "NeverAnswers" })
      expect(errorOf(silent.outcomes[2])).toMatchObject({ kind: "timeout", type: "TimeoutError" })
      const refreshed = yield* perform([make("Plain"), refresh], { _tag: "NeverAnswers" })
      expect(errorOf(refreshed.outcomes[1]).kind).toBe("timeout")
    })
  )

  it.effect("allows thirty seconds for the authorize URL, and for the exchange", () =>
    Effect.gen(function* () {
      const started = yield* perform([make("Slow"), authorize, { ...authorize, flowId: "slow" }])
      expect(errorOf(started.outcomes[2]).kind).toBe("timeout")
      const state = new URL(textOf(started.outcomes[1])).searchParams.get("state") ?? ""
      const exchange = (code: string): Step => ({ _tag: "exchange", on: "a", callback: { state, code } })
      const ended = yield* perform([exchange("quick"), exchange("slow")], undefined, { fresh: false })
      expect(ended.outcomes[0]?._tag).toBe("returned")
      expect(errorOf(ended.outcomes[1]).kind).toBe("timeout")
    })
  )

  it.effect("tells what never ends, and continues with the next step", () =>
    Effect.gen(function* () {
      const { outcomes } = yield* perform([
        make("Endless"),
        refresh,
        make("Sleepless"),
        refresh,
        make("Plain"),
        refresh
      ])
      expect(outcomes.map((outcome) => outcome._tag)).toEqual([
        "returned",
        "hung",
        "returned",
        "hung",
        "returned",
        "returned"
      ])
    })
  )

  it.effect("survives exits, cancellation and deep recursion", () =>
    Effect.gen(function* () {
      for (const [name, type] of [
        ["Exiting", "SystemExit"],
        ["Cancelled", "asyncio.exceptions.CancelledError"],
        ["Recursive", "RecursionError"]
      ] as const) {
        const { outcomes } = yield* perform([make(name), refresh, make("Plain"), refresh])
        expect(errorOf(outcomes[1])).toMatchObject({ kind: "other", type })
        expect(outcomes[3]?._tag).toBe("returned")
      }
    })
  )

  it.effect("has no request to take the redirect URI from while it refreshes", () =>
    Effect.gen(function* () {
      const { outcomes } = yield* perform([
        { ...plain, authDomain: "Lost", host: { ...host, components: [] } },
        refresh
      ])
      expect(errorOf(outcomes[1]).message).toContain("No HTTP request is under way")
    })
  )

  it.effect("describes what is not plain data, and what is no implementation", () =>
    Effect.gen(function* () {
      const odd = yield* link("Odd")
      expect(errorOf(odd.outcomes[2])).toMatchObject({
        kind: "noToken",
        resolved: {
          $type: "dict",
          $repr: "{'expires_in': nan, 'object': <object object>, 'bytes': b'x', 1: 2}"
        }
      })
      const { outcomes } = yield* perform([make("Nothing"), authorize, make("Changing")])
      expect(valueOf(outcomes[0])).toMatchObject({ type: "NoneType", isImplementation: false, domain: null })
      expect(errorOf(outcomes[1])).toMatchObject({ kind: "other", type: "AttributeError" })
      expect(valueOf(outcomes[2])).toMatchObject({
        type: "object",
        isImplementation: false,
        credentialAfter: { clientSecret: 5 }
      })
    })
  )

  it.effect("gives the same outcomes for the same script, and others for another seed", () =>
    Effect.gen(function* () {
      const run = (entropy: number) =>
        perform([make("Random"), authorize, make("Pkce"), authorize], undefined, { entropy })
      const first = yield* run(7)
      yield* run(8)
      expect((yield* run(7)).outcomes).toEqual(first.outcomes)
      const [random, hex] = textOf((yield* run(8)).outcomes[1]).split(",")
      const [random7, hex7] = textOf(first.outcomes[1]).split(",")
      expect(random).not.toBe(random7)
      expect(hex).not.toBe(hex7)
    })
  )
})
