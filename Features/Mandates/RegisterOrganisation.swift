import Access
import Base
import Blobs
import Identity
import Journal
import Storage

/// Đăng ký tổ chức: its legal representative says so with the registration's photo, and is its first owner.
package struct RegisterOrganisation: Sendable {
    package let name: String
    /// As typed.
    package let taxCode: String
    /// As typed; an officer must be able to reach it.
    package let phone: String
    package let address: String
    package let agency: AgencyID?
    package let files: [StagedFile]

    package init(
        name: String, taxCode: String, phone: String, address: String, agency: AgencyID?, files: [StagedFile]
    ) {
        self.name = name
        self.taxCode = taxCode
        self.phone = phone
        self.address = address
        self.agency = agency
        self.files = files
    }

    /// - Throws: every fault at once; `too-many-mandates` (409).
    @discardableResult
    package func run(in tx: Transaction, act: Act) throws -> OrganisationID {
        let founder = try MandateOpener(in: tx, act: act)
        let (code, number) = (Organisation.taxCode(taxCode), PhoneNumber(phone))
        let served = try agency.map { try AgencyStore.isServed($0, in: tx) } ?? false
        let faults = faults(code: code, phone: number, isServed: served)
        guard faults.isEmpty, let agency, let code, let number else { throw Problem.invalid(faults) }
        let organisation = Organisation(
            id: OrganisationID(at: act.at), name: VietnameseText.tidied(name), taxCode: code, phone: number.digits,
            address: VietnameseText.tidied(address), madeAt: act.at)
        try OrganisationStore.insert(organisation, in: tx)
        let first = Mandate.member(of: organisation, founder.account, founder.profile.name, .owner,
            standing: .awaiting, agency: agency, at: act.at)
        try founder.insert(first, with: files, in: tx)
        try Journal.append(
            first.entry("organisation.registered", ["files": "\(files.count)", "tax-code": code]), by: act, in: tx)
        return organisation.id
    }

    private func faults(code: String?, phone number: PhoneNumber?, isServed: Bool) -> [FieldFault] {
        var faults: [FieldFault] = []
        let tidy = VietnameseText.tidied(name)
        if tidy.isEmpty { faults.append(FieldFault("name", "mandate.organisation-name-missing")) }
        if tidy.count > Organisation.nameLengthMax {
            faults.append(FieldFault("name", "mandate.too-long", ["max": "\(Organisation.nameLengthMax)"]))
        }
        if let fault = NameLetters.fault("name", tidy) { faults.append(fault) }
        if code == nil { faults.append(FieldFault("tax-code", "mandate.tax-code-shape")) }
        if number == nil { faults.append(FieldFault("phone", "mandate.phone-shape")) }
        if address.count > Principal.addressLengthMax {
            faults.append(FieldFault("address", "mandate.too-long", ["max": "\(Principal.addressLengthMax)"]))
        }
        if files.isEmpty { faults.append(FieldFault("file", "mandate.registration-missing")) }
        if files.count > AddMandate.filesMax {
            faults.append(FieldFault("file", "mandate.files-many", ["max": "\(AddMandate.filesMax)"]))
        }
        if !isServed { faults.append(FieldFault("agency", "mandate.agency-missing")) }
        return faults
    }
}

extension Mandate {
    /// Somebody of an organisation.
    static func member(
        of one: Organisation, _ account: AccountID, _ name: String, _ role: Organisation.Role, standing: Standing,
        agency: AgencyID, at now: Instant
    ) -> Mandate {
        Mandate(
            id: MandateID(at: now), kind: .member, agent: account, agentName: name, principal: one.principal,
            principalAccount: nil, organisation: one.id, paper: Paper(number: one.taxCode), consent: nil,
            scope: MandateScope([]), from: now.localDate, through: nil, agency: agency, standing: standing,
            madeAt: now, decidedAt: nil, decidedBy: "", reason: "", memberRole: role)
    }
}
