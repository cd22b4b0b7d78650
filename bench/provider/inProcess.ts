/** How long a flow takes in the process. */
import { MockProvider } from "@application-credentials/mock-provider"
import { registrations } from "../peers/mockProvider.ts"
import { flowOf } from "./flow.ts"
import { median, quantile } from "./statistics.ts"

/** Times so many flows, after as many that warm the process. */
export const timeInProcess = (count: number): string => {
  const flow = flowOf(MockProvider.make({ clients: registrations }))
  for (let each = 0; each < count; each++) flow()
  const times = Array.from({ length: count }, () => {
    const began = performance.now()
    flow()
    return performance.now() - began
  })
  const [middle, late] = [median(times), quantile(times, 0.99)].map((time) => time.toFixed(3))
  return `a flow in the process, authorization to token: ${middle} ms at the median, ${late} ms at 99 %`
}
