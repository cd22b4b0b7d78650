/** ekey bionyx, whose accounts are at Azure AD B2C. */
import { azureB2cProfile } from "./azureB2c.ts"
import type { Profile } from "./Profile.ts"

export const ekey: Profile = azureB2cProfile({
  name: "ekey",
  title: "ekey bionyx",
  tenant: "ekeybionyxprod",
  policy: "B2C_1_sign_in_v2",
  scopes: [],
  sources: [
    {
      at: "home-assistant/core: homeassistant/components/ekeybionyx/const.py",
      by: "others",
      says: "Both endpoints.",
      supports: ["endpoints"],
      read: "2026-11-30"
    }
  ]
})
