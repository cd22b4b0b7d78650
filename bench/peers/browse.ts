/** A browser, as far as it matters: it keeps cookies and follows redirects, but not away from the server. */

/** Where a browser ends up: an answer, or a redirect that leads away. */
export interface Landing {
  readonly status: number
  readonly location: string | undefined
  readonly body: string
}

/** Starts a browser without cookies, for one server. */
export const openBrowser = (issuer: string): ((url: string) => Promise<Landing>) => {
  const cookies = new Map<string, string>()
  const visit = async (url: string, redirects = 0): Promise<Landing> => {
    const response = await fetch(url, { redirect: "manual", headers: { cookie: fieldOf(cookies) } })
    for (const cookie of response.headers.getSetCookie()) keep(cookies, cookie)
    const field = response.headers.get("location") ?? undefined
    const location = field === undefined ? undefined : new URL(field, url).href
    const body = await response.text()
    const isInside = location !== undefined && new URL(location).origin === new URL(issuer).origin
    return isInside && redirects < 10
      ? visit(location, redirects + 1)
      : { status: response.status, location, body }
  }
  return visit
}

const fieldOf = (cookies: ReadonlyMap<string, string>): string =>
  Array.from(cookies, ([name, value]) => `${name}=${value}`).join("; ")

const keep = (cookies: Map<string, string>, field: string): void => {
  const [pair = "", ...attributes] = field.split("; ")
  const equals = pair.indexOf("=")
  const name = pair.slice(0, equals)
  const isGone = attributes.some((each) => /^expires=Thu, 01 Jan 1970/i.test(each))
  if (isGone) cookies.delete(name)
  else cookies.set(name, pair.slice(equals + 1))
}
