/** The Python host as integrations see it: a module uses it in a hook, and tells what it saw as placeholders. */
import { describe, expect, layer } from "@effect/vitest"
import { Effect } from "effect"
import {
  type HomeAssistant,
  homeAssistants,
  newestHomeAssistant
} from "../../../src/subject/HomeAssistant.ts"
import type { Step } from "../../../src/subject/Protocol.ts"
import { Subject } from "../../../src/subject/Subject.ts"
import {
  authorize,
  credential,
  errorOf,
  host,
  implementations,
  imports,
  json,
  make,
  perform,
  python,
  refresh,
  textOf,
  token,
  valueOf
} from "./python.ts"

const older = homeAssistants.at(-1) ?? newestHomeAssistant
const withoutMy = { ...host, components: [] }
const making = (authDomain: string): Step => ({
  _tag: "getAuthImplementation",
  as: "a",
  from: { by: "module" },
  host: withoutMy,
  authDomain,
  credential
})
const ask = { _tag: "getDescriptionPlaceholders", host: withoutMy } as const

/** A module whose placeholders are what its function `seen(hass)` gives. */
const seeing = (code: string) => `${imports}
import time
import voluptuous as vol
from homeassistant import exceptions
from homeassistant.config_entries import ConfigEntry
from homeassistant.helpers import config_entry_oauth2_flow as flow
from homeassistant.helpers.http import HostRequest, current_request

class Handler(flow.AbstractOAuth2FlowHandler, domain="acme"):
    DOMAIN = "acme"
    logger = logging.getLogger("acme")
    flow_id = "flow-1"

def handler(hass, implementation=None):
    made = Handler()
    made.hass = hass
    made.flow_impl = implementation
    return made

def local(hass, domain="acme"):
    return LocalOAuth2Implementation(hass, domain, "id", "secret", SERVER.authorize_url, SERVER.token_url)

def entry(**token):
    return ConfigEntry(domain="acme", data={"auth_implementation": "acme", "token": {"access_token": "old", "refresh_token": "r", "expires_at": 0, **token}})

async def failure(awaitable):
    try:
        return {"returned": await awaitable}
    except Exception as error:
        kinds = [name for name in ("ConfigEntryAuthFailed", "ConfigEntryNotReady", "ClientError") if isinstance(error, (getattr(exceptions, name, None) or __import__("aiohttp").ClientError))]
        return {"type": type(error).__name__, "kinds": kinds, "message": str(error)}

async def async_get_authorization_server(hass):
    return SERVER

async def async_get_description_placeholders(hass):
    return await seen(hass)

${code}
`

const on = (homeAssistant: HomeAssistant, code: string) => python(seeing(code), {}, { homeAssistant })
const seen = (answers: Parameters<typeof perform>[1] = json(token)) =>
  Effect.map(perform([ask], answers), ({ outcomes }) => valueOf(outcomes[0]))

describe("errors of token requests", () => {
  const code = `
async def seen(hass):
    made = local(hass)
    return await failure(made.async_refresh_token({"access_token": "old", "refresh_token": "r"}))
`
  for (const [status, type, kinds] of [
    [400, "OAuth2TokenRequestReauthError", ["ConfigEntryAuthFailed", "ConfigEntryNotReady", "ClientError"]],
    [503, "OAuth2TokenRequestTransientError", ["ConfigEntryNotReady", "ClientError"]]
  ] as const) {
    layer(on(newestHomeAssistant, code))((it) => {
      it.effect(`are also what an entry understands: ${status}`, () =>
        Effect.gen(function* () {
          expect(yield* seen(json({}, status))).toMatchObject({ type, kinds })
        })
      )
    })
    layer(on(older, code))((it) => {
      it.effect(`are errors of the HTTP client alone up to 2026.9: ${status}`, () =>
        Effect.gen(function* () {
          expect(yield* seen(json({}, status))).toMatchObject({ type, kinds: ["ClientError"] })
        })
      )
    })
  }

  layer(
    on(
      newestHomeAssistant,
      `
class Own(LocalOAuth2Implementation):
    async def _async_refresh_token(self, token):
        raise self.failure

async def seen(hass):
    import aiohttp
    told = []
    for failure in (aiohttp.ClientPayloadError("cut"), TimeoutError("late"), exceptions.OAuth2TokenRequestConnectionError(domain="x")):
        made = Own(hass, "key", "id", "secret", SERVER.authorize_url, SERVER.token_url)
        made.failure = failure
        try:
            await made.async_refresh_token({})
        except Exception as error:
            told.append([type(error).__name__, error is failure, error.__cause__ is failure, getattr(error, "domain", None)])
    return {"told": told}
`
    )
  )((it) => {
    it.effect(
      "keep the error that they come of, and leave the host's own and a bare TimeoutError alone",
      () =>
        Effect.gen(function* () {
          expect(yield* seen()).toEqual({
            told: [
              ["OAuth2TokenRequestConnectionError", false, true, "key"],
              ["TimeoutError", true, false, null],
              ["OAuth2TokenRequestConnectionError", true, false, "x"]
            ]
          })
        })
    )
  })
})

