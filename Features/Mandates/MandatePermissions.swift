import Access
import Base

extension Permission {
    /// Say for whom one acts, and end it.
    static let mandateOwn: Permission = "mandate.own"
    /// Look at the papers of those who act for others, accept or refuse them.
    package static let mandateCheck: Permission = "mandate.check"
}

extension Act {
    /// That the permit was given for this deed; the program itself may do all.
    func requireMandate(_ permission: Permission) throws(Problem) {
        if case .system = caller { return }
        guard permit.permission == permission else { throw .forbidden }
    }
}
