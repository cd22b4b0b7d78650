import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { NodeServices } from "@effect/platform-node"
import { Effect, Stream } from "effect"
import { afterAll, assert, describe, it } from "vitest"
import { chooseIsolation } from "../../../src/adapters/jail/Isolation.ts"
import { limits } from "../../../src/adapters/jail/limits.ts"
import { readIntegration } from "../../../src/adapters/readIntegration.ts"
import { subjectLayer } from "../../../src/adapters/subjectLayer.ts"
import * as TypeScriptSubject from "../../../src/adapters/typescript/TypeScriptSubject.ts"
import { addEvent, emptyReport, type Report } from "../../../src/reporters/Report.ts"
import { reporters } from "../../../src/reporters/reporters.ts"
import { run } from "../../../src/runner/run.ts"
import type { HostInput, Outcome } from "../../../src/subject/Protocol.ts"
import { Subject, type SubjectGone } from "../../../src/subject/Subject.ts"

const scratch = realpathSync(mkdtempSync(join(tmpdir(), "hostile-")))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

const isolation = await Effect.runPromise(chooseIsolation("auto"))

const host: HostInput = {
  instanceName: "Home",
  internalUrl: null,
  externalUrl: null,
  components: [],
  data: {},
  frontendBase: "https://home.example.org"
}

const typescript = (body: string, top = "") => `
import { AuthorizationServer, defineApplicationCredentials } from "@application-credentials/sdk"
import { Effect } from "effect"
${top}
const server = new AuthorizationServer({ authorizeUrl: "https://acme.io/authorize", tokenUrl: "https://acme.io/token" })
export default defineApplicationCredentials({
  getAuthorizationServer: () => Effect.succeed(server),
  getDescriptionPlaceholders: () => Effect.sync(() => { ${body} })
})
`

const python = (body: string) => `
from homeassistant.components.application_credentials import AuthorizationServer

async def async_get_authorization_server(hass):
    return AuthorizationServer("https://acme.io/authorize", "https://acme.io/token")

async def async_get_description_placeholders(hass):
    ${body}
`

let folders = 0
const write = (source: string): string => {
  const folder = join(scratch, String(++folders), "acme")
  mkdirSync(folder, { recursive: true })
  const language = source.includes("async def") ? "py" : "ts"
  writeFileSync(join(folder, `application_credentials.${language}`), source)
  return folder
}

const perform = Effect.gen(function* () {
  const subject = yield* Subject
  const outcomes = yield* subject.perform({
    entropy: 1,
    now: 1_700_000_000,
    steps: [{ _tag: "getDescriptionPlaceholders", host }],
    answer: () => ({ _tag: "ConnectionFailure" })
  })
  return outcomes[0]
})

/** Gives what one step came to, in a process that may make no sign of life for as long as the command lets it, or a given time. */
const tryOnce = (
  source: string,
  timeLimitMillis?: number
): Promise<{ readonly outcome?: Outcome; readonly gone?: SubjectGone }> =>
  Effect.gen(function* () {
    const integration = yield* readIntegration(write(source))
    return yield* perform.pipe(
      Effect.match({
        onSuccess: (outcome) => (outcome === undefined ? {} : { outcome }),
        onFailure: (error) => (error._tag === "SubjectGone" ? { gone: error } : {})
      }),
      Effect.provide(
        timeLimitMillis === undefined
          ? subjectLayer(integration, isolation)
          : TypeScriptSubject.layer(integration, { isolation, timeLimitMillis })
      )
    )
  }).pipe(Effect.provide(NodeServices.layer), Effect.runPromise)

describe("what a jailed module takes of the machine", () => {
  it.each([
    ["buffers", "const all = []; for (;;) all.push(Buffer.alloc(2 ** 26, 1))"],
    ["objects", "const all = []; for (;;) all.push(new Array(1000).fill({}))"]
  ])("is memory within a limit: %s", async (_, code) => {
    const { gone, outcome } = await tryOnce(typescript(code))
    assert.isTrue(gone !== undefined || outcome?._tag === "raised", JSON.stringify({ gone, outcome }))
  })

  it("is memory within a limit: Python's, well below what would end the process", async () => {
    const { gone, outcome } = await tryOnce(
      python(`everything = []
    try:
        while True:
            everything.append(bytearray(10_000_000))
    except MemoryError:
        return {"megabytes": str(10 * len(everything))}`)
    )
    assert(outcome?._tag === "returned", JSON.stringify({ gone, outcome }))
    const { megabytes } = outcome.value as { readonly megabytes: string }
    assert.isBelow(Number(megabytes), limits.pythonBytes / 1e6)
    assert.isAbove(Number(megabytes), 300)
  })

  it("is time within a limit", async () => {
    const { gone } = await tryOnce(typescript("for (;;);"), 2000)
    assert.deepInclude(gone, { reason: "hang", during: "getDescriptionPlaceholders" })
  })

  it("is a message within a limit", async () => {
    const { gone } = await tryOnce(typescript('return { a: "x".repeat(80_000_000) }'))
    assert.strictEqual(gone?.message, "The module said more at once than 64 MiB.")
  })
})

