/** Python's interpreter, which all workers of this process share. */
import { readFile } from "node:fs/promises"
import { fileURLToPath } from "node:url"

let kept: Promise<WebAssembly.Module | null> | undefined

/**
 * Keeps the compiled interpreter for as long as this process lives. V8 shares compiled code among the threads that
 * compile the same bytes, and forgets it with the last of them: a worker that starts later would begin with none, and
 * optimize it anew. Where the interpreter cannot be kept, each worker compiles it for itself.
 */
export const keepInterpreter = (): void => {
  kept ??= compiled().catch(() => null)
}

const compiled = async (): Promise<WebAssembly.Module> =>
  WebAssembly.compile(await readFile(fileURLToPath(import.meta.resolve("pyodide/pyodide.asm.wasm"))))
