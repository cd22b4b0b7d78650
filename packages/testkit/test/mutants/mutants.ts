/** Every faulty module, by the family of the requirement that catches it. */
import { aut } from "./aut.ts"
import { flo } from "./flo.ts"
import { imp } from "./imp.ts"
import { mod } from "./mod.ts"
import type { Mutant } from "./Mutant.ts"
import { pkg } from "./pkg.ts"
import { plh } from "./plh.ts"
import { ref } from "./ref.ts"
import { sec } from "./sec.ts"
import { srv } from "./srv.ts"
import { tok } from "./tok.ts"

export const mutants: ReadonlyArray<Mutant> = [
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
