import { expect, layer } from "@effect/vitest"
import { Effect } from "effect"
import type { WireAnswer, WireRequest } from "../../../src/subject/Protocol.ts"
import {
  errorOf,
  formOf,
  host,
  implementations,
  json,
  make,
  perform,
  python,
  refresh,
  token,
  valueOf
} from "./python.ts"

const source = implementations(`
import asyncio
import aiohttp
from aiohttp import BasicAuth, ClientTimeout, FormData
from yarl import URL

def posting(name, **options):
    class Posting(AuthImplementation):
        async def async_refresh_token(self, token):
            response = await async_get_clientsession(self.hass).post("https://acme.example/token", **options)
            return {"status": response.status, "url": str(response.url), "history": len(response.history),
                    "text": await response.text(), "type": response.content_type, "x": response.headers.get("x-one")}
    globals()[name] = Posting

form = FormData()
form.add_field("a", "1 +&=")
form.add_field("ü", "ß/?")

posting("Dict", data={"a": "1 +&=", "ü": "ß/?", "list": ["x", "y"], "number": 1})
posting("Form", data=form)
posting("Pairs", data=[("a", "1"), ("a", "2")])
posting("Text", data="hällo")
posting("Bytes", data=b"raw")
posting("Json", json={"a": "ü"})
posting("Own", data={"a": "b"}, headers={"Content-Type": "text/x-own", "X-Key": "v"}, params={"q": "ü 1"})
posting("Auth", data={"a": "b"}, auth=BasicAuth("user:name" if False else "user", "pässword"))
posting("Raising", raise_for_status=True)
posting("Short", timeout=ClientTimeout(total=5))
posting("Both", headers={"Authorization": "x"}, auth=BasicAuth("a"))
posting("NoFollow", allow_redirects=False)
posting("Snowman", auth=BasicAuth("\\u2603"))
posting("Injected", headers={"X": "a\\r\\nb: c"})

class Timed(AuthImplementation):
    async def async_refresh_token(self, token):
        loop = asyncio.get_running_loop()
        began = loop.time()
        try:
            await async_get_clientsession(self.hass).get("https://acme.example", timeout=ClientTimeout(total=5))
        except TimeoutError:
            first = loop.time() - began
            try:
                async with async_get_clientsession(self.hass).get("https://acme.example"):
                    pass
            except TimeoutError:
                return {"first": first, "second": loop.time() - began - first}

class Concurrent(AuthImplementation):
    async def async_refresh_token(self, token):
        session = async_get_clientsession(self.hass)
        answers = await asyncio.gather(*(session.get(f"https://acme.example/{n}") for n in range(3)))
        return {"texts": [await answer.text() for answer in answers]}

BASE = URL("https://User:p%40ss@EXAMPLE.com:443/a/../b c/?x=1&y=%20+z#frag ment")

async def async_get_description_placeholders(hass):
    def failing(make):
        try:
            return str(make())
        except Exception as error:
            return f"{type(error).__name__}: {error}"
    return {
        "base": str(BASE),
        "host": BASE.host,
        "path": BASE.path,
        "query": str(dict(BASE.query)),
        "origin": str(BASE.origin()),
        "joined": str(URL("https://a.example/x/") / "y z" / "%2F"),
        "joinpath": str(URL("https://a.example").joinpath("a", "b")),
        "join": str(URL("https://a.example/x/y").join(URL("../z?q#f"))),
        "modulo": str(URL("https://a.example/?a=1") % {"b": "2", "a": "3"}),
        "with_query": str(URL("https://a.example/p?gone=1").with_query(a="b&c=d;e+f/?:@ é", n=1, f=1.5)),
        "many": str(URL("https://a.example").with_query({"a": ["1", "2"]})),
        "update": str(URL("https://a.example/?a=1&b=2&a=3").update_query([("a", "x"), ("c", "y")])),
        "text": str(URL("https://a.example").with_query("a=1&b=%20 +")),
        "none": str(URL("https://a.example/?a").with_query(None)),
        "relative": str(URL("/token").with_query({"x": "y"})),
        "empty": str(URL("").with_query({"x": "y"})),
        "idna": str(URL("https://bücher.example/ü")),
        "equal": str(URL("https://a.example") == URL("https://a.example/")),
        "bool": failing(lambda: URL("https://a.example").with_query(a=True)),
        "nothing": failing(lambda: URL(None)),
        "nohost": failing(lambda: URL("https:///path")),
        "port": failing(lambda: URL("https://a.example:x/")),
        "null": failing(lambda: URL("https://a.example").with_query({"a": None})),
        "repr": repr(URL("https://a.example/{x}")),
        "build": str(URL.build(scheme="https", host="a.example", path="/p q", query={"a": "b"})),
        "same": str(URL("https://a.example/?flag&x=").update_query({})),
    }
`)

