import Access
import Base
import Catalogue
import Identity
import Mandates

/// A dossier that a citizen is still writing (hồ sơ nháp). It saves itself; nothing of it is lost by a broken line.
package struct FilingDraft: Sendable, Equatable {
    package let id: ID<FilingDraft>
    package let account: AccountID
    package let procedure: ID<Procedure>
    package let agency: AgencyID
    package var answers: Answers
    package var savedAt: Instant
    /// Set once the draft has been sent: sending it again leads to the same dossier.
    package var dossier: ID<Dossier>?

    /// The screens of the form, in order. One question a screen (interface.md).
    package enum Step: String, Sendable, CaseIterable {
        case who = "cho-ai"
        case applicant = "chu-ho-so"
        case request = "noi-dung"
        case papers = "giay-to"
        case delivery = "nhan-ket-qua"
        case review = "xem-lai"

        package var next: Step? { Self.allCases.firstIndex(of: self).flatMap { Self.allCases.dropFirst($0 + 1).first } }
        package var previous: Step? { Self.allCases.prefix { $0 != self }.last }
        /// From 1.
        package var number: Int { (Self.allCases.firstIndex(of: self) ?? 0) + 1 }
    }

    /// What has been typed, exactly as typed: judged when a step is left, never when it is saved.
    package struct Answers: Sendable, Equatable {
        package static let lengthMax = 20_000
        package private(set) var values: [String: String]

        package init(_ values: [String: String] = [:]) { self.values = values }

        package subscript(_ name: String) -> String {
            get { values[name] ?? "" }
            set { values[name] = newValue }
        }

        /// Takes over the named fields of a form.
        package mutating func take(_ names: [String], from form: (String) -> String) {
            for name in names { values[name] = form(name) }
        }
    }

    package var isForSelf: Bool { answers["who"] == "self" }

    /// The mandate by which it is filed; nil for oneself, and for somebody for whom one has none.
    package var mandate: MandateID? { MandateID(answers["who"]) }

    /// What a mandate says of the applicant and nobody types again.
    static func fields(saidBy mandate: Mandate) -> [String] {
        let day = ["ngay", "thang", "nam"].map { "applicant-birth-date-\($0)" }
        return ["applicant-name", "applicant-personal-id"] + (mandate.principal.birthDate == nil ? [] : day)
    }

    /// Takes the applicant from the mandate that was chosen.
    mutating func take(_ mandate: Mandate) {
        let person = mandate.principal
        answers["applicant-name"] = person.name
        answers["applicant-personal-id"] = mandate.kind == .member ? "" : person.personalID
        answers["applicant-phone"] = person.phone
        answers["applicant-address"] = person.address
        answers["applicant-email"] = ""
        answers["applicant-birth-date-ngay"] = person.birthDate.map { "\($0.day)" } ?? ""
        answers["applicant-birth-date-thang"] = person.birthDate.map { "\($0.month)" } ?? ""
        answers["applicant-birth-date-nam"] = person.birthDate.map { "\($0.year)" } ?? ""
    }

    static let applicantFields = ["applicant-name", "applicant-personal-id", "applicant-birth-date-ngay",
        "applicant-birth-date-thang", "applicant-birth-date-nam", "applicant-phone", "applicant-email",
        "applicant-address"]

    /// The fields that a step asks for.
    package static func fields(of step: Step, procedure: Procedure) -> [String] {
        switch step {
        case .who: ["who", "relation"]
        case .applicant: applicantFields
        case .request: ["request"]
        case .papers: procedure.components.map { "promise-\($0.number)" }
        case .delivery: ["return-method", "return-address", "return-agency"]
        case .review: []
        }
    }
}
