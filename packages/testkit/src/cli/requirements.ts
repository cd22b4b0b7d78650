/** Reads the ids of requirements that a person writes. */
import { Effect } from "effect"
import { families, type Requirement, type RequirementId } from "../catalog/Requirement.ts"
import { catalog, findRequirement } from "../catalog/catalog.ts"
import { CannotCheck } from "./errors.ts"

/** The requirements named by ids or families, in any case, in the order of the catalogue. */
export const parseRequirements = Effect.fnUntraced(function* (names: ReadonlyArray<string>) {
  const chosen = new Set<RequirementId>()
  for (const name of names) {
    for (const { id } of yield* parseRequirement(name)) chosen.add(id)
  }
  return catalog.map(({ id }) => id).filter((id) => chosen.has(id))
})

/** The requirements that an id or a family's code stands for. */
export const parseRequirement = (name: string): Effect.Effect<ReadonlyArray<Requirement>, CannotCheck> => {
  const one = findRequirement(name)
  if (one) return Effect.succeed([one])
  const family = catalog.filter(({ id }) => id.split("-")[0] === name.toUpperCase())
  if (family.length > 0) return Effect.succeed(family)
  const known = Object.keys(families).join(", ")
  return Effect.fail(
    new CannotCheck({
      message: `There is no requirement ${name}. Families: ${known}. All ids: application-credentials list`
    })
  )
}
