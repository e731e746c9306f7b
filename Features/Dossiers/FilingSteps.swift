import Base
import Catalogue
import Files
import Identity

/// What each screen of the online form demands before it lets the person on, and what the answers add up to.
extension FilingDraft {
    package static let ownerKind = "draft"

    /// - Throws: all faults of the step at once.
    package func check(_ step: Step, procedure: Procedure) throws(Problem) {
        switch step {
        case .who:
            if !["self", "other"].contains(answers["who"]), mandate == nil {
                throw .invalid([FieldFault("who", "dossier.who-missing")])
            }
        case .applicant: try checkApplicant()
        case .request:
            if answers["request"].count > DossierContent.requestLengthMax {
                throw .invalid([FieldFault("request", "dossier.too-long", ["max": "\(DossierContent.requestLengthMax)"])])
            }
        case .papers: try checkPapers(of: procedure)
        case .delivery:
            guard let method = ReturnMethod(rawValue: answers["return-method"]) else {
                throw .invalid([FieldFault("return-method", "dossier.return-method-missing")])
            }
            if method == .post, answers["return-address"].isEmpty {
                throw .invalid([FieldFault("return-address", "dossier.return-address-missing")])
            }
        case .review: break
        }
    }

    /// What is wrong on any screen, in the order of the screens.
    package func faults(procedure: Procedure) -> [FieldFault] {
        Step.allCases.flatMap { step -> [FieldFault] in
            do throws(Problem) { try check(step, procedure: procedure) } catch { return error.fields }
            return []
        }
    }

    /// The first step that is not yet complete; `review` when all are.
    package func firstOpenStep(procedure: Procedure) -> Step {
        Step.allCases.first { step in
            do {
                try check(step, procedure: procedure)
                return false
            } catch { return true }
        } ?? .review
    }

    private func checkApplicant() throws(Problem) {
        var faults: [FieldFault] = []
        do throws(Problem) { _ = try applicant.checked(prefix: "applicant-") } catch { faults = error.fields }
        if answers["applicant-personal-id"].isEmpty, answers["applicant-phone"].isEmpty {
            faults.append(FieldFault("applicant-phone", "dossier.phone-or-id-missing"))
        }
        if hasBirthDate, birthDate == nil { faults.append(FieldFault("applicant-birth-date", "dossier.date-shape")) }
        if !faults.isEmpty { throw .invalid(faults) }
    }

    private func checkPapers(of procedure: Procedure) throws(Problem) {
        let missing = procedure.components.filter { component in
            component.kind == .submit && files(of: component.number).isEmpty && !isPromised(component.number)
        }
        guard missing.isEmpty else {
            throw .invalid(missing.map {
                FieldFault("component-\($0.number)", "dossier.component-missing", ["name": $0.name])
            })
        }
    }

    package func isPromised(_ component: Int) -> Bool { answers["promise-\(component)"] == "1" }

    package func files(of component: Int) -> [ID<KeptFile>] {
        answers["files-\(component)"].split(separator: " ").compactMap { ID<KeptFile>(String($0)) }
    }

    package mutating func setFiles(_ files: [ID<KeptFile>], of component: Int) {
        answers["files-\(component)"] = files.map(\.description).joined(separator: " ")
    }

    package var applicant: Party {
        Party(name: answers["applicant-name"], personalID: answers["applicant-personal-id"],
            phone: answers["applicant-phone"], email: answers["applicant-email"],
            address: answers["applicant-address"], birthDate: birthDate)
    }

    private var hasBirthDate: Bool {
        ["ngay", "thang", "nam"].contains { !answers["applicant-birth-date-\($0)"].isEmpty }
    }

    private var birthDate: LocalDate? {
        guard let day = Int(answers["applicant-birth-date-ngay"]),
            let month = Int(answers["applicant-birth-date-thang"]),
            let year = Int(answers["applicant-birth-date-nam"])
        else { return nil }
        return LocalDate(year: year, month: month, day: day)
    }

    /// The dossier that the answers describe. Whoever holds the account is the filer.
    func filing(procedure: Procedure, agency: Agency, profile: CitizenProfile?) -> Filing {
        let filer = isForSelf ? nil : profile.map {
            Party(name: $0.name, personalID: $0.personalID?.digits ?? "", phone: $0.phone?.digits ?? "",
                email: $0.email?.text ?? "", address: $0.address, birthDate: $0.birthDate)
        }
        let method = ReturnMethod(rawValue: answers["return-method"]) ?? .counter
        var papers: [Filing.Paper] = []
        for component in procedure.components {
            let files = files(of: component.number)
            for file in files {
                papers.append(Filing.Paper(component: component.number, name: component.name, originals: 0, copies: 1,
                    isPromised: isPromised(component.number), file: file))
            }
            if files.isEmpty, isPromised(component.number) {
                papers.append(Filing.Paper(component: component.number, name: component.name,
                    originals: component.originals, copies: component.copies, isPromised: true, file: nil))
            }
        }
        // Left from an older version of the procedure; named by the file itself.
        papers += files(of: 0).map {
            Filing.Paper(component: 0, name: "", originals: 0, copies: 1, isPromised: false, file: $0)
        }
        return Filing(procedure: procedure, agency: agency, channel: .online, applicant: applicant, filer: filer,
            filerAccount: account, request: answers["request"], papers: papers, returnMethod: method,
            returnAddress: method == .post ? answers["return-address"] : "")
    }
}
