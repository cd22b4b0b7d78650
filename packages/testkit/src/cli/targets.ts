/** Finds what is to be checked, and gives each its subject. */
import { Effect, type Layer } from "effect"
import * as PythonSubject from "../adapters/python/PythonSubject.ts"
import { findIntegrations } from "../adapters/readIntegration.ts"
import * as TypeScriptSubject from "../adapters/typescript/TypeScriptSubject.ts"
import type { Target } from "../runner/run.ts"
import type { Integration } from "../subject/Integration.ts"
import type { Subject } from "../subject/Subject.ts"
import { CannotCheck } from "./errors.ts"

/**
 * The integrations at and below the paths.
 *
 * @category targets
 * @since 0.1.0
 */
export const findTargets = Effect.fnUntraced(function* (paths: ReadonlyArray<string>) {
  return yield* Effect.forEach(paths, findIntegrations)
})

/**
 * The subject for an integration, by its language.
 *
 * @category targets
 * @since 0.1.0
 */
export const subjectLayer = (integration: Integration): Layer.Layer<Subject> =>
  integration.language === "python" ? PythonSubject.layer(integration) : TypeScriptSubject.layer(integration)
