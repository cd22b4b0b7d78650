/** Modules checked in a browser: the same reports as on Node, and nothing sent anywhere. `npm run build` comes first. */
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from "node:fs"
import { mkdirSync, writeFileSync } from "node:fs"
import { createServer, type Server } from "node:http"
import { tmpdir } from "node:os"
import { basename, dirname, extname, join } from "node:path"
import { fileURLToPath } from "node:url"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { Effect, Stream } from "effect"
import type { Browser, Page } from "playwright-core"
import { rolldown } from "rolldown"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import * as PythonSubject from "../../src/adapters/python/PythonSubject.ts"
import { readIntegration } from "../../src/adapters/readIntegration.ts"
import * as TypeScriptSubject from "../../src/adapters/typescript/TypeScriptSubject.ts"
import type { BrowserCheckOptions } from "../../src/browser/checkInBrowser.ts"
import type { Verdict } from "../../src/catalog/Verdict.ts"
import { run } from "../../src/runner/run.ts"
import type { RunEvent } from "../../src/runner/RunEvent.ts"
import type { IsolationOnNode } from "../../src/subject/Subject.ts"
import { mutants } from "../mutants/mutants.ts"
import { startChromium } from "./chromium.ts"

const testkit = fileURLToPath(new URL("../..", import.meta.url))
const pyodide = dirname(fileURLToPath(import.meta.resolve("pyodide/package.json")))
const types: Readonly<Record<string, string>> = {
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".wasm": "application/wasm",
  ".json": "application/json"
}

/** What the page is made of: its own script, the workers, and Pyodide. */
const fileOf = (path: string): string =>
  path.startsWith("/pyodide/")
    ? join(pyodide, path.slice("/pyodide/".length))
    : join(testkit, "dist/browser", path)

let browser: Browser
let server: Server
let page: Page
const requested = new Set<string>()

/** The copy of Python's memory that Node keeps is this file's own: others on the machine remove theirs at any time. */
const home = mkdtempSync(join(tmpdir(), "application-credentials-home-"))
const { HOME } = process.env

beforeAll(async () => {
  process.env["HOME"] = home
  const build = await rolldown({
    input: join(import.meta.dirname, "pages/check.ts"),
    platform: "browser",
    logLevel: "silent"
  })
  const { output } = await build.generate({ format: "esm" })
  await build.close()
  server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://site.test").pathname
    if (path === "/") return response.end(`<!doctype html><script type="module" src="/check.js"></script>`)
    response.setHeader("content-type", types[extname(path)] ?? "application/octet-stream")
    if (path === "/check.js") return response.end(output[0].code)
    return existsSync(fileOf(path)) ? response.end(readFileSync(fileOf(path))) : response.writeHead(404).end()
  })
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening))
  const address = server.address()
  browser = await startChromium()
  const context = await browser.newContext()
  context.on("request", (request) => requested.add(new URL(request.url()).origin))
  page = await context.newPage()
  await page.goto(`http://127.0.0.1:${typeof address === "object" ? address?.port : ""}/`)
  await page.waitForFunction("globalThis.check !== undefined")
}, 60_000)
afterAll(async () => {
  await browser?.close()
  server?.close()
  process.env["HOME"] = HOME
  rmSync(home, { recursive: true, force: true })
})

type Files = BrowserCheckOptions["files"]

interface Checked {
  readonly events: ReadonlyArray<RunEvent>
  readonly error: { readonly _tag: string; readonly message: string } | null
}

const inBrowser = (options: Omit<BrowserCheckOptions, "pyodide">, events?: number): Promise<Checked> =>
  page.evaluate(
    `check(${JSON.stringify({ pyodide: "/pyodide", ...options })}${events === undefined ? "" : `, ${events}`})`
  )

/** How many workers Chromium has. Playwright's own list keeps one whose end it hears of after that of the worker that started it. */
const workers = async (): Promise<number> => {
  const session = await browser.newBrowserCDPSession()
  const { targetInfos } = await session.send("Target.getTargets", { filter: [{ type: "worker" }] })
  await session.detach()
  return targetInfos.length
}

/** Enough inputs for faults to show, in a few of the requirements that a report has a verdict on. */
const runs = 5

