import { X509Certificate } from "node:crypto"
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises"
import { request } from "node:https"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { serve } from "../../src/node/index.ts"
import { profiles } from "../../src/profiles/index.ts"
import { form, formHeaders, text } from "../Harness.ts"
import { run, startForProgram } from "./command.ts"

let scratch: string
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), "mock-oauth-provider-"))
})
afterAll(() => rm(scratch, { recursive: true }))

const file = async (name: string, content: unknown): Promise<string> => {
  const path = join(scratch, name)
  await writeFile(path, typeof content === "string" ? content : JSON.stringify(content))
  return path
}

const ready = { client_id: "mock-client", client_secret: "mock-secret" }
const post = (url: string, pairs: Record<string, string>) =>
  fetch(url, { method: "POST", headers: formHeaders, body: form(pairs) })

describe("mock-oauth-provider", () => {
  it("tells a person where everything is, and who may ask", async () => {
    const { output, printed } = run(["--port", "0"])
    const [, url = ""] = await printed(/Listening at (\S+)\. Stop with Ctrl\+C\./)
    const { stderr, stdout } = output()
    for (const [label, value] of [
      ["authorize", `${url}/authorize`],
      ["token", `${url}/token`],
      ["metadata", `${url}/.well-known/oauth-authorization-server`],
      ["client id", "mock-client"],
      ["client secret", "mock-secret"],
      ["redirect URIs", "http://127.0.0.1/callback (any port)"],
      ["consent", "a person decides (--consent approve: everyone consents at once)"],
      ["control", `${url}/_control`],
      ["journal", `${url}/_journal`],
      ["debugger", `${url}/_debugger`]
    ]) {
      expect(stdout).toMatch(new RegExp(`^  ${label} +${RegExp.escape(text(value))}$`, "m"))
    }
    expect([stderr, stdout.includes("\u001b")]).toEqual(["", false])
  })

  it("has a client that is ready, and shows a person each request, without secrets", async () => {
    const { output, printed } = run(["--port", "0"])
    const [, url = ""] = await printed(/Listening at (\S+)\. /)
    expect((await post(`${url}/token`, { ...ready, grant_type: "client_credentials" })).status).toBe(200)
    await printed(/^\d\d:\d\d:\d\d POST token 200 client_credentials mock-client$/m)
    const wrong = { ...ready, client_secret: "hush-hush", grant_type: "client_credentials" }
    expect((await post(`${url}/token`, wrong)).status).toBe(401)
    await printed(/^\d\d:\d\d:\d\d POST token 401 client_credentials mock-client refused by client-secret$/m)
    expect(output().stdout).not.toContain("hush-hush")
  })

  it("asks a person for consent, unless it is told otherwise", async () => {
    const authorize = async (args: ReadonlyArray<string>) => {
      const { provider } = await startForProgram(args)
      const redirect_uri = "http://127.0.0.1:5678/callback"
      const query = form({ response_type: "code", client_id: "mock-client", redirect_uri })
      const response = await fetch(`${provider.endpoints.authorize}?${query}`, { redirect: "manual" })
      return text(response.headers.get("location"))
    }
    expect(await authorize([])).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/consent\?consent=/)
    expect(await authorize(["--consent", "approve"])).toMatch(/^http:\/\/127\.0\.0\.1:5678\/callback\?code=/)
    expect(await authorize(["--consent", "deny"])).toMatch(/callback\?error=access_denied/)
  })

  it("tells a program all that happens as JSON lines, without secrets", async () => {
    const { events, printed, provider, stop, url } = await startForProgram(["--consent", "approve"])
    expect(provider).toEqual({
      issuer: url,
      endpoints: expect.objectContaining({ token: `${url}/token` }),
      pages: { consent: `${url}/consent`, deviceVerification: `${url}/device` },
      clients: ["mock-client"],
      consent: "approve",
      control: `${url}/_control`
    })
    const tokens = await (await post(`${url}/token`, { ...ready, grant_type: "client_credentials" })).json()
    await printed(/"event":"exchange"/)
    const { code, stdout } = await stop("SIGTERM")
    expect(code).toBe(0)
    expect(events().map(({ event }) => event)).toEqual(["started", "exchange", "stopped"])
    expect(events()[1]).toMatchObject({
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      endpoint: "token",
      status: 200,
      rule: null,
      parameters: { grant_type: "client_credentials", client_id: "mock-client", client_secret: "<redacted>" }
    })
    for (const secret of ["mock-secret", tokens.access_token]) expect(stdout).not.toContain(secret)
  })

  it.each(["SIGINT", "SIGTERM"] as const)("stops well at %s, and frees its port", async (signal) => {
    const { stop, url } = await startForProgram()
    const { code, stderr } = await stop(signal)
    expect([code, stderr]).toEqual([0, ""])
    await expect(fetch(url)).rejects.toThrow(TypeError)
  })

  it("prints no requests when it is told to be quiet", async () => {
    const { stop, url } = await startForProgram(["--quiet"])
    await post(`${url}/token`, {})
    expect((await stop("SIGTERM")).stdout).not.toContain("exchange")
  })

  it("behaves like a real provider", async () => {
    const { provider, url } = await startForProgram(["--profile", "github", "--consent", "approve"])
    expect(provider.like).toBe("GitHub (OAuth apps)")
    expect(provider.endpoints.token).toBe(`${url}/login/oauth/access_token`)
    const redirect_uri = "http://127.0.0.1/callback"
    const query = form({ response_type: "code", client_id: "mock-client", redirect_uri })
    const back = await fetch(`${provider.endpoints.authorize}?${query}`, { redirect: "manual" })
    const code = text(new URL(text(back.headers.get("location"))).searchParams.get("code"))
    const grant = { ...ready, grant_type: "authorization_code", code, redirect_uri }
    const response = await post(provider.endpoints.token, grant)
    expect(await response.text()).toMatch(/^access_token=[\w-]+&/)
  })

  it("reads a file, and flags count more than it", async () => {
    const config = await file(
      "provider.json",
      `{
        // Comments are allowed, and commas at the end.
        "endpoints": { "token": "/oauth/token" },
        "clients": [
          { "clientId": "my-client", "clientSecret": "my-secret", "grantTypes": ["client_credentials"] },
        ],
        "consent": "deny",
        "faults": [{ "match": { "endpoint": "token" }, "nth": 1, "action": { "_tag": "Status", "status": 503 } }],
        "tokenMembers": { "user": 7 }
      }`
    )
    const { provider, url } = await startForProgram(["--config", config, "--consent", "approve"])
    expect(provider).toMatchObject({ consent: "approve", clients: ["my-client"] })
    const asked = { client_id: "my-client", client_secret: "my-secret", grant_type: "client_credentials" }
    expect((await post(`${url}/oauth/token`, asked)).status).toBe(503)
    expect(await (await post(`${url}/oauth/token`, asked)).json()).toMatchObject({ user: 7 })
  })

  it("serves several providers, and says which one a request went to", async () => {
    const config = await file("several.json", { providers: { one: {}, other: { profile: "github" } } })
    const { events, printed, providers, url } = await startForProgram(["--config", config])
    expect(providers.map(({ issuer, control }: Record<string, string>) => [issuer, control])).toEqual([
      [`${url}/one`, `${url}/one/_control`],
      [`${url}/other`, `${url}/other/_control`]
    ])
    await post(`${url}/one/token`, ready)
    await printed(/"event":"exchange"/)
    expect(events().at(-1)).toMatchObject({ provider: "one", endpoint: "token" })
  })

  it("takes a redirect URI for the ready client", async () => {
    const { provider } = await startForProgram([
      "--redirect-uri",
      "https://app.test/cb",
      "--consent",
      "approve"
    ])
    const query = form({
      response_type: "code",
      client_id: "mock-client",
      redirect_uri: "https://app.test/cb"
    })
    const response = await fetch(`${provider.endpoints.authorize}?${query}`, { redirect: "manual" })
    expect(response.headers.get("location")).toMatch(/^https:\/\/app\.test\/cb\?code=/)
  })

  it("serves https with a certificate of its own, which clients can trust", async () => {
    const saved = join(scratch, "certificate.pem")
    const { url } = await startForProgram(["--tls-save", saved, "--url", "https://oauth.internal:8443"])
    expect(url).toBe("https://oauth.internal:8443")
    const { provider } = await startForProgram(["--tls", "--tls-save", saved])
    const ca = await readFile(saved, "utf8")
    const status = await new Promise((resolve, reject) => {
      request(provider.endpoints.metadata, { ca }, (response) => resolve(response.statusCode))
        .on("error", reject)
        .end()
    })
    expect(status).toBe(200)
    const certificate = new X509Certificate(ca)
    for (const name of ["localhost"]) expect(certificate.checkHost(name)).toBe(name)
    for (const address of ["127.0.0.1", "::1"]) expect(certificate.checkIP(address)).toBe(address)
  })

  it("serves the control API where it is told to, and by default on the loopback only", async () => {
    expect((await startForProgram(["--no-control"])).provider.control).toBeUndefined()
    expect((await startForProgram(["--host", "0.0.0.0"])).provider.control).toBeUndefined()
    const { provider, url } = await startForProgram(["--control-port", "0"])
    expect(provider.control).not.toContain(url)
    expect((await fetch(provider.control)).status).toBe(200)
  })

  it("ends when nobody reads what it prints any more", async () => {
    const { finished, printed, stopReading } = run(["--port", "0"])
    const [, url = ""] = await printed(/Listening at (\S+)\. /)
    stopReading()
    await Promise.allSettled([post(`${url}/token`, {})])
    const { code, stderr } = await finished
    expect([code, stderr]).toEqual([0, ""])
  })

  it("lists the profiles", async () => {
    const { code, stdout } = await run(["profiles"]).finished
    expect(code).toBe(0)
    for (const { name, title } of profiles)
      expect(stdout).toMatch(new RegExp(`^${name} +${RegExp.escape(title)}$`, "m"))
  })
})

