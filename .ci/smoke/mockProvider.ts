/** Uses the mock provider's command where it is installed, as a user does. */
import { spawn } from "node:child_process"
import { once } from "node:events"

/** Starts the command over https, asks it for a token, and gives what became of that and its exit code. */
export const askForToken = async (
  folder: string
): Promise<{ readonly answer: string; readonly code: number }> => {
  const bin = "node_modules/@application-credentials/mock-provider/bin/mock-oauth-provider.js"
  const child = spawn("node", [bin, "--port", "0", "--json", "--tls"], {
    cwd: folder,
    stdio: ["ignore", "pipe", "inherit"]
  })
  const [line] = await once(child.stdout.setEncoding("utf8"), "data")
  const [{ control, endpoints }] = JSON.parse(line).providers
  const answer = [ask(folder, endpoints.token), ask(folder, control)]
  const answers = await Promise.all(answer)
  child.kill("SIGTERM")
  const [code] = await once(child, "close")
  return { answer: answers.join(" "), code }
}

// In a process of its own, which need not trust the certificate.
const ask = async (folder: string, url: string): Promise<string> => {
  const body = "grant_type=client_credentials&client_id=mock-client&client_secret=mock-secret"
  const init = url.endsWith("/_control")
    ? "{}"
    : `{ method: "POST", body: new URLSearchParams(${JSON.stringify(body)}) }`
  const script = `console.log(await (await fetch(${JSON.stringify(url)}, ${init})).text())`
  const child = spawn("node", ["--no-warnings", "--input-type=module", "--eval", script], {
    cwd: folder,
    env: { ...process.env, NODE_TLS_REJECT_UNAUTHORIZED: "0" },
    stdio: ["ignore", "pipe", "inherit"]
  })
  const [text] = await once(child.stdout.setEncoding("utf8"), "data")
  return text
}
