# SPDX-License-Identifier: Apache-2.0
"""Operations: invoke and invoke-async in both forms, delegated to a server in this file that answers rightly, wrongly, slowly,
hugely, not at all, or with a redirect; handles over restarts; many that wait while reads go on."""
import base64
import http.client
import http.server
import json
import os
import signal
import socket
import ssl
import subprocess
import threading
import time

import pytest

from conftest import Server, b64, external, prop, shell, submodel

ID = "urn:operations"
MIB = 1 << 20


class Delegate(http.server.ThreadingHTTPServer):
    """What carries out the operations: by the path, and remembers what it was sent."""
    daemon_threads = True
    request_queue_size = 512

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.calls = []
        self.release = threading.Event()  # ends /wait
        threading.Thread(target=self.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server_port}"

    def calls_to(self, path):
        return [call for call in self.calls if call["path"] == path]

    def handle_error(self, request, client_address):
        pass  # clients that leave are part of the tests


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments):
        pass

    def do_GET(self):
        self.server.calls.append({"path": self.path, "method": "GET"})
        self.reply(200, [])

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        arguments = json.loads(body)
        self.server.calls.append({"path": self.path, "method": "POST", "body": arguments, "headers": dict(self.headers)})
        getattr(self, "at_" + self.path.split("/")[2].split("?")[0])({a["value"]["idShort"]: a["value"] for a in arguments})

    def reply(self, status, value, **headers):
        body = value if isinstance(value, bytes) else json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        for name, text in headers.items():
            self.send_header(name, text)
        self.end_headers()
        self.wfile.write(body)

    def total(self, given):
        return str(int(given["AA"]["value"]) + int(given["BB"]["value"]))

    def at_add(self, given):
        self.reply(200, [variable(prop("Sum", self.total(given), "xs:int"))])

    def at_result(self, given):
        self.reply(200, {"executionState": "Completed", "success": True,
                         "messages": [{"messageType": "Info", "code": "note", "text": "carried out", "more": 1}],
                         "outputArguments": [variable(prop("Sum", self.total(given), "xs:int"))],
                         "inoutputArguments": [variable(prop("Counter", "8", "xs:int"))]})

    def at_both(self, given):
        self.reply(200, [variable(prop("Counter", "8", "xs:int")), variable(prop("Sum", self.total(given), "xs:int"))])

    def at_values(self, given):
        self.reply(200, {"outputArguments": {"Sum": int(self.total(given))}})

    def at_failed(self, given):
        self.reply(200, {"executionState": "Failed", "success": False,
                         "messages": [{"messageType": "Error", "text": "the door is open"}]})

    def at_unsuccessful(self, given):
        self.reply(200, {"success": False})

    def at_canceled(self, given):
        self.reply(200, {"executionState": "Canceled"})

    def at_endless(self, given):
        self.reply(200, {"executionState": "Running"})

    def at_deep(self, given):
        self.reply(200, b"[" * 600 + b"]" * 600)

    def at_notutf8(self, given):
        self.reply(200, b'["\xff"]')

    def at_talk(self, given):
        self.reply(200, {"outputArguments": [variable(prop("Sum", "1", "xs:int"))],
                         "messages": [{"text": str(i), "messageType": "Shout", "code": "x" * 40} for i in range(int(given["AA"]["value"]))]})

    def at_empty(self, given):
        self.reply(204, b"")

    def at_error(self, given):
        self.reply(500, {"messages": [{"messageType": "Exception", "text": "out of coolant"}]})

    def at_plain(self, given):
        self.reply(503, b"busy")

    def at_wrongtype(self, given):
        self.reply(200, [variable(prop("Sum", "12", "xs:string"))])

    def at_wrongvalue(self, given):
        self.reply(200, [variable(prop("Sum", "twelve", "xs:int"))])

    def at_wrongname(self, given):
        self.reply(200, [variable(prop("Total", "12", "xs:int"))])

    def at_nojson(self, given):
        self.reply(200, b"<html>")

    def at_nothing(self, given):
        self.reply(200, {"hello": "world"})

    def at_redirect(self, given):
        self.reply(307, b"", Location=self.server.url + "/ops/add")

    def at_exact(self, given):
        self.sized(MIB)

    def at_huge(self, given):
        self.sized(MIB + 1)

    def sized(self, size):
        body = json.dumps([variable(prop("Sum", "12", "xs:int"))]).encode()
        self.reply(200, body + b" " * (size - len(body)))

    def at_endlessbody(self, given):
        self.send_response(200)
        self.end_headers()
        for _ in range(64):
            self.wfile.write(b"[" * MIB)

    def at_slow(self, given):
        time.sleep(1)
        self.at_add(given)

    def at_wait(self, given):
        self.server.release.wait(50)
        self.at_add(given)

    def at_hangup(self, given):
        self.connection.shutdown(socket.SHUT_RDWR)
        self.close_connection = True