/** Checks the same files as the command does. */
const onNode = async (
  files: Files,
  domain: string,
  timeLimitMillis: number,
  isolation: IsolationOnNode
): Promise<ReadonlyArray<RunEvent>> => {
  const folder = mkdtempSync(join(tmpdir(), "application-credentials-"))
  const place = join(folder, domain)
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(place, path)), { recursive: true })
    writeFileSync(join(place, path), text)
  }
  const checked = Effect.gen(function* () {
    const integration = yield* readIntegration(place)
    return yield* run({
      targets: [{ _tag: "Readable", integration: { ...integration, path: `custom_components/${domain}` } }],
      plan: { seed: 1, runs, requirements: [] },
      subject: (read, homeAssistant) =>
        (read.language === "python" ? PythonSubject : TypeScriptSubject).layer(read, {
          isolation,
          homeAssistant,
          timeLimitMillis
        }),
      concurrency: 1
    }).pipe(Stream.runCollect)
  })
  try {
    return await Effect.runPromise(Effect.provide(checked, NodeServices.layer))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** The verdicts, without how long each took. */
const verdictsOf = (events: ReadonlyArray<RunEvent>): ReadonlyArray<Verdict> =>
  events.flatMap((event) =>
    event._tag === "VerdictReached" ? [{ ...event.verdict, durationMillis: 0 }] : []
  )

const expectSame = async (
  files: Files,
  domain: string,
  isolation: IsolationOnNode,
  timeLimitMillis = 5000
) => {
  const [seen, expected] = await Promise.all([
    inBrowser({ files, domain, runs, timeLimitMillis }),
    onNode(files, domain, timeLimitMillis, isolation)
  ])
  expect(seen.error).toBeNull()
  expect(verdictsOf(seen.events)).toEqual(verdictsOf(expected))
}

const examples = join(testkit, "../../examples/integrations")
const filesIn = (folder: string): Files =>
  Object.fromEntries(
    globSync("**/*.{py,ts,json}", { cwd: folder }).map((path) => [
      path,
      readFileSync(join(folder, path), "utf8")
    ])
  )

const needsNode = ({ files }: { readonly files: Files }) =>
  Object.entries(files).some(
    ([path, text]) => path.endsWith(".ts") && /["']node:|\b(?:process|Buffer)\./.test(text)
  )

/** Forty of those that a browser can judge, spread over all of them: all families and both languages. */
const judgeable = mutants.filter((mutant) => !needsNode(mutant))
const some = judgeable.filter(
  (_, index) =>
    Math.floor((index * 40) / judgeable.length) > Math.floor(((index - 1) * 40) / judgeable.length)
)

describe("a report in a browser is that of Node", () => {
  // The examples in the command's jail, which takes a second to start, and the faulty modules in workers.
  it.each(globSync("*/*/*", { cwd: examples }).toSorted())("for the example %s", (path) =>
    expectSame(filesIn(join(examples, path)), basename(path), "process")
  )

  it.each(some.map((mutant) => [`${mutant.kills} ${mutant.fault} ${mutant.name}`, mutant] as const))(
    "for the faulty module %s",
    // One that never ends says so after a second as well as after five, and is started anew each time.
    (_, { fault, files, name }) =>
      expectSame(files, name, "none", fault === "loops-forever" ? 1000 : undefined)
  )
})

describe("a check in a browser", () => {
  const sound = filesIn(join(examples, "sound/typescript/files"))

  it.each([
    [
      "of broken JSON says where it is broken",
      { ...sound, "manifest.json": '{ "domain": "files", }' },
      "CannotBeChecked",
      /manifest\.json:1:22: a comma before it is one too many/
    ],
    [
      "of a folder without a module says so",
      { "manifest.json": "{}" },
      "CannotBeChecked",
      /has no application_credentials module/
    ],
    [
      "of a module that needs Node does not judge it",
      { ...sound, "application_credentials.ts": 'import "node:fs"\nexport default {}\n' },
      "CannotBeChecked",
      /imports "node:fs", which a browser does not have/
    ],
    [
      "of a module that uses Node's globals does not judge it either",
      { ...sound, "application_credentials.ts": "export default { id: process.env.ACME_ID }\n" },
      "CannotBeChecked",
      /uses process, which a browser does not have/
    ],
    [
      "of a path that leads elsewhere is refused",
      { ...sound, "../secrets.py": "" },
      "BrowserCheckFailed",
      /"\.\.\/secrets\.py" is no path in a folder/
    ]
  ])("%s", async (_, files, tag, message) => {
    const { error } = await inBrowser({ files, domain: "files", runs: 5 })
    expect(error?._tag).toBe(tag)
    expect(error?.message).toMatch(message)
  })

  it("ends where somebody stops it, with its workers", async () => {
    const { events } = await inBrowser({ files: sound, domain: "files" }, 3)
    expect(events.map(({ _tag }) => _tag)).toEqual(["RunStarted", "SubjectStarted", "RequirementStarted"])
    await expect.poll(workers, { timeout: 20_000 }).toBe(0)
  })

  it("ends a module that hangs, and says so", async () => {
    const source = (sound["application_credentials.ts"] ?? "").replace(
      "export default",
      "globalThis.forever = () => { for (;;) {} }\nglobalThis.forever()\nexport default"
    )
    const { events } = await inBrowser({
      files: { ...sound, "application_credentials.ts": source },
      domain: "files",
      runs: 5,
      requirements: ["MOD-1"],
      timeLimitMillis: 1000
    })
    expect(verdictsOf(events)).toMatchObject([
      { id: "MOD-1", verdict: "fail", message: expect.stringMatching(/made no sign of life for 1 s/) }
    ])
  })

  it("asks no other server for anything", () => {
    expect(
      [...requested].filter((origin) => !origin.startsWith("http://127.0.0.1:") && origin !== "null")
    ).toEqual([])
    expect(requested.size).toBeGreaterThan(0)
  })
})