describe("the session", () => {
  const session = (refreshed: string) => `
class Own(LocalOAuth2Implementation):
    async def async_refresh_token(self, token):
        ${refreshed}

async def seen(hass):
    account = entry()
    made = Own(hass, "acme", "id", "secret", SERVER.authorize_url, SERVER.token_url)
    result = await failure(flow.OAuth2Session(hass, account, made).async_ensure_token_valid())
    return {**result, "stored": dict(account.data["token"]), "relinking": account.relinking}
`
  const old = { access_token: "old", refresh_token: "r", expires_at: 0 }
  for (const [what, refreshed] of Object.entries({
    "no access token": 'return {"expires_at": 2e9}',
    "no expiry": 'return {"access_token": "new"}',
    nothing: "return None"
  })) {
    layer(on(newestHomeAssistant, session(refreshed)))((it) => {
      it.effect(`stores no token with ${what}`, () =>
        Effect.gen(function* () {
          expect(yield* seen()).toMatchObject({
            type: "OAuth2TokenRequestConnectionError",
            stored: old,
            relinking: false
          })
        })
      )
    })
  }

  const refusing = session("return await super().async_refresh_token(token)")
  layer(on(newestHomeAssistant, refusing))((it) => {
    it.effect(
      "starts re-authentication after a refusal, raises it, and does neither after a failure for now",
      () =>
        Effect.gen(function* () {
          expect(yield* seen(json({}, 400))).toMatchObject({
            type: "OAuth2TokenRequestReauthError",
            stored: old,
            relinking: true
          })
          expect(yield* seen(json({}, 429))).toMatchObject({ relinking: false })
          expect(yield* seen(json({ access_token: "new", expires_in: 60 }))).toMatchObject({
            returned: null,
            stored: { access_token: "new", refresh_token: "r", expires_in: 60, expires_at: 1_800_000_060 }
          })
        })
    )
  })
  layer(on(older, refusing))((it) => {
    it.effect("starts none by itself up to 2026.9", () =>
      Effect.gen(function* () {
        expect(yield* seen(json({}, 400))).toMatchObject({ relinking: false })
      })
    )
  })
})

describe("the implementation of an account", () => {
  const code = `
async def away(hass, domain):
    raise flow.ImplementationUnavailableError("the cloud is away")

async def seen(hass):
    find = flow.async_get_config_entry_implementation
    none = await failure(find(hass, entry()))
    flow.async_register_implementation(hass, "acme", local(hass, "other"))
    gone = await failure(find(hass, entry()))
    flow.async_add_implementation_provider(hass, "cloud", away)
    unsure = await failure(find(hass, entry()))
    flow.async_register_implementation(hass, "acme", local(hass))
    found = await find(hass, entry())
    return {"none": none, "gone": gone, "unsure": unsure, "found": found.domain}
`
  layer(on(newestHomeAssistant, code))((it) => {
    it.effect("is found, is gone for good, or is away for now", () =>
      Effect.gen(function* () {
        const gone = {
          type: "UnknownImplementationError",
          kinds: ["ConfigEntryAuthFailed"],
          message: expect.stringContaining("no longer available")
        }
        expect(yield* seen()).toMatchObject({
          none: gone,
          gone,
          unsure: { type: "ImplementationUnavailableError", kinds: ["ConfigEntryNotReady"] },
          found: "acme"
        })
      })
    )
  })
  layer(on(older, code))((it) => {
    it.effect("is an unavailable one only where nobody answers, up to 2026.9", () =>
      Effect.gen(function* () {
        expect(yield* seen()).toMatchObject({
          none: { type: "ValueError" },
          gone: { type: "ValueError" },
          unsure: { type: "ValueError" },
          found: "acme"
        })
      })
    )
  })
})