def variable(element):
    return {"value": element}


def operation(name, url, inputs=None, outputs=None, inouts=(), **more):
    inputs = [prop("AA", None, "xs:int"), prop("BB", "2", "xs:int")] if inputs is None else inputs
    outputs = [prop("Sum", None, "xs:int")] if outputs is None else outputs
    element = {"modelType": "Operation", "idShort": name}
    if url:
        element["qualifiers"] = [{"type": "invocationDelegation", "valueType": "xs:string", "value": url}]
    for key, items in (("inputVariables", inputs), ("outputVariables", outputs), ("inoutputVariables", inouts)):
        if items:
            element[key] = [variable(item) for item in items]
    return element | more


@pytest.fixture(scope="module")
def delegate():
    one = Delegate()
    yield one
    one.release.set()
    one.shutdown()


KINDS = [name[3:] for name in dir(Handler) if name.startswith("at_")]


def elements(url):
    made = [operation("Op_" + kind, f"{url}/ops/{kind}") for kind in KINDS if kind not in ("result", "both")]
    made += [operation("Op_" + kind, f"{url}/ops/{kind}", inouts=[prop("Counter", None, "xs:int")]) for kind in ("result", "both")]
    made += [
        operation("Keeps", url + "/ops/add", inouts=[prop("Counter", None, "xs:int")]),
        operation("Optional", url + "/ops/add", inputs=[prop("AA", None, "xs:int"), prop("BB", None, "xs:int"), prop(
            "CC", None, "xs:int", qualifiers=[{"type": "SMT/Cardinality", "valueType": "xs:string", "value": "ZeroToOne"}])]),
        operation("NoDelegate", None), operation("Elsewhere", url + "/other"), operation("Above", url + "/ops/../other"),
        operation("User", url.replace("//", "//user:word@") + "/ops/add"), operation("File", "file:///etc/passwd"),
        operation("Nobody", f"http://127.0.0.1:{free_port()}/ops/x"),
        operation("Mixed", url + "/ops/empty", outputs=(), inputs=[
            {"modelType": "SubmodelElementCollection", "idShort": "Box", "value": [prop("Width", "1", "xs:int")]},
            {"modelType": "SubmodelElementList", "idShort": "Rows", "typeValueListElement": "Property",
             "valueTypeListElement": "xs:int", "value": [{"modelType": "Property", "valueType": "xs:int", "value": "1"}]},
            {"modelType": "MultiLanguageProperty", "idShort": "Name", "value": [{"language": "en", "text": "a"}]},
            {"modelType": "Range", "idShort": "Span", "valueType": "xs:double", "min": "0", "max": "1"},
            {"modelType": "ReferenceElement", "idShort": "Ref", "value": external("urn:x")}]),
        operation("Bare", url + "/ops/empty", inputs=(), outputs=()),
        {"modelType": "SubmodelElementCollection", "idShort": "In", "value": [operation("Deep", url + "/ops/add")]},
        prop("Value", "1", "xs:int")]
    return made


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def fill(server, url):
    answer = server("POST", "/submodels", submodel(ID, elements(url)))
    assert answer.status == 201, answer.body
    assert server("POST", "/shells", shell("urn:shell", [ID])).status == 201


@pytest.fixture(scope="module")
def server(tmp_path_factory, delegate):
    one = Server(tmp_path_factory.mktemp("store"), "--delegate", delegate.url + "/ops", "http://127.0.0.1")
    fill(one, delegate.url)
    yield one
    one.stop()


MOUNTS = ["/submodels/" + b64(ID), "/api/v3/submodels/" + b64(ID), f"/shells/{b64('urn:shell')}/submodels/{b64(ID)}",
          "/aas/submodels/" + b64(ID), "/submodel"]


def at(name, suffix, mount=MOUNTS[0]):
    return f"{mount}/submodel-elements/{name}/{suffix}"


def given(**values):
    return [variable(prop(name, str(value), "xs:int")) for name, value in values.items()]


def invoke(server, name, body=None, suffix="invoke", mount=MOUNTS[0]):
    body = {"inputArguments": given(AA=5, BB=7)} if body is None else body
    return server("POST", at(name, suffix, mount), body)


