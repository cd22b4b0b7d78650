/**
 * Whether Home Assistant takes a text as a custom integration's version: calendar, semantic, simple, build number or
 * Python's, with or without a leading `v`.
 *
 * @see homeassistant/loader.py, `custom_integration_warning` and `_resolve_integrations_from_root`
 */
export const isVersion = (text: string): boolean => {
  const bare = text.replace(/^[vV]\.?/, "").replace(/\.$/, "")
  return forms.some((form) => form.test(bare))
}

const identifier = String.raw`(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)`
const number = String.raw`(?:0|[1-9]\d*)`

const forms: ReadonlyArray<RegExp> = [
  // A calendar version.
  /^(?:\d{2}|\d{4})\.\d{1,2}(?:\.\d{1,2})?(?:\.\d+)?(?:\.?[a-z]+\d+)?$/,
  // A semantic version.
  new RegExp(
    String.raw`^${number}\.${number}\.${number}(?:-${identifier}(?:\.${identifier})*)?(?:\+[0-9a-zA-Z-]+(?:\.[0-9a-zA-Z-]+)*)?$`
  ),
  // Numbers with dots, or a build number.
  /^\d+(?:\.\d+)*$/,
  // Python's own form.
  new RegExp(
    String.raw`^(?:[1-9]\d*!)?${number}(?:\.${number})*(?:(?:a|b|rc)${number})?(?:[-_.]?(?:post|dev|rc)${number})*$`
  )
]
