/** The command line of a jailed process. */
import { lstatSync, realpathSync } from "node:fs"
import { limits } from "./limits.ts"

/** What a jailed process is started with. */
export interface JailOptions {
  /** Node's own options, its script and that one's arguments. */
  readonly nodeOptions: ReadonlyArray<string>
  /** The files and folders that it may read. */
  readonly readable: ReadonlyArray<string>
  /** JavaScript's stack. */
  readonly stackMb: number
}

/**
 * Gives the command that starts Node where it may read what is named, and may do nothing else to the machine.
 *
 * Node's permission model refuses what the module asks of Node: other files, writing, processes, workers, addons, WASI,
 * and from Node 25 on the network. The sandbox holds what it does not ask Node for.
 */
export const jailed = (
  isolation: "os" | "process",
  options: JailOptions
): { readonly command: string; readonly args: ReadonlyArray<string> } => {
  const node = [process.execPath, ...permissions(options), ...options.nodeOptions]
  if (process.platform === "win32") return { command: process.execPath, args: node.slice(1) }
  const command = isolation === "os" ? ["bwrap", ...sandbox(options.readable), ...node] : node
  return { command: "/bin/sh", args: ["-c", limited(options.stackMb), "sh", searchPath, ...command] }
}

/** Where `bwrap` is looked for: the process that it starts has no environment. */
const searchPath = process.env["PATH"] ?? ""

/**
 * A script that limits memory (KiB), the stack, files (no file may grow) and core dumps before it becomes the command.
 * What may not be limited here is left as it is.
 */
const limited = (stackMb: number): string =>
  [
    `ulimit -s ${(stackMb + 4) * 1024} 2>/dev/null`,
    `ulimit -d ${limits.memoryBytes / 1024} 2>/dev/null`,
    "ulimit -f 0 2>/dev/null",
    "ulimit -c 0 2>/dev/null",
    'PATH="$1"; shift; exec "$@"'
  ].join("; ")

const permissions = ({ readable, stackMb }: JailOptions): ReadonlyArray<string> => [
  "--permission",
  ...readable.map((path) => `--allow-fs-read=${path}`),
  "--no-addons",
  ...(process.allowedNodeEnvironmentFlags.has("--disable-sigusr1") ? ["--disable-sigusr1"] : []),
  `--max-old-space-size=${limits.heapMb}`,
  // Two modules side by side keep two processors busy: more threads that optimize code beside them only take turns.
  "--v8-pool-size=1",
  "--max-semi-space-size=8",
  `--stack-size=${stackMb * 1024 - 200}`
]

/** Where Linux keeps the libraries that Node itself needs. */
const libraries = ["/usr/lib", "/usr/lib64", "/lib", "/lib64", "/etc/ld.so.cache"]

const sandbox = (readable: ReadonlyArray<string>): ReadonlyArray<string> => [
  "--unshare-all",
  "--die-with-parent",
  "--new-session",
  "--clearenv",
  "--cap-drop",
  "ALL",
  "--hostname",
  "localhost",
  ...libraries.flatMap((path) => ["--ro-bind-try", path, path]),
  ...[...new Set([process.execPath, ...readable])].flatMap(bound),
  "--dev",
  "/dev",
  "--remount-ro",
  "/"
]

/** A link stays one, as Node asks where a package really is. A copy of Python's memory may be gone by now: it is not needed. */
const bound = (path: string): ReadonlyArray<string> =>
  lstatSync(path).isSymbolicLink() && path !== process.execPath
    ? ["--symlink", realpathSync(path), path]
    : ["--ro-bind-try", path, path]
