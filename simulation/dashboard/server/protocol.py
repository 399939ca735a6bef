"""HTTP as the server speaks it: what is no request gets an answer in words, with all headers."""

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from simulation.dashboard.server.gate import HEADERS, policy
from simulation.dashboard.server.notice import notice


class Protocol(H11Protocol):  # type: ignore[misc]
    """Uvicorn's own, but for the answer to what it can't read."""

    def send_400_response(self, msg: str) -> None:
        """Answer what is no request, and close the line."""
        body = notice("refused").encode()
        headers = [
            (b"content-type", b"text/html; charset=utf-8"),
            (b"content-length", str(len(body)).encode()),
            (b"cache-control", b"no-store"),
            (b"connection", b"close"),
            (b"content-security-policy", policy("").encode()),
            *HEADERS,
        ]
        answer = h11.Response(status_code=400, headers=headers, reason=b"Bad Request")
        events = (answer, h11.Data(data=body), h11.EndOfMessage())
        self.transport.write(b"".join(self.conn.send(event) for event in events))
        self.transport.close()
