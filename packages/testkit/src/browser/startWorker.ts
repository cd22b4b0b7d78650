/** Starts workers of the browser. */

/**
 * Starts a worker by way of a script of the page's own: so it may come from another origin, and is bound by the page's content
 * security policy, which says where a module under test could send something.
 */
export const startWorker = (url: string): Worker => {
  const script = new Blob([`import ${JSON.stringify(url)}`], { type: "text/javascript" })
  const address = URL.createObjectURL(script)
  const worker = new Worker(address, { type: "module" })
  return worker
}
