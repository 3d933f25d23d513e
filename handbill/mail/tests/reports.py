"""Made-up reports in the shapes that mail servers give them. Each takes the reference of one of our mails."""

HEAD = (
    "From: MAILER-DAEMON@mx.example\nTo: desk@union.example\nDate: Mon, 23 Nov 2026 06:10:00 +0000\nMIME-Version: 1.0\n"
)
OURS = "From: Union <desk@union.example>\nMessage-ID: <{ref}@union.example>\nTo: Reader <{to}>\nSubject: The lifts\n"

POSTFIX = """Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
Content-Type: multipart/report; report-type=delivery-status; boundary="4R1.17/mx.example"

--4R1.17/mx.example
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

This is the mail system at host mx.example. <{to}>: host quill.example said: {status}

--4R1.17/mx.example
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example
X-Postfix-Queue-ID: 4R1
Arrival-Date: Mon, 23 Nov 2026 06:00:00 +0000 (UTC)

Final-Recipient: rfc822; {to}
Original-Recipient: rfc822;{to}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 {status} <{to}>: Recipient address rejected

--4R1.17/mx.example
Content-Description: Undelivered Message Headers
Content-Type: text/rfc822-headers

{ours}
--4R1.17/mx.example--
"""

BIG_PROVIDER = """Subject: Delivery Status Notification (Failure)
X-Failed-Recipients: {to}
Content-Type: multipart/report; boundary="000000000000c0ffee"; report-type=delivery-status

--000000000000c0ffee
Content-Type: multipart/related; boundary="000000000000abcdef"

--000000000000abcdef
Content-Type: multipart/alternative; boundary="000000000000fedcba"

--000000000000fedcba
Content-Type: text/plain; charset="UTF-8"

** Address not found ** {to}
--000000000000fedcba--
--000000000000abcdef--
--000000000000c0ffee
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example
Arrival-Date: Sun, 22 Nov 2026 22:00:00 -0800 (PST)
X-Original-Message-ID: <{ref}@union.example>

Final-Recipient: rfc822; {to}
Action: {action}
Status: {status}
Remote-MTA: dns; quill.example.
Last-Attempt-Date: Sun, 22 Nov 2026 22:00:01 -0800 (PST)

--000000000000c0ffee
Content-Type: message/rfc822

Received: by 2002:a05 with SMTP id x
{ours}
The mail itself.
--000000000000c0ffee--
"""

OFFICE = """Subject: Undeliverable: The lifts
Content-Type: multipart/report; report-type=delivery-status;
\tboundary="_4d0_"
X-MS-Exchange-Message-Is-Ndr:

--_4d0_
Content-Type: multipart/alternative; differences=Content-Type; boundary="_4d1_"

--_4d1_
Content-Type: text/plain; charset="us-ascii"
Content-Transfer-Encoding: quoted-printable

Delivery has failed to these recipients or groups:
--_4d1_--
--_4d0_
Content-Type: message/delivery-status

Reporting-MTA: dns;office.example
Received-From-MTA: dns;union.example
Arrival-Date: Mon, 23 Nov 2026 06:00:00 +0000

Final-Recipient: rfc822;{to}
Action: {action}
Status: {status}
Diagnostic-Code: smtp;550 {status} RESOLVER.ADR.RecipientNotFound; not found
X-Display-Name: Reader

--_4d0_
Content-Type: message/rfc822

{ours}X-Mailer: none
Content-Type: text/plain

The mail itself.
--_4d0_--
"""

SENDMAIL = """Subject: Returned mail: see transcript for details
Content-Type: multipart/report; report-type=delivery-status;
	boundary="A1.B2/mx.example"

This is a MIME-encapsulated message

--A1.B2/mx.example

The original message was received at Mon, 23 Nov 2026 06:00:00 GMT

   ----- The following addresses had permanent fatal errors -----
<{to}>
--A1.B2/mx.example
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example
Received-From-MTA: DNS; union.example
Arrival-Date: Mon, 23 Nov 2026 06:00:00 GMT

Final-Recipient: RFC822; {to}
Action: {action}
Status: {status}
Last-Attempt-Date: Mon, 23 Nov 2026 06:00:02 GMT

--A1.B2/mx.example
Content-Type: text/rfc822-headers

Return-Path: <desk@union.example>
{ours}
--A1.B2/mx.example--
"""

QMAIL = """Subject: failure notice

Hi. This is the qmail-send program at mx.example.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<{to}>:
Sorry, no mailbox here by that name. (#{status})

--- Below this line is a copy of the message.

Return-Path: <desk@union.example>
{ours}
The mail itself.
"""

EXIM = """X-Failed-Recipients: {to}
Auto-Submitted: auto-replied
Subject: Mail delivery failed: returning message to sender

This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

  {to}
    host quill.example [192.0.2.7]
    SMTP error from remote mail server after RCPT TO:<{to}>:
    550 no such person here

------ This is a copy of the message's headers. ------

Return-path: <desk@union.example>
{ours}
"""

AWAY = """Subject: Out of office: The lifts
Auto-Submitted: auto-replied
In-Reply-To: <{ref}@union.example>
References: <{ref}@union.example>
Content-Type: text/plain

Hi. I am away until 5.1.1 2027. Your mail was: Message-ID: <{ref}@union.example>
"""

SERVERS = {
    "Postfix": POSTFIX,
    "a big provider": BIG_PROVIDER,
    "an office server": OFFICE,
    "Sendmail": SENDMAIL,
    "qmail": QMAIL,
    "Exim": EXIM,
}


def report_from(
    kind: str, reference: str, *, status: str = "5.1.1", action: str = "failed", to="reader0@quill.example"
) -> bytes:
    ours = OURS.format(ref=reference, to=to)
    return (HEAD + kind.format(ref=reference, to=to, status=status, action=action, ours=ours)).encode()


POSTFIX_LOG = """Nov 23 06:00:00 mx postfix/pickup[201]: {queue}: uid=33 from=<desk>
Nov 23 06:00:00 mx postfix/cleanup[202]: {queue}: message-id=<{ref}@union.example>
Nov 23 06:00:00 mx postfix/qmgr[90]: {queue}: from=<desk@union.example>, size=3012, nrcpt=1 (queue active)
Nov 23 06:00:01 mx postfix/smtp[203]: {queue}: to=<{to}>, relay=quill.example[192.0.2.7]:25, delay=1, dsn={status}, status={what} (host said: {status})
Nov 23 06:00:01 mx postfix/qmgr[90]: {queue}: removed
"""

EXIM_LOG = """2026-11-23 06:00:00 1tEabc-0000aB-C1 <= desk@union.example H=(union.example) [127.0.0.1] P=esmtp S=3012 id={ref}@union.example
2026-11-23 06:00:01 1tEabc-0000aB-C1 ** {to} R=dnslookup T=remote_smtp H=quill.example [192.0.2.7]: SMTP error from remote mail server after RCPT TO:<{to}>: {said}
2026-11-23 06:00:01 1tEabc-0000aB-C1 Completed
"""
