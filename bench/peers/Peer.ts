/** A server that does the mock provider's job, started as strict as its options allow. */

/** How a server is started. */
export interface PeerOptions {
  /** Whether each authorization request has to have a code challenge. */
  readonly requirePkce: boolean
  /** Gets the rule of each refusal, where the server names its rules. */
  readonly onRefusal?: ((rule: string) => void) | undefined
}

/** A running server. `await using` stops it. */
export interface PeerServer extends AsyncDisposable {
  readonly issuer: string
}

/** A server to start. */
export interface Peer {
  readonly name: string
  /** The package that it comes in, unless that is of this repository. */
  readonly package?: string
  /** The options that make it strict, for people. */
  readonly configuration: ReadonlyArray<string>
  readonly start: (options: PeerOptions) => Promise<PeerServer>
}
