/** All profiles. */
import { amazon } from "./amazon.ts"
import { anilist } from "./anilist.ts"
import { asana } from "./asana.ts"
import { atlassian } from "./atlassian.ts"
import { auth0 } from "./auth0.ts"
import { authentik } from "./authentik.ts"
import { box } from "./box.ts"
import { cognito } from "./cognito.ts"
import { discord } from "./discord.ts"
import { dropbox } from "./dropbox.ts"
import { ecobee } from "./ecobee.ts"
import { ekey } from "./ekey.ts"
import { ekz } from "./ekz.ts"
import { electricKiwi } from "./electricKiwi.ts"
import { facebook } from "./facebook.ts"
import { fitbit } from "./fitbit.ts"
import { geocaching } from "./geocaching.ts"
import { github } from "./github.ts"
import { gitlab } from "./gitlab.ts"
import { google } from "./google.ts"
import { homeConnect } from "./homeConnect.ts"
import { honeywellLyric } from "./honeywellLyric.ts"
import { husqvarnaAutomower } from "./husqvarnaAutomower.ts"
import { instagram } from "./instagram.ts"
import { lametric } from "./lametric.ts"
import { linear } from "./linear.ts"
import { linkedin } from "./linkedin.ts"
import { microsoftEntra } from "./microsoftEntra.ts"
import { miele } from "./miele.ts"
import { minut } from "./minut.ts"
import { monzo } from "./monzo.ts"
import { neato } from "./neato.ts"
import { netatmo } from "./netatmo.ts"
import { nibeUplink } from "./nibeUplink.ts"
import { notion } from "./notion.ts"
import { okta } from "./okta.ts"
import { ondilo } from "./ondilo.ts"
import { oura } from "./oura.ts"
import { overkizRexel } from "./overkizRexel.ts"
import { paypal } from "./paypal.ts"
import { reddit } from "./reddit.ts"
import { salesforce } from "./salesforce.ts"
import { slack } from "./slack.ts"
import { smartcar } from "./smartcar.ts"
import { smartthings } from "./smartthings.ts"
import { sonos } from "./sonos.ts"
import { sparebank1 } from "./sparebank1.ts"
import { splitwise } from "./splitwise.ts"
import { spotify } from "./spotify.ts"
import { strava } from "./strava.ts"
import { teslaFleet } from "./teslaFleet.ts"
import { teslemetry } from "./teslemetry.ts"
import { tibber } from "./tibber.ts"
import { ticktick } from "./ticktick.ts"
import { tidal } from "./tidal.ts"
import { tiktok } from "./tiktok.ts"
import { todoist } from "./todoist.ts"
import { toon } from "./toon.ts"
import { trakt } from "./trakt.ts"
import { twitch } from "./twitch.ts"
import { viessmann } from "./viessmann.ts"
import { volvo } from "./volvo.ts"
import { watts } from "./watts.ts"
import { webex } from "./webex.ts"
import { weheat } from "./weheat.ts"
import { whoop } from "./whoop.ts"
import { withings } from "./withings.ts"
import { x } from "./x.ts"
import { xbox } from "./xbox.ts"
import { yahoo } from "./yahoo.ts"
import { yolink } from "./yolink.ts"
import { yoto } from "./yoto.ts"
import { zoho } from "./zoho.ts"
import { zoom } from "./zoom.ts"
import { isAuthorizeUrlOf, isTokenUrlOf } from "./ProfileFacts.ts"
import type { Profile } from "./Profile.ts"

/**
 * Lists the profiles by name.
 *
 * @category data
 * @since 0.1.0
 */
export const profiles: ReadonlyArray<Profile> = [
  amazon,
  anilist,
  asana,
  atlassian,
  auth0,
  authentik,
  box,
  cognito,
  discord,
  dropbox,
  ecobee,
  ekey,
  ekz,
  electricKiwi,
  facebook,
  fitbit,
  geocaching,
  github,
  gitlab,
  google,
  homeConnect,
  honeywellLyric,
  husqvarnaAutomower,
  instagram,
  lametric,
  linear,
  linkedin,
  microsoftEntra,
  miele,
  minut,
  monzo,
  neato,
  netatmo,
  nibeUplink,
  notion,
  okta,
  ondilo,
  oura,
  overkizRexel,
  paypal,
  reddit,
  salesforce,
  slack,
  smartcar,
  smartthings,
  sonos,
  sparebank1,
  splitwise,
  spotify,
  strava,
  teslaFleet,
  teslemetry,
  tibber,
  ticktick,
  tidal,
  tiktok,
  todoist,
  toon,
  trakt,
  twitch,
  viessmann,
  volvo,
  watts,
  webex,
  weheat,
  whoop,
  withings,
  x,
  xbox,
  yahoo,
  yolink,
  yoto,
  zoho,
  zoom
]

const byName: ReadonlyMap<string, Profile> = new Map(profiles.map((profile) => [profile.name, profile]))

/**
 * Finds a profile by its name.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { findProfile } from "@application-credentials/mock-provider/profiles"
 *
 * assert.equal(findProfile("github")?.title, "GitHub (OAuth apps)")
 * assert.equal(findProfile("nobody"), undefined)
 * ```
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