describe("the channel of a jailed module", () => {
  it.each([
    ["writes to it", "process.getBuiltinModule('node:fs').writeSync(3, 'forged')"],
    ["reads from it", "process.getBuiltinModule('node:fs').readSync(3, Buffer.alloc(1))"],
    ["closes it", "process.getBuiltinModule('node:fs').closeSync(3)"],
    ["makes a socket of it", "new (process.getBuiltinModule('node:net').Socket)({ fd: 3 })"],
    [
      "makes a stream of it",
      "process.getBuiltinModule('node:fs').createWriteStream('', { fd: 3 }).write('x')"
    ]
  ])("is none of its own: one that %s is refused and reported", async (_, code) => {
    const { gone, outcome } = await tryOnce(typescript(`try { ${code} } catch {} return {}`))
    assert(outcome?._tag === "returned", JSON.stringify({ gone, outcome }))
    assert.include(
      outcome.trace.activity.map(({ kind }) => kind),
      "file"
    )
  })

  it("does not carry what a module has put in place of the host's tools", async () => {
    const { outcome } = await tryOnce(
      typescript(`JSON.stringify = () => '{"_tag":"performed","id":1,"outcomes":[]}'; return { mine: "1" }`)
    )
    assert(outcome?._tag === "returned")
    assert.deepStrictEqual(outcome.value, { mine: "1" })
    assert.deepStrictEqual(outcome.trace.activity, [{ kind: "process", what: "replace JSON.stringify" }])
  })
})

const varying = ["durationMillis", "path", "replay"]

/** The report of modules, without durations and the folders that they are in. */
const report = (sources: ReadonlyArray<string>): Promise<Report> =>
  Effect.gen(function* () {
    const integrations = yield* Effect.forEach(sources, (source) => readIntegration(write(source)))
    const events = run({
      targets: integrations.map((integration) => ({ _tag: "Readable" as const, integration })),
      plan: { seed: 1, runs: 5, requirements: ["MOD-1", "MOD-3", "SRV-1", "AUT-2", "TOK-1", "PLH-1"] },
      subject: (integration) => subjectLayer(integration, isolation),
      concurrency: 2
    })
    const full = yield* Stream.runFold(events, () => emptyReport, addEvent)
    const text = JSON.stringify(full, (key, value: unknown) => (varying.includes(key) ? undefined : value))
    return JSON.parse(text)
  }).pipe(Effect.provide(NodeServices.layer), Effect.runPromise)

describe("what a hostile Python module does while it loads", () => {
  it.each([
    ["runs a command", 'import os\nassert os.system("echo out") == 127 << 8', "process"],
    ["starts a process", 'import subprocess\nsubprocess.Popen(["/bin/echo"])', "process"],
    ["calls the machine's libraries", "import ctypes\nctypes.CDLL(None).getpid()", "process"],
    [
      "runs a command by the C library",
      'import ctypes\nassert ctypes.CDLL(None).system(b"echo out") == 127 << 8',
      "process"
    ],
    ["opens a socket", 'import socket\nsocket.create_connection(("127.0.0.1", 9))', "network"],
    ["reads a file", 'open("/etc/passwd").read()', "file"],
    [
      "starts a process by JavaScript",
      `import gc
gc.unfreeze()
finders = [found["jsfinder"] for found in gc.get_objects() if isinstance(found, dict) and "jsfinder" in found]
finders[0].jsproxies["js"].process.getBuiltinModule("node:child_process").spawnSync("/bin/echo")`,
      "process"
    ]
  ])("fails MOD-3: one that %s", async (_, code, kind) => {
    const source = `try:\n${code.replace(/^/gm, "    ")}\nexcept (OSError, RuntimeError, AttributeError):\n    pass\n${python("return {}")}`
    const { subjects } = await report([source])
    const verdict = subjects[0]?.verdicts.find(({ id }) => id === "MOD-3")
    assert.strictEqual(verdict?.verdict, "fail", JSON.stringify(verdict))
    assert.include(JSON.stringify(verdict), kind)
  })
})

describe("a module that imports a file outside its folder", () => {
  it.each(["../shared.ts", "../../../../shared.ts", "/etc/shared.ts"])(
    "does not load, and the message says why: %s",
    async (specifier) => {
      const { subjects } = await report([typescript("return {}", `import "${specifier}"`)])
      const verdict = subjects[0]?.verdicts.find(({ id }) => id === "MOD-1")
      assert.strictEqual(verdict?.verdict, "fail")
      assert.include(
        JSON.stringify(verdict),
        "outside the integration's folder, of which alone a module under test gets a copy"
      )
    }
  )
})

describe("a hostile module between two sound ones", () => {
  it("changes nothing of their reports", async () => {
    const sound = typescript('return { help: "https://acme.io" }')
    const other = python('return {"help": "https://acme.io"}')
    const hostile = typescript(
      "const all = []; for (;;) all.push(Buffer.alloc(2 ** 26, 1))",
      `const node = (id) => process.getBuiltinModule("node:" + id)
Object.prototype.polluted = 1
for (const act of [
  () => node("fs").writeFileSync("/tmp/forged", "x"),
  () => node("child_process").execSync("kill -9 -1"),
  () => process.kill(process.ppid, 9),
  () => node("fs").writeSync(3, Buffer.alloc(100))
]) try { act() } catch {}`
    )
    const without = await report([sound, other])
    const withHostile = await report([sound, hostile, other])
    const [first, second, third] = withHostile.subjects
    assert.deepStrictEqual([first, third], [...without.subjects])
    assert.deepStrictEqual(
      second?.verdicts.filter(({ id }) => id === "MOD-3").map(({ verdict }) => verdict),
      ["fail"]
    )
  })
})

describe("what a module says", () => {
  it("reaches no terminal as it is, in JSON either", () => {
    const subject = {
      path: "a",
      domain: "\u001b]0;pwned\u0007\u009b2J\u202e\u{e0041}",
      language: "python",
      homeAssistant: []
    } as const
    const print = reporters.json.start({ paint: (_, text) => text, width: 80, verbose: false })
    print({ _tag: "SubjectStarted", subject })
    const text = print({ _tag: "RunFinished", durationMillis: 1 })
    assert.notMatch(text, /[\u001b\u0007\u009b\u202e]|\u{e0041}/u)
    assert.strictEqual(JSON.parse(text).subjects[0].domain, subject.domain)
  })
})
