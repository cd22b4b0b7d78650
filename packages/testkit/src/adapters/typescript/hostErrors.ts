/** The host's own refusals while it runs a module. */
import { typeName } from "./describeValue.ts"

/** Says that a hook or a method gave something that is not an Effect. */
export class NotAnEffect extends Error {
  override readonly name = "NotAnEffect"

  constructor(what: string, value: unknown) {
    super(`${what} must return an Effect, and returned a value of type ${typeName(value)}.`)
  }
}

/** Says that the module has no such hook. */
export class HookMissing extends Error {
  override readonly name = "HookMissing"

  constructor(hook: string) {
    super(`The module offers no ${hook}.`)
  }
}

/** Says that what an implementation gave is no token. */
export class NoToken extends Error {
  override readonly name = "NoToken"

  constructor(operation: string, value: unknown) {
    super(`${operation} must give a Token, and gave a value of type ${typeName(value)} that is none.`)
  }
}

/** Says that a callback's state is not one that this host made. */
export class StateRefused extends Error {
  override readonly name = "StateRefused"
  readonly _tag = "StateRefused"

  constructor() {
    super("The callback's state is not one that the host made.")
  }
}

/** Says that a callback has no code. */
export class CodeMissing extends Error {
  override readonly name = "CodeMissing"

  constructor() {
    super("The callback has no code.")
  }
}
