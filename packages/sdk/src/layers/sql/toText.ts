/** Text as a database can hold it. */

/**
 * Escapes what no database holds in a text: NUL, and half a surrogate pair. Ordinary text stays what it is, and no two
 * texts become one.
 */
export const toText = (text: string): string => JSON.stringify(text).slice(1, -1)