def result_of(answer, state="Completed"):
    """Checks the form of an OperationResult."""
    assert answer.status == 200, answer.body
    assert answer.headers["content-type"] == "application/json"
    result = answer.json
    assert result["executionState"] == state, result
    assert result["success"] is (state == "Completed")
    assert set(result) <= {"executionState", "success", "messages", "outputArguments", "inoutputArguments"}
    for message in result["messages"]:
        assert set(message) == {"code", "correlationId", "messageType", "text", "timestamp"}
        assert message["text"].strip() and 1 <= len(message["code"]) <= 32
    return result


def texts(result):
    return " ".join(message["text"] for message in result["messages"])


# --- invoke ---------------------------------------------------------------------------------------

@pytest.mark.parametrize("mount", MOUNTS)
def test_invoke(server, delegate, mount):
    result = result_of(invoke(server, "Op_add", mount=mount))
    assert result["outputArguments"] == [variable(prop("Sum", "12", "xs:int"))]
    assert result["inoutputArguments"] == [] and result["messages"] == []
    call = delegate.calls_to("/ops/add")[-1]
    assert call["body"] == given(AA=5, BB=7)
    assert call["headers"]["Content-Type"] == "application/json"


@pytest.mark.parametrize("mount", MOUNTS)
def test_invoke_value(server, delegate, mount):
    answer = invoke(server, "Op_add", {"inputArguments": {"AA": 5, "BB": "7"}}, "invoke/$value", mount)
    result = result_of(answer)
    assert result["outputArguments"] == {"Sum": 12} and result["inoutputArguments"] == {}
    assert delegate.calls_to("/ops/add")[-1]["body"] == given(AA=5, BB=7)


def test_invoke_below_a_collection(server):
    assert result_of(invoke(server, "In.Deep"))["outputArguments"] == given(Sum=12)


def test_client_headers_stay_here(server, delegate):
    server("POST", at("Op_add", "invoke"), {"inputArguments": given(AA=1)}, headers={"Authorization": "Bearer x", "Cookie": "a=b"})
    names = {name.lower() for name in delegate.calls_to("/ops/add")[-1]["headers"]}
    assert not names & {"authorization", "cookie"}


def test_inoutput(server, delegate):
    body = {"inputArguments": given(AA=5, BB=7), "inoutputArguments": given(Counter=7), "clientTimeoutDuration": "PT20S"}
    for kind in ("both", "result"):
        result = result_of(invoke(server, "Op_" + kind, body))
        assert result["outputArguments"] == given(Sum=12) and result["inoutputArguments"] == given(Counter=8)
        assert delegate.calls_to("/ops/" + kind)[-1]["body"] == given(AA=5, BB=7, Counter=7)
    assert [(m["messageType"], m["code"], m["text"]) for m in result["messages"]] == [("Info", "note", "carried out")]
    values = {"inputArguments": {"AA": 5, "BB": 7}, "inoutputArguments": {"Counter": 7}}
    result = result_of(invoke(server, "Op_both", values, "invoke/$value"))
    assert (result["outputArguments"], result["inoutputArguments"]) == ({"Sum": 12}, {"Counter": 8})


def test_what_is_not_told_of_is_as_it_was_sent(server):
    body = {"inputArguments": given(AA=5, BB=7), "inoutputArguments": given(Counter=7)}
    assert result_of(invoke(server, "Keeps", body))["inoutputArguments"] == given(Counter=7)


def test_values_of_the_variables_stand_in(server, delegate):
    assert result_of(invoke(server, "Op_add", {"inputArguments": given(AA=5)}))["outputArguments"] == given(Sum=7)
    assert result_of(invoke(server, "Op_add", {"inputArguments": {"AA": 6}}, "invoke/$value"))["outputArguments"] == {"Sum": 8}


def test_what_may_be_left_out(server, delegate):
    assert result_of(invoke(server, "Optional"))["outputArguments"] == given(Sum=12)
    assert delegate.calls_to("/ops/add")[-1]["body"] == given(AA=5, BB=7)


def test_without_variables(server, delegate):
    for suffix in ("invoke", "invoke/$value"):
        result = result_of(invoke(server, "Bare", {}, suffix))
        assert result["outputArguments"] == ([] if suffix == "invoke" else {})
    assert delegate.calls_to("/ops/empty")[-1]["body"] == []


