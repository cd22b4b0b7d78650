/** What a provider holds after a million token requests, of which each comes with an authorization request. */
import { MockProvider } from "@application-credentials/mock-provider"
import { setFlagsFromString } from "node:v8"
import { runInNewContext } from "node:vm"
import { registrations } from "../peers/mockProvider.ts"
import { flowOf } from "./flow.ts"

const requests = 1_000_000
const step = 100_000

/** Tells the size of the heap after each hundred thousand, ten milliseconds of the provider's time apart. */
export const measureMemory = (tell: (line: string) => void): void => {
  setFlagsFromString("--expose-gc")
  const collect: () => void = runInNewContext("gc")
  const provider = MockProvider.make({ clients: registrations, lifetimes: { refreshToken: 86_400 } })
  const flow = flowOf(provider)
  tell("token requests, and megabytes of heap in use after them")
  for (let done = 0; done <= requests; done += step) {
    collect()
    tell(`  ${done.toString().padStart(9)} ${(process.memoryUsage().heapUsed / 1e6).toFixed(1).padStart(7)}`)
    for (let each = 0; each < step && done < requests; each++) {
      flow()
      provider.advanceTime(10)
    }
  }
}
