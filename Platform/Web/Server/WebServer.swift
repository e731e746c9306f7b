import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import ServiceLifecycle

/// The site on a socket. Stopping gracefully takes no new connection, ends live events and finishes the requests that are
/// being answered.
package struct WebServer: Service {
    private let dispatcher: Dispatcher
    private let host: String
    private let port: Int
    private let logger: Logger
    private let onListening: @Sendable (Int) async -> Void

    /// - Parameter port: 0 lets the system choose one; `onListening` is told which.
    package init(
        _ dispatcher: Dispatcher, host: String, port: Int, logger: Logger,
        onListening: @escaping @Sendable (Int) async -> Void = { _ in }
    ) {
        self.dispatcher = dispatcher
        self.host = host
        self.port = port
        self.logger = logger
        self.onListening = onListening
    }

    package func run() async throws {
        let limits = dispatcher.settings.limits
        let decoder = HTTP1Channel.Configuration.DecoderConfiguration(
            maxHeaderFieldSize: limits.headerBytesMax, maxHeaderListSize: limits.headerBytesMax,
            maxHeaderFieldCount: limits.headersMax)
        let application = Application(
            responder: dispatcher,
            server: .http1(configuration: HTTP1Channel.Configuration(
                idleTimeout: .seconds(Int64(limits.idleConnectionSecondsMax)), httpDecoderConfiguration: decoder)),
            configuration: ApplicationConfiguration(
                address: .hostname(host, port: port), availableConnectionsDelegate: MaximumAvailableConnections(
                    limits.connectionsMax)),
            onServerRunning: { [onListening] channel in await onListening(channel.localAddress?.port ?? 0) },
            logger: logger)
        try await application.run()
    }
}
