/**
 * Times linking an account, a code exchange and one refresh, by this SDK and by other clients: with one provider in the same
 * process, and with one on a port of this machine. The clients take turns, each with visits of its own that were made
 * before its time runs.
 *
 * Run with `npm run bench:sdk`. Prints the links in a second at the median round, the spread, and the ratio of the medians
 * to openid-client's; then the size of what a browser or a worker would load.
 */
import { median, quantile } from "./provider/statistics.ts"
import { bareFetch, oauth4webapi, openidClient, sdk, simpleOauth2 } from "./sdk/clients.ts"
import { sizes } from "./sdk/sizes.ts"
import { inProcess, overPort } from "./sdk/Harness.ts"
import type { Client, Harness } from "./sdk/Harness.ts"

const rounds = Number(process.env["ROUNDS"] ?? 15)
const links = Number(process.env["LINKS"] ?? 1000)

const write = (line: string) => process.stdout.write(`${line}\n`)

/** Links in a second, one after another. */
const rate = async ({ provider, visit }: Harness, { link, name }: Client): Promise<number> => {
  const visits = await Promise.all(Array.from({ length: links }, visit))
  const began = performance.now()
  let accessToken = ""
  for (const one of visits) accessToken = await link(one)
  const seconds = (performance.now() - began) / 1000
  if (!provider.isLive(accessToken)) throw new Error(`${name} got no live token.`)
  return links / seconds
}

/** Times clients side by side, and prints a line of each. */
const compare = async (where: string, harness: Harness, clients: ReadonlyArray<Client>): Promise<void> => {
  const rates = new Map<string, Array<number>>(clients.map(({ name }) => [name, []]))
  for (let round = -5; round < rounds; round++) {
    // Each begins as often as any other.
    const turn = clients.map((_, index) => clients[(index + round + clients.length) % clients.length])
    for (const client of turn) {
      if (client === undefined) continue
      const measured = await rate(harness, client)
      // The first rounds warm the compiler and do not count.
      if (round >= 0) rates.get(client.name)?.push(measured)
    }
  }
  const ratesOf = ({ name }: Client) => rates.get(name) ?? []
  const baseline = median(rates.get("openid-client") ?? [])
  write(`${where.padEnd(28)}  lowest  median highest  of openid-client's`)
  for (const client of clients) {
    const figures = [0, 0.5, 1].map((share) => quantile(ratesOf(client), share).toFixed(0).padStart(6))
    const ratio = (median(ratesOf(client)) / baseline).toFixed(2).padStart(6)
    write(`${client.name.padEnd(28)}  ${figures.join("  ")}  ${ratio}`)
  }
}

write(`${rounds} rounds of ${links} links, Node ${process.versions.node}; links in a second\n`)
const near = inProcess()
await compare(
  "in process",
  near,
  [sdk, openidClient, oauth4webapi, simpleOauth2, bareFetch].map((make) => make(near))
)
const port = await overPort()
await compare(
  "\nover a port",
  port,
  [sdk, openidClient, oauth4webapi, bareFetch].map((make) => make(port))
)
await port.close()

write(`\n${"".padEnd(52)}  minified   gzipped, in bytes`)
for (const { gzipped, minified, name } of await sizes()) {
  write(`${name.padEnd(52)}  ${String(minified).padStart(8)}  ${String(gzipped).padStart(8)}`)
}