describe("the flow", () => {
  const code = `
class Failing(LocalOAuth2Implementation):
    async def async_resolve_external_data(self, external_data):
        raise self.failure

async def told(hass, result):
    return [result["type"], result.get("reason") or result.get("step_id"), result.get("translation_domain")]

async def seen(hass):
    import aiohttp
    from asyncio import sleep
    picked = {"implementation": "gone"}
    nothing = await handler(hass).async_step_pick_implementation()
    stale = await failure(handler(hass).async_step_pick_implementation(picked))
    hass.data["application_credentials_platforms"] = ["acme"]
    missing = await handler(hass).async_step_pick_implementation()
    flow.async_register_implementation(hass, "acme", local(hass))
    alone = await handler(hass).async_step_pick_implementation()
    request = current_request.set(HostRequest({"HA-Frontend-Base": "https://home.test"}))
    person = await handler(hass).async_step_pick_implementation()
    current_request.reset(request)
    rejected = handler(hass)
    await rejected.async_step_auth({"error": "access_denied"})
    made = Failing(hass, "acme", "id", "secret", SERVER.authorize_url, SERVER.token_url)
    failures = {}
    class Info:
        real_url = "https://acme.example/token"
    for name, error in {
        "timeout": TimeoutError(),
        "refused": exceptions.OAuth2TokenRequestReauthError(request_info=Info, status=400, domain="acme"),
        "failed": exceptions.OAuth2TokenRequestTransientError(request_info=Info, status=503, domain="acme"),
        "client": aiohttp.ClientError("gone"),
    }.items():
        made.failure = error
        failures[name] = await told(hass, await handler(hass, made).async_step_creation())
    done = handler(hass, local(hass))
    done.external_data = {"code": "c", "state": {"redirect_uri": "https://home.test/auth/external/callback"}}
    return {
        "nothing": await told(hass, nothing),
        "stale": stale if "type" in stale else await told(hass, stale["returned"]),
        "missing": await told(hass, missing),
        "alone": await told(hass, alone),
        "person": await told(hass, person),
        "rejected": await told(hass, await rejected.async_step_authorize_rejected()),
        "failures": failures,
        "done": await done.async_step_creation(),
    }
`
  const worded = { [newestHomeAssistant.version]: "homeassistant", [older.version]: null }
  for (const homeAssistant of homeAssistants) {
    const words = worded[homeAssistant.version]
    layer(on(homeAssistant, code))((it) => {
      it.effect(`ends as Home Assistant ${homeAssistant.version} ends it`, () =>
        Effect.gen(function* () {
          expect(yield* seen()).toMatchObject({
            nothing: ["abort", "missing_configuration", null],
            stale: words === null ? { type: "KeyError" } : ["abort", "missing_configuration", null],
            missing: ["abort", "missing_credentials", words],
            alone: ["form", "pick_implementation", null],
            person: ["external", "auth", null],
            rejected: ["abort", "user_rejected_authorize", words],
            failures: {
              timeout: ["abort", "oauth_timeout", words],
              refused: ["abort", "oauth_unauthorized", words],
              failed: ["abort", "oauth_failed", words],
              client: ["abort", "oauth_failed", words]
            },
            done: {
              type: "create_entry",
              title: "Local application credentials",
              data: { auth_implementation: "acme", token: { ...token, expires_at: 1_800_003_600 } }
            }
          })
          expect(yield* seen(json({ access_token: "a" }))).toMatchObject({
            done: { type: "abort", reason: "oauth_error" }
          })
          expect(yield* seen(json({ access_token: "a", expires_in: null }))).toMatchObject({
            done: { type: "abort", reason: "oauth_error" }
          })
        })
      )
    })
  }
})

