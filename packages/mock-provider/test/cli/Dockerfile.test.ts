/** The steps of the Dockerfile, run in a folder of their own where there is no Docker. */
import { execFile, spawn } from "node:child_process"
import { once } from "node:events"
import { cp, mkdtemp, readFile, rm } from "node:fs/promises"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { createInterface } from "node:readline"
import { promisify } from "node:util"
import { afterAll, beforeAll, expect, it } from "vitest"

const context = resolve(import.meta.dirname, "../..")
const lines = (await readFile(join(context, "Dockerfile"), "utf8")).split("\n")

/** What follows each use of an instruction. */
const all = (instruction: string): ReadonlyArray<string> =>
  lines.flatMap((line) => (line.startsWith(`${instruction} `) ? [line.slice(instruction.length + 1)] : []))

const commandOf = (text: string | undefined): ReadonlyArray<string> =>
  JSON.parse(/\[.*\]$/.exec(text ?? "")?.[0] ?? "[]")

let image: string

beforeAll(async () => {
  image = await mkdtemp(join(tmpdir(), "image-"))
  for (const copied of all("COPY")) {
    const [from = "", to = ""] = copied.split(" ")
    await cp(join(context, from), join(image, to, to.endsWith("/") ? from : ""), { recursive: true })
  }
})

afterAll(() => rm(image, { recursive: true }))

/** Runs `node` with arguments in the image, by this test's own Node. */
const start = ([node, ...own]: ReadonlyArray<string>, ...args: ReadonlyArray<string>) => {
  expect(node).toBe("node")
  return spawn(process.execPath, [...own, ...args], { cwd: image, stdio: ["ignore", "pipe", "inherit"] })
}

it("starts a provider that gives a token, and stops as a container is stopped", async () => {
  const [entrypoint] = all("ENTRYPOINT")
  const child = start(commandOf(entrypoint), "--port", "0", "--json", "--consent", "approve")
  const { value = "" } = await createInterface(child.stdout)[Symbol.asyncIterator]().next()
  const { event, providers, url } = JSON.parse(value)
  expect(event).toBe("started")
  const { port } = new URL(url)
  const metadata = await fetch(`http://127.0.0.1:${port}/.well-known/openid-configuration`)
  expect((await metadata.json()).issuer).toBe(providers[0].issuer)
  child.kill("SIGTERM")
  expect(await once(child, "exit")).toEqual([0, null])
})

it("says whether it is healthy: somebody listens at its port, or not", async () => {
  const [, ...probe] = commandOf(all("HEALTHCHECK")[0])
  const server = createServer().listen(0, "127.0.0.1")
  await once(server, "listening")
  const address = server.address()
  const port = typeof address === "object" ? `${address?.port}` : ""
  const ask = () =>
    promisify(execFile)(
      process.execPath,
      probe.map((each) => each.replace("9096", port))
    )
  await ask()
  server.close()
  await expect(ask()).rejects.toMatchObject({ code: 1 })
})

it("is of the Node that the package needs, has no rights, and is in the package", async () => {
  const { engines, files } = JSON.parse(await readFile(join(context, "package.json"), "utf8"))
  const major = Number(/node:(\d+)/.exec(all("FROM")[0] ?? "")?.[1])
  expect(major).toBeGreaterThanOrEqual(Number(/\d+/.exec(engines.node)?.[0]))
  expect(all("USER")).toEqual(["node"])
  expect(files).toContain("Dockerfile")
  const guide = await readFile(join(context, "../../docs/guides/port.md"), "utf8")
  for (const line of lines.filter((each) => each.startsWith("#   docker"))) {
    expect(guide).toContain(line.slice(4))
  }
})
