/** What could not be sourced, and is therefore in no profile. */

/**
 * Describes a gap: whose it is, and what is missing or why it is left out. Whoever finds a source makes a profile or a
 * fact of it and takes the gap out.
 */
export interface Gap {
  readonly of: string
  readonly missing: string
}

/** Providers without a profile. */
export const providersWithoutProfile: ReadonlyArray<Gap> = [
  {
    of: "August",
    missing:
      "In Home Assistant core. Its page for developers has the authorization endpoint; the part of it on the token endpoint could " +
      "not be read (searched again on 1 December 2026), and the URL of that is in the module alone."
  },
  {
    of: "iotty, Yale",
    missing:
      "In Home Assistant core. Searched on 1 December 2026: no document of theirs has the endpoints, which are in the modules alone."
  },
  {
    of: "microBees",
    missing:
      "In Home Assistant core. Its pages for developers document a login with a password, and a token made by hand, alone " +
      "(searched again on 1 December 2026)."
  },
  {
    of: "myUplink",
    missing:
      "In Home Assistant core. Its documents were not found, nor a copy of its OpenAPI description (searched again on 1 December " +
      "2026); both endpoints, and id and secret in the body, were seen only in clients that cannot be named."
  },
  {
    of: "nVent SENZ",
    missing:
      "In Home Assistant core. Its page says that there are OAuth 2 and OpenID Connect, and leaves the endpoints to a discovery " +
      "document of which no copy was found (searched again on 1 December 2026). The endpoints are in integrations alone."
  },
  {
    of:
      "AICO HomeLINK, Aladdin Connect, AL-KO, behome, BLUETTI, Bold, Budget Thuis, EverHome, iSolarCloud, PostNL, TeamSnap, " +
      "WeLock",
    missing: "In other integrations. The URLs are in the modules alone."
  },
  {
    of: "U-tec",
    missing:
      "Its page has both endpoints, a callback whose code is called `authorization_code`, and an exchange in the URL without a " +
      "secret; clients of others exchange it otherwise, and no source says which is so today."
  },
  { of: "Daikin Onecta", missing: "Known by others' clients; the provider's own documents were not found." },
  {
    of: "Bitbucket, COROS, eBay, Garmin, osu!, Pinterest, Polar, WakaTime",
    missing: "The provider's own documents were not read; others' lists of providers have the URLs."
  },
  { of: "Enode", missing: "It documents client credentials only." },
  { of: "TTLock", missing: "It documents a token endpoint and no authorization endpoint." },
  { of: "Bosch, Electrolux, Ring, Somfy, Suunto, Tado", missing: "Nothing was found." }
]

/** Facts that profiles lack. */
export const factsWithoutSource: ReadonlyArray<Gap> = [
  {
    of: "Electric Kiwi, Teslemetry, Toon, Xbox",
    missing:
      "Most facts rest on Home Assistant's modules, and no check excuses or accuses a module by them. Teslemetry's metadata " +
      "were not read."
  },
  {
    of: "Facebook, Husqvarna, Neato, Rexel",
    missing: "How clients authenticate rests on clients of others."
  },
  { of: "Geocaching", missing: "That a refresh needs the redirect URI rests on clients of others." },
  {
    of: "Fitbit, Husqvarna, Neato, Salesforce, Tesla, TikTok, Volvo",
    missing:
      "Further endpoints (revocation, introspection, metadata or keys), which were seen only in code that cannot be named."
  },
  { of: "Twitch", missing: "The endpoint for devices, for the same reason." },
  { of: "Miele", missing: "The endpoints of the server that is to replace the one of the profile." },
  {
    of: "Home Connect, Sonos, Strava",
    missing: "Whether a refresh gives another refresh token: sources differ, or do not say."
  },
  {
    of: "ecobee",
    missing: "Whether a refresh gives another refresh token beside the one used, which can be used again."
  },
  {
    of: "SpareBank 1",
    missing: "Whether the URLs at `api.sparebank1.no`, which its documents had before, still answer."
  },
  { of: "Webex, Zoom", missing: "How long a refresh token lives: sources differ." },
  { of: "Salesforce", missing: "How long an access token lives: it is set for each organization." },
  {
    of: "Azure AD B2C (ekey, Rexel, Watts)",
    missing: "What the policies of these accounts make of it; the profiles have what holds for the service."
  },
  {
    of: "Keycloak (EKZ, Weheat)",
    missing: "What these realms set; the profiles have what holds for the server."
  }
]

/** What providers are documented to do, and the mock does not. */
export const factsNotPlayed: ReadonlyArray<Gap> = [
  { of: "Discord", missing: "Revocation ends every token of the user and the application." },
  {
    of: "ecobee",
    missing:
      "There is a flow with a PIN, a refresh may carry its token as `code`, and ends the access token before it."
  },
  {
    of: "Home Connect",
    missing: "A refresh token that is not used for two months has ended; here it has no end."
  },
  { of: "LaMetric", missing: "The redirect URI may have another query than the registered one." },
  { of: "LinkedIn", missing: "Its id tokens have no nonce." },
  { of: "Microsoft Entra", missing: "Access tokens live 60 to 90 minutes, by chance; here an hour." },
  {
    of: "Reddit",
    missing:
      "Mistakes in the authorization request are shown as a page, and a refused client gets no OAuth error."
  },
  { of: "TIDAL", missing: "A refresh needs no client." },
  { of: "Trakt", missing: "Its device flow has statuses in place of error codes." },
  { of: "WHOOP", missing: "A refresh repeats the scope." }
]