def test_each_class_as_value(server, delegate):
    values = {"Box": {"Width": 3}, "Rows": [4, 5], "Name": [{"de": "b"}], "Span": {"min": 0.5, "max": "INF"}, "Ref": external("urn:y")}
    result_of(invoke(server, "Mixed", {"inputArguments": values}, "invoke/$value"))
    sent = {a["value"]["idShort"]: a["value"] for a in delegate.calls_to("/ops/empty")[-1]["body"]}
    assert sent["Box"]["value"][0]["value"] == "3" and [row["value"] for row in sent["Rows"]["value"]] == ["4", "5"]
    assert sent["Name"]["value"] == [{"language": "de", "text": "b"}]
    assert (sent["Span"]["min"], sent["Span"]["max"]) == ("0.5", "INF") and sent["Ref"]["value"] == external("urn:y")


# --- what is refused ------------------------------------------------------------------------------

REFUSED = [
    # name, suffix, body, status, codes (all of them), what the texts name
    ("Op_add", "invoke", {"inputArguments": given(BB=7)}, 400, ["argument-missing"], ["inputArguments.AA"]),
    ("Op_add", "invoke", {}, 400, ["argument-missing"], ["inputArguments.AA"]),
    ("Op_add", "invoke", {"inputArguments": given(AA=1, XX=2, YY=3)}, 400, ["no-such-variable"] * 2, ["inputArguments.XX", "inputArguments.YY"]),
    ("Op_add", "invoke", {"inputArguments": given(AA=1) + given(AA=2)}, 400, ["argument-twice"], ["inputArguments.AA"]),
    ("Op_add", "invoke", {"inputArguments": given(AA=1), "inoutputArguments": given(BB=2)}, 400, ["no-such-variable"], ["inoutputArguments.BB"]),
    ("Op_add", "invoke", {"inputArguments": [variable(prop("AA", "1", "xs:string"))]}, 400, ["argument-type"], ["inputArguments.AA", "Property, xs:int"]),
    ("Op_add", "invoke", {"inputArguments": [variable({"modelType": "Capability", "idShort": "AA"})]}, 400, ["argument-type"], ["inputArguments.AA"]),
    ("Op_add", "invoke", {"inputArguments": [variable(prop("AA", "one", "xs:int"))]}, 400, ["value-type"],
     ["$.inputArguments[0].value"]),
    ("Op_add", "invoke", {"inputArguments": [variable(prop("AA", "1", "xs:int", wrong=1))]}, 400, ["unknown-property"], ["$.inputArguments[0].value"]),
    ("Op_add", "invoke", {"inputArguments": {"AA": 1}}, 400, ["bad-argument"], ["inputArguments"]),
    ("Op_add", "invoke", {"inputArguments": [1]}, 400, None, []),
    ("Op_add", "invoke", {"inputArguments": None}, 400, None, []),
    ("Op_add", "invoke", [], 400, ["bad-operation-request"], []),
    ("Op_add", "invoke", {"inputArguments": given(AA=1), "arguments": []}, 400, ["bad-operation-request"], ["arguments"]),
    ("Op_add", "invoke", '{"inputArguments":[],"inputArguments":[]}', 400, ["bad-operation-request"], ["inputArguments"]),
    ("Op_add", "invoke", "{", 400, ["syntax"], []),
    ("Op_add", "invoke/$value", {"inputArguments": given(AA=1)}, 400, ["bad-argument"], ["inputArguments"]),
    ("Op_add", "invoke/$value", {"inputArguments": {"AA": "one"}}, 400, ["value-type"], ["inputArguments.AA"]),
    ("Op_add", "invoke/$value", {"inputArguments": {"AA": [1]}}, 400, ["bad-value"], ["inputArguments.AA"]),
    ("Op_add", "invoke/$value", {"inputArguments": {"AA": 1, "XX": 1}}, 400, ["no-such-variable"], ["inputArguments.XX"]),
    ("Op_add", "invoke/$value", '{"inputArguments":{"AA":1,"AA":2}}', 400, ["argument-twice"], ["inputArguments.AA"]),
    ("Mixed", "invoke/$value", {"inputArguments": {"Box": {"Height": 1}}}, 400, ["bad-value"], ["inputArguments.Box.Height"]),
    ("Mixed", "invoke", {"inputArguments": [variable({"modelType": "SubmodelElementCollection", "idShort": "Box", "value": [
        prop("Width", "1", "xs:string")]})]}, 400, ["argument-type"], ["inputArguments.Box.Width"]),
    ("Mixed", "invoke", {"inputArguments": [variable({"modelType": "SubmodelElementList", "idShort": "Rows", "typeValueListElement": "Property",
                                                      "valueTypeListElement": "xs:long"})]}, 400, ["argument-type"], ["inputArguments.Rows"]),
    ("NoDelegate", "invoke", None, 405, ["no-delegate"], ["NoDelegate"]),
    ("Elsewhere", "invoke", None, 405, ["delegate-not-allowed"], ["/other"]),
    ("Above", "invoke", None, 405, ["delegate-not-allowed"], []),
    ("User", "invoke", None, 405, ["delegate-not-allowed"], []),
    ("File", "invoke", None, 405, ["delegate-not-allowed"], []),
    ("Nobody", "invoke", None, 405, ["delegate-not-allowed"], []),
    ("Value", "invoke", None, 405, ["not-an-operation"], ["Property"]),
    ("In", "invoke", None, 405, ["not-an-operation"], ["SubmodelElementCollection"]),
    ("Missing", "invoke", None, 404, ["no-such-element"], ["Missing"]),
    ("a..b", "invoke", None, 400, ["bad-id-short-path"], []),
]


