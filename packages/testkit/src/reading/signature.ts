/** Whether the host can call a hook as it does: positionally, with the contract's number of arguments. */
import type { HookName } from "../subject/Protocol.ts"
import type { OfferedHook } from "./hooks.ts"

const argumentsOf: { readonly [name in HookName]: ReadonlyArray<string> } = {
  getAuthorizationServer: ["hass"],
  getAuthImplementation: ["hass", "auth_domain", "credential"],
  getDescriptionPlaceholders: ["hass"],
  getClientCredential: ["hass"]
}

/** What is wrong with a hook's parameters, or null. Their names are free; fewer of them are fine in TypeScript. */
export const parameterFault = ({ definition, language, name, written }: OfferedHook): string | null => {
  if (definition.standIn !== undefined) return null
  const given = argumentsOf[name]
  const positional = definition.parameters.filter(({ kind }) => kind === "positional")
  const takesMore = definition.parameters.some(({ kind }) => kind === "variadic")
  const keyword = definition.parameters.find(({ kind, required }) => kind === "keywordOnly" && required)
  if (keyword) return `${written} wants ${keyword.name} by keyword, and the host calls it positionally`
  const required = positional.filter((parameter) => parameter.required).length
  if (required > given.length) {
    return `${written} requires ${required} arguments, and the host passes ${counted(given)}`
  }
  if (language === "python" && positional.length < given.length && !takesMore) {
    return `${written} takes ${positional.length} arguments, and the host passes ${counted(given)}`
  }
  return null
}

const counted = (given: ReadonlyArray<string>): string => `${given.length} (${given.join(", ")})`
