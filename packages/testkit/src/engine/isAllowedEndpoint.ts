/** Which endpoints secrets may go to. */

/** Whether an endpoint, as it is written, is an absolute https URL, or an http one of this machine. */
export const isAllowedEndpoint = (text: string): boolean => {
  const url = /^[a-z][a-z0-9+.-]*:\/\/\S+$/i.test(text) ? URL.parse(text) : null
  return url?.protocol === "https:" || (url?.protocol === "http:" && isLoopback(url.hostname))
}

/**
 * Whether a host name, as `URL` gives it, is this machine's own.
 *
 * @see RFC 8252, section 7.3, and RFC 6761, section 6.3
 */
export const isLoopback = (hostname: string): boolean =>
  /^(?:.+\.)?localhost\.?$/i.test(hostname) || hostname === "[::1]" || /^127(?:\.\d{1,3}){3}$/.test(hostname)