describe("mock-oauth-provider, asked for what it cannot do,", () => {
  const broken: ReadonlyArray<readonly [string, string, unknown, RegExp]> = [
    [
      "JSON that breaks off",
      "broken.json",
      '{\n  "clients": [',
      /broken\.json:2:15 is not JSON: close bracket expected\./
    ],
    ["no JSON", "wrong.json", '{ "clients": "hush-hush" x }', /wrong\.json:1:26 is not JSON: (?!.*hush)/],
    [
      "a member that is misspelt",
      "misspelt.json",
      { cients: [] },
      /misspelt\.json: cients: not known here, but \$schema, profile/
    ],
    [
      "a profile that is not there",
      "profile.json",
      { profile: "nobody" },
      /profile\.json: profile: expected the name of a profile/
    ],
    [
      "a client that cannot be",
      "client.json",
      { clients: [{ clientId: "a", redirectUris: ["/cb"] }] },
      /redirectUris\[0\]: expected an absolute redirect URI/
    ]
  ]

  it.each(broken)("ends with 2 and a reason: a file with %s", async (_what, name, content, reason) => {
    const { code, stderr, stdout } = await run(["--port", "0", "--config", await file(name, content)])
      .finished
    expect([code, stdout]).toEqual([2, ""])
    expect(stderr).toMatch(reason)
    expect(stderr.trim().split("\n").length).toBeLessThanOrEqual(4)
    expect(stderr).not.toMatch(/\n\s+at /)
  })

  it.each([
    [
      "a file that is not there",
      ["--config", "no/such/file.json"],
      /--config no\/such\/file\.json cannot be read: there is no such file/
    ],
    ["a folder for a file", ["--config", "."], /--config \. cannot be read: it is no file/],
    [
      "a profile that is not there",
      ["--profile", "githb"],
      /There is no profile githb\. Did you mean github or gitlab\? mock-oauth-provider profiles lists all\./
    ],
    [
      "a profile that is like none",
      ["--profile", "nobody"],
      /There is no profile nobody\. mock-oauth-provider profiles lists all\./
    ],
    ["no port", ["--port", "70000"], /Port 70000 .*whole number from 0 to 65535/],
    ["an address of another machine", ["--host", "192.0.2.1"], /192\.0\.2\.1 is no address of this machine/],
    ["a URL that is none", ["--url", "oauth"], /\burl has to be an http or https URL .*, and is: oauth/],
    ["half a certificate", ["--tls-cert", "cert.pem"], /--tls-cert and --tls-key belong together/],
    [
      "what is no certificate",
      ["--tls-cert", import.meta.filename, "--tls-key", import.meta.filename],
      /certificate and its key cannot be used/
    ],
    ["a place it cannot write to", ["--tls-save", "no/such/folder/a.pem"], /--tls-save .* cannot be written/]
  ])("ends with 2 and a reason: %s", async (_what, args, reason) => {
    const port = args.includes("--port") ? [] : ["--port", "0"]
    const { code, stderr, stdout } = await run([...port, ...args]).finished
    expect([code, stdout]).toEqual([2, ""])
    expect(stderr).toMatch(reason)
    expect(stderr.trim().split("\n").length).toBeLessThanOrEqual(4)
    expect(stderr).not.toMatch(/\n\s+at /)
  })

  it("ends with 2 and a reason: a port in use", async () => {
    await using other = await serve([])
    const { port } = new URL(other.url)
    const { code, stderr } = await run(["--port", port]).finished
    expect(code).toBe(2)
    expect(stderr).toContain(
      `Port ${port} of 127.0.0.1 is in use: choose another, or 0 for any that is free.`
    )
  })

  it("ends with 2 and a reason: flags that do not fit the file", async () => {
    const config = await file("two.json", { providers: { one: { clients: [] }, other: { clients: [] } } })
    const profile = await run(["--config", config, "--profile", "github"]).finished
    expect([profile.code, profile.stderr]).toEqual([
      2,
      expect.stringContaining("--profile is for one provider")
    ])
    const uri = await run(["--config", config, "--redirect-uri", "https://a.test"]).finished
    expect([uri.code, uri.stderr]).toEqual([
      2,
      expect.stringContaining("--redirect-uri is for the ready client")
    ])
  })

  it.each([
    [["--colour"], "Unrecognized flag: --colour in command mock-oauth-provider"],
    // What follows it is no mistake of its own.
    [["--colour", "red"], "Unrecognized flag: --colour in command mock-oauth-provider"],
    [
      ["--consent", "maybe"],
      'Invalid value for flag --consent: "maybe". Expected: "ask" | "approve" | "deny"'
    ]
  ])("ends with 2, a line of its own and where help is: %j", async (args, says) => {
    const { code, stderr, stdout } = await run(args).finished
    expect([code, stdout, stderr]).toEqual([2, "", `${says}\nSee mock-oauth-provider --help.\n`])
  })

  it("serves no control API with --no-control, whatever its port", async () => {
    const { provider } = await startForProgram(["--no-control", "--control-port", "0"])
    expect(provider.control).toBeUndefined()
    const there = await startForProgram(["--control-port", "0"])
    expect((await fetch(there.provider.control)).status).toBe(200)
  })
})
