/** The changes that a process tells of, and what is stored after them. */

/** A change of what is stored. */
export type Change =
  | { readonly type: "create" | "remove"; readonly credentialId: string }
  | { readonly type: "rotate"; readonly refreshToken: string }

/** A line of a process that changes what is stored: before a change, and once it lasts. */
export interface Told {
  readonly when: "before" | "after"
  readonly change: Change
}

/** What is stored: the ids of the credentials, and the latest refresh token. */
export interface Stored {
  readonly credentialIds: ReadonlyArray<string>
  readonly refreshToken: string
}

/** Gives what is stored after a change. */
export const after = (stored: Stored, change: Change): Stored => {
  switch (change.type) {
    case "create":
      return { ...stored, credentialIds: [...stored.credentialIds, change.credentialId] }
    case "remove":
      return { ...stored, credentialIds: stored.credentialIds.filter((id) => id !== change.credentialId) }
    case "rotate":
      return { ...stored, refreshToken: change.refreshToken }
  }
}
