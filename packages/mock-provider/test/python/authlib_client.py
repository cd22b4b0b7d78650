"""Runs flows of Authlib against a provider, and prints what came of them.

Reads {"issuer", "client_id", "client_secret", "redirect_uri"} as JSON from standard input.
"""

import json
import sys

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from authlib.jose import JsonWebKey, JsonWebToken
from authlib.oidc.core import CodeIDToken

given = json.load(sys.stdin)
issuer = given["issuer"]
metadata = requests.get(f"{issuer}/.well-known/openid-configuration", timeout=10).json()
verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"


def session(secret=given["client_secret"]):
    """Make the client."""
    return OAuth2Session(
        given["client_id"],
        secret,
        scope="openid email read",
        redirect_uri=given["redirect_uri"],
        code_challenge_method="S256",
    )


def authorize(client):
    """Go through the browser, and give the URL that it comes back to, and the state that it should have."""
    url, state = client.create_authorization_url(
        metadata["authorization_endpoint"], code_verifier=verifier, nonce="the nonce"
    )
    return requests.get(url, allow_redirects=False, timeout=10).headers["location"], state


def link(client):
    """Exchange the code of a callback."""
    callback, state = authorize(client)
    return client.fetch_token(
        metadata["token_endpoint"], authorization_response=callback, state=state, code_verifier=verifier
    )


def claims_of(token):
    """Check an id token against the provider's keys."""
    keys = JsonWebKey.import_key_set(requests.get(metadata["jwks_uri"], timeout=10).json())
    algorithms = metadata["id_token_signing_alg_values_supported"]
    claims = JsonWebToken(algorithms).decode(
        token["id_token"],
        keys,
        claims_cls=CodeIDToken,
        claims_options={"iss": {"value": issuer}, "aud": {"value": given["client_id"]}},
        claims_params={"nonce": "the nonce", "client_id": given["client_id"]},
    )
    claims.validate()
    return claims


def error_of(act):
    """Give the OAuth error that the client tells."""
    try:
        act()
    except AuthlibBaseError as error:
        return error.error
    return None


client = session()
token = link(client)
first = dict(token)
claims = claims_of(token)
userinfo = client.get(metadata["userinfo_endpoint"]).json()
second = client.refresh_token(metadata["token_endpoint"])
active = client.introspect_token(metadata["introspection_endpoint"], token=second["access_token"]).json()
client.revoke_token(metadata["revocation_endpoint"], token=second["refresh_token"])
revoked = client.introspect_token(metadata["introspection_endpoint"], token=second["access_token"]).json()
own = session().fetch_token(metadata["token_endpoint"], grant_type="client_credentials", scope="read")
twice = session()
callback, _ = authorize(twice)


def exchange(state=None):
    """Exchange the code of the callback above."""
    return twice.fetch_token(
        metadata["token_endpoint"], authorization_response=callback, state=state, code_verifier=verifier
    )


another_state = error_of(lambda: exchange("another"))
exchange()

print(
    json.dumps(
        {
            "claims": {name: claims[name] for name in ("iss", "aud", "sub", "nonce")},
            "userinfo": userinfo,
            "rotates": first["refresh_token"] != second["refresh_token"],
            "introspection": [active["active"], revoked["active"]],
            "own": own["scope"],
            "errors": {
                "another state": another_state,
                "reused code": error_of(exchange),
                "wrong secret": error_of(lambda: link(session("wrong"))),
            },
        }
    )
)
