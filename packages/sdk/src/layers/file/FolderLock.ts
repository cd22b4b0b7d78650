/** The lock by which one process at a time keeps its state in a folder. */
import { Effect, FileSystem, Option, Path, Predicate, Schema } from "effect"
import type { PlatformError } from "effect"
import { StorageInUse } from "../../domain/StorageError.ts"
import { codeOf, diskFailure } from "./diskFailure.ts"

/** What the lock file says of its owner. `birth` tells a process from a later one of the same number, on Linux. */
const Owner = Schema.Struct({ pid: Schema.Int, birth: Schema.optionalKey(Schema.String) })
type Owner = typeof Owner.Type

/**
 * Locks a folder until the scope closes. Fails with `StorageInUse` where a process that runs has it, this one too. What a
 * process has left that runs no more is taken over. A folder that may not be written needs no lock.
 *
 * Processes are told apart on one machine: a folder that several machines or containers share has to be given to one.
 */
export const lockFolder = Effect.fnUntraced(function* (folder: string) {
  const fs = yield* FileSystem.FileSystem
  const path = (yield* Path.Path).join(folder, lockName)
  const me = ownProcess()
  if (me === undefined) return
  const text = encodeOwner({ pid: me.pid, ...(yield* birthOf(me.pid)) })
  const isWritable = yield* take(path, text, me).pipe(
    Effect.catchTag("PlatformError", (error) =>
      isReadOnly(error) ? Effect.succeed(false) : Effect.fail(diskFailure("written", path)(error))
    )
  )
  if (!isWritable) return
  const release = Effect.flatMap(fs.readFileString(path), (now) =>
    now === text ? fs.remove(path) : Effect.void
  )
  yield* Effect.addFinalizer(() => Effect.ignore(release))
})

const lockName = "application_credentials.lock"

const take = Effect.fnUntraced(function* (path: string, text: string, me: Process) {
  while (true) {
    if (yield* create(path, text)) return true
    const found = yield* readIfThere(path)
    const owner = found === undefined ? undefined : yield* runningOwner(found, me)
    if (owner !== undefined) return yield* inUse(path, owner)
    yield* removeStale(path, text, me)
  }
})

/** Whether this is who has written the file: there was none. */
const create = (path: string, text: string) =>
  FileSystem.FileSystem.use((fs) => fs.writeFileString(path, text, { flag: "wx", mode: 0o600 })).pipe(
    Effect.as(true),
    Effect.catchReason("PlatformError", "AlreadyExists", () => Effect.succeed(false))
  )

/**
 * Takes a lock away if it is stale, one process at a time, which a lock of its own sees to: of two who found it stale, the second would
 * take away what the first has locked since. A process that died right here has left that one, which is stale then.
 */
const removeStale = (
  path: string,
  text: string,
  me: Process
): Effect.Effect<void, PlatformError.PlatformError, FileSystem.FileSystem> =>
  Effect.gen(function* () {
    const fs = yield* FileSystem.FileSystem
    const found = yield* readIfThere(path)
    if (found === undefined || (yield* runningOwner(found, me)) !== undefined) return
    const removing = `${path}.removing`
    const removeOnce = Effect.gen(function* () {
      if ((yield* readIfThere(path)) === found) yield* fs.remove(path)
    })
    yield* Effect.acquireUseRelease(
      create(removing, text),
      (isMine) => (isMine ? removeOnce : removeStale(removing, text, me)),
      (isMine) => (isMine ? fs.remove(removing) : Effect.void)
    )
  })

const readIfThere = (path: string) =>
  FileSystem.FileSystem.use((fs) => fs.readFileString(path)).pipe(
    Effect.catchReason("PlatformError", "NotFound", () => Effect.undefined)
  )

/** Who has written a lock, if that process runs. */
const runningOwner = Effect.fnUntraced(function* (lock: string, me: Process) {
  const owner = Option.getOrUndefined(decodeOwner(lock))
  if (owner === undefined || !me.isRunning(owner.pid)) return undefined
  const now = (yield* birthOf(owner.pid)).birth
  return owner.birth === undefined || now === undefined || owner.birth === now ? owner : undefined
})

/** When a process began, counted from the start of the machine, and which start that was. */
const birthOf = Effect.fnUntraced(function* (
  pid: number
): Effect.fn.Return<{ readonly birth?: string }, never, FileSystem.FileSystem> {
  const fs = yield* FileSystem.FileSystem
  const read = (path: string) => Effect.option(fs.readFileString(path))
  const stat = Option.getOrElse(yield* read(`/proc/${pid}/stat`), () => "")
  const boot = Option.getOrElse(yield* read("/proc/sys/kernel/random/boot_id"), () => "")
  // The name of the command, in parentheses, may hold spaces; the 22nd field is the 20th after it.
  const started = stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19]
  return started === undefined || boot === "" ? {} : { birth: `${boot.trim()}/${started}` }
})

interface Process {
  readonly pid: number
  readonly isRunning: (pid: number) => boolean
}

/** The process that this is, on the platforms that have processes. */
const ownProcess = (): Process | undefined => {
  const process: unknown = Reflect.get(globalThis, "process")
  if (!Predicate.hasProperty(process, "pid") || !Predicate.isNumber(process.pid)) return undefined
  if (!Predicate.hasProperty(process, "kill") || !Predicate.isFunction(process.kill)) return undefined
  const { kill, pid } = process
  const isRunning = (other: number): boolean => {
    try {
      kill.call(process, other, 0)
      return true
    } catch (error) {
      return Predicate.hasProperty(error, "code") && error.code === "EPERM"
    }
  }
  return { pid, isRunning }
}

const encodeOwner = Schema.encodeSync(Schema.fromJsonString(Owner))
const decodeOwner = Schema.decodeUnknownOption(Schema.fromJsonString(Owner))

const isReadOnly = (error: PlatformError.PlatformError): boolean =>
  error.reason._tag === "PermissionDenied" || codeOf(error) === "EROFS"

const inUse = (path: string, { pid }: Owner): StorageInUse =>
  new StorageInUse({
    pid,
    location: path,
    message: `Process ${pid} keeps its state in this folder already, as ${path} says. Stop it first, or take another folder: two would lose what the other writes.`
  })
