/** A user whom permissions bind: root is bound by none. */

const nobody = 65_534

/** Runs what needs permissions, as an ordinary user. */
export const asOrdinaryUser = async (run: () => Promise<void>): Promise<void> => {
  if (process.geteuid?.() !== 0) return run()
  process.seteuid?.(nobody)
  try {
    await run()
  } finally {
    process.seteuid?.(0)
  }
}