@pytest.mark.parametrize("row", range(len(REFUSED)))
@pytest.mark.parametrize("later", [False, True])
def test_refused(server, delegate, row, later):
    name, suffix, body, status, codes, named = REFUSED[row]
    calls, handles = len(delegate.calls), handle_files(server)
    if later:
        suffix = suffix.replace("invoke", "invoke-async")
    answer = invoke(server, name, body, suffix)
    assert answer.status == status, answer.body
    if codes:
        assert answer.codes == codes
    assert answer.codes
    for text in named:
        assert text in texts(answer.json), (text, texts(answer.json))
    assert len(delegate.calls) == calls and handle_files(server) == handles


def handle_files(server):
    folder = os.path.join(server.folder, "operations")
    return sorted(os.listdir(folder)) if os.path.isdir(folder) else []


def test_refused_by_the_head(server):
    assert server("POST", at("Op_add", "invoke"), b"{}", kind="text/plain").status == 415
    assert server("POST", at("Op_add", "invoke"), b"").status == 400
    assert server("GET", at("Op_add", "invoke")).status == 405
    assert invoke(server, "Op_add", mount="/submodels/" + b64("urn:missing")).status == 404
    assert invoke(server, "Op_add", mount=f"/shells/{b64('urn:none')}/submodels/{b64(ID)}").status == 404
    assert invoke(server, "Op_add", mount=f"/aas/submodels/{b64(ID)}", suffix="invoke-asnyc").status == 202


def test_bytes_of_a_request(server):
    head, tail = b'{"inputArguments":[{"value":{"modelType":"Property","idShort":"AA","valueType":"xs:int","value":"1"}}]', b"}"
    for size, status in ((MIB, 200), (MIB + 1, 413)):
        body = head + b" " * (size - len(head) - len(tail)) + tail
        assert server("POST", at("Op_add", "invoke"), body).status == status


def test_number_of_faults(server):
    for count, told in ((99, 100), (100, 100), (150, 100)):  # the missing A is one more
        names = {f"X{i}": 1 for i in range(count)}
        answer = invoke(server, "Op_add", {"inputArguments": given(**names)})
        assert answer.status == 400 and len(answer.codes) == told


def test_german(server):
    answer = server("POST", at("NoDelegate", "invoke"), {}, headers={"Accept-Language": "de"})
    assert "Nichts führt die Operation" in texts(answer.json)


# --- what the delegate does -----------------------------------------------------------------------

FAILURES = [
    ("failed", "Failed", ["the door is open"]), ("unsuccessful", "Failed", []), ("canceled", "Canceled", []),
    ("endless", "Failed", ["executionState"]), ("empty", "Failed", ["outputArguments.Sum"]), ("error", "Failed", ["500", "out of coolant"]),
    ("plain", "Failed", ["503"]), ("wrongtype", "Failed", ["outputArguments.Sum"]), ("wrongvalue", "Failed", ["$.outputArguments[0].value"]),
    ("wrongname", "Failed", ["outputArguments.Total", "outputArguments.Sum"]), ("nojson", "Failed", []), ("nothing", "Failed", []), ("deep", "Failed", []), ("notutf8", "Failed", []),
    ("redirect", "Failed", ["307"]), ("huge", "Failed", ["1048576"]), ("endlessbody", "Failed", ["1048576"]), ("hangup", "Failed", []),
]


