import { describe, expect, layer } from "@effect/vitest"
import { Effect } from "effect"
import { host, imports, make, perform, python, traceOf, valueOf } from "./python.ts"

const module = `${imports}
from contextlib import contextmanager
from contextvars import ContextVar

region = ContextVar("region")
left = []

@contextmanager
def in_region(name):
    token = region.set(name)
    yield
    region.reset(token)
    left.append(name)

class Own(LocalOAuth2Implementation):
    async def async_generate_authorize_url(self, flow_id):
        return f"https://acme.example/{region.get()}?left={len(left)}"

async def async_get_auth_implementation(hass, auth_domain, credential):
    return Own(hass, hass.data["acme"]["name"], "id", "secret", f"https://{region.get()}.example", "https://acme.example/token")
`

const context = {
  python: "from .application_credentials import in_region\nenter(in_region(hass.data['acme']['region']))"
}
const withData = { ...make("acme"), host: { ...host, data: { acme: { region: "eu", name: "one" } } } }

describe("the Python that is given for a module", () => {
  layer(python(module, {}, {}, context))("which sets its context", (it) => {
    it.effect("runs before each step, and is left after it", () =>
      Effect.gen(function* () {
        const { outcomes } = yield* perform([withData, { _tag: "authorize", on: "a", flowId: "f" }])
        expect(valueOf(outcomes[0])).toMatchObject({ domain: "one", authorizeUrl: "https://eu.example" })
        expect(valueOf(outcomes[1])).toBe("https://acme.example/eu?left=1")
      })
    )

    it.effect("makes what it fails at nothing that the module did", () =>
      Effect.gen(function* () {
        const { outcomes } = yield* perform([make("acme"), { _tag: "authorize", on: "a", flowId: "f" }])
        expect(outcomes[1]?._tag).toBe("skipped")
        expect(traceOf(outcomes[0]).standIns).toEqual([
          "application_credentials.check.json: line 2: KeyError: 'acme'"
        ])
      })
    )
  })

  layer(python(module, {}, {}, { python: "x = (\n" }))("which is no Python", (it) => {
    it.effect("is said so, with its line", () =>
      Effect.gen(function* () {
        const { outcomes } = yield* perform([withData])
        expect(traceOf(outcomes[0]).standIns).toEqual([
          "application_credentials.check.json: line 1: SyntaxError: '(' was never closed"
        ])
      })
    )
  })
})
