/**
 * Whether a host name, as `URL` gives it, is this machine's own.
 *
 * @see RFC 8252, section 7.3, and RFC 6761, section 6.3
 */
export const isLoopback = (hostname: string): boolean =>
  /^(?:.+\.)?localhost\.?$/i.test(hostname) || hostname === "[::1]" || /^127(?:\.\d{1,3}){3}$/.test(hostname)
