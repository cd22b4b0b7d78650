import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { Schema } from "effect"
import { afterAll, assert, beforeAll, describe, it } from "vitest"
import { Report } from "../../src/reporters/Report.ts"
import { command } from "./command.ts"

const module = `
from homeassistant.components.application_credentials import AuthorizationServer, AuthImplementation
from acme_api import AUTHORIZE, TOKEN

async def async_get_auth_implementation(hass, auth_domain, credential):
    app, key = credential.client_id.split("@")
    if hass.data["acme"]["app"] is None:
        raise RuntimeError("no app")
    return AuthImplementation(hass, auth_domain, credential, AuthorizationServer(AUTHORIZE, TOKEN))
`

const files = {
  "acme/application_credentials.py": module,
  "acme/manifest.json": '{ "domain": "acme", "requirements": ["acme-api==1.0", "other"] }',
  "site/acme_api/__init__.py": 'AUTHORIZE = "https://acme.com/authorize"\nTOKEN = "https://acme.com/token"\n',
  "site/acme_api-1.0.dist-info/METADATA": "Name: acme-api\nVersion: 1.0\n",
  "needs.json": '{ "credential": { "clientId": "app@key" }, "data": { "acme": { "app": "one" } } }'
}

let scratch: string
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), "packages-"))
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(scratch, path)), { recursive: true })
    await writeFile(join(scratch, path), text)
  }
})
afterAll(() => rm(scratch, { recursive: true }))

const check = (...args: ReadonlyArray<string>) =>
  command(["check", "acme", "--runs", "3", "--requirement", "SRV-1", "--requirement", "AUT-2", ...args], {
    cwd: scratch,
    env: { VIRTUAL_ENV: "" }
  })

describe("check, of a module that needs something", () => {
  it("runs it with packages and what a file gives, and names them", async () => {
    const { code, stdout } = await check(
      "--packages",
      "site",
      "--context",
      "needs.json",
      "--reporter",
      "json"
    )
    const { subjects } = Schema.decodeUnknownSync(Report)(JSON.parse(stdout))
    assert.deepStrictEqual(
      subjects[0]?.verdicts.map(({ id, verdict }) => [id, verdict]),
      [
        ["SRV-1", "pass"],
        ["AUT-2", "pass"]
      ]
    )
    assert.deepStrictEqual(subjects[0]?.packages, {
      folders: [{ path: "site", origin: "given" }],
      used: [{ name: "acme-api", version: "1.0", folder: "site" }],
      standIns: []
    })
    assert.strictEqual(code, 0)
  })

  it("says what is missing, and what to do about it", async () => {
    const { stdout } = await check("--context", "needs.json")
    assert.match(stdout.replaceAll(/\s+/g, " "), /SRV-1 inconclusive: it depends on acme_api\.AUTHORIZE/)
    assert.match(
      stdout.replaceAll(/\s+/g, " "),
      /Give it acme_api: --install brings what the manifest requires/
    )
    assert.match(stdout, /something stands in for acme_api: it is not installed here/)
  })

  it("takes the address of an index only for what it downloads", async () => {
    const { code, stderr } = await check("--index-url", "https://pypi.example/simple")
    assert.strictEqual(code, 2)
    assert.match(stderr, /--index-url names the index of --install: give that too\./)
  })
})
