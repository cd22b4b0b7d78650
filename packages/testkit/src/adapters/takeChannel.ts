/** The module's end of the channel to the runner, wherever the module runs. */
import { isMainThread } from "node:worker_threads"
import { takeProcessChannel } from "./jail/ProcessChannel.ts"
import { takeWorkerChannel, type WorkerChannel } from "./WorkerChannel.ts"

/**
 * Takes the channel over: that of a jailed process, or that of a worker. Call it once, before any of the module's code
 * runs.
 */
export const takeChannel = (): WorkerChannel => (isMainThread ? takeProcessChannel() : takeWorkerChannel())
