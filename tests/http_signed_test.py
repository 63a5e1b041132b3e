# SPDX-License-Identifier: Apache-2.0
"""$signed: the signatures are verified, and made, by another implementation (jwcrypto)."""
import base64
import json
import os
import stat
import subprocess

import pytest
from jwcrypto import jwk, jws

from conftest import PROGRAM, Server, b64, concept, prop, shell, submodel


def verify(schale, text):
    """The payload, when the key that is served made the signature."""
    answer = schale.get("/plan/keys")
    assert answer.status == 200 and answer.headers["content-type"] == "application/jwk-set+json"
    keys = jwk.JWKSet.from_json(answer.body.decode())
    token = jws.JWS()
    token.deserialize(text)
    token.verify(keys.get_key(token.jose_header["kid"]))
    return token.payload


@pytest.mark.parametrize("collection,make", [
    ("/shells", shell), ("/submodels", submodel), ("/concept-descriptions", concept)])
def test_read(schale, collection, make):
    document = make("urn:signed:ä" + collection)
    path = f"{collection}/{b64(document['id'])}"
    assert schale.get(path + "/$signed").status == 404
    schale("PUT", path, document)
    answer = schale.get(path + "/$signed")
    assert answer.status == 200 and answer.headers["content-type"] == "text/plain"
    assert "last-modified" in answer.headers and "etag" not in answer.headers
    text = answer.body.decode()
    assert verify(schale, text) == schale.get(path).body
    header = json.loads(base64.urlsafe_b64decode(text.split(".")[0] + "=="))
    served = json.loads(schale.get("/plan/keys").body)["keys"][0]
    assert header["alg"] == "ES256" and header["kid"] == served["kid"] == jwk.JWK(**served).thumbprint()
    assert set(served) == {"kty", "crv", "x", "y", "kid", "alg", "use"}
    broken = text[:-8] + ("AAAAAAAA" if text[-8:] != "AAAAAAAA" else "BBBBBBBB")
    with pytest.raises(jws.InvalidJWSSignature):
        verify(schale, broken)


def test_blobs_are_signed(schale):
    blob = {"modelType": "Blob", "idShort": "Picture", "contentType": "a/b", "value": "AAAA"}
    schale("PUT", "/submodels/" + b64("urn:blob"), submodel("urn:blob", [blob]))
    signed = schale.get("/submodels/" + b64("urn:blob") + "/$signed").body.decode()
    assert json.loads(verify(schale, signed))["submodelElements"][0]["value"] == "AAAA"


def test_key_lasts(tmp_path):
    first = Server(tmp_path)
    keys = first.get("/plan/keys").body
    first.stop()
    path = tmp_path / "signing-key.jwk"
    assert stat.S_IMODE(os.stat(path).st_mode) == 0o600
    again = Server(tmp_path)
    assert again.get("/plan/keys").body == keys
    again.stop()
    path.unlink()
    other = Server(tmp_path)
    assert other.get("/plan/keys").body != keys
    other.stop()


def sign(key, alg, payload, **header):
    token = jws.JWS(payload if isinstance(payload, (bytes, str)) else json.dumps(payload))
    token.allowed_algs = [alg]
    token.add_signature(key, None, json.dumps({"alg": alg, **header}))
    return token.serialize(compact=True)


KEYS = {"ES256": jwk.JWK.generate(kty="EC", crv="P-256", kid="ec"), "RS256": jwk.JWK.generate(kty="RSA", size=2048, kid="rsa"),
        "PS256": jwk.JWK.generate(kty="RSA", size=2048, kid="pss"), "EdDSA": jwk.JWK.generate(kty="OKP", crv="Ed25519", kid="ed")}


@pytest.fixture(scope="module")
def trusting(tmp_path_factory):
    folder = tmp_path_factory.mktemp("trusting")
    keys = {"keys": [json.loads(key.export_public()) for key in KEYS.values()]}
    keys["keys"].append({"kty": "oct", "k": "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3I", "kid": "shared"})
    (folder / "trusted.jwks").write_text(json.dumps(keys))
    server = Server(folder)
    yield server
    server.stop()


@pytest.mark.parametrize("alg", KEYS)
def test_write(trusting, alg):
    identifier = "urn:write:" + alg
    path = f"/submodels/{b64(identifier)}"
    document = submodel(identifier, [prop("Value", "1")])
    for header in ({"kid": KEYS[alg].get("kid")}, {}):
        answer = trusting("PUT", path + "/$signed", sign(KEYS[alg], alg, document, **header), kind="text/plain")
        assert answer.status in (201, 204), answer.body
        assert trusting.get(path).json == document
    patch = submodel(identifier, [prop("Value", "2")])
    answer = trusting("PATCH", path + "/$signed", sign(KEYS[alg], alg, patch) + "\n", kind="application/jose")
    assert answer.status == 204, answer.body
    assert trusting.get(path + "/$value").json == {"Value": "2"}
    assert trusting("DELETE", path + "/$signed").status == 204
    assert trusting.get(path).status == 404


