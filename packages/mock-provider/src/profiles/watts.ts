/** Watts Vision, whose accounts are at Azure AD B2C. */
import { azureB2cProfile } from "./azureB2c.ts"
import type { Profile } from "./Profile.ts"

export const watts: Profile = azureB2cProfile({
  name: "watts",
  title: "Watts Vision",
  tenant: "visionlogin",
  policy: "B2C_1A_VISION_UNIFIEDSIGNUPORSIGNIN",
  scopes: ["https://visionlogin.onmicrosoft.com/homeassistant-api/homeassistant.read"],
  sources: [
    {
      at: "home-assistant/core: homeassistant/components/watts/const.py",
      by: "others",
      says: "Both endpoints, and the scopes.",
      supports: ["endpoints", "scopes"],
      read: "2026-11-30"
    }
  ]
})
