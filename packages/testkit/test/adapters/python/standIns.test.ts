import { expect, layer } from "@effect/vitest"
import { Effect } from "effect"
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

class Sending(AuthImplementation):
    async def async_refresh_token(self, token):
        session = async_get_clientsession(self.hass)
        await session.post("https://acme.example/token", data={"scope": acmelib.SCOPE})
        return token

async def async_get_authorization_server(hass):
    return AuthorizationServer(WITHIN, OAUTH2_TOKEN)

async def async_get_description_placeholders(hass):
    return {"a": DESCRIPTION.key}
`)}
`

layer(python(source))("stand-ins for packages that are not installed", (it) => {
  it.effect("taint no step that does not touch them", () =>
    Effect.gen(function* () {
      const { trace, imports } = yield* Effect.flatMap(Subject, (subject) => subject.load)
      expect(trace).toEqual({ logs: [], activity: [], standIns: [] })
      expect(imports).toEqual([
        { package: "acmelib", standIn: true, importedBy: "application_credentials.py" }
      ])
      const { outcomes } = yield* perform([
        { step: "getDescriptionPlaceholders", host },
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
      const { outcomes } = yield* perform([{ step: "getAuthorizationServer", host }])
      expect(valueOf(outcomes[0])).toMatchObject({ tokenUrl: { $standIn: "acmelib.OAUTH2_TOKEN" } })
      expect(traceOf(outcomes[0]).standIns).toEqual(["acmelib.HOST", "acmelib.OAUTH2_TOKEN"])
      const scoped = yield* perform([make("Scoped"), authorize])
      expect(traceOf(scoped.outcomes[0]).standIns).toEqual([])
      expect(traceOf(scoped.outcomes[1]).standIns).toEqual(["acmelib.Scope.READ", "acmelib.Scope.WRITE"])
    })
  )

  it.effect("taint an implementation that they are a base or a decorator of", () =>
    Effect.gen(function* () {
      const { outcomes } = yield* perform([make("Derived"), make("Decorated"), refresh])
      expect(traceOf(outcomes[0]).standIns).toEqual(["acmelib.Base"])
      expect(valueOf(outcomes[0])).toMatchObject({ isImplementation: true })
      expect(traceOf(outcomes[1]).standIns).toEqual(["acmelib.decorate"])
      expect(traceOf(outcomes[2]).standIns).toEqual(["acmelib.decorate"])
      expect(valueOf(outcomes[2])).toMatchObject({ refreshed: refresh.token })
    })
  )

  it.effect("can be raised, caught, entered, awaited and iterated", () =>
    Effect.gen(function* () {
      const { outcomes } = yield* perform([make("Catching"), refresh])
      expect(valueOf(outcomes[1])).toMatchObject({
        refreshed: {
          value: { $standIn: "acmelib.client.get" },
          error: true,
          list: [{ $standIn: "acmelib.client" }]
        }
      })
      expect(traceOf(outcomes[1]).standIns).toEqual([
        "acmelib.AcmeError",
        "acmelib.client",
        "acmelib.client.get"
      ])
    })
  )

  it.effect("are found in what is sent, and leave the rest of the flow as it is", () =>
    Effect.gen(function* () {
      const { outcomes } = yield* perform([make("Sending"), refresh], json({}))
      expect(traceOf(outcomes[1]).standIns).toEqual(["acmelib.SCOPE"])
      const linked = yield* link("Plain")
      expect(linked.outcomes[2]?.outcome).toBe("returned")
    })
  )
})
