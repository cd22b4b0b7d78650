/** How the command reports what happens. */
import type { Exchange } from "../runtime/Exchange.ts"
import type { MockProvider } from "../runtime/MockProvider.ts"

/** Describes a server that has started. */
export interface Started {
  readonly url: string
  readonly providers: ReadonlyArray<StartedProvider>
}

/** Describes a provider of a server that has started. */
export interface StartedProvider {
  readonly provider: MockProvider
  /** What it behaves like. */
  readonly title: string | undefined
  readonly consent: "ask" | "approve" | "deny" | "rules"
  /** The URL of its control API, if there is one. */
  readonly control: string | undefined
  readonly hasReadyClient: boolean
}

/** Describes how the command reports what happens: each text ends its line. */
export interface CommandReporter {
  readonly started: (started: Started) => string
  /** `where` names the provider where there are several. */
  readonly exchange: (exchange: Exchange, where: string) => string
  readonly stopped: string
}