@pytest.mark.parametrize("kind,state,named", FAILURES)
def test_failures(server, delegate, kind, state, named):
    before = len(delegate.calls_to("/ops/" + kind)), len(delegate.calls_to("/ops/add"))
    result = result_of(invoke(server, "Op_" + kind), state)
    for text in named:
        assert text in texts(result)
    assert result["messages"] or kind in ("unsuccessful", "canceled")
    assert all(not result.get(key) for key in ("outputArguments", "inoutputArguments"))
    # Once and only there: no second try, no redirect followed.
    assert (len(delegate.calls_to("/ops/" + kind)), len(delegate.calls_to("/ops/add"))) == (before[0] + 1, before[1])


def test_number_of_messages(server):
    for sent, told in ((99, 99), (100, 100), (101, 100)):
        result = result_of(invoke(server, "Op_talk", {"inputArguments": given(AA=sent)}))
        assert [m["text"] for m in result["messages"]] == [str(i) for i in range(told)]
        assert {m["messageType"] for m in result["messages"]} == {"Undefined"}


def test_answers_in_other_forms(server):
    for kind in ("exact", "values"):
        assert result_of(invoke(server, "Op_" + kind))["outputArguments"] == given(Sum=12)


def test_nobody_there(tmp_path):
    port = free_port()
    one = Server(tmp_path, "--delegate", f"http://127.0.0.1:{port}/")
    one("POST", "/submodels", submodel(ID, [operation("Nobody", f"http://127.0.0.1:{port}/x")]))
    result = result_of(invoke(one, "Nobody"), "Failed")
    assert "delegate-failed" in [m["code"] for m in result["messages"]]
    one.stop()


def test_certificates_are_checked(tmp_path, delegate):
    made = subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost", "-days", "2", "-keyout",
                           tmp_path / "key", "-out", tmp_path / "cert"], capture_output=True)
    assert made.returncode == 0, made.stderr
    secure = Delegate()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "cert", tmp_path / "key")
    secure.socket = context.wrap_socket(secure.socket, server_side=True)
    url = f"https://localhost:{secure.server_port}"
    one = Server(tmp_path / "data", "--delegate", url)
    one("POST", "/submodels", submodel(ID, [operation("Op", url + "/ops/add")]))
    result = result_of(invoke(one, "Op"), "Failed")
    assert "certificate" in texts(result).lower() and secure.calls == []
    one.stop()
    secure.shutdown()


def test_nothing_is_called_unless_allowed(tmp_path, delegate):
    one = Server(tmp_path)
    one("POST", "/submodels", submodel(ID, elements(delegate.url)))
    calls = len(delegate.calls)
    answer = invoke(one, "Op_add")
    assert answer.status == 405 and answer.codes == ["delegate-not-allowed"] and len(delegate.calls) == calls
    one.stop()


@pytest.mark.parametrize("form", [["--delegate", "{0}/ops/add", "{0}/ops/both"], ["--delegate={0}/ops/add", "--delegate={0}/ops/both"],
                                  ["--delegate", "{0}/ops/add", "--example", "--delegate", "{0}/ops/both"]])
def test_more_than_one_address(tmp_path, delegate, form):
    one = Server(tmp_path, *[word.format(delegate.url) for word in form])
    fill(one, delegate.url)
    for name, status in (("Op_add", 200), ("Keeps", 400), ("Op_both", 400), ("Op_values", 405), ("Elsewhere", 405)):
        assert invoke(one, name).status == status, name
    one.stop()


def test_addresses_that_are_none(tmp_path):
    program = os.environ.get("SCHALE", "build/asan/schale")
    for pattern in ("nonsense", "ftp://a.example", "http://u@a.example", "http://a.example?x"):
        got = subprocess.run([program, "serve", "--listen", "127.0.0.1:0", "--data", str(tmp_path), "--delegate", pattern],
                             capture_output=True, text=True, timeout=30)
        assert got.returncode == 2 and pattern in got.stderr


# --- time -----------------------------------------------------------------------------------------

def test_time_limit(server, delegate):
    body = {"inputArguments": given(AA=1), "clientTimeoutDuration": "PT0.3S"}
    began = time.monotonic()
    result = result_of(invoke(server, "Op_wait", body), "Timeout")
    assert 0.25 < time.monotonic() - began < 10
    assert [m["code"] for m in result["messages"]] == ["timeout"] and "300" in texts(result)
    assert result_of(invoke(server, "Op_slow", body | {"clientTimeoutDuration": "PT20S"}))["outputArguments"] == given(Sum=3)


@pytest.mark.parametrize("duration,fine", [("PT10S", True), ("P1D", True), ("P9999Y", True), ("PT0S", False), ("-PT1S", False), ("10", False),
                                           ("", False), (10, False), (None, False), ("PT", False)])
