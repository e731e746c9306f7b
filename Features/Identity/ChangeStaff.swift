import Access
import Base
import Journal
import Storage

/// An official has another name, title or office.
package struct ChangeStaff: Sendable {
    let account: AccountID
    let name: String
    let title: String
    let office: OfficeID?

    package init(_ account: AccountID, name: String, title: String, office: OfficeID?) {
        self.account = account
        self.name = VietnameseText.tidied(name)
        self.title = VietnameseText.tidied(title)
        self.office = office
    }

    /// - Throws: `invalid-form` with all faults of the fields `name`, `title`, `office`; `not-found`.
    package func run(in tx: Transaction, act: Act) throws {
        try act.require(.identityManage)
        guard let member = try StaffStore.member(account, in: tx) else { throw Problem.notFound }
        try act.requirePeople(of: member.agency, in: tx)
        let faults = try StaffFaults.of(name: name, title: title, office: office, at: member.agency, in: tx)
        guard faults.isEmpty else { throw Problem.invalid(faults) }
        guard (name, title, office) != (member.name, member.title, member.office) else { return }
        try StaffStore.change(account, name: name, title: title, office: office, in: tx)
        try Journal.append(JournalDraft("account.staff-changed", of: "account", account.description,
            agency: member.agency, facts: [
                "name": name, "title": title, "office": office?.description ?? "", "from-name": member.name,
                "from-title": member.title, "from-office": member.office?.description ?? "",
            ]), by: act, in: tx)
    }
}
