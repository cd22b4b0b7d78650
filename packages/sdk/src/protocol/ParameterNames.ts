/** Parameters under the names that a provider has for them. */

/**
 * Holds a provider's own names of standard parameters: `{ client_id: "client_key" }`.
 *
 * @category models
 * @since 0.1.0
 */
export type ParameterNames = Readonly<Record<string, string>>

/**
 * Gives parameters the provider's names.
 */
export const renameParameters = <A>(
  parameters: Readonly<Record<string, A>>,
  names?: ParameterNames
): Readonly<Record<string, A>> =>
  names === undefined
    ? parameters
    : Object.fromEntries(
        Object.entries(parameters).map(([name, value]) => [
          Object.hasOwn(names, name) ? names[name] : name,
          value
        ])
      )
