import Base
import Identity

/// What `motcua init` has to know, checked before anything is made.
package struct CommuneAnswers: Sendable {
    package let statisticsCode: String
    package let identifier: AgencyIdentifier
    package let isRemote: Bool
    package let administratorName: String
    package let administratorLogin: String
    package let password: String

    /// - Throws: `commune-unknown`, `identifier-wrong`, `login-wrong`, `password-weak`.
    package init(
        commune: String, identifier: String, isRemote: Bool, administratorName: String, administratorLogin: String,
        password: String
    ) throws {
        let known = try AgencyList.embedded().entries.contains { $0.statisticsCode == commune && $0.kind != .province }
        guard known else { throw Problem("commune-unknown", arguments: ["code": commune]) }
        guard let identifier = AgencyIdentifier(identifier) else {
            throw Problem("identifier-wrong", arguments: ["identifier": identifier])
        }
        guard let login = LoginName(ofStaff: administratorLogin) else {
            throw Problem("login-wrong", arguments: ["login": administratorLogin])
        }
        if let fault = PasswordRule.fault(in: password, for: .staff, logins: [login.text]) {
            throw Problem.invalid([FieldFault("--admin-password-file", fault)])
        }
        statisticsCode = commune
        self.identifier = identifier
        self.isRemote = isRemote
        self.administratorName = administratorName
        self.administratorLogin = login.text
        self.password = password
    }
}
