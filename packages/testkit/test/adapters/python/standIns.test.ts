import { expect, layer } from "@effect/vitest"
import { Effect } from "effect"
import * as fc from "fast-check"
import type { Json, Outcome, Step } from "../../../src/subject/Protocol.ts"
import { Subject } from "../../../src/subject/Subject.ts"
import {
  authorize,
  host,
  implementations,
  json,
  link,
  make,
  perform,
  python,
  refresh,
  traceOf,
  valueOf
} from "./python.ts"

const source = `
import acmelib
import acmelib.sub
from dataclasses import dataclass
from acmelib import OAUTH2_AUTHORIZE, OAUTH2_TOKEN, Scope, decorate, Base, AcmeError, helper
from homeassistant.helpers.update_coordinator import DataUpdateCoordinator
from homeassistant.components import sensor
${implementations(`
SCOPES = [Scope.READ, Scope.WRITE]
WITHIN = f"https://{acmelib.HOST}/authorize"
TOTAL = (acmelib.NUMBER + 1) * 2 - acmelib.x["y"] | 4

class Coordinator(DataUpdateCoordinator[Scope], sensor.Entity):
    value: acmelib.Type = acmelib.default()

@dataclass(frozen=True, kw_only=True)
class Description(sensor.SensorEntityDescription):
    mine: int

DESCRIPTION = Description(key="the key", mine=1)

class Plain(AuthImplementation):
    pass

class Scoped(AuthImplementation):
    @property
    def extra_authorize_data(self):
        return {"scope": " ".join(SCOPES)}

class Derived(AuthImplementation, Base):
    pass

class Overridden(Base, AuthImplementation):
    pass

class Branching(AuthImplementation):
    async def async_refresh_token(self, token):
        if acmelib.NEW_STYLE:
            return {**token, "expires_in": 1}
        return token

class Counting(AuthImplementation):
    async def async_refresh_token(self, token):
        return {**token, "expires_in": int(acmelib.LIFETIME)}

class Failing(AuthImplementation):
    async def async_refresh_token(self, token):
        if not f"{acmelib.HOST}".endswith("acme.example"):
            raise ValueError("Not a host of Acme")

class Hashing(AuthImplementation):
    async def async_refresh_token(self, token):
        from hashlib import sha256
        return {**token, "digest": sha256(acmelib.SALT.encode()).hexdigest()}

class Written(AuthImplementation):
    async def async_refresh_token(self, token):
        return {"text": written(self.hass.data["how"], acmelib.VALUE)}

class Catching(AuthImplementation):
    async def async_refresh_token(self, token):
        try:
            raise AcmeError("no")
        except AcmeError as error:
            async with acmelib.client() as client:
                for each in await client.get(timeout=3):
                    return {"value": each, "text": f"<{each}>", "error": isinstance(error, AcmeError), "list": [client]}

@decorate
class Decorated(AuthImplementation):
    @decorate(times=3)
    async def async_refresh_token(self, token):
        return token

class Named(AuthImplementation):
    async def async_refresh_token(self, token):
        account = acmelib.account()
        adapter = acmelib.TypeAdapter(Plain)
        return {"text": "The " + account.DisplayName + " account", "read": adapter.validate_python(token)}

class Sending(AuthImplementation):
    async def async_refresh_token(self, token):
        session = async_get_clientsession(self.hass)
        await session.post("https://acme.example/token", data={"scope": acmelib.SCOPE})
        return token

def written(how, value):
    import json
    from urllib.parse import quote, quote_plus, urlencode
    from yarl import URL
    ways = {
        "format": lambda text: f"a {text} b",
        "percent": lambda text: "a %s b" % text,
        "method": lambda text: "{} b".format(text),
        "add": lambda text: "a" + text,
        "radd": lambda text: text + "b",
        "join": lambda text: " ".join(["a", text]),
        "quote": quote,
        "plus": quote_plus,
        "form": lambda text: urlencode({"a": text}),
        "json": lambda text: json.dumps({"a": [text]}),
        "lower": lambda text: f"{text}".lower(),
        "upper": lambda text: f"{text}".upper(),
        "title": lambda text: f"{text}".title(),
        "replace": lambda text: f"{text}".replace("-", "_").replace(".", "/"),
        "query": lambda text: str(URL("https://acme.example").with_query({"a": text})),
        "path": lambda text: str(URL("https://acme.example") / quote(text, safe="")),
        "member": lambda text: {"a": text}["a"],
        "strip": lambda text: f" {text} ".strip(),
    }
    for way in how:
        value = ways[way](value)
    return value

async def async_get_authorization_server(hass):
    return AuthorizationServer(WITHIN, OAUTH2_TOKEN)

async def async_get_description_placeholders(hass):
    return {"a": DESCRIPTION.key}
`)}
`

/** A text, or a value, in which marks are named. */
const named = (outcome: Outcome | undefined, text: string) => {
  const { unknown = {} } = traceOf(outcome)
  return text.replaceAll(/standin(\d+)x/gi, (mark, number: string) => `<${unknown[number] ?? mark}>`)
}
const readable = (outcome: Outcome | undefined): Json =>
  JSON.parse(named(outcome, JSON.stringify(valueOf(outcome))))

