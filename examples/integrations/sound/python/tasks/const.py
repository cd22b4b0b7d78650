"""Constants of Asana."""

OAUTH2_AUTHORIZE = "https://app.asana.com/-/oauth_authorize"
OAUTH2_TOKEN = "https://app.asana.com/-/oauth_token"
