/** fast-check's path to a counterexample, with runs of the same step written once: `0:0:0:1` is `0x3:1`. */

/** Shortens a path as fast-check gives it. */
export const shortenPath = (path: string): string => {
  const runs: Array<{ readonly step: string; count: number }> = []
  for (const step of path.split(":")) {
    const last = runs.at(-1)
    if (last?.step === step) last.count++
    else runs.push({ step, count: 1 })
  }
  return runs.map(({ count, step }) => (count === 1 ? step : `${step}x${count}`)).join(":")
}

/** Gives fast-check's path for a shortened one. */
export const expandPath = (path: string): string =>
  path
    .split(":")
    .flatMap((run) => {
      const [step = "", count = "1"] = run.split("x")
      return Array.from({ length: Number(count) }, () => step)
    })
    .join(":")

/**
 * Whether a text is a path, shortened or not. It begins with the number of a run, of which there are fewer than a million.
 */
export const isPath = (text: string): boolean => /^\d{1,6}(x\d{1,4})?(:\d{1,9}(x\d{1,4})?)*$/.test(text)
