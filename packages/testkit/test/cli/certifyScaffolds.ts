/** Writes integrations with `init`, and certifies all of them at once. */
import { readFile } from "node:fs/promises"
import { join } from "node:path"
import { assert } from "vitest"
import { inProcess } from "./inProcess.ts"

/** Expects a certificate of what `init` writes for each provider in each language, with a hash for each. */
export const certifyScaffolds = async (
  cwd: string,
  asked: ReadonlyArray<readonly [provider: string, language: string]>
): Promise<void> => {
  for (const [provider, language] of asked) {
    const options = ["--language", language, "--provider", provider, "--owner", "somebody"]
    const { code, stderr } = await inProcess(["init", `${provider}_${language}`, ...options], { cwd })
    assert.strictEqual(code, 0, stderr)
  }
  const args = ["check", "custom_components", "--certify", "--runs", "1", "--isolation", "process"]
  const { code, stdout } = await inProcess([...args, "--reporter", "json=certified.json"], { cwd })
  assert.strictEqual(code, 0, stdout)
  assert.match(
    stdout,
    /^Certified:\n {2}kit \S+: sha256 [0-9a-f]{64}\n {2}host, Home Assistant 2026\.10: sha256 /m
  )
  const { certificate } = JSON.parse(await readFile(join(cwd, "certified.json"), "utf8"))
  const hashes = certificate.modules.map(({ sha256 }: { readonly sha256: string }) => sha256)
  assert.strictEqual(new Set(hashes).size, asked.length)
}
