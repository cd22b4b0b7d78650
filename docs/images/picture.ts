/**
 * Draws README's picture of a report: runs the command as it stands on two of the examples, with colours, and writes
 * what it printed as `check.svg`. Run with `npm run picture`.
 */
import { spawnSync } from "node:child_process"
import { writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
const shown = ["sound/typescript/timeline", "faulty/python/lost_pkce"]
const { stderr, stdout } = spawnSync(
  process.execPath,
  [join(root, "packages/testkit/bin/application-credentials.js"), "check", ...shown],
  {
    cwd: join(root, "examples/integrations"),
    encoding: "utf8",
    env: { ...process.env, FORCE_COLOR: "1", NO_COLOR: undefined }
  }
)

if (stderr !== "") throw new Error(stderr)

const colours: Record<string, string> = {
  "1": "font-weight:bold",
  "2": "fill:#8b949e",
  "31": "fill:#ff7b72",
  "32": "fill:#7ee787",
  "33": "fill:#e3b341",
  "36": "fill:#79c0ff"
}
// SVG draws several spaces as one, unless they are of the kind that does not break.
const escape = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll(" ", "\u00a0")

/** One line of the console as SVG spans. */
const spans = (line: string): string => {
  const active = new Set<string>()
  return line
    .split(/\u001b\[(\d+)m/)
    .map((piece, index) => {
      if (index % 2 === 0) {
        const style = [...active].map((code) => colours[code]).join(";")
        return piece === "" ? "" : `<tspan style="${style}">${escape(piece)}</tspan>`
      }
      if (piece in colours) active.add(piece)
      else active.clear()
      return ""
    })
    .join("")
}

const lines = [`$ application-credentials check ${shown.join(" ")}`, "", ...stdout.trimEnd().split("\n")]
const lineHeight = 18
const text = lines
  .map((line, index) => `  <text x="16" y="${(index + 1) * lineHeight + 10}">${spans(line)}</text>`)
  .join("\n")
const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 960 ${lines.length * lineHeight + 32}" font-family="ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="13">
  <title>A report of application-credentials check</title>
  <rect width="100%" height="100%" rx="8" fill="#0d1117"/>
  <g fill="#e6edf3">
${text}
  </g>
</svg>
`
writeFileSync(new URL("check.svg", import.meta.url), svg)
