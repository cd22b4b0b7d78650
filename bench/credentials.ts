/**
 * Times credentials among 100,000 beside credentials among 1,000: one by its id, one by its implementation, those of an
 * integration, all of them (for each that is listed), and a new one. In memory, in files, and in PostgreSQL where there
 * is a server. A file is written whole, so that a new credential takes as long as the file is.
 *
 * Run with `npm run bench:credentials`, or `.ci/with-postgres npm run bench:credentials`. The two sizes take turns, so
 * that what else the machine does falls on both: the ratios say more than the times. ROUNDS sets how often (default 15).
 */
import { CredentialStore } from "@application-credentials/sdk"
import { Context, Effect, Layer } from "effect"
import { storages } from "./credentials/layers.ts"
import { layerFilled, operations } from "./credentials/timed.ts"
import type { Operation } from "./credentials/timed.ts"
import { median } from "./provider/statistics.ts"

const [few, many] = [1_000, 100_000]
const rounds = Number(process.env["ROUNDS"] ?? 15)

const tell = (line: string): void => void process.stdout.write(`${line}\n`)

interface Filled {
  readonly size: number
  readonly store: CredentialStore["Service"]
}

/** Microseconds for each credential. */
const time = Effect.fnUntraced(function* ({ size, store }: Filled, { each, run, times }: Operation) {
  const began = performance.now()
  for (let count = 0; count < times; count++) yield* run(store, Math.floor(Math.random() * size))
  return ((performance.now() - began) * 1_000) / (times * each(size))
})

const compare = Effect.fnUntraced(function* (name: string, small: Filled, large: Filled) {
  for (const operation of operations) {
    const times = { small: new Array<number>(), large: new Array<number>() }
    for (let round = -2; round < rounds; round++) {
      const [inSmall, inLarge] = [yield* time(small, operation), yield* time(large, operation)]
      // The first rounds make the indexes and warm the process.
      if (round < 0) continue
      times.small.push(inSmall)
      times.large.push(inLarge)
    }
    const [one, other] = [median(times.small), median(times.large)]
    const figures = [one, other].map((figure) => figure.toFixed(2).padStart(11)).join(" ")
    tell(`${name.padEnd(11)} ${operation.name.padEnd(10)} ${figures} ${(other / one).toFixed(2).padStart(8)}`)
  }
})

tell(`microseconds for each credential, medians of ${rounds} rounds, Node ${process.versions.node}\n`)
tell(`${" ".repeat(22)} among ${few} among ${many}   times`)
const compareIn = Effect.fnUntraced(function* (name: string, storage: (typeof storages)[string]) {
  const filled = (size: number) =>
    Effect.map(Layer.build(layerFilled(size, storage)), (context) => ({
      size,
      store: Context.get(context, CredentialStore)
    }))
  yield* compare(name, yield* filled(few), yield* filled(many))
}, Effect.scoped)

for (const [name, storage] of Object.entries(storages)) await Effect.runPromise(compareIn(name, storage))
