/** Tells apart what a hook may answer and what it may not. */
import { isAccident, traceOf } from "../engine/outcomes.ts"
import type { Described, HookName, Outcome, RaisedError } from "../subject/Protocol.ts"
import { memberOf } from "../subject/members.ts"

/** The type that a hook documents, in words. */
export const documentedType: { readonly [name in HookName]: string } = {
  getAuthorizationServer: "an AuthorizationServer",
  getAuthImplementation: "an OAuth 2 implementation",
  getDescriptionPlaceholders: "a mapping of strings to strings",
  getClientCredential: "a ClientCredential or nothing"
}

/** What is wrong with the value of a hook, after "it returned", or null. */
export const answerFault = (name: HookName, value: Described): string | null => {
  const type = shortType(memberOf(value, "type"))
  if (/^(coroutine|Promise)$/.test(type)) return `a ${type} that nothing awaits`
  switch (name) {
    case "getAuthorizationServer":
      return serverFault(value, type)
    case "getAuthImplementation":
      return memberOf(value, "isImplementation") === true ? null : aValueOf(type)
    case "getClientCredential":
      return value === null || type === "ClientCredential" ? null : aValueOf(type)
    case "getDescriptionPlaceholders":
      return null
  }
}

const serverFault = (value: Described, type: string): string | null => {
  const [authorizeUrl, tokenUrl] = [memberOf(value, "authorizeUrl"), memberOf(value, "tokenUrl")]
  const isServer = type === "AuthorizationServer" || (isText(authorizeUrl) && isText(tokenUrl))
  if (!isServer) return aValueOf(type)
  if (!isText(authorizeUrl)) return "an AuthorizationServer whose authorize URL is not a string"
  return isText(tokenUrl) ? null : "an AuthorizationServer whose token URL is not a string"
}

/** A string, or a URL object, which hosts take too. */
const isText = (value: Described | undefined): boolean =>
  typeof value === "string" || /(^|\.)URL$/.test(String(memberOf(value, "$type")))

const aValueOf = (type: string): string =>
  /^(null|NoneType|undefined|None|)$/.test(type) ? "nothing" : `a value of type ${type}`

const shortType = (type: Described | undefined): string =>
  typeof type === "string" ? (type.split(".").at(-1) ?? type) : ""

/** Why an error is not one that says why a hook has no answer, or null. */
export const errorFault = (error: RaisedError): string | null => {
  const type = shortType(error.type)
  if (isAccident(error)) return `failed by accident, with ${type}: ${steady(error.message) || "no message"}`
  return error.message.trim() === "" ? `failed with ${type} and no message that says why` : null
}

/** How a hook ended the process that it runs in, where it is stopped from doing so; or null. */
export const endOfHost = (outcome: Outcome): string | null => {
  const exit = traceOf(outcome).activity.find(({ what }) =>
    /^process\.(?:exit|reallyExit|abort|kill)$/.test(what)
  )
  if (exit) return `called ${exit.what}`
  if (outcome._tag !== "raised" || !/^(?:SystemExit|KeyboardInterrupt)$/.test(outcome.error.type)) return null
  return `raised ${outcome.error.type}`
}

/** An error about what the host offers, where only a part of the host is modelled here. */
export const isAboutHost = (error: RaisedError): boolean =>
  /'(HomeAssistant|Config|ConfigEntries|EventBus|ServiceRegistry|StateMachine|HomeAssistantHTTP)' object has no attribute/.test(
    error.message
  )

/** A text without what differs from one run to the next: addresses of objects in memory. */
export const steady = (text: string): string => text.replaceAll(/\b0x[0-9a-fA-F]{4,}/g, "0x...")
