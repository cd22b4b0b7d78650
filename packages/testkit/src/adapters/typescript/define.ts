/** Puts a value in place of what a platform's object had under a name. */

/**
 * Defines a member, whatever was there before.
 */
export const define = (target: object, name: string, value: unknown): void =>
  void Object.defineProperty(target, name, { value, configurable: true, writable: true, enumerable: true })
