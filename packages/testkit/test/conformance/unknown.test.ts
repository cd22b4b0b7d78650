/** What is not known, as a package is not installed, leaves inconclusive what depends on it, and nothing else. */
import { describe, expect, it } from "@effect/vitest"
import { Effect } from "effect"
import type { RequirementId } from "../../src/catalog/Requirement.ts"
import { changed, type Sound } from "../mutants/Mutant.ts"
import { soundIntegrations } from "../mutants/soundIntegrations.ts"
import { pkcePython, serverPython } from "../mutants/sound.ts"
import { checkFiles } from "./checkFiles.ts"

const literal = /(?<!\w)f?"https:\/\/[^"\n]+"/g

/** A module whose addresses are constants of a package that is not installed. */
const withUnknownAddresses = (sound: Sound): Sound => {
  const files = Object.entries(sound.files).map(([path, source]) => {
    if (!path.endsWith(".py") || source.match(literal) === null) return [path, source] as const
    const addresses = [...new Set(source.match(literal))]
    const written = addresses.reduce(
      (text, address, index) => text.replaceAll(address, `acmelib.ADDRESS_${index}`),
      source
    )
    return [path, written.replace(/^("""[^]*?"""\n)?/, "$1import acmelib\n")] as const
  })
  return { ...sound, files: Object.fromEntries(files) }
}

const module = "application_credentials.py"
const acme = '"https://auth.acme-cloud.com/oauth/'
const importing = ["from homeassistant.core", "import acmelib\nfrom homeassistant.core"] as const
const verdictsOf = Effect.fnUntraced(function* (sound: Sound, requirements: ReadonlyArray<RequirementId>) {
  const verdicts = yield* checkFiles(sound, { requirements, runs: 20 })
  return Object.fromEntries([...verdicts].map(([id, { message, verdict }]) => [id, { verdict, message }]))
})
const about = (origin: string) => ({
  verdict: "inconclusive",
  message: expect.stringContaining(`it depends on ${origin}`)
})

describe("a sound module", () => {
  const sound = soundIntegrations.filter(
    ({ files, language }) =>
      language === "python" && Object.values(files).some((text) => text.match(literal) !== null)
  )
  it.live.each(sound.map((integration) => [integration.name, integration] as const))(
    "%s whose addresses are not known is not accused",
    ([, integration]) =>
      Effect.gen(function* () {
        const verdicts = yield* checkFiles(withUnknownAddresses(integration), { runs: 15 })
        const failed = [...verdicts.values()].filter(
          ({ id, verdict }) => verdict === "fail" && !id.startsWith("PKG")
        )
        expect(failed).toEqual([])
      })
  )
})

describe("what is not known", () => {
  const unknown = withUnknownAddresses(pkcePython)

  it.live("leaves inconclusive what depends on it, and says what it is", () =>
    Effect.gen(function* () {
      const verdicts = yield* verdictsOf(unknown, ["SRV-1", "SRV-5", "SRV-6"])
      expect(verdicts["SRV-1"]).toMatchObject(about("acmelib.ADDRESS_0"))
      expect(verdicts["SRV-5"]).toMatchObject(about("acmelib.ADDRESS_0"))
      expect(verdicts["SRV-6"]).toMatchObject(about("acmelib.ADDRESS_0"))
    })
  )

  it.live("keeps nothing else from being decided", () =>
    Effect.gen(function* () {
      const ids =
        "AUT-1 AUT-2 AUT-3 AUT-5 AUT-7 AUT-10 AUT-11 IMP-1 IMP-2 TOK-2 TOK-3 TOK-4 TOK-6 TOK-7 TOK-9 TOK-10 TOK-13 REF-2 REF-4 REF-5 REF-7"
      const verdicts = yield* verdictsOf(unknown, ids.split(" ") as ReadonlyArray<RequirementId>)
      for (const [id, verdict] of Object.entries(verdicts))
        expect([id, verdict]).toEqual([id, { ...verdict, verdict: "pass" }])
    })
  )

  it.live("hides no faulty literal beside it", () =>
    Effect.gen(function* () {
      const sound = changed(pkcePython, {
        [module]: [
          [`${acme}authorize"`, "acmelib.AUTHORIZE"],
          [`${acme}token"`, '"http://auth.acme-cloud.com/oauth/token"'],
          importing
        ]
      })
      expect((yield* verdictsOf(sound, ["SRV-1"]))["SRV-1"]?.verdict).toBe("fail")
    })
  )

  it.live("hides no constant that every implementation has for its domain", () =>
    Effect.gen(function* () {
      const sound = changed(unknown, {
        [module]: [
          "    @property\n    def name(self)",
          '    @property\n    def domain(self) -> str:\n        return "acme"\n\n    @property\n    def name(self)'
        ]
      })
      expect((yield* verdictsOf(sound, ["IMP-1"]))["IMP-1"]?.verdict).toBe("fail")
    })
  )

  it.live("hides no GET in place of a POST, nor an endpoint that is none", () =>
    Effect.gen(function* () {
      const sound = changed(pkcePython, {
        [module]: [
          [`${acme}authorize"`, "acmelib.AUTHORIZE"],
          importing,
          [
            "    @property\n    def name(self)",
            `    async def _token_request(self, data: dict) -> dict:
        from homeassistant.helpers.aiohttp_client import async_get_clientsession
        response = await async_get_clientsession(self.hass).get(self.token_url, params=data)
        response.raise_for_status()
        return await response.json()

    @property
    def name(self)`
          ]
        ]
      })
      expect((yield* verdictsOf(sound, ["TOK-1"]))["TOK-1"]?.verdict).toBe("fail")
      const none = changed(pkcePython, {
        [module]: [[`${acme}authorize"`, "acmelib.AUTHORIZE"], importing, [`${acme}token"`, '"None"']]
      })
      expect((yield* verdictsOf(none, ["SRV-1"]))["SRV-1"]?.verdict).toBe("fail")
    })
  )

  it.live("is the scope alone where that comes from a package", () =>
    Effect.gen(function* () {
      const sound = changed(pkcePython, {
        [module]: [['"read write"', '" ".join([acmelib.Scope.READ, "write"])'], importing]
      })
      const verdicts = yield* verdictsOf(sound, ["AUT-1", "AUT-10", "AUT-11", "SRV-1", "TOK-1"])
      expect(verdicts["AUT-11"]).toMatchObject(about("acmelib.Scope.READ"))
      for (const id of ["AUT-1", "AUT-10", "SRV-1", "TOK-1"])
        expect([id, verdicts[id]?.verdict]).toEqual([id, "pass"])
    })
  )

  it.live("is whatever a module does after it has asked a package what to do", () =>
    Effect.gen(function* () {
      const sound = changed(serverPython, {
        [module]: [
          "    return AuthorizationServer(",
          "    if acmelib.is_beta():\n        raise ValueError\n    return AuthorizationServer("
        ]
      })
      const files = { ...sound.files, [module]: `import acmelib\n${sound.files[module]}` }
      const verdicts = yield* verdictsOf({ ...sound, files }, ["SRV-1", "AUT-2", "TOK-2"])
      for (const id of ["SRV-1", "AUT-2", "TOK-2"])
        expect([id, verdicts[id]?.verdict]).toEqual([id, "inconclusive"])
      expect(verdicts["SRV-1"]).toMatchObject(about("acmelib.is_beta"))
    })
  )
})
