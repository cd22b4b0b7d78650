/** What a module does beside its results: log records and activity. */
import type { Activity, LogRecord, Trace } from "../../subject/Protocol.ts"

/**
 * Collects a step's trace.
 *
 * @category models
 * @since 0.1.0
 */
export interface Recorder {
  readonly log: (record: LogRecord) => void
  readonly activity: (activity: Activity) => void
  /** Gives what came in since the last call. */
  readonly take: () => Trace
}

/**
 * Makes a recorder. `clean` strips from what is logged or done the paths of this machine.
 *
 * @category constructors
 * @since 0.1.0
 */
export const makeRecorder = (clean: (text: string) => string): Recorder => {
  let logs: Array<LogRecord> = []
  let activity: Array<Activity> = []
  return {
    log: (record) => void logs.push({ ...record, message: clean(record.message) }),
    activity: (item) => void activity.push({ ...item, what: clean(item.what) }),
    take: () => {
      const trace = { logs, activity, standIns: [] }
      logs = []
      activity = []
      return trace
    }
  }
}
