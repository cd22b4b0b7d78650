/** Codes and tokens that mean nothing to anyone but the provider. */
import { Base64Url } from "effect/encoding"
import type { StepContext } from "./Step.ts"

/**
 * Makes an opaque token of 256 random bits, 43 characters long.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-10.10
 */
export const makeOpaqueToken = (context: StepContext): string => Base64Url.encode(context.randomBytes(32))
