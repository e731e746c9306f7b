import Hummingbird
import NIOCore

/// The connection that a request came over.
package struct WebContext: InitializableFromSource, Sendable {
    let peerAddress: String
    private let channel: (any Channel)?

    package init(source: ApplicationRequestContextSource) {
        channel = source.channel
        peerAddress = source.channel.remoteAddress?.ipAddress ?? ""
    }

    /// A request from inside the process: tests.
    package init(peerAddress: String) {
        channel = nil
        self.peerAddress = peerAddress
    }

    /// The answer to a request whose body was refused and not read: the connection is closed behind it, so that nobody
    /// has to swallow what a client goes on sending.
    func closing(_ response: Response) -> Response {
        guard let channel else { return response }
        var closing = response
        closing.headers[.connection] = "close"
        let body = response.body
        closing.body = ResponseBody(contentLength: body.contentLength) { writer in
            try await body.write(writer)
            // A moment for the answer to arrive: closing with unread bytes makes the kernel drop what is on its way.
            try await Task.sleep(for: .milliseconds(500))
            channel.close(mode: .all, promise: nil)
        }
        return closing
    }
}
