import { execFile } from "node:child_process"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"
import { expect, it } from "vitest"

const script = fileURLToPath(new URL("./memoryWorker.ts", import.meta.url))

it(
  "takes 2,000 bodies of a megabyte and gives 200 huge ones with a heap of 256 MB",
  { timeout: 600_000 },
  async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [
      "--max-old-space-size=256",
      "--conditions=application-credentials-source",
      "--no-warnings",
      script
    ])
    expect(JSON.parse(stdout)).toEqual({ kept: expect.any(Number), written: 2200 })
  }
)
