import Base
import Foundation
import OpenID

extension Configuration {
    /// The systems that sign citizens in; none when no file is named.
    /// - Throws: `Problem` `openid-file` with what is wrong in the file.
    package func providers(
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws(Problem) -> [Provider] {
        let file = self[Settings.identityProviders]
        return file.isEmpty ? [] : try ProviderFile.read(file, environment: environment)
    }
}
