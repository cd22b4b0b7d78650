/** The conformance catalogue: every requirement, in the order of the report. */
import type { Requirement, RequirementId } from "./Requirement.ts"
import { aut } from "./requirements/aut.ts"
import { flo } from "./requirements/flo.ts"
import { imp } from "./requirements/imp.ts"
import { mod } from "./requirements/mod.ts"
import { pkg } from "./requirements/pkg.ts"
import { plh } from "./requirements/plh.ts"
import { ref } from "./requirements/ref.ts"
import { sec } from "./requirements/sec.ts"
import { srv } from "./requirements/srv.ts"
import { tok } from "./requirements/tok.ts"

/**
 * All requirements.
 *
 * @category catalogue
 * @since 0.1.0
 */
export const catalog: ReadonlyArray<Requirement> = [
  ...mod,
  ...srv,
  ...aut,
  ...tok,
  ...ref,
  ...imp,
  ...sec,
  ...plh,
  ...pkg,
  ...flo
]

const byId = new Map<string, Requirement>(catalog.map((requirement) => [requirement.id, requirement]))

/**
 * The requirement with an id, in any case, or undefined.
 *
 * @category catalogue
 * @since 0.1.0
 */
export const findRequirement = (id: string): Requirement | undefined => byId.get(id.toUpperCase())

/**
 * Whether a text is the id of a requirement.
 *
 * @category catalogue
 * @since 0.1.0
 */
export const isRequirementId = (id: string): id is RequirementId => byId.has(id)
