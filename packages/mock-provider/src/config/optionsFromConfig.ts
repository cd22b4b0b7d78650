/** A provider's options, made of what is written in JSON. */
import type { EndpointOptions, ProviderBehaviour } from "../core/ProviderBehaviour.ts"
import { behaviourFromProfile, rebase } from "../profiles/ProfileOptions.ts"
import { findProfile } from "../profiles/profiles.ts"
import { joinBehaviours } from "../quirks/joinBehaviours.ts"
import { behaviourFromQuirk } from "../quirks/quirks.ts"
import { issuerOf, makeUrls } from "../runtime/makeEndpoints.ts"
import type { MockProviderOptions } from "../runtime/MockProviderOptions.ts"
import { clientFromConfig } from "./ClientConfig.ts"
import type { ProviderConfig } from "./ProviderConfig.ts"

/**
 * Makes the options of a provider that is served at a URL: its own endpoints, and those of its profile, are below it.
 * What the configuration says counts more than the profile. Throws `InvalidProviderOptions`.
 */
export const optionsFromConfig = (config: ProviderConfig, url: string): MockProviderOptions => {
  const { clients = [], endpoints = {}, profile: name, quirks = [], ...given } = config
  const profile = name === undefined ? undefined : findProfile(name)
  const moved = profile === undefined ? undefined : rebase(profile, url)
  const places = { ...moved?.endpoints, ...placed(endpoints, url) }
  const urls = makeUrls(issuerOf({ issuer: given.issuer ?? moved?.issuer ?? url }), places)
  const behaviour = [
    ...(moved === undefined ? [] : [behaviourFromProfile(moved)]),
    ...quirks.map((quirk) => behaviourFromQuirk(quirk, urls)),
    { ...given, endpoints: places }
  ].reduce<ProviderBehaviour>(joinBehaviours, {})
  return {
    issuer: url,
    ...given,
    ...behaviour,
    clients: clients.map((client) => clientFromConfig(client, profile?.clientAuthentication))
  }
}

type Endpoints = NonNullable<ProviderConfig["endpoints"]>

const placed = (endpoints: Endpoints, url: string): EndpointOptions =>
  Object.entries(endpoints).reduce<EndpointOptions>(
    (all, [name, place]) => ({
      ...all,
      [name]: typeof place === "string" && place.startsWith("/") ? url + place : place
    }),
    {}
  )
