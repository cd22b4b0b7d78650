import { Effect } from "effect"
import { examination } from "../../engine/Check.ts"
import { Violated } from "../../engine/Finding.ts"
import { type OfferedHook, offeredHooks } from "../../reading/hooks.ts"
import { likelyHook, pythonName } from "../../reading/likeness.ts"
import { codeOf, occurrences } from "../../reading/sourceText.ts"
import type { Integration } from "../../subject/Integration.ts"
import type { LoadedModule } from "../../subject/Protocol.ts"
import { hookNames } from "../../subject/hookNames.ts"

export const check = examination(
  "MOD-8",
  Effect.fnUntraced(function* ({ integration, module }) {
    const folder = yield* integration.pipe(Effect.catchTag("NotApplicable", () => Effect.succeed(null)))
    const found = misspelt(module, folder) ?? (folder === null ? null : misplaced(module, folder))
    if (found !== null) return yield* found
  })
)

const misspelt = (module: LoadedModule, folder: Integration | null): Violated | null => {
  const offered = new Set(
    offeredHooks(module)
      .filter((hook) => !isOfThePast(hook))
      .map(({ written }) => written)
  )
  const code = folder === null ? "" : [...codeOf(folder).values()].join("\n")
  for (const { line, name } of module.functions) {
    // A function that the code itself uses is a helper, whatever its name.
    if (offered.has(name) || occurrences(code, name) > 1) continue
    const hook = likelyHook(name)
    const where = line === null || folder === null ? null : `${folder.moduleFile}:${line}`
    if (hook === undefined) {
      // The host's functions and its hooks are named so: nobody else would call a function of this file.
      if (!name.startsWith("async_")) continue
      return new Violated({
        message: `the function ${name} looks like a hook, and nothing ever calls it`,
        where
      })
    }
    if (name === pythonName("getClientCredential")) {
      return new Violated({
        message: `the function ${name} looks like a hook, and Home Assistant never calls it: credentials are entered in the interface`,
        where
      })
    }
    const meant = folder?.language === "python" || name.includes("_") ? pythonName(hook) : hook
    const instead = name === meant ? "it is not part of the default export" : `${meant} may be meant`
    return new Violated({
      message: `the function ${name} looks like a hook, and nothing ever calls it: ${instead}`,
      where
    })
  }
  return null
}

/** No Home Assistant that is modelled asks a Python module for a credential. */
const isOfThePast = ({ language, name }: OfferedHook): boolean =>
  name === "getClientCredential" && language === "python"

const misplaced = (module: LoadedModule, folder: Integration): Violated | null => {
  const files = codeOf(folder)
  for (const hook of hookNames.filter((name) => module.hooks[name] === undefined)) {
    const name = folder.language === "python" ? pythonName(hook) : hook
    const definition = definitionOf(name, folder)
    const uses = [...files.values()].reduce((sum, code) => sum + occurrences(code, name), 0)
    const [path, code] =
      [...files].find(([file, code]) => file !== folder.moduleFile && definition.test(code)) ?? []
    if (path === undefined || code === undefined || uses > 1) continue
    const line = code.slice(0, code.search(definition)).split("\n").length
    return new Violated({
      message: `${path} defines the hook ${name}, and the host looks for it in ${folder.moduleFile} only`,
      where: `${path}:${line}`
    })
  }
  return null
}

/** How a file defines a function at its top level. */
const definitionOf = (name: string, { language }: Integration): RegExp =>
  language === "python"
    ? new RegExp(`^(?:async\\s+)?def\\s+${name}\\b`, "m")
    : new RegExp(`^export\\s+(?:async\\s+)?(?:const|let|function)\\s+${name}\\b`, "m")
