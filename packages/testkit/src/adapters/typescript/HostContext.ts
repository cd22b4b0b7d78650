/** What surrounds a module under test: its clock, its randomness, its network, and who writes down what it does. */
import type { Entropy } from "./Entropy.ts"
import type { Recorder } from "./Recorder.ts"
import type { VirtualTime } from "./VirtualTime.ts"

/**
 * The host context of a module under test.
 */
export interface HostContext {
  readonly time: VirtualTime
  readonly entropy: Entropy
  readonly recorder: Recorder
  /** The `fetch` behind the host's HTTP client. */
  readonly clientFetch: typeof globalThis.fetch
  /** The platform's `fetch`, for a module that uses it past its host. */
  readonly fetch: typeof globalThis.fetch
  /** Work outside of the virtual clock that has yet to end, such as the platform's cryptography. */
  readonly work: { pending: number }
  /** Whether an answer of the runner is awaited. */
  readonly awaitsAnswer: () => boolean
  /** Waits for the runner's next message. */
  readonly nextAnswer: () => void | Promise<void>
}