def test_refused(trusting):
    document = submodel("urn:refused")
    path = f"/submodels/{b64('urn:refused')}/$signed"
    key = KEYS["ES256"]
    good = sign(key, "ES256", document)
    stranger = jwk.JWK.generate(kty="EC", crv="P-256", kid="ec")
    head, payload, signature = good.split(".")
    shared = jwk.JWK(kty="oct", k="c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3I")
    none = b64('{"alg":"none"}') + "." + payload + "."
    own = sign(stranger, "ES256", document, jwk=json.loads(stranger.export_public()))
    for body, code in [
            (sign(stranger, "ES256", document), "bad-signature"), (own, "bad-signature"),
            (sign(key, "ES256", document, kid="rsa"), "bad-signature"),
            (head + "." + b64(json.dumps(submodel("urn:other"))) + "." + signature, "bad-signature"),
            (sign(shared, "HS256", document), "not-signed"), (none, "not-signed"), (head + "." + payload, "not-signed"),
            (b64('{"alg":"ES256","zip":"DEF"}') + "." + payload + "." + signature, "not-signed"),
            (b64('{"alg":"ES256","crit":["x"],"x":1}') + "." + payload + "." + signature, "not-signed"),
            ("", "not-signed"), ("...", "not-signed"), ("a.b.c", "not-signed"), (json.dumps(document), "not-signed"),
            (sign(key, "ES256", submodel("urn:another")), "id-differs"),
            (sign(key, "ES256", {**document, "idShort": "1x"}), "AASd-002")]:
        answer = trusting("PUT", path, body, kind="text/plain")
        assert answer.status == 400 and answer.codes == [code], (body, answer.body)
    assert trusting("PUT", path, document).codes == ["not-signed"]
    assert trusting.get(path).status == 404


def test_nobody_is_trusted(schale):
    """Not even the node's own key, unless the operator says so."""
    document = submodel("urn:own")
    path = "/submodels/" + b64("urn:own")
    schale("PUT", path, document)
    own = schale.get(path + "/$signed").body
    answer = schale("PUT", path + "/$signed", own, kind="text/plain")
    assert answer.status == 400 and answer.codes == ["bad-signature"]


@pytest.mark.parametrize("place,status", [(63, 201), (64, 400)])
def test_number_of_trusted_keys(tmp_path, place, status):
    """SIGNER_TRUSTED_KEYS_MAX: 64 keys are looked at, the others are not."""
    keys = [json.loads(jwk.JWK.generate(kty="EC", crv="P-256").export_public()) for _ in range(place)]
    key = jwk.JWK.generate(kty="EC", crv="P-256")
    (tmp_path / "trusted.jwks").write_text(json.dumps({"keys": keys + [json.loads(key.export_public())]}))
    server = Server(tmp_path)
    path = f"/submodels/{b64('urn:last')}/$signed"
    assert server("PUT", path, sign(key, "ES256", submodel("urn:last")), kind="text/plain").status == status
    server.stop()


@pytest.mark.parametrize("more,status", [(0, 201), (1, 400)])
def test_size_of_trusted_keys(tmp_path, more, status):
    """SIGNER_TRUSTED_BYTES_MAX: over it nobody is trusted."""
    key = jwk.JWK.generate(kty="EC", crv="P-256")
    text = json.dumps({"keys": [json.loads(key.export_public())]})
    (tmp_path / "trusted.jwks").write_text(text + " " * ((1 << 20) - len(text) + more))
    server = Server(tmp_path)
    path = f"/submodels/{b64('urn:size')}/$signed"
    assert server("PUT", path, sign(key, "ES256", submodel("urn:size")), kind="text/plain").status == status
    server.stop()


@pytest.mark.parametrize("content", ["", "{}", "[]", "{", '{"keys":[{}]}', '{"keys":7}'])
def test_broken_trusted_keys(tmp_path, content):
    (tmp_path / "trusted.jwks").write_text(content)
    server = Server(tmp_path)
    path = f"/submodels/{b64('urn:broken')}/$signed"
    answer = server("PUT", path, sign(KEYS["ES256"], "ES256", submodel("urn:broken")), kind="text/plain")
    assert answer.status == 400 and answer.codes == ["bad-signature"]
    server.stop()


@pytest.mark.parametrize("content", ["", "{}", "nothing", '{"kty":"oct","k":"AAAA"}'])
def test_broken_own_key(tmp_path, content):
    """It does not start with another key than the one that it signed with before."""
    (tmp_path / "signing-key.jwk").write_text(content)
    done = subprocess.run([PROGRAM, "serve", "--listen", "127.0.0.1:0", "--data", tmp_path], capture_output=True, timeout=60)
    assert done.returncode not in (0, -6) and b"signing-key.jwk" in done.stderr and b"Sanitizer" not in done.stderr
