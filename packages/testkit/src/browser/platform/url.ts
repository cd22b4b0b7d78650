/** What the host in a module's worker uses of `node:url`, for browsers, where paths are those of POSIX. */

/** Gives the URL of an absolute path. */
export const pathToFileURL = (path: string): URL => new URL(`file://${encodeURI(path)}`)

/** Gives the path of a URL. */
export const fileURLToPath = (url: string | URL): string => decodeURIComponent(new URL(url).pathname)
