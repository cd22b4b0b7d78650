/** How the command reports to a program: one JSON object a line, without secrets. */
import { viewExchange } from "../control/ExchangeView.ts"
import type { CommandReporter } from "./CommandReporter.ts"

/** Makes the reporter for a program. `time` gives the time in ISO 8601. */
export const reportToProgram = (time: () => string): CommandReporter => {
  const written = (event: string, members: object): string =>
    `${JSON.stringify({ time: time(), event, ...members })}\n`
  return {
    started: ({ providers, url }) =>
      written("started", {
        url,
        providers: providers.map(({ consent, control, provider, title }) => ({
          issuer: provider.issuer,
          like: title,
          endpoints: provider.endpoints,
          pages: provider.pages,
          clients: provider.clients.map(({ clientId }) => clientId),
          consent,
          control
        }))
      }),
    exchange: (exchange, where) =>
      written("exchange", { ...(where === "" ? {} : { provider: where }), ...viewExchange(exchange, false) }),
    get stopped() {
      return written("stopped", {})
    }
  }
}
