/** Bodies, as a journal keeps them. */

/** How many characters of a body are kept. */
export const maxBody = 65_536

/** Cuts the body, and the URL, of a message that is longer than the limit; the text then says so at its end. */
export const cutBody = <A extends { readonly body: string; readonly url?: string }>(message: A): A => {
  const { body, url } = message
  const isShort = body.length <= maxBody && (url?.length ?? 0) <= maxBody
  if (isShort) return message
  return { ...message, body: cut(body), ...(url === undefined ? {} : { url: cut(url) }) }
}

const cut = (text: string): string =>
  text.length <= maxBody ? text : `${copy(text.slice(0, maxBody))}... (cut: ${text.length} characters)`

// A slice would keep the whole text in memory.
const copy = (text: string): string => new TextDecoder().decode(new TextEncoder().encode(text))