def test_durations(server, duration, fine):
    answer = invoke(server, "Op_add", {"inputArguments": given(AA=1), "clientTimeoutDuration": duration})
    assert answer.status == (200 if fine else 400)
    assert fine or answer.codes == ["bad-duration"]


# --- invoke-async ---------------------------------------------------------------------------------

def begin(server, name, suffix="invoke-async", body=None, mount=MOUNTS[0]):
    body = body or {"inputArguments": given(AA=5, BB=7) if "$" not in suffix else {"AA": 5, "BB": 7}, "clientTimeoutDuration": "PT40S"}
    answer = invoke(server, name, body, suffix, mount)
    assert answer.status == 202, answer.body
    location = answer.headers["location"]
    assert location.startswith(at(name, "operation-status/", mount)), location
    handle = location.rsplit("/", 1)[1]
    assert len(base64.urlsafe_b64decode(handle + "==")) >= 22  # 128 bits as base64url
    return location


def wait(server, location):
    """Follows a status until it leads to a result; its path."""
    for _ in range(400):
        answer = server.get(location)
        if answer.status == 302:
            return answer.headers["location"]
        assert answer.status == 200
        state = answer.json
        assert (state["executionState"], state["success"], state["messages"]) == ("Running", False, [])
        time.sleep(0.05)
    raise AssertionError("it does not end")


@pytest.mark.parametrize("mount", MOUNTS)
@pytest.mark.parametrize("suffix", ["invoke-async", "invoke-async/$value"])
def test_invoke_async(server, mount, suffix):
    status = begin(server, "Op_slow", suffix, mount=mount)
    assert server.get(status).status == 200
    early = server.get(status.replace("operation-status", "operation-results"))
    assert early.status == 200 and early.json["executionState"] == "Running"
    where = wait(server, status)
    whole = status.replace("operation-status", "operation-results")
    assert where == whole + ("/$value" if "$" in suffix else "")
    assert result_of(server.get(whole))["outputArguments"] == given(Sum=12)
    assert result_of(server.get(whole + "/$value"))["outputArguments"] == {"Sum": 12}
    assert server.get(status).status == 302, "as often as one asks"


def test_misspelt_only_where_the_specification_does(server):
    assert invoke(server, "Op_add", suffix="invoke-asnyc").status in (404, 405)


def test_async_failures(server):
    for kind, state, named in FAILURES:
        result = result_of(server.get(wait(server, begin(server, "Op_" + kind))), state)
        assert all(text in texts(result) for text in named)
    body = {"inputArguments": given(AA=1), "clientTimeoutDuration": "PT0.2S"}
    result_of(server.get(wait(server, begin(server, "Op_wait", body=body))), "Timeout")


def test_async_without_duration(server):
    assert wait(server, begin(server, "Op_add", body={"inputArguments": given(AA=1)}))


def test_time_limit_of_the_server(server):
    """What is asked for, up to a day, stands in the handle's file."""
    day = 24 * 3600
    for duration, seconds in (("PT10M", 600), ("PT23H59M59S", day - 1), ("PT24H", day), ("PT24H0M1S", day), ("P9Y", day)):
        status = begin(server, "Op_wait", body={"inputArguments": given(AA=1), "clientTimeoutDuration": duration})
        name = base64.urlsafe_b64decode(status.rsplit("/", 1)[1] + "==").decode()
        with open(os.path.join(server.folder, "operations", name)) as file:
            assert abs(json.load(file)["until"] / 1000 - time.time() - seconds) < 0.5


def test_handles_belong_to_their_operation(server):
    status = begin(server, "Op_add")
    result = wait(server, status)
    handle = status.rsplit("/", 1)[1]
    for path in (at("Op_both", "operation-status/" + handle), at("Op_both", "operation-results/" + handle),
                 at("Op_add", "operation-status/" + b64("Z" * 22)), at("Op_add", "operation-results/" + b64("Z" * 22)),
                 at("Op_add", "operation-results/" + b64("Z" * 22) + "/$value"), at("Op_add", "operation-status/" + b64("../../store.db"))):
        answer = server.get(path)
        assert answer.status == 404 and answer.codes == ["no-such-handle"], path
    assert server.get(at("Op_add", "operation-status/!")).status == 400
    for mount in MOUNTS:
        assert server.get(at("Op_add", "operation-results/" + handle, mount)).status == 200
    assert server("DELETE", result).status == 405


