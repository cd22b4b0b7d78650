/** In place of Node's `process`: what the host in a module's worker asks it for. Modules do not see it. */
export default {
  env: {} as Readonly<Record<string, string>>,
  stdout: {},
  stderr: {},
  /** No path of a text begins so. */
  cwd: () => "/nowhere",
  getActiveResourcesInfo: (): ReadonlyArray<string> => []
}
