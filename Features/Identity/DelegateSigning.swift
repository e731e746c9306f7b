import Access
import Base
import Journal
import Storage

/// Giao ký: whoever is given a form of signing has it with their next request, in the days and fields of the paper.
package struct DelegateSigning: Sendable {
    let signer: AccountID?
    let form: SigningForm?
    let principal: String
    let title: String
    let fields: [String]
    let document: String
    let from: LocalDate?
    let through: LocalDate?
    /// Whether `through` was typed and could not be read.
    let isEndWrong: Bool

    /// - Parameters: what could not be read is nil, and the deed says so; an empty `principal` is the form's own.
    package init(
        to signer: AccountID?, form: SigningForm?, principal: String = "", title: String, fields: [String] = [],
        document: String, from: LocalDate?, through: LocalDate?, isEndWrong: Bool = false
    ) {
        self.signer = signer
        self.form = form
        let typed = VietnameseText.tidied(principal)
        self.principal = typed.isEmpty ? form.map(SigningRule.principal) ?? "" : typed.uppercased()
        self.title = VietnameseText.tidied(title).uppercased()
        self.fields = Array(Set(fields.map { VietnameseText.tidied($0) }.filter { !$0.isEmpty })).sorted()
        self.document = VietnameseText.tidied(document)
        self.from = from
        self.through = through
        self.isEndWrong = isEndWrong
    }

    /// - Throws: `invalid-form` with all faults of the fields `signer`, `form`, `principal`, `title`, `document`,
    ///   `from`, `through`; an account of another agency is refused like one that is not there.
    @discardableResult
    package func run(in tx: Transaction, act: Act) throws -> SigningDelegation {
        try act.require(.identitySigning)
        guard let agency = act.permit.agency, let maker = act.caller.account else { throw Problem.forbidden }
        let today = act.at.localDate
        let members = try StaffStore.members(of: agency, on: today, in: tx)
        let member = members.first { $0.account == signer }
        var faults: [FieldFault] = []
        if member == nil { faults.append(FieldFault("signer", "identity.signing.signer-missing")) }
        if let form, let member, member.roles.isDisjoint(with: SigningRule.roles(for: form)) {
            faults.append(FieldFault("signer", "identity.signing.signer-cannot"))
        }
        // Whoever writes it down does not write it for themself.
        if signer == maker { faults.append(FieldFault("signer", "identity.signing.not-oneself")) }
        if form == nil { faults.append(FieldFault("form", "identity.signing.form-missing")) }
        faults += textFaults() + dayFaults(today: today)
        guard faults.isEmpty, let member, let form, let from else { throw Problem.invalid(faults) }
        try checkClashes(of: member, form, from, in: tx)
        let made = SigningDelegation(
            id: ID(at: act.at), agency: agency, signer: member.account, form: form, principal: principal, title: title,
            fields: fields, document: document, from: from, through: through, madeBy: maker, madeAt: act.at)
        try Self.record(made, in: tx, act: act)
        return made
    }

    /// Writes down what was found right.
    static func record(_ one: SigningDelegation, in tx: Transaction, act: Act) throws {
        try SigningStore.insert(one, in: tx)
        let name = try StaffStore.member(one.signer, in: tx)?.name ?? ""
        try Journal.append(JournalDraft("staff.signing-delegated", of: "account", one.signer.description,
            agency: one.agency, facts: one.facts(name: name)), by: act, in: tx)
    }

    private func dayFaults(today: LocalDate) -> [FieldFault] {
        guard let from else { return [FieldFault("from", "identity.signing.from-missing")] }
        if isEndWrong { return [FieldFault("through", "identity.signing.through-wrong")] }
        guard let through else {
            guard let form, SigningRule.needsEnd(form) else { return [] }
            return [FieldFault("through", "identity.signing.through-missing")]
        }
        if through < from { return [FieldFault("through", "identity.stand-in.ends-before")] }
        if through < today { return [FieldFault("through", "identity.stand-in.past")] }
        guard through.dayNumber - from.dayNumber < SigningDelegation.daysMax else {
            return [FieldFault("through", "identity.signing.too-long")]
        }
        return []
    }

    private func textFaults() -> [FieldFault] {
        var faults: [FieldFault] = []
        let max = ["max": "\(SigningDelegation.textLengthMax)"]
        if title.isEmpty { faults.append(FieldFault("title", "identity.signing.title-missing")) }
        for (field, text) in [("title", title), ("principal", principal)]
        where SigningDelegation.textLengthMax < text.count {
            faults.append(FieldFault(field, "identity.signing.long", max))
        }
        if document.isEmpty, let form, SigningRule.needsPaper(form) {
            faults.append(FieldFault("document", "identity.signing.document-missing"))
        }
        if SigningDelegation.documentLengthMax < document.count {
            faults.append(FieldFault("document", "identity.signing.long",
                ["max": "\(SigningDelegation.documentLengthMax)"]))
        }
        return faults
    }

    /// One matter is signed in one form: two that hold in the same days and fields would leave it open which.
    private func checkClashes(
        of member: StaffMember, _ form: SigningForm, _ from: LocalDate, in tx: Transaction
    ) throws {
        for other in try SigningStore.overlapping(from, through: through, of: member.account, in: tx)
        where other.fields.isEmpty == fields.isEmpty
            && (fields.isEmpty || !Set(fields).isDisjoint(with: other.fields)) {
            throw Problem.invalid([FieldFault("signer", "identity.signing.has-one", [
                "name": member.name, "form": other.form.letters, "from": "\(other.from)",
            ])])
        }
    }
}

extension SigningDelegation {
    /// What the journal says of it.
    func facts(name: String) -> [String: String] {
        [
            "delegation": id.description, "name": name, "form": form.rawValue, "principal": principal, "title": title,
            "fields": fields.joined(separator: "; "), "document": document, "from": from.iso8601,
            "through": through?.iso8601 ?? "",
        ]
    }
}