layer(python(source))("stand-ins for packages that are not installed", (it) => {
  it.effect("taint no step that does not touch them", () =>
    Effect.gen(function* () {
      const { trace, imports } = yield* Effect.flatMap(Subject, (subject) => subject.load)
      expect(trace).toEqual({ logs: [], activity: [], standIns: [] })
      expect(imports.filter(({ standIn }) => standIn)).toEqual([
        { package: "acmelib", standIn: true, importedBy: "application_credentials.py" }
      ])
      const { outcomes } = yield* perform([
        { _tag: "getDescriptionPlaceholders", host },
        make("Plain"),
        authorize,
        refresh
      ])
      expect(valueOf(outcomes[0])).toEqual({ a: "the key" })
      for (const outcome of outcomes) expect(traceOf(outcome).standIns).toEqual([])
    })
  )

  it.effect("are found in values, also within a text", () =>
    Effect.gen(function* () {
      const { outcomes } = yield* perform([{ _tag: "getAuthorizationServer", host }])
      expect(readable(outcomes[0])).toMatchObject({
        authorizeUrl: "https://<acmelib.HOST>.net/authorize",
        tokenUrl: "https://<acmelib.OAUTH2_TOKEN>.net"
      })
      const scoped = yield* perform([make("Scoped"), authorize])
      expect(traceOf(scoped.outcomes[0]).unknown).toBeUndefined()
      expect(new URL(String(readable(scoped.outcomes[1]))).searchParams.get("scope")).toBe(
        "<acmelib.Scope.READ> <acmelib.Scope.WRITE>"
      )
      for (const outcome of [...outcomes, ...scoped.outcomes]) expect(traceOf(outcome).standIns).toEqual([])
    })
  )

  it.effect("decide about an implementation that they decorate, or that has one for its first base", () =>
    Effect.gen(function* () {
      const { outcomes } = yield* perform([make("Derived"), make("Overridden"), make("Decorated"), refresh])
      expect(traceOf(outcomes[0]).standIns).toEqual([])
      expect(valueOf(outcomes[0])).toMatchObject({ isImplementation: true })
      expect(traceOf(outcomes[1]).standIns).toContain("acmelib.Base")
      expect(traceOf(outcomes[2]).standIns).toEqual(["acmelib.decorate"])
      expect(traceOf(outcomes[3]).standIns).toEqual(["acmelib.decorate"])
      expect(valueOf(outcomes[3])).toMatchObject({ refreshed: refresh.token })
    })
  )

  it.effect("can be raised, caught, entered, awaited and iterated", () =>
    Effect.gen(function* () {
      const { outcomes } = yield* perform([make("Catching"), refresh])
      expect(readable(outcomes[1])).toMatchObject({
        refreshed: {
          value: "<acmelib.client.get>",
          text: "<<acmelib.client.get>>",
          error: true,
          list: ["<acmelib.client>"]
        }
      })
      // It was asked what an error is an instance of, and gone through in a loop.
      expect(traceOf(outcomes[1])).toMatchObject({
        standIns: ["acmelib.AcmeError", "acmelib.client.get"],
        notRun: ["acmelib.client", "acmelib.client.get"]
      })
    })
  )

  it.effect("are texts under a class's name, and are made of a class that they are given", () =>
    Effect.gen(function* () {
      const { outcomes } = yield* perform([make("Named"), refresh])
      expect(readable(outcomes[1])).toMatchObject({
        refreshed: {
          text: "The <acmelib.account.DisplayName> account",
          read: "<acmelib.TypeAdapter().validate_python>"
        }
      })
      expect(traceOf(outcomes[1]).standIns).toEqual([])
    })
  )

  it.effect("decide where the code asks them something, or takes them for what leaves no mark", () =>
    Effect.gen(function* () {
      for (const [name, origin] of [
        ["Branching", "acmelib.NEW_STYLE"],
        ["Counting", "acmelib.LIFETIME"],
        ["Failing", "acmelib.HOST"],
        ["Hashing", "acmelib.SALT"]
      ] as const) {
        const { outcomes } = yield* perform([make(name), refresh])
        expect([name, traceOf(outcomes[1]).standIns]).toEqual([name, [origin]])
      }
    })
  )

  it.effect("always leave their mark in a text, however it is written, and nothing else of it", () =>
    Effect.gen(function* () {
      const subject = yield* Subject
      const ways =
        "format percent method add radd join quote plus form json lower upper title replace query path member strip"
      const how = fc.array(fc.constantFrom(...ways.split(" ")), { maxLength: 5 })
      const marked = fc.asyncProperty(how, async (how) => {
        const data = { how }
        const written = { ...make("Written"), host: { ...host, data } } as Step
        const run = perform([written, refresh])
        const { outcomes } = await Effect.runPromise(Effect.provideService(run, Subject, subject))
        expect(traceOf(outcomes[1])).toMatchObject({ standIns: [] })
        expect(Object.values(traceOf(outcomes[1]).unknown ?? {})).toEqual(["acmelib.VALUE"])
        expect(JSON.stringify(readable(outcomes[1])).split("<acmelib.VALUE>")).toHaveLength(2)
      })
      yield* Effect.promise(() => fc.assert(marked, { numRuns: 150 }))
    })
  )

  it.effect("are found in what is sent, and leave the rest of the flow as it is", () =>
    Effect.gen(function* () {
      const { outcomes, requests } = yield* perform([make("Sending"), refresh], json({}))
      expect(traceOf(outcomes[1])).toMatchObject({ standIns: [] })
      expect(named(outcomes[1], requests[0]?.wire.body ?? "")).toBe("scope=<acmelib.SCOPE>")
      const linked = yield* link("Plain")
      expect(linked.outcomes[2]?._tag).toBe("returned")
    })
  )
})
