/** The options of a provider that are data, as schemas: one description for code, for JSON and for the JSON Schema. */
import { Schema, Struct } from "effect"
import { responseModes } from "../core/ResponseMode.ts"
import { protocolClaims } from "../core/OwnClaims.ts"
import { FaultPlan } from "../faults/FaultPlan.ts"
import { Jwk } from "./clientSchemas.ts"
import { longest, Seconds } from "./timeSchemas.ts"

const Count = Schema.Int.check(Schema.isGreaterThanOrEqualTo(0))
const Texts = Schema.Array(Schema.String)

const lifetimes = <Endless extends Schema.Top>(endless: Endless) =>
  Schema.Struct({
    code: endless,
    accessToken: endless,
    idToken: Seconds,
    refreshToken: endless,
    pushedRequest: Seconds,
    deviceCode: Seconds,
    consent: endless
  }).mapFields(Struct.map(Schema.optionalKey))

const rotation = <Endless extends Schema.Top>(endless: Endless) =>
  Schema.Union([
    Schema.Literals(["none", "rotate"]),
    Schema.Struct({
      mode: Schema.Literals(["none", "rotate"]),
      grace: Schema.optionalKey(
        Schema.Struct({ seconds: endless, untilUsed: Schema.Boolean }).mapFields(
          Struct.map(Schema.optionalKey)
        )
      ),
      reuse: Schema.optionalKey(Schema.Literals(["revoke-family", "refuse"])),
      repeats: Schema.optionalKey(Schema.Boolean),
      maxLive: Schema.optionalKey(Schema.Int.check(Schema.isGreaterThanOrEqualTo(1)))
    })
  ])

const AccessTokens = Schema.Struct({
  format: Schema.Literals(["opaque", "jwt"]),
  algorithm: Schema.Literals(["RS256", "ES256", "EdDSA"])
}).mapFields(Struct.map(Schema.optionalKey))

const Require = Schema.Struct({
  pkce: Schema.Boolean.annotate({ description: "Left out: of public clients." }),
  pushedAuthorization: Schema.Boolean,
  state: Schema.Boolean,
  redirectUriOnRefresh: Schema.Boolean
}).mapFields(Struct.map(Schema.optionalKey))

const Allow = Schema.Struct({
  plainChallenge: Schema.Boolean,
  missingVerifier: Schema.Boolean,
  verifierWithoutChallenge: Schema.Boolean,
  codeReuse: Schema.Boolean,
  redirectUriPrefix: Schema.Boolean,
  redirectUriSubPath: Schema.Boolean,
  missingResponseType: Schema.Boolean,
  missingGrantType: Schema.Boolean,
  missingRedirectUri: Schema.Boolean,
  duplicateParameters: Schema.Boolean,
  repeatedAuthentication: Schema.Boolean,
  anyAuthenticationMethod: Schema.Boolean,
  secretInUrl: Schema.Boolean,
  unregisteredScope: Schema.Boolean,
  ignoredResource: Schema.Boolean,
  callbackWithoutIssuer: Schema.Boolean,
  userinfoWithoutOpenid: Schema.Boolean,
  accessTokenInUrl: Schema.Boolean,
  reusedAssertion: Schema.Boolean
}).mapFields(Struct.map(Schema.optionalKey))

const Device = Schema.Struct({
  interval: Schema.Finite.check(
    Schema.isGreaterThan(0, { expected: "a number of seconds above 0" }),
    Schema.isLessThanOrEqualTo(longest)
  ),
  pendingPolls: Count
}).mapFields(Struct.map(Schema.optionalKey))

const Limits = Schema.Struct({
  journal: Count,
  journalBytes: Count,
  entries: Schema.Int.check(Schema.isGreaterThanOrEqualTo(2))
}).mapFields(Struct.map(Schema.optionalKey))

/** A user: the subject that tokens name, and the claims that userinfo gives. */
export const UserSchema = Schema.Struct({
  subject: Schema.NonEmptyString,
  claims: Schema.optionalKey(Schema.Record(Schema.String, Schema.Json))
})

const Dpop = Schema.Union([
  Schema.Literal(false),
  Schema.Struct({ required: Schema.Boolean, nonce: Schema.Boolean }).mapFields(Struct.map(Schema.optionalKey))
])

const made = {
  Approve: {
    scope: Schema.optionalKey(
      Texts.annotate({ description: "Of the scopes asked for, those that are granted." })
    ),
    subject: Schema.optionalKey(
      Schema.String.annotate({ description: "Who approves. Default: the first user." })
    )
  },
  Deny: {}
}

/** What a person decides. */
export const MadeDecisionSchema = Schema.TaggedUnion(made)

/** What is decided in a person's place, or that the person is asked. */
export const DecisionSchema = Schema.TaggedUnion({ ...made, Ask: {} })

/** How consent is given, as far as it is data. */
export const ConsentSchema = Schema.Union([
  Schema.Literals(["approve", "deny", "ask"]),
  Schema.Array(
    Schema.Struct({
      clientId: Schema.optionalKey(Schema.String),
      scope: Schema.optionalKey(Texts.annotate({ description: "Matches where any of these is asked for." })),
      decision: DecisionSchema
    })
  )
])

/** Which keys are shown once another one signs. */
export const PublishedSchema = Schema.Literals(["new", "both", "old"])

