import ServiceLifecycle

/// Work beside the server that goes on until it is cancelled: jobs, cleaning up.
struct BackgroundWork: Service {
    let work: @Sendable () async -> Void

    func run() async throws { await cancelWhenGracefulShutdown { await work() } }
}
