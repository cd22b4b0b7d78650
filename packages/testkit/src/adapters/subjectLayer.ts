/** Picks the adapter for an integration. */
import { fileURLToPath } from "node:url"
import type { Layer } from "effect"
import { type HomeAssistant, newestHomeAssistant } from "../subject/HomeAssistant.ts"
import type { Integration, Language } from "../subject/Integration.ts"
import type { IsolationOnNode, Subject } from "../subject/Subject.ts"
import * as PythonSubject from "./python/PythonSubject.ts"
import * as TypeScriptSubject from "./typescript/TypeScriptSubject.ts"

/**
 * The subject for an integration, by its language, isolated as `chooseIsolation` found that this machine can, on a version
 * of Home Assistant (default the newest modelled). `ahead` has its process start when the layer is built, and not with the first use.
 *
 * @category layers
 * @since 0.1.0
 */
export const subjectLayer = (
  integration: Integration,
  isolation: IsolationOnNode,
  homeAssistant: HomeAssistant = newestHomeAssistant,
  { ahead = false }: { readonly ahead?: boolean } = {}
): Layer.Layer<Subject> =>
  integration.language === "python"
    ? PythonSubject.layer(integration, { isolation, homeAssistant, ahead })
    : TypeScriptSubject.layer(integration, { isolation, homeAssistant, ahead })

/**
 * The subject in which the host's own implementation runs for all modules of a language: isolated as they are, and none of them.
 *
 * @category layers
 * @since 0.1.0
 */
export const hostLayer = (
  language: Language,
  isolation: IsolationOnNode,
  homeAssistant: HomeAssistant = newestHomeAssistant
): Layer.Layer<Subject> => {
  const file = language === "python" ? "application_credentials.py" : "application_credentials.js"
  const modulePath = fileURLToPath(new URL(`../../host/${file}`, import.meta.url))
  const layer = language === "python" ? PythonSubject.layer : TypeScriptSubject.layer
  return layer({ modulePath, domain: "host" }, { isolation, homeAssistant })
}
