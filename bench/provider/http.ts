/** Token requests over HTTP, of several servers side by side. */
import type { ContenderName } from "./names.ts"
import { baseline, limitOf } from "./names.ts"
import { openConnections } from "./send.ts"
import type { Timed } from "./startServers.ts"
import { startServers } from "./startServers.ts"
import { median } from "./statistics.ts"
import type { Workload } from "./workloads.ts"
import { workloads } from "./workloads.ts"

// oidc-provider's memory holds a thousand entries, of which a code with its tokens takes a few.
const batch = 200

// A server that starts spends its time on being compiled: half as fast at first, ours and others.
const warmingRounds = 15

/** What a batch came to: requests a second, and requests for each second of the server's processor time. */
interface Rates {
  readonly wall: number
  readonly processor: number
}

/** Times so many rounds, in each of which every server has its turn with every workload. */
export const timeOverHttp = async (rounds: number, tell: (line: string) => void): Promise<void> => {
  using started = await startServers()
  tell(
    `Requests a second, times those of ${baseline}, and of those of a bare server; then the same for each second of processor time`
  )
  for (const workload of workloads) {
    const measured = await timeRounds(workload, started.servers, rounds)
    const of = (name: ContenderName): Rates => medianOf(measured.get(name) ?? [])
    tell(workload.name)
    for (const name of measured.keys())
      tell(lineOf(name, of(name), [of(baseline), of(limitOf(name, workload.signsIdToken))]))
  }
}

const timeRounds = async (workload: Workload, servers: ReadonlyArray<Timed>, rounds: number) => {
  const measured = new Map<ContenderName, Array<Rates>>(servers.map(({ name }) => [name, []]))
  for (let round = -warmingRounds; round < rounds; round++) {
    for (const server of servers) {
      const rates = await timeBatch(workload, server)
      // The first rounds do not count.
      if (round >= 0) measured.get(server.name)?.push(rates)
    }
  }
  return measured
}

const timeBatch = async ({ prepare }: Workload, { issuer, processorTime }: Timed): Promise<Rates> => {
  const posts = await prepare(issuer, batch)
  using connections = await openConnections(`${issuer}/.well-known/openid-configuration`)
  const before = await processorTime()
  const began = performance.now()
  await connections.sendAll(posts)
  const took = performance.now() - began
  return { wall: (batch / took) * 1000, processor: (batch / ((await processorTime()) - before)) * 1000 }
}

const medianOf = (all: ReadonlyArray<Rates>): Rates => ({
  wall: median(all.map(({ wall }) => wall)),
  processor: median(all.map(({ processor }) => processor))
})

const lineOf = (name: string, rates: Rates, compared: ReadonlyArray<Rates>): string => {
  const figures = (["wall", "processor"] as const).flatMap((of) => [
    rates[of].toFixed(0).padStart(8),
    ...compared.map((other) => (rates[of] / other[of]).toFixed(2).padStart(7))
  ])
  return `  ${name.padEnd(24)}${figures.join("")}`
}
