/** What `init` writes for five providers, in both languages, is certified: ten modules, each in a jail. */
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { it } from "vitest"
import { certifyScaffolds } from "../cli/certifyScaffolds.ts"

const providers = ["spotify", "google", "github", "fitbit", "discord"]

it("what init writes for five providers, in both languages, is certified", async () => {
  const cwd = await mkdtemp(join(tmpdir(), "certify-"))
  const asked = providers.flatMap((provider) => [
    [provider, "python"] as const,
    [provider, "typescript"] as const
  ])
  await certifyScaffolds(cwd, asked)
  await rm(cwd, { recursive: true })
}, 600_000)
