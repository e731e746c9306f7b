import Base
import Synchronization

/// The systems that sign people in here, shared by everything that names them. Empty until the program has read its
/// settings: then nothing leads out of the house.
package final class Providers: Sendable {
    private let chosen: Mutex<(list: [Provider], line: ProviderLine)>

    package init(_ list: [Provider] = [], line: ProviderLine = ProviderLine()) {
        chosen = Mutex((list, line))
    }

    package func choose(_ list: [Provider], line: ProviderLine) { chosen.withLock { $0 = (list, line) } }

    var line: ProviderLine { chosen.withLock { $0.line } }

    /// Those that are on.
    var open: [Provider] { chosen.withLock { $0.list }.filter(\.isOn) }

    /// - Throws: `openid-gone` (410) for one that is not there, or not any more.
    func provider(_ id: String) throws(Problem) -> Provider {
        guard let found = open.first(where: { $0.id == id }) else { throw Problem("openid-gone", status: 410) }
        return found
    }

    /// Also one that is off: who came by it may still be here.
    /// - Throws: `openid-gone` (410) for one that was never there, or not any more.
    func known(_ id: String) throws(Problem) -> Provider {
        guard let found = chosen.withLock({ $0.list }).first(where: { $0.id == id }) else {
            throw Problem("openid-gone", status: 410)
        }
        return found
    }

    /// Also one that is off: what is linked can be looked at and undone.
    func provider(issuer: String) -> Provider? { chosen.withLock { $0.list }.first { $0.issuer == issuer } }
}
