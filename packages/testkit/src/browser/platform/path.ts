/** What the host in a module's worker uses of `node:path`, for browsers. */

/** Gives the folder of an absolute path. */
export const dirname = (path: string): string => path.replace(/\/[^/]*$/, "") || "/"