const wires = Effect.fnUntraced(function* (
  name: string,
  answers: (wire: WireRequest) => WireAnswer = () => json({})
) {
  const { outcomes, requests } = yield* perform([make(name), refresh], answers)
  return { outcome: outcomes[1], wires: requests.map((request) => request.wire) }
})

const redirect = (status: number, location: string) => (wire: WireRequest) =>
  wire.url === "https://acme.example/token"
    ? ({ _tag: "Response", status, headers: { location }, body: "" } as const)
    : json(token)

layer(python(source))("the HTTP client of a Python module", (it) => {
  it.effect("encodes bodies as aiohttp does", () =>
    Effect.gen(function* () {
      const sent = function* (name: string) {
        const [wire] = (yield* wires(name)).wires
        return { type: wire?.headers["content-type"], body: wire?.body }
      }
      const form = "application/x-www-form-urlencoded"
      expect(yield* sent("Dict")).toEqual({
        type: form,
        body: "a=1+%2B%26%3D&%C3%BC=%C3%9F%2F%3F&list=x&list=y&number=1"
      })
      expect(yield* sent("Form")).toEqual({ type: form, body: "a=1+%2B%26%3D&%C3%BC=%C3%9F%2F%3F" })
      expect(yield* sent("Pairs")).toEqual({ type: form, body: "a=1&a=2" })
      expect(yield* sent("Text")).toEqual({ type: "text/plain; charset=utf-8", body: "hällo" })
      expect(yield* sent("Bytes")).toEqual({ type: "application/octet-stream", body: "raw" })
      expect(yield* sent("Json")).toEqual({ type: "application/json", body: '{"a": "\\u00fc"}' })
      const own = (yield* wires("Own")).wires[0]
      expect(own).toMatchObject({
        url: "https://acme.example/token?q=%C3%BC+1",
        headers: { "content-type": "text/x-own", "x-key": "v" },
        body: "a=b"
      })
    })
  )

  it.effect(
    "encodes HTTP Basic authentication as Latin-1, and refuses what does not fit or is given twice",
    () =>
      Effect.gen(function* () {
        const [wire] = (yield* wires("Auth")).wires
        const pair = Buffer.from("user:pässword", "latin1").toString("base64")
        expect(wire?.headers["authorization"]).toBe(`Basic ${pair}`)
        expect(errorOf((yield* wires("Snowman")).outcome).type).toBe("UnicodeEncodeError")
        expect(errorOf((yield* wires("Both")).outcome).type).toBe("ValueError")
        expect(errorOf((yield* wires("Injected")).outcome).type).toBe("ValueError")
      })
  )

  it.effect("follows redirects: 307 and 308 keep method and body, 302 and 303 do not", () =>
    Effect.gen(function* () {
      for (const status of [307, 308]) {
        const { outcome, wires: sent } = yield* wires("Auth", redirect(status, "/moved"))
        expect(sent[1]).toMatchObject({ method: "POST", url: "https://acme.example/moved", body: "a=b" })
        expect(sent[1]?.headers["authorization"]).toBe(sent[0]?.headers["authorization"])
        expect(valueOf(outcome)).toMatchObject({ refreshed: { status: 200, history: 1 } })
      }
      for (const status of [301, 302, 303]) {
        const { wires: sent } = yield* wires("Auth", redirect(status, "/moved"))
        expect(sent[1]).toMatchObject({ method: "GET", body: "" })
        expect(sent[1]?.headers).not.toHaveProperty("content-type")
      }
    })
  )

  it.effect(
    "drops the authorization on the way to another origin, and takes no redirect to another scheme",
    () =>
      Effect.gen(function* () {
        const { wires: sent } = yield* wires("Auth", redirect(307, "https://other.example/token"))
        expect(sent[1]).toMatchObject({ method: "POST", url: "https://other.example/token", body: "a=b" })
        expect(sent[1]?.headers).not.toHaveProperty("authorization")
        const odd = yield* wires("Auth", redirect(307, "ftp://other.example/token"))
        expect(errorOf(odd.outcome)).toMatchObject({ kind: "client" })
        const endless = yield* wires("Auth", redirect(307, "https://acme.example/token"))
        expect(errorOf(endless.outcome).type).toBe("aiohttp.client_exceptions.TooManyRedirects")
        expect(endless.wires).toHaveLength(10)
        const { wires: kept } = yield* wires("NoFollow", redirect(307, "/moved"))
        expect(kept).toHaveLength(1)
      })
  )

  it.effect("reads responses, and raises for a status where asked to", () =>
    Effect.gen(function* () {
      const answer: WireAnswer = {
        _tag: "Response",
        status: 201,
        headers: { "Content-Type": "Text/Plain; charset=latin1", "X-One": "1" },
        body: "plain"
      }
      const { outcome } = yield* wires("Dict", () => answer)
      expect(valueOf(outcome)).toMatchObject({
        refreshed: {
          status: 201,
          url: "https://acme.example/token",
          text: "plain",
          type: "text/plain",
          x: "1"
        }
      })
      const raised = yield* wires("Raising", () => json({}, 404))
      expect(errorOf(raised.outcome)).toMatchObject({
        kind: "client",
        message: "404, message='Not Found', url='https://acme.example/token'"
      })
      const lost = yield* wires("Dict", () => ({ _tag: "ConnectionFailure" }))
      expect(errorOf(lost.outcome).message).toBe(
        "Cannot connect to host acme.example:443 ssl:default [Connect call failed]"
      )
    })
  )

  it.effect("gives up after the request's own limit, or else after five minutes", () =>
    Effect.gen(function* () {
      const { outcome } = yield* wires("Timed", () => ({ _tag: "NeverAnswers" }))
      expect(valueOf(outcome)).toMatchObject({ refreshed: { first: 5, second: 300 } })
    })
  )

  it.effect("sends requests side by side, always in the same order", () =>
    Effect.gen(function* () {
      const { outcome, wires: sent } = yield* wires(
        "Concurrent",
        (wire) => ({ ...json({}), body: wire.url }) as WireAnswer
      )
      expect(sent.map((wire) => wire.url.at(-1))).toEqual(["0", "1", "2"])
      expect(formOf(sent[0])).toEqual({})
      expect(valueOf(outcome)).toMatchObject({
        refreshed: { texts: ["https://acme.example/0", "https://acme.example/1", "https://acme.example/2"] }
      })
    })
  )

  it.effect("builds addresses as yarl does", () =>
    Effect.gen(function* () {
      const { outcomes } = yield* perform([{ _tag: "getDescriptionPlaceholders", host }])
      expect(valueOf(outcomes[0])).toEqual({
        base: "https://User:p%40ss@example.com/b%20c/?x=1&y=%20+z#frag%20ment",
        host: "example.com",
        path: "/b c/",
        query: "{'x': '1', 'y': '  z'}",
        origin: "https://example.com",
        joined: "https://a.example/x/y%20z/%252F",
        joinpath: "https://a.example/a/b",
        join: "https://a.example/z?q#f",
        modulo: "https://a.example/?a=3&b=2",
        with_query: "https://a.example/p?a=b%26c%3Dd%3Be%2Bf/?:@+%C3%A9&n=1&f=1.5",
        many: "https://a.example/?a=1&a=2",
        update: "https://a.example/?a=x&b=2&c=y",
        text: "https://a.example/?a=1&b=%2520++",
        none: "https://a.example/",
        relative: "/token?x=y",
        empty: "?x=y",
        idna: "https://xn--bcher-kva.example/%C3%BC",
        equal: "True",
        bool: "TypeError: Invalid variable type: value should be str, int or float, got True of type <class 'bool'>",
        nothing: "TypeError: Constructor parameter should be str",
        nohost: "ValueError: Invalid URL: host is required for absolute urls with the https scheme",
        port: "ValueError: Invalid URL: port can't be converted to integer",
        null: "TypeError: Invalid variable type: value should be str, int or float, got None of type <class 'NoneType'>",
        repr: "URL('https://a.example/%7Bx%7D')",
        build: "https://a.example/p%20q?a=b",
        same: "https://a.example/?flag&x="
      })
    })
  )
})
