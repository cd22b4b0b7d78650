/** Wrong registrations of clients, and wrong ways to look after one. */
import { redirectUri } from "../../../bench/peers/clients.ts"
import type { Answer } from "../Answer.ts"
import { answerOf, notServed } from "../Answer.ts"
import type { Server } from "../Server.ts"
import type { WrongRequest } from "../WrongRequest.ts"

const json = { "content-type": "application/json" }

/** A registration of a client that is right but for the metadata given. */
const registering =
  (metadata: object) =>
  async ({ serves, urlOf }: Server): Promise<Answer> => {
    if (!serves("registration")) return notServed
    const body = JSON.stringify({ redirect_uris: [redirectUri], ...metadata })
    return answerOf(await fetch(urlOf("registration"), { method: "POST", headers: json, body }))
  }

interface Registered {
  readonly client_id: string
  readonly client_secret: string
  readonly registration_client_uri: string
  readonly registration_access_token: string
}

/** Registers a client, as it should be, and then sends a request to where the registration is. */
const managing =
  (requestOf: (registered: Registered) => RequestInit) =>
  async ({ serves, urlOf }: Server): Promise<Answer> => {
    if (!serves("registration")) return notServed
    const body = JSON.stringify({ redirect_uris: [redirectUri] })
    const response = await fetch(urlOf("registration"), { method: "POST", headers: json, body })
    const registered: Registered = await response.json()
    return answerOf(await fetch(registered.registration_client_uri, requestOf(registered)))
  }

const bearer = ({ registration_access_token: token }: Registered) => ({
  ...json,
  authorization: `Bearer ${token}`
})

/** A change that is right but for the members given. */
const changing = (changes: object) =>
  managing((registered) => {
    const { client_id, client_secret } = registered
    return {
      method: "PUT",
      headers: bearer(registered),
      body: JSON.stringify({ client_id, client_secret, redirect_uris: [redirectUri], ...changes })
    }
  })

const invalidMetadata = { errors: ["invalid_client_metadata"], told: ["response"] } as const
const invalidRedirectUri = { errors: ["invalid_redirect_uri"], told: ["response"] } as const
const invalidToken = { errors: ["invalid_token"], told: ["response"] } as const

export const registrationRequests: ReadonlyArray<WrongRequest> = [
  {
    request: "Registration by GET",
    rule: "RFC 7591, 3",
    errors: ["invalid_request", "invalid_token", "none"],
    told: ["response"],
    send: async ({ serves, urlOf }) =>
      serves("registration") ? answerOf(await fetch(urlOf("registration"))) : notServed
  },
  {
    request: "Registration as a form",
    rule: "RFC 7591, 3.1",
    errors: ["invalid_client_metadata", "invalid_request"],
    told: ["response"],
    send: async ({ post, serves }) =>
      serves("registration") ? answerOf(await post("registration", "client_name=client")) : notServed
  },
  {
    request: "Registration without a redirect URI",
    rule: "RFC 7591, 3.2.2",
    errors: ["invalid_redirect_uri", "invalid_client_metadata"],
    told: ["response"],
    send: registering({ redirect_uris: [] })
  },
  {
    request: "Registration of a redirect URI with a fragment",
    rule: "RFC 7591, 3.2.2",
    errors: ["invalid_redirect_uri"],
    told: ["response"],
    send: registering({ redirect_uris: [`${redirectUri}#fragment`] })
  },
  {
    request: "Registration of a redirect URI of the scheme `javascript`",
    rule: "RFC 7591, 5",
    ...invalidRedirectUri,
    send: registering({ redirect_uris: ["javascript:alert(1)"] })
  },
  {
    request: "Registration of a redirect URI on http, away from the loopback",
    rule: "RFC 7591, 5",
    errors: ["invalid_redirect_uri"],
    told: ["response"],
    send: registering({ redirect_uris: ["http://app.example/callback"] })
  },
  {
    request: "Registration for a grant that there is not",
    rule: "RFC 7591, 3.2.2",
    errors: ["invalid_client_metadata"],
    told: ["response"],
    send: registering({ grant_types: ["made-up"] })
  },
  {
    request: "Registration for a way to authenticate that there is not",
    rule: "RFC 7591, 3.2.2",
    ...invalidMetadata,
    send: registering({ token_endpoint_auth_method: "made-up" })
  },
  {
    request: "Registration for `private_key_jwt` without a key",
    rule: "RFC 7591, 2",
    ...invalidMetadata,
    send: registering({ token_endpoint_auth_method: "private_key_jwt" })
  },
  {
    request: "Registration that is read without its token",
    rule: "RFC 7592, 2.1",
    errors: ["invalid_token", "invalid_request", "none"],
    told: ["response"],
    send: managing(() => ({}))
  },
  {
    request: "Registration that is read with a token that was made up",
    rule: "RFC 7592, 2.1",
    ...invalidToken,
    send: managing(() => ({ headers: { authorization: "Bearer made-up" } }))
  },
  {
    request: "Change of a registration with a token that was made up",
    rule: "RFC 7592, 2.2",
    ...invalidToken,
    send: managing(({ client_id }) => ({
      method: "PUT",
      headers: { ...json, authorization: "Bearer made-up" },
      body: JSON.stringify({ client_id, redirect_uris: [redirectUri] })
    }))
  },
  {
    request: "Change of a registration to another client id",
    rule: "RFC 7592, 2.2",
    errors: ["invalid_client_metadata", "invalid_request"],
    told: ["response"],
    send: changing({ client_id: "another" })
  },
  {
    request: "Change of a registration to a client secret of one's own",
    rule: "RFC 7592, 2.2",
    errors: ["invalid_client_metadata", "invalid_request"],
    told: ["response"],
    send: changing({ client_secret: "of-one's-own" })
  },
  {
    request: "Change of a registration to a redirect URI with a fragment",
    rule: "RFC 7592, 2.2",
    ...invalidRedirectUri,
    send: changing({ redirect_uris: [`${redirectUri}#fragment`] })
  },
  {
    request: "Change of a registration by PATCH",
    rule: "RFC 7592, 2",
    errors: ["invalid_request", "none"],
    told: ["response"],
    send: managing((registered) => ({ method: "PATCH", headers: bearer(registered), body: "{}" }))
  }
]