/** Where endpoints are: in code URLs, in JSON paths too. */
export const endpointsSchema = <Place extends Schema.Top>(place: Place) => {
  const optional = Schema.Union([place, Schema.Literal(false)])
  return Schema.Struct({
    authorize: place,
    token: place,
    refresh: place,
    revoke: optional,
    introspect: optional,
    pushedAuthorization: optional,
    deviceAuthorization: optional,
    metadata: optional,
    openidConfiguration: optional,
    jwks: optional,
    userinfo: optional,
    resource: optional,
    resourceMetadata: optional,
    registration: optional,
    endSession: optional,
    consent: place,
    deviceVerification: place
  }).mapFields(Struct.map(Schema.optionalKey))
}

/** Who is signed in at the browser. */
export const SignedInSchema = Texts.annotate({
  description: "Who is signed in at the browser, by subject. Left out: whoever is asked for."
})

// What a header field can carry (RFC 6750, 2.1).
const TokenText = Schema.String.check(
  Schema.isPattern(/^[A-Za-z0-9._~+/-]+=*$/u, { expected: "a token: letters, digits and ._~+/-" })
)

/** A grant that is made without a flow. */
export const GrantSchema = Schema.Struct({
  clientId: Schema.String,
  subject: Schema.optionalKey(
    Schema.NullOr(Schema.String).annotate({
      description: "Default: the first user. null: the client's own grant."
    })
  ),
  scope: Schema.optionalKey(Texts.annotate({ description: "Default: all that the client may have." })),
  accessToken: Schema.optionalKey(TokenText),
  refreshToken: Schema.optionalKey(TokenText),
  expiresIn: Schema.optionalKey(Seconds.annotate({ description: "Of the access token, in seconds." }))
})

const OwnClaims = Schema.Record(Schema.String, Schema.Json).check(
  Schema.makeFilter((claims) => Object.keys(claims).every((name) => !protocolClaims.has(name)), {
    expected: `no claim that the protocol itself gives (${[...protocolClaims].join(", ")})`
  })
)

const ClaimsRules = Schema.Array(
  Schema.Struct({
    in: Schema.Array(Schema.Literals(["accessToken", "idToken", "userinfo"])).check(Schema.isMinLength(1)),
    subject: Schema.optionalKey(Schema.String),
    clientId: Schema.optionalKey(Schema.String),
    scope: Schema.optionalKey(Texts.annotate({ description: "Matches where any of these is granted." })),
    claims: Schema.optionalKey(OwnClaims),
    fromUser: Schema.optionalKey(Texts.annotate({ description: "Claims of the user that go along." }))
  }).check(
    Schema.makeFilter((rule) =>
      rule.claims?.["aud"] === undefined || rule.in.every((place) => place === "accessToken")
        ? undefined
        : { path: ["claims", "aud"], issue: "expected in access tokens only: an id token is for its client" }
    )
  )
).annotate({ description: "Claims of one's own in tokens and userinfo; of several rules, the last counts." })

/**
 * The options that are the same in code and in JSON. `endless` is a time that may be without end, which code can write
 * and JSON cannot.
 */
export const providerFields = <Endless extends Schema.Top>(endless: Endless) => ({
  users: Schema.Array(UserSchema).check(
    Schema.isMinLength(1, { expected: "at least one user (left out: a default one)" })
  ),
  signedIn: SignedInSchema,
  grants: Schema.Array(
    GrantSchema.check(
      Schema.makeFilter((grant) => grant.accessToken !== undefined || grant.refreshToken !== undefined, {
        expected: "an accessToken or a refreshToken, or both"
      })
    )
  ).annotate({ description: "Grants that are there from the start, with tokens of one's own." }),
  resources: Schema.Array(
    Schema.String.check(
      Schema.makeFilter((text) => URL.canParse(text) && !text.includes("#"), {
        expected: "an absolute URI without a fragment"
      })
    )
  ).annotate({ description: "What tokens may be for (RFC 8707), beside the resource endpoint." }),
  assertionIssuers: Schema.Array(
    Schema.Struct({
      issuer: Schema.NonEmptyString,
      keys: Schema.Array(Jwk).check(Schema.isMinLength(1)),
      clientId: Schema.optionalKey(
        Schema.String.annotate({ description: "The client of requests that name none." })
      )
    })
  ).annotate({ description: "Who may write assertions that give tokens (RFC 7523, 2.1)." }),
  signingKeys: Schema.Array(Jwk)
    .check(Schema.isMinLength(1))
    .annotate({ description: "Private keys that sign JWTs: the first, and after each rotation the next." }),
  clientDocuments: Schema.Union([
    Schema.Literal("fetch"),
    Schema.Record(Schema.String, Schema.Record(Schema.String, Schema.Json))
  ]).annotate({
    description:
      "Takes URLs as client ids, and the documents there, or these by their URLs, as registrations."
  }),
  responseModes: Schema.Array(Schema.Literals(responseModes)).check(Schema.isMinLength(1)),
  dpop: Dpop.annotate({
    description: "Whether tokens are bound to keys (RFC 9449). false: proofs are ignored."
  }),
  claims: ClaimsRules,
  faults: FaultPlan,
  rotation: rotation(endless),
  lifetimes: lifetimes(endless).annotate({ description: "In seconds." }),
  accessTokens: AccessTokens,
  idTokens: Schema.Boolean.annotate({ description: "Whether the scope openid brings an id token." }),
  require: Require.annotate({ description: "What is asked for beyond the standard." }),
  allow: Allow.annotate({ description: "What is forgiven: each is a weakness." }),
  device: Device,
  registration: Schema.Union([
    Schema.Literal("open"),
    Schema.Struct({ initialAccessToken: TokenText })
  ]).annotate({ description: "Whether clients may register themselves: anyone, or who has a token." }),
  tokenMembers: Schema.Record(Schema.String, Schema.Json).annotate({
    description: "Members added to each token response."
  }),
  limits: Limits
})
