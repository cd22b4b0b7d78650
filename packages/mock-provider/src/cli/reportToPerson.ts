/** How the command reports to a person. */
import type { Exchange } from "../runtime/Exchange.ts"
import { readyClient } from "./readyClient.ts"
import type { Started, StartedProvider, CommandReporter } from "./CommandReporter.ts"

/** Paints a text, where the console shows colours. */
export type Paint = (style: "bold" | "cyan" | "dim" | "green" | "red" | "yellow", text: string) => string

/** Makes the reporter for a person. `time` gives the time of day. */
export const reportToPerson = (paint: Paint, time: () => string): CommandReporter => ({
  started: ({ providers, url }: Started) =>
    [
      ...providers.flatMap((each) => describe(each, paint)),
      `${paint("green", "Listening")} at ${paint("bold", url)}. Stop with Ctrl+C.`,
      ""
    ].join("\n"),
  exchange: (exchange, where) => `${paint("dim", time())} ${line(exchange, where, paint)}\n`,
  stopped: "Stopped.\n"
})

const describe = (started: StartedProvider, paint: Paint): ReadonlyArray<string> => {
  const { control, provider, title } = started
  const rows: ReadonlyArray<readonly [string, string]> = [
    ...Object.entries(provider.endpoints),
    ["", ""],
    ...clientRows(started),
    ["consent", consents[started.consent]],
    ...(started.consent === "ask" ? [["", provider.pages.consent] as const] : []),
    ["control", control ?? "off (--control serves it)"],
    ...(control === undefined ? [] : pagesBeside(control))
  ]
  const name = title === undefined ? "Mock OAuth provider" : `Mock OAuth provider like ${title}`
  const width = Math.max(...rows.map(([label]) => label.length)) + 2
  return [
    `${paint("bold", name)} ${paint("dim", provider.issuer)}`,
    "",
    ...rows.map(([label, value]) => row(label, value, width, paint)),
    ""
  ]
}

const pagesBeside = (control: string): ReadonlyArray<readonly [string, string]> =>
  (["journal", "debugger"] as const).map((name) => [name, control.replace(/_control$/, `_${name}`)])

const row = (label: string, value: string, width: number, paint: Paint): string => {
  const padded = label.padEnd(width)
  return value === "" ? "" : `  ${label === "" ? padded : paint("cyan", padded)}${value}`
}

const consents = {
  ask: "a person decides (--consent approve: everyone consents at once)",
  approve: "everyone consents at once",
  deny: "nobody consents",
  rules: "by the rules of the configuration"
}

const clientRows = ({
  hasReadyClient,
  provider
}: StartedProvider): ReadonlyArray<readonly [string, string]> => {
  const [client, ...more] = provider.clients
  if (!hasReadyClient || client === undefined || more.length > 0) {
    return [["clients", provider.clients.map(({ clientId }) => clientId).join(", ") || "none"]]
  }
  return [
    ["client id", readyClient.clientId],
    ["client secret", readyClient.clientSecret],
    ...client.redirectUris.map((uri, index) => [index === 0 ? "redirect URIs" : "", withPort(uri)] as const)
  ]
}

const withPort = (uri: string): string =>
  /^http:\/\/(127\.0\.0\.1|\[::1\])\//.test(uri) ? `${uri} (any port)` : uri

const line = (exchange: Exchange, where: string, paint: Paint): string => {
  const { authentication, endpoint, fault, method, parameters, rule, status } = exchange
  const answered = status === undefined ? "no response" : `${status}`
  const words = [
    where,
    method,
    endpoint,
    paint(status !== undefined && status < 400 ? "green" : "red", answered),
    parameters.get("grant_type"),
    authentication.clientId,
    rule === undefined ? undefined : paint("yellow", `refused by ${rule}`),
    fault === undefined ? undefined : paint("yellow", `fault ${fault.action}`)
  ]
  return words.filter((word) => word !== undefined && word !== "").join(" ")
}
