/** A client that knows RFC 6749 and nothing else, and keeps to it strictly: it shows where a provider deviates. */
import type { MockProvider, WireResponse } from "@application-credentials/mock-provider"
import type { NaiveStep } from "@application-credentials/mock-provider/profiles"

/** What the client was registered with. A client without a secret is a public one. */
export interface Registration {
  readonly clientId: string
  readonly clientSecret?: string
  readonly redirectUri: string
  readonly scopes: ReadonlyArray<string>
}

/** How far the client came: the step at which it failed, and what it says; `nowhere` is all the way. */
export interface Journey {
  readonly fails: NaiveStep
  readonly saying: string
}

/** Links an account, refreshes it, links it again, and is refused a code that it used before and a foreign token. */
export const journey = async (provider: MockProvider, registration: Registration): Promise<Journey> => {
  try {
    const client = new NaiveClient(provider, registration)
    const first = await client.link("authorize", "exchange")
    await client.refresh("refresh", first)
    await client.refresh("relink", await client.link("relink", "relink"))
    await client.repeatCode("refusal")
    if (first.refreshToken !== undefined) await client.refreshInVain("refusal")
    return { fails: "nowhere", saying: "" }
  } catch (failure) {
    if (failure instanceof Failure) return { fails: failure.step, saying: failure.message }
    throw failure
  }
}

type Step = Exclude<NaiveStep, "nowhere">

class Failure extends Error {
  readonly step: Step
  constructor(step: Step, message: string) {
    super(message)
    this.step = step
  }
}

/** The members of a token response. */
interface Tokens {
  readonly accessToken: string
  readonly expiresIn: number | undefined
  readonly refreshToken: string | undefined
}

class NaiveClient {
  readonly #provider: MockProvider
  readonly #registration: Registration
  #code = ""

  constructor(provider: MockProvider, registration: Registration) {
    this.#provider = provider
    this.#registration = registration
  }

  /** Sections 4.1.1 to 4.1.4. */
  async link(authorize: Step, exchange: Step): Promise<Tokens> {
    const { clientId, redirectUri, scopes } = this.#registration
    const state = "state of the flow"
    const query = new URLSearchParams({
      response_type: "code",
      client_id: clientId,
      redirect_uri: redirectUri,
      ...(scopes.length === 0 ? {} : { scope: scopes.join(" ") }),
      state
    })
    const url = this.#provider.endpoints.authorize
    const response = await this.#send("GET", `${url}${url.includes("?") ? "&" : "?"}${query}`, {}, "")
    const location = response.headers["location"]
    if (location === undefined) throw new Failure(authorize, errorOf(response))
    const callback = new URL(location).searchParams
    if (callback.get("state") !== state) throw new Failure(authorize, "another state")
    if (callback.has("error")) throw new Failure(authorize, callback.get("error") ?? "")
    this.#code = callback.get("code") ?? ""
    return this.#tokens(exchange, await this.#exchange())
  }

  /** Section 6, when the token has expired. A token of which nobody said that it expires is kept. */
  async refresh(step: Step, { expiresIn, refreshToken }: Tokens): Promise<void> {
    if (refreshToken === undefined) {
      if (expiresIn !== undefined) throw new Failure(step, "no refresh token")
      return
    }
    this.#provider.advanceTime((expiresIn ?? 3600) * 1000)
    const refreshed = this.#tokens(
      step,
      await this.#post({ grant_type: "refresh_token", refresh_token: refreshToken })
    )
    if (!this.#provider.isLive(refreshed.accessToken)) throw new Failure(step, "a dead access token")
  }

  /** Section 5.2: the refusal of a code that was used before. */
  async repeatCode(step: Step): Promise<void> {
    this.#expectInvalidGrant(step, await this.#exchange())
  }

  /** Section 5.2: the refusal of a refresh token that is nobody's. */
  async refreshInVain(step: Step): Promise<void> {
    this.#expectInvalidGrant(
      step,
      await this.#post({ grant_type: "refresh_token", refresh_token: "nobodys" })
    )
  }

  #expectInvalidGrant(step: Step, response: WireResponse): void {
    if (response.status !== 400 && response.status !== 401)
      throw new Failure(step, `status ${response.status}`)
    const error = errorOf(response)
    if (error !== "invalid_grant") throw new Failure(step, error)
  }

  #exchange(): Promise<WireResponse> {
    return this.#post({
      grant_type: "authorization_code",
      code: this.#code,
      redirect_uri: this.#registration.redirectUri
    })
  }

  /** Section 2.3.1 for a confidential client, section 3.2.1 for a public one. */
  #post(parameters: Readonly<Record<string, string>>): Promise<WireResponse> {
    const { clientId, clientSecret } = this.#registration
    const own = clientSecret === undefined ? { client_id: clientId } : {}
    const body = new URLSearchParams({ ...parameters, ...own }).toString()
    const credentials = [clientId, clientSecret ?? ""].map(encodeURIComponent).join(":")
    return this.#send(
      "POST",
      this.#provider.endpoints.token,
      {
        "content-type": "application/x-www-form-urlencoded",
        ...(clientSecret === undefined ? {} : { authorization: `Basic ${btoa(credentials)}` })
      },
      body
    )
  }

  /** Section 5.1. */
  #tokens(step: Step, response: WireResponse): Tokens {
    if (response.status !== 200) throw new Failure(step, errorOf(response))
    const members = parse(response.body)
    if (members === undefined) throw new Failure(step, "not JSON")
    const { access_token, expires_in, refresh_token, scope, token_type } = members
    if (typeof access_token !== "string") throw new Failure(step, "no access_token")
    if (typeof token_type !== "string") throw new Failure(step, "no token_type")
    if (token_type.toLowerCase() !== "bearer") throw new Failure(step, `token_type ${token_type}`)
    if (expires_in !== undefined && typeof expires_in !== "number")
      throw new Failure(step, "expires_in is not a number")
    if (refresh_token !== undefined && typeof refresh_token !== "string")
      throw new Failure(step, "refresh_token is not a string")
    if (scope !== undefined && typeof scope !== "string") throw new Failure(step, "scope is not a string")
    const granted = scope?.split(" ") ?? this.#registration.scopes
    const lacking = this.#registration.scopes.find((each) => !granted.includes(each))
    if (lacking !== undefined) throw new Failure(step, `scope ${lacking} was not granted`)
    if (!this.#provider.isLive(access_token)) throw new Failure(step, "a dead access token")
    return { accessToken: access_token, expiresIn: expires_in, refreshToken: refresh_token }
  }

  async #send(
    method: string,
    url: string,
    headers: Readonly<Record<string, string>>,
    body: string
  ): Promise<WireResponse> {
    const answered = this.#provider.handle({ method, url, headers, body })
    // An answer with an id token waits for its signature.
    const answer = answered._tag === "Deferred" ? await answered.settled : answered
    if (answer._tag !== "Response") throw new Error(`The provider gave no response: ${answer._tag}`)
    return answer
  }
}

const errorOf = ({ body, status }: WireResponse): string => {
  const error = parse(body)?.["error"]
  return typeof error === "string" ? error : `status ${status} without an error code`
}

const parse = (body: string): Readonly<Record<string, unknown>> | undefined => {
  try {
    const value: unknown = JSON.parse(body)
    return typeof value === "object" && value !== null ? { ...value } : undefined
  } catch {
    return undefined
  }
}
