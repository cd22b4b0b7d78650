/** The subject for modules in TypeScript and JavaScript. */
import { type Effect, Layer, type Scope } from "effect"
import type { Integration } from "../../subject/Integration.ts"
import { Subject } from "../../subject/Subject.ts"
import * as ModuleWorker from "../ModuleWorker.ts"
import type { ModuleWorkerOptions } from "../ModuleWorker.ts"

/**
 * Options of `layer`.
 */
export type TypeScriptSubjectOptions = Pick<
  ModuleWorkerOptions,
  "isolation" | "homeAssistant" | "timeLimitMillis" | "startLimitMillis" | "ahead"
>

/**
 * Makes the subject of an integration whose module is `application_credentials.ts`, `.mts`, `.js` or `.mjs`. The
 * module runs in a process of its own, which ends with the scope.
 */
export const make = (
  integration: Pick<Integration, "modulePath" | "domain">,
  options: TypeScriptSubjectOptions
): Effect.Effect<Subject["Service"], never, Scope.Scope> =>
  ModuleWorker.make({
    ...options,
    language: "typescript",
    entry,
    integration,
    stackMb: 4
  })

/**
 * Layer that provides the subject of an integration.
 */
export const layer = (
  integration: Pick<Integration, "modulePath" | "domain">,
  options: TypeScriptSubjectOptions
): Layer.Layer<Subject> => Layer.effect(Subject, make(integration, options))

/** The worker's file, source or built as this one is. */
const entry = new URL(`./worker.${import.meta.url.endsWith(".ts") ? "ts" : "js"}`, import.meta.url)
