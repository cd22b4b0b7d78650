/** A second linking to hold against a first one. */
import type { CredentialInput, HostInput } from "../subject/Protocol.ts"
import type { Scenario } from "./scenario.ts"
import type { TokenMembers } from "./tokenResponse.ts"

/**
 * Gives a linking that differs from the one given in everything: host and redirect URI, auth domain, credential, flow,
 * code, tokens and randomness. None of its values contains one of the first's, nor the other way round.
 */
export const anotherScenario = (scenario: Scenario): Scenario => ({
  ...scenario,
  host: anotherHost(scenario.host),
  authDomain: different(scenario.authDomain),
  credential: anotherCredential(scenario.credential),
  flowId: different(scenario.flowId, 0),
  code: different(scenario.code),
  token: anotherToken(scenario.token),
  refreshedToken: anotherToken(scenario.refreshedToken),
  entropy: anotherEntropy(scenario.entropy)
})

/** Gives another seed of randomness. */
export const anotherEntropy = (entropy: number): number => (entropy === 0 ? 1 : entropy - 1)

/** Gives another id, secret and name. */
export const anotherCredential = ({ clientId, clientSecret, name }: CredentialInput): CredentialInput => ({
  clientId: different(clientId),
  clientSecret: different(clientSecret),
  name: name === null ? null : different(name, "Account ".length)
})

const anotherHost = (host: HostInput): HostInput => ({
  ...host,
  components: host.components.includes("my")
    ? host.components.filter((component) => component !== "my")
    : [...host.components, "my"],
  frontendBase: "https://elsewhere.example.net"
})

const anotherToken = (token: TokenMembers): TokenMembers => ({
  ...token,
  access_token: different(String(token["access_token"])),
  refresh_token: different(String(token["refresh_token"]))
})

/** Changes the character after the prefix: neither text contains the other, as both are equally long. */
const different = (text: string, at = text.search(/[-_]/) + 1): string =>
  `${text.slice(0, at)}${text[at] === "0" ? "1" : "0"}${text.slice(at + 1)}`