describe("helpers/oauth2", () => {
  layer(
    on(
      newestHomeAssistant,
      `
from homeassistant.helpers import oauth2

async def seen(hass):
    verifier = oauth2.generate_code_verifier()
    basic = oauth2.client_auth({"a": "1"}, "i d", "s:é", "client_secret_basic")
    return {
        "basic": basic[1]["Authorization"], "body": basic[0],
        "post": oauth2.client_auth({"a": "1"}, "id", "secret")[0],
        "public": oauth2.client_auth({"a": "1"}, "id", "", "client_secret_basic")[0],
        "verifier": len(verifier), "challenge": len(oauth2.compute_code_challenge(verifier)),
        "url": oauth2.build_authorize_url("https://a.test/x?keep=1", client_id="i d", redirect_uri="https://h.test", state="s", extra={"scope": "r"}),
        "token": await failure(oauth2.async_token_request(hass, SERVER.token_url, {"a": "1"}, domain="acme")),
        "moved": await failure(oauth2.async_token_request(hass, SERVER.token_url + "/moved", {}, domain="acme", allow_redirects=False)),
    }
`
    )
  )((it) => {
    it.effect("authenticates, makes URLs, asks for tokens", () =>
      Effect.gen(function* () {
        const moved = {
          _tag: "Response",
          status: 302,
          headers: { location: "https://b.test" },
          body: ""
        } as const
        expect(yield* seen(({ url }) => (url.endsWith("/moved") ? moved : json(token)))).toEqual({
          basic: `Basic ${btoa("i+d:s%3A%C3%A9")}`,
          body: { a: "1" },
          post: { a: "1", client_id: "id", client_secret: "secret" },
          public: { a: "1", client_id: "id" },
          verifier: 128,
          challenge: 43,
          url: "https://a.test/x?keep=1&response_type=code&client_id=i+d&redirect_uri=https://h.test&state=s&scope=r",
          token: { returned: token },
          moved: expect.objectContaining({ type: "OAuth2TokenRequestError" })
        })
      })
    )
  })
})

