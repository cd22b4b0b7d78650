/** All profiles. */
import { electricKiwi } from "./electric-kiwi.ts"
import { geocaching } from "./geocaching.ts"
import { github } from "./github.ts"
import { honeywellLyric } from "./honeywell-lyric.ts"
import type { Profile } from "./Profile.ts"
import { withings } from "./withings.ts"

/**
 * Lists the profiles by name.
 *
 * @category data
 * @since 0.1.0
 */
export const profiles: ReadonlyArray<Profile> = [electricKiwi, geocaching, github, honeywellLyric, withings]

const byName: ReadonlyMap<string, Profile> = new Map(profiles.map((profile) => [profile.name, profile]))

/**
 * Finds a profile by its name.
 *
 * @category accessors
 * @since 0.1.0
 */
export const findProfile = (name: string): Profile | undefined => byName.get(name)
