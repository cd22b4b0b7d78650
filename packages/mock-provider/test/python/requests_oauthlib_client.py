"""Runs flows of requests-oauthlib against a provider, and prints what came of them.

Reads {"issuer", "client_id", "client_secret", "redirect_uri"} as JSON from standard input.
"""

import json
import sys

import requests
from oauthlib.oauth2 import BackendApplicationClient, OAuth2Error
from requests_oauthlib import OAuth2Session

given = json.load(sys.stdin)
client_id = given["client_id"]
secret = given["client_secret"]
metadata = requests.get(f"{given['issuer']}/.well-known/oauth-authorization-server", timeout=10).json()
token_url = metadata["token_endpoint"]

# The example of RFC 7636, B: this client leaves PKCE to its app.
verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
challenge = {
    "code_challenge": "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
    "code_challenge_method": "S256",
}


def session():
    """Make the client."""
    return OAuth2Session(client_id, redirect_uri=given["redirect_uri"], scope=["read"])


def authorize(client):
    """Go through the browser, and give the URL that it comes back to."""
    url, _ = client.authorization_url(metadata["authorization_endpoint"], **challenge)
    return requests.get(url, allow_redirects=False, timeout=10).headers["location"]


def exchange(client, callback, client_secret=secret):
    """Exchange the code of a callback."""
    return client.fetch_token(
        token_url, authorization_response=callback, client_secret=client_secret, code_verifier=verifier
    )


def error_of(act):
    """Give the OAuth error that the client tells."""
    try:
        act()
    except OAuth2Error as error:
        return error.error
    return None


client = session()
callback = authorize(client)
first = dict(exchange(client, callback))
resource = client.get(f"{given['issuer']}/resource").json()
second = client.refresh_token(token_url, auth=(client_id, secret))
machine = OAuth2Session(client=BackendApplicationClient(client_id, scope=["read"]))
own = machine.fetch_token(token_url, client_secret=secret)
other = session()
other_callback = authorize(other)

print(
    json.dumps(
        {
            "resource": resource["sub"],
            "rotates": first["refresh_token"] != second["refresh_token"],
            "own": own["scope"],
            "errors": {
                "another state": error_of(lambda: exchange(client, other_callback)),
                "reused code": error_of(lambda: exchange(session(), callback)),
                "wrong secret": error_of(lambda: exchange(other, other_callback, "wrong")),
            },
        }
    )
)