describe("names", () => {
  const newer = `from homeassistant.exceptions import OAuth2TokenRequestConnectionError
from homeassistant.helpers.oauth2 import client_auth
from homeassistant.components.application_credentials import AuthImplementationNotApplicable
`
  const loads = Effect.flatMap(Subject, (subject) => subject.load)
  const load = (source: string, homeAssistant = newestHomeAssistant) =>
    Effect.provide(loads, python(`${imports}${source}`, {}, { homeAssistant }))

  layer(python(imports))((it) => {
    it.effect("of a newer version are there in that one, and missing in an older one as they are there", () =>
      Effect.gen(function* () {
        yield* load(newer)
        for (const [line = "", type] of newer
          .split("\n")
          .slice(0, 3)
          .map((line, index) => [line, index] as const)) {
          const error = yield* Effect.flip(load(`${line}\n`, older))
          expect(error).toMatchObject({
            _tag: "ModuleNotLoaded",
            type: type === 1 ? "ModuleNotFoundError" : "ImportError"
          })
          yield* load(`try:\n    ${line}\nexcept ImportError:\n    pass\n`, older)
        }
      })
    )

    it.effect("that nobody knows stand in, in every module of the host", () =>
      Effect.gen(function* () {
        const module = yield* load(`
from homeassistant.components.application_credentials import something_new, const
from homeassistant.components.application_credentials.anything import other
from homeassistant.components.spotify.application_credentials import async_get_description_placeholders
from homeassistant.config_entries import SOMETHING
from homeassistant.const import CONF_ANYTHING, Platform, UnitOfWorry
from homeassistant.core import Something
from homeassistant.exceptions import SomethingFailed
from homeassistant.helpers.config_entry_oauth2_flow import something_else
from homeassistant.helpers.network import something_near
from homeassistant.helpers.new_helper import anything
from homeassistant.util.new_util import whatever
PLATFORMS = [Platform.SENSOR, Platform.INFRARED, Platform.RADIO_FREQUENCY, Platform.HOLOGRAM]
async def async_get_authorization_server(hass):
    hass.anything.at_all(hass.config.something)
    return SERVER
`)
        expect(module.hooks.getDescriptionPlaceholders?.standIn).toBe(
          "homeassistant.components.spotify.application_credentials.async_get_description_placeholders"
        )
        expect(module.hooks.getAuthorizationServer?.standIn).toBeUndefined()
      })
    )

    it.effect("of packages that Home Assistant brings are there, and voluptuous has two", () =>
      Effect.gen(function* () {
        const module = yield* load(`
import attr, orjson, probatio, voluptuous, yaml
from attrs import define, field
from propcache.api import cached_property
from slugify import slugify
from probatio import Schema, Required, Invalid
assert voluptuous.Invalid is probatio.Invalid is Invalid
assert slugify("Ein Äpfel, bitte", separator="_") == "ein_apfel_bitte"
assert orjson.loads(orjson.dumps({"a": [1, None]})) == {"a": [1, None]}
assert yaml.safe_load('{"a": 1}') == {"a": 1}
assert yaml.safe_load("# of all\\n---\\na:\\n  b: 'https://x.example/#y' # c\\n  c: [1, on, {d: 1.5}]\\ne:\\n- f: ~\\n  g: x\\n-\\n  - h\\n") == {
    "a": {"b": "https://x.example/#y", "c": [1, True, {"d": 1.5}]},
    "e": [{"f": None, "g": "x"}, ["h"]],
}
assert yaml.safe_load(b"") is None
for beyond in ("a: &x 1", "a: |\\n  b", "a: 010", "a: 2026-10-01", "a: !!str 1", "a: 1\\na: 2", "a: b: c", "a:\\n  b: 1\\n c: 2"):
    assert isinstance(yaml.safe_load(beyond), type(yaml.unknown)), beyond
assert issubclass(yaml.MarkedYAMLError, yaml.YAMLError)

@attr.s(frozen=True)
class Old:
    one = attr.ib(converter=int)
    two = attr.ib(factory=list, kw_only=True)

@define
class New:
    one: int
    two: str = field(default="x")

    @cached_property
    def both(self):
        return f"{self.one}{self.two}"

assert Old("1") == Old(1, two=[]) and Old("1").one == 1
assert New(1).both == "1x" and New(1) == New(1, "x")
try:
    Old(1).one = 2
    raise AssertionError("not frozen")
except attr.FrozenInstanceError:
    pass
async def async_get_authorization_server(hass):
    return SERVER
`)
        expect(module.imports.filter(({ standIn }) => standIn)).toEqual([])
      })
    )
  })
})

