/** The provider's signing keys, made when they are first needed. */
import type { JsonMembers } from "../core/JsonMembers.ts"
import type { SignedJwt } from "../core/signTokens.ts"
import type { SigningAlgorithm, UnsignedJwt } from "../core/UnsignedJwt.ts"
import type { SigningKey } from "./SigningKey.ts"

/**
 * Describes which keys a provider shows after a rotation: the `new` one, `both`, or still the `old` one, as a cache
 * does that nobody has told.
 *
 * @category models
 * @since 0.1.0
 */
export type PublishedKeys = "new" | "both" | "old"

/** The keys of one provider. */
export interface SigningKeys {
  /** Signs with the key of the time of the call. */
  readonly sign: (jwts: ReadonlyArray<UnsignedJwt>) => Promise<ReadonlyArray<SignedJwt>>
  /** Gives the public keys that have signed, shown or not. */
  readonly all: () => Promise<ReadonlyArray<JsonMembers>>
  readonly rotate: (published?: PublishedKeys) => void
  /** Begins with the first key again. */
  readonly reset: () => void
  /** Says whether the keys have been shown since they were last rotated. */
  readonly areShown: () => boolean
  /** Gives `use` the public keys that are to be shown. */
  readonly show: (use: (keys: ReadonlyArray<JsonMembers>) => void) => Promise<void>
}

/**
 * Makes the keys of a provider, of which each is generated when it is first needed.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7515
 * @see https://www.rfc-editor.org/rfc/rfc7517
 */
export const makeSigningKeys = (
  algorithm: SigningAlgorithm,
  own: ReadonlyArray<JsonMembers> = []
): SigningKeys => {
  let rotation = start(algorithm, own)
  let shown: Rotation | undefined
  return {
    sign: async (jwts) => {
      const { sign } = await rotation.current()
      return Promise.all(jwts.map(sign))
    },
    all: () => publicKeysOf(rotation.all),
    rotate: (published = "new") => {
      rotation = rotate(rotation, published)
    },
    reset: () => {
      rotation = start(algorithm, own)
    },
    areShown: () => shown === rotation,
    show: async (use) => {
      const asked = rotation
      const keys = await publicKeysOf(asked.published)
      // A key may have been rotated meanwhile: what was asked for before is shown, and asked for again next time.
      shown = asked
      use(keys)
    }
  }
}

/** A key that is made when it is first asked for. */
type KeyOnDemand = () => Promise<SigningKey>

/** The keys as they are between two rotations. */
interface Rotation {
  readonly all: ReadonlyArray<KeyOnDemand>
  readonly current: KeyOnDemand
  readonly published: ReadonlyArray<KeyOnDemand>
  readonly make: (index: number) => KeyOnDemand
}

const start = (algorithm: SigningAlgorithm, own: ReadonlyArray<JsonMembers>): Rotation => {
  const make = (index: number): KeyOnDemand =>
    onDemand(async () => {
      // Loaded when a key is needed: a provider of opaque tokens never does.
      const { generateKey, importKey } = await import("./SigningKey.ts")
      const jwk = own[index]
      return jwk === undefined ? generateKey(algorithm) : importKey(jwk, algorithm)
    })
  const first = make(0)
  return { all: [first], current: first, published: [first], make }
}

const rotate = ({ all, make, published: before }: Rotation, shown: PublishedKeys): Rotation => {
  const made = make(all.length)
  const published = shown === "new" ? [made] : shown === "both" ? [made, ...before] : before
  return { all: [...all, made], current: made, published, make }
}

const publicKeysOf = async (keys: ReadonlyArray<KeyOnDemand>): Promise<ReadonlyArray<JsonMembers>> => {
  const made = await Promise.all(keys.map((key) => key()))
  return made.map(({ publicKey }) => publicKey)
}

const onDemand = <A>(make: () => Promise<A>): (() => Promise<A>) => {
  let made: Promise<A> | undefined
  return () => (made ??= make())
}