def test_handles_differ(server):
    assert len({begin(server, "Op_empty") for _ in range(20)}) == 20


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_restart(tmp_path, how):
    delegate = Delegate()
    one = Server(tmp_path, "--delegate", delegate.url)
    fill(one, delegate.url)
    finished = begin(one, "Op_add"), begin(one, "Op_add", "invoke-async/$value"), begin(one, "Op_failed")
    results = [one.get(wait(one, status)).body for status in finished]
    running = [begin(one, "Op_wait"), begin(one, "Op_wait", "invoke-async/$value")]
    assert all(one.get(status).json["executionState"] == "Running" for status in running)
    if how == signal.SIGTERM:
        began = time.monotonic()
        one.stop()
        assert time.monotonic() - began < 5
    else:
        one.process.send_signal(how)
        one.process.wait()
    one = Server(tmp_path)  # also without anything that may be called
    for status, body in zip(finished, results):
        answer = one.get(status)
        assert answer.status == 302 and one.get(answer.headers["location"]).body == body
    for status in running:
        answer = one.get(status)
        assert answer.status == 302
        result = result_of(one.get(answer.headers["location"]), "Failed")
        assert [m["code"] for m in result["messages"]] == ["outcome-unknown"] and "not known" in texts(result)
    delegate.release.set()
    time.sleep(0.2)
    assert one.get(running[0]).status == 302
    one.stop()
    delegate.shutdown()


def test_killed_at_any_moment(tmp_path):
    """What was acknowledged with 202 is known after the restart, whenever the server died."""
    delegate = Delegate()
    told = []
    for number in range(6):
        one = Server(tmp_path, "--delegate", delegate.url)
        if not number:
            fill(one, delegate.url)

        def hurry():
            try:
                while True:
                    told.append(begin(one, "Op_add"))
            except (OSError, http.client.HTTPException):
                pass
        threads = [threading.Thread(target=hurry) for _ in range(3)]
        for thread in threads:
            thread.start()
        time.sleep(0.05 + 0.1 * number)
        one.process.kill()
        one.process.wait()
        for thread in threads:
            thread.join()
    assert told
    one = Server(tmp_path, "--delegate", delegate.url)
    for status in told:
        answer = one.get(status)
        assert answer.status == 302
        assert one.get(answer.headers["location"]).json["executionState"] in ("Completed", "Failed")
    one.stop()
    delegate.shutdown()


def test_stop_while_clients_wait(tmp_path):
    delegate = Delegate()
    one = Server(tmp_path, "--delegate", delegate.url)
    fill(one, delegate.url)
    answers = []
    threads = [threading.Thread(target=lambda: answers.append(invoke(one, "Op_wait"))) for _ in range(5)]
    for thread in threads:
        thread.start()
    while len(delegate.calls_to("/ops/wait")) < 5:
        time.sleep(0.02)
    began = time.monotonic()
    one.stop()
    assert time.monotonic() - began < 5
    for thread in threads:
        thread.join()
    assert len(answers) == 5
    for answer in answers:
        assert [m["code"] for m in result_of(answer, "Failed")["messages"]] == ["outcome-unknown"]
    delegate.release.set()
    delegate.shutdown()


# --- many at once ---------------------------------------------------------------------------------

def test_many_wait_while_reads_go_on(server, many_files):
    delegate = Delegate()
    slow = Server(server.folder + "-many", "--delegate", delegate.url)
    fill(slow, delegate.url)
    answers = []
    threads = [threading.Thread(target=lambda: answers.append(invoke(slow, "Op_wait", {"inputArguments": given(AA=1),
                                                                                        "clientTimeoutDuration": "PT50S"})))
               for _ in range(200)]
    for thread in threads:
        thread.start()
    began = time.monotonic()
    while len(delegate.calls_to("/ops/wait")) < 200:
        assert time.monotonic() - began < 40
        time.sleep(0.02)
    statuses = [begin(slow, "Op_wait") for _ in range(20)]
    began = time.monotonic()
    for _ in range(50):
        assert slow.get("/submodels/" + b64(ID)).status == 200
        assert slow.get("/submodels/$value").status == 200, "on a worker"
    assert slow("PATCH", f"/submodels/{b64(ID)}/submodel-elements/Value/$value", b"2").status == 204
    assert time.monotonic() - began < 20 and answers == []
    delegate.release.set()
    for thread in threads:
        thread.join()
    assert len(answers) == 200
    assert all(result_of(answer)["outputArguments"] == given(Sum=3) for answer in answers)
    assert all(result_of(slow.get(wait(slow, status)))["outputArguments"] == given(Sum=12) for status in statuses)
    slow.stop()
    delegate.shutdown()
