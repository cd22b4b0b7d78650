/** The way in which the canaries listen: to what is called. */

/** Has it seen whenever a method is called, by which object and with what. */
export const around = (
  object: object,
  name: PropertyKey,
  see: (args: ReadonlyArray<unknown>, self: unknown) => void
): void => {
  const method: unknown = Reflect.get(object, name)
  if (typeof method !== "function") throw new Error(`There is no method ${String(name)} to listen to.`)
  const value = function (this: unknown, ...args: ReadonlyArray<unknown>): unknown {
    see(args, this)
    return Reflect.apply(method, this, args)
  }
  Object.defineProperty(object, name, { value, configurable: true, writable: true })
}

/** Has it seen whenever a global class has an instance made. */
export const aroundConstructor = (name: string, see: (instance: object) => void): void => {
  const constructor: unknown = Reflect.get(globalThis, name)
  if (typeof constructor !== "function") throw new Error(`There is no class ${name} to listen to.`)
  const value = new Proxy(constructor, {
    construct: (target, args, newTarget) => {
      const instance: object = Reflect.construct(target, args, newTarget)
      see(instance)
      return instance
    }
  })
  Object.defineProperty(globalThis, name, { value, configurable: true, writable: true })
}

/** Begins to listen with the first call alone: the tests of many files run in one process. */
export const once = (listen: () => void): (() => void) => {
  let listens = false
  return () => {
    if (!listens) listen()
    listens = true
  }
}
