"""Whoever gives this server an address to ask wants it to reach what only it can reach. It must not."""

import datetime
import http.server
import ipaddress
import socket
import ssl
import threading

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from handbill.base import outgoing
from handbill.base.outgoing import NotAllowed, NotReached

INSIDE = [
    "127.0.0.1",
    "127.9.9.9",
    "0.0.0.0",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "100.64.0.1",
    "169.254.169.254",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:8.8.8.8",
    "64:ff9b::7f00:1",
    "2002:7f00:1::1",
    "2001:0:1:2:3:4:5:6",
    "fe80::1",
    "fe80::1%eth0",
    "fc00::1",
    "fd00:ec2::254",
    "ff02::1",
]
WRITTEN_ODDLY = ["2130706433", "0177.0.0.1", "0x7f.0.0.1", "127.1", "0x7f000001", "0", "0xa9fea9fe", "[::ffff:7f00:1]"]
NO_ADDRESS = [
    "",
    "http://hooks.example/",
    "ftp://hooks.example/",
    "file:///etc/passwd",
    "https://",
    "https:///path",
    "https://ada:word@hooks.example/",
    "https://@hooks.example/",
    "https://hooks.example:0/",
    "https://hooks.example:99999/",
    "https://hooks.example/#part",
    "https://hooks.example/a b",
    "https://hooks.example/\r\nHost: other",
    "https://hooks.example\\@127.0.0.1/",
    "https://[fe80::1%25eth0]/",
    "https://[::1/",
    "https://höoks.example/",
    "https://hooks.example/" + "a" * 1000,
]


@pytest.fixture
def names(monkeypatch):
    """What each name answers; whoever connects anywhere is written down, and reaches nobody."""
    book, asked = {}, []

    def look_up(host, port, **how):
        if host not in book:
            raise socket.gaierror
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in book[host]]

    def connect(address, timeout):
        asked.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(outgoing.socket, "getaddrinfo", look_up)
    monkeypatch.setattr(outgoing.socket, "create_connection", connect)
    book["asked"] = asked
    return book


@pytest.mark.parametrize("address", INSIDE)
def test_a_machine_inside_is_not_asked_whatever_it_is_wrapped_in(names, address):
    names["hooks.example"] = [address]
    with pytest.raises(NotAllowed) as refused:
        outgoing.post("https://hooks.example/", b"", {})
    assert refused.value.why == "not_public"
    assert names["asked"] == []


@pytest.mark.parametrize("host", WRITTEN_ODDLY)
def test_a_number_written_oddly_is_read_before_the_system_reads_it(names, host):
    with pytest.raises(NotAllowed, match="not_public"):
        outgoing.destination(f"https://{host}/")


@pytest.mark.parametrize("address", NO_ADDRESS)
def test_what_is_no_plain_https_address_is_refused(names, address):
    with pytest.raises(NotAllowed):
        outgoing.post(address, b"", {})
    assert names["asked"] == []


def test_one_address_inside_among_public_ones_is_enough(names):
    names["hooks.example"] = ["93.184.215.14", "10.0.0.1"]
    with pytest.raises(NotAllowed, match="not_public"):
        outgoing.post("https://hooks.example/", b"", {})
    assert names["asked"] == []


def test_a_name_that_nobody_knows_is_refused(names):
    with pytest.raises(NotAllowed, match="name"):
        outgoing.post("https://hooks.example/", b"", {})


def test_the_line_goes_to_the_very_address_that_was_looked_at(names, monkeypatch):
    """The name answers 127.0.0.1 from the second time on."""
    answers = iter([["93.184.215.14"], ["127.0.0.1"], ["127.0.0.1"]])
    monkeypatch.setattr(
        outgoing.socket, "getaddrinfo", lambda host, port, **how: [(2, 1, 6, "", (one, port)) for one in next(answers)]
    )
    with pytest.raises(NotReached):
        outgoing.post("https://hooks.example/", b"", {})
    assert names["asked"] == [("93.184.215.14", 443)]


class Listener(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        self.server.heard.append(
            (self.path, self.headers["Host"], self.rfile.read(int(self.headers["Content-Length"])))
        )
        status, headers, body = self.server.answer
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words):
        pass


@pytest.fixture
def far_away(tmp_path, monkeypatch):
    """A real https server of the name hooks.example, taken for a public one."""
    certificate = certificate_for("hooks.example", tmp_path)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Listener)
    server.heard, server.answer = [], (204, {}, b"")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setattr(outgoing, "addresses_of", lambda where: ["127.0.0.1"])
    monkeypatch.setattr(outgoing, "trust", lambda: ssl.create_default_context(cafile=certificate))
    yield server
    server.shutdown()
    server.server_close()


def certificate_for(name, folder):
    key = ec.generate_private_key(ec.SECP256R1())
    who = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    today = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(who)
        .issuer_name(who)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(today - datetime.timedelta(days=1))
        .not_valid_after(today + datetime.timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    written = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    file = folder / f"{name}.pem"
    file.write_bytes(written + made.public_bytes(pem))
    return file


def test_what_is_sent_arrives_under_the_name(far_away):
    answer = outgoing.post(f"https://hooks.example:{far_away.server_port}/in?a=1", b"words", {})
    assert answer.is_taken
    assert far_away.heard == [("/in?a=1", f"hooks.example:{far_away.server_port}", b"words")]


def test_a_redirect_is_an_answer_and_not_followed(far_away):
    far_away.answer = (307, {"Location": f"https://hooks.example:{far_away.server_port}/inside"}, b"")
    answer = outgoing.post(f"https://hooks.example:{far_away.server_port}/", b"", {})
    assert (answer.status, answer.is_taken, len(far_away.heard)) == (307, False, 1)


def test_a_certificate_of_another_name_is_not_taken(far_away):
    with pytest.raises(NotReached):
        outgoing.post(f"https://other.example:{far_away.server_port}/", b"", {})
    assert far_away.heard == []


def test_an_endless_answer_is_read_only_at_its_beginning(far_away):
    far_away.answer = (200, {}, b"a" * (outgoing.MOST * 10))
    answer = outgoing.post(f"https://hooks.example:{far_away.server_port}/", b"", {})
    assert len(answer.body) == outgoing.MOST


def test_the_addresses_of_the_wide_world_may_be_asked():
    assert all(outgoing.is_public(one) for one in ("93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"))
    assert ipaddress.ip_address("93.184.215.14").is_global
