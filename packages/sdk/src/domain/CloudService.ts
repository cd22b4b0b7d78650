/** What can be linked through the cloud. */
import { Schema } from "effect"

/**
 * Describes a service that the cloud links accounts at: the integration's domain, the first version of Home Assistant
 * that may use it, and whether accounts can still be added.
 *
 * @see homeassistant/components/cloud/account_link.py, async_provide_implementation
 * @category models
 * @since 0.1.0
 */
export class CloudService extends Schema.Class<CloudService>("@application-credentials/sdk/CloudService")({
  service: Schema.String,
  minVersion: Schema.String,
  acceptsNewAuthorizations: Schema.Boolean
}) {}
