/** Where a provider's pages are. */
import type { WireRequest, WireResponse } from "../core/WireRequest.ts"
import type { ProviderAnswer } from "../faults/ProviderAnswer.ts"
import { answered } from "../faults/ProviderAnswer.ts"
import type { MockProvider } from "../runtime/MockProvider.ts"
import { showConsent, takeConsent } from "./ConsentPage.ts"
import { showDevice, takeDevice } from "./DevicePage.ts"
import { type PageRequest, readPageRequest } from "./PageRequest.ts"
import { wrongMethod } from "./problems.ts"

/** Describes a page: where it is, and what answers there. */
export interface PageRoute {
  readonly url: string
  readonly handle: (request: WireRequest) => ProviderAnswer
}

/**
 * Lists the pages of a provider: the one where people decide what a client may do, and the one where they connect a
 * device.
 */
export const pageRoutes = (provider: MockProvider): ReadonlyArray<PageRoute> => [
  { url: provider.pages.consent, handle: handleOf(provider, showConsent, takeConsent) },
  { url: provider.pages.deviceVerification, handle: handleOf(provider, showDevice, takeDevice) }
]

type Answer = (provider: MockProvider, pageRequest: PageRequest) => WireResponse

const handleOf =
  (provider: MockProvider, show: Answer, take: Answer): PageRoute["handle"] =>
  (request) =>
    answered(responseTo(provider, request, show, take))

const responseTo = (
  provider: MockProvider,
  request: WireRequest,
  show: Answer,
  take: Answer
): WireResponse => {
  switch (request.method) {
    case "GET":
    case "HEAD":
      return show(provider, readPageRequest(request))
    case "POST":
      return take(provider, readPageRequest(request))
    default:
      return wrongMethod
  }
}