describe("a hook", () => {
  layer(
    python(
      implementations(`
from homeassistant.helpers.config_entry_oauth2_flow import async_get_redirect_uri
from homeassistant.helpers.network import NoURLAvailableError, get_url
from contextvars import ContextVar

context = ContextVar("the_context")

class Asking(AuthImplementation):
    def __init__(self, hass, auth_domain, credential, server):
        super().__init__(hass, auth_domain, credential, server)
        async_get_redirect_uri(hass)

class Refreshing(AuthImplementation):
    async def async_refresh_token(self, token):
        return {"uri": self.redirect_uri}

class Late(AuthImplementation):
    async def async_resolve_external_data(self, external_data):
        return {"uri": self.redirect_uri, "expires_in": 1}

async def async_get_description_placeholders(hass):
    return {"uri": async_get_redirect_uri(hass)}

async def async_get_authorization_server(hass):
    return AuthorizationServer(get_url(hass, require_current_request=True), "https://acme.example/token")

async def async_get_client_credential(hass):
    return ClientCredential(hass.data["acme"]["id"], context.get())
`)
    )
  )((it) => {
    it.effect("has no request under way, and says that this is why it fails", () =>
      Effect.gen(function* () {
        const { outcomes } = yield* perform([
          ask,
          { _tag: "getAuthorizationServer", host: withoutMy },
          making("Asking")
        ])
        for (const [index, type] of ["RuntimeError", "NoURLAvailableError", "RuntimeError"].entries()) {
          const error = errorOf(outcomes[index])
          expect(error.type).toMatch(new RegExp(`${type}$`))
          expect(error.missing).toEqual({ _tag: "Request" })
        }
      })
    )

    it.effect("knows the redirect URI without a request where My Home Assistant is loaded", () =>
      Effect.gen(function* () {
        const { outcomes } = yield* perform([{ _tag: "getDescriptionPlaceholders", host }])
        expect(valueOf(outcomes[0])).toEqual({ uri: "https://my.home-assistant.io/redirect/oauth" })
      })
    )

    it.effect("has one in authorize and exchange, and none in a refresh, also after these", () =>
      Effect.gen(function* () {
        const { outcomes } = yield* perform([
          making("Late"),
          authorize,
          { _tag: "exchange", on: "a", callback: { code: "c" } },
          making("Refreshing"),
          refresh,
          ask
        ])
        expect(textOf(outcomes[1])).toContain("redirect_uri=http://home.local:8123/auth/external/callback")
        expect(valueOf(outcomes[2])).toMatchObject({
          resolved: { uri: "http://home.local:8123/auth/external/callback" }
        })
        expect(errorOf(outcomes[4]).missing).toEqual({ _tag: "Request" })
        expect(errorOf(outcomes[5]).missing).toEqual({ _tag: "Request" })
      })
    )

    it.effect("says what of the host's data and which context variable it misses", () =>
      Effect.gen(function* () {
        const credentialOn = (data: (typeof host)["data"]) =>
          ({ _tag: "getClientCredential", host: { ...host, data } }) as const
        const { outcomes } = yield* perform([credentialOn({}), credentialOn({ acme: { id: "1" } })])
        expect(errorOf(outcomes[0])).toMatchObject({
          type: "KeyError",
          missing: { _tag: "Data", key: "acme" }
        })
        expect(errorOf(outcomes[1])).toMatchObject({
          type: "LookupError",
          missing: { _tag: "ContextVariable", name: "the_context" }
        })
      })
    )
  })
})

describe("the certificate of a server", () => {
  layer(
    python(
      implementations(`
import ssl
import aiohttp
from homeassistant.helpers.aiohttp_client import async_create_clientsession

class Sending(AuthImplementation):
    async def async_refresh_token(self, token):
        session, options = self.sender()
        await session.post(self.token_url, data="x", **options)
        return {"expires_in": 1}

class Plain(Sending):
    def sender(self): return async_get_clientsession(self.hass), {}
class Verified(Sending):
    def sender(self): return async_get_clientsession(self.hass), {"ssl": True}
class Shared(Sending):
    def sender(self): return async_get_clientsession(self.hass, verify_ssl=False), {}
class Created(Sending):
    def sender(self): return async_create_clientsession(self.hass, False), {}
class Off(Sending):
    def sender(self): return async_get_clientsession(self.hass), {"ssl": False}
class OldOff(Sending):
    def sender(self): return async_get_clientsession(self.hass), {"verify_ssl": False}
class Connector(Sending):
    def sender(self): return aiohttp.ClientSession(connector=aiohttp.TCPConnector(ssl=False)), {}
class Context(Sending):
    def sender(self):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        return async_get_clientsession(self.hass), {"ssl": context}
`)
    )
  )((it) => {
    it.effect("is verified unless the module has it left out", () =>
      Effect.gen(function* () {
        const unchecked = Effect.fnUntraced(function* (name: string) {
          const { outcomes, requests } = yield* perform([make(name), refresh])
          valueOf(outcomes[1])
          return requests[0]?.wire.certificateUnchecked ?? false
        })
        for (const name of ["Plain", "Verified"])
          expect([name, yield* unchecked(name)]).toEqual([name, false])
        for (const name of ["Shared", "Created", "Off", "OldOff", "Connector", "Context"])
          expect([name, yield* unchecked(name)]).toEqual([name, true])
      })
    )
  })
})
