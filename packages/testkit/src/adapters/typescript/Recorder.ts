/** What a module does beside its results: log records and activity. */
import type { Activity, LogRecord, Trace } from "../../subject/Protocol.ts"

/**
 * Collects a step's trace.
 */
export interface Recorder {
  readonly log: (record: LogRecord) => void
  readonly activity: (activity: Activity) => void
  /** Gives what came in since the last call. */
  readonly take: () => Trace
}

/** Characters of log records that are kept of one step: there are thousands of steps. */
const mostLogged = 32_768

/** Activities that are kept of one step: one is enough for a verdict. */
const mostActivities = 200
const longest = 1000

/**
 * Makes a recorder. `clean` strips from what is logged or done the paths of this machine; `beforeTaking` may record what
 * shows only at the end of a step.
 */
export const makeRecorder = (
  clean: (text: string) => string,
  beforeTaking: () => void = () => undefined
): Recorder => {
  let logs: Array<LogRecord> = []
  let activity: Array<Activity> = []
  let room = mostLogged
  return {
    log: (record) => {
      if (room < 0) return
      const message = clean(record.message)
      logs.push({ ...record, message: message.slice(0, room) })
      room -= message.length
    },
    activity: (item) => {
      if (activity.length < mostActivities)
        activity.push({ ...item, what: clean(item.what).slice(0, longest) })
    },
    take: () => {
      beforeTaking()
      const trace: Trace = { logs, activity, standIns: [], ...(room < 0 ? { logsCut: true } : {}) }
      logs = []
      activity = []
      room = mostLogged
      return trace
    }
  }
}
