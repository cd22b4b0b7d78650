/** All profiles. */
import { atlassian } from "./atlassian.ts"
import { discord } from "./discord.ts"
import { dropbox } from "./dropbox.ts"
import { electricKiwi } from "./electricKiwi.ts"
import { facebook } from "./facebook.ts"
import { fitbit } from "./fitbit.ts"
import { geocaching } from "./geocaching.ts"
import { github } from "./github.ts"
import { google } from "./google.ts"
import { homeConnect } from "./homeConnect.ts"
import { honeywellLyric } from "./honeywellLyric.ts"
import { husqvarnaAutomower } from "./husqvarnaAutomower.ts"
import { instagram } from "./instagram.ts"
import { linear } from "./linear.ts"
import { linkedin } from "./linkedin.ts"
import { microsoftEntra } from "./microsoftEntra.ts"
import { monzo } from "./monzo.ts"
import { neato } from "./neato.ts"
import { netatmo } from "./netatmo.ts"
import { notion } from "./notion.ts"
import { overkizRexel } from "./overkizRexel.ts"
import { paypal } from "./paypal.ts"
import { reddit } from "./reddit.ts"
import { salesforce } from "./salesforce.ts"
import { slack } from "./slack.ts"
import { smartthings } from "./smartthings.ts"
import { sonos } from "./sonos.ts"
import { spotify } from "./spotify.ts"
import { strava } from "./strava.ts"
import { teslaFleet } from "./teslaFleet.ts"
import { teslemetry } from "./teslemetry.ts"
import { tiktok } from "./tiktok.ts"
import { todoist } from "./todoist.ts"
import { toon } from "./toon.ts"
import { twitch } from "./twitch.ts"
import { volvo } from "./volvo.ts"
import { withings } from "./withings.ts"
import { x } from "./x.ts"
import { xbox } from "./xbox.ts"
import { zoho } from "./zoho.ts"
import { isAuthorizeUrlOf, isTokenUrlOf } from "./ProfileFacts.ts"
import type { Profile } from "./Profile.ts"

/**
 * Lists the profiles by name.
 *
 * @category data
 * @since 0.1.0
 */
export const profiles: ReadonlyArray<Profile> = [
  atlassian,
  discord,
  dropbox,
  electricKiwi,
  facebook,
  fitbit,
  geocaching,
  github,
  google,
  homeConnect,
  honeywellLyric,
  husqvarnaAutomower,
  instagram,
  linear,
  linkedin,
  microsoftEntra,
  monzo,
  neato,
  netatmo,
  notion,
  overkizRexel,
  paypal,
  reddit,
  salesforce,
  slack,
  smartthings,
  sonos,
  spotify,
  strava,
  teslaFleet,
  teslemetry,
  tiktok,
  todoist,
  toon,
  twitch,
  volvo,
  withings,
  x,
  xbox,
  zoho
]

const byName: ReadonlyMap<string, Profile> = new Map(profiles.map((profile) => [profile.name, profile]))

/**
 * Finds a profile by its name.
 *
 * @category accessors
 * @since 0.1.0
 */
export const findProfile = (name: string): Profile | undefined => byName.get(name)

const byHost: ReadonlyMap<string, Profile> = new Map(
  profiles.flatMap((profile) =>
    [profile.endpoints.authorize, profile.endpoints.token].map((url) => [new URL(url).host, profile])
  )
)

/**
 * Finds the profile of the provider that a URL leads to: the one that has the URL as an authorization or token endpoint,
 * or else the one that has such an endpoint on the same host.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { findProfileByUrl } from "@application-credentials/mock-provider/profiles"
 *
 * assert.equal(findProfileByUrl("https://github.com/login/oauth/authorize")?.name, "github")
 * assert.equal(findProfileByUrl("https://example.com/authorize"), undefined)
 * ```
 *
 * @category accessors
 * @since 0.1.0
 */
export const findProfileByUrl = (url: string): Profile | undefined =>
  profiles.find((profile) => isAuthorizeUrlOf(profile, url) || isTokenUrlOf(profile, url)) ??
  byHost.get(URL.parse(url)?.host ?? "")
