/** What figures say in sum. */

/** The value that a share of the values does not exceed. */
export const quantile = (values: ReadonlyArray<number>, share: number): number =>
  values.toSorted((one, other) => one - other)[Math.floor((values.length - 1) * share)] ?? Number.NaN

export const median = (values: ReadonlyArray<number>): number => quantile(values, 0.5)
