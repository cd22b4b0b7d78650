/** Every check, in the order of the catalogue. */
import { aut } from "./aut/aut.ts"
import type { Check } from "./Check.ts"
import { imp } from "./imp/imp.ts"
import { mod } from "./mod/mod.ts"
import { pkg } from "./pkg/pkg.ts"
import { plh } from "./plh/plh.ts"
import { ref } from "./ref/ref.ts"
import { sec } from "./sec/sec.ts"
import { srv } from "./srv/srv.ts"
import { tok } from "./tok/tok.ts"

/**
 * All checks.
 *
 * @category checks
 * @since 0.1.0
 */
export const checks: ReadonlyArray<Check> = [
  ...mod,
  ...srv,
  ...aut,
  ...tok,
  ...ref,
  ...imp,
  ...sec,
  ...plh,
  ...pkg
]
