import Access
import Base
import Storage

/// How somebody stands to one dossier. What they may do with it needs both: a permission for the kind of work, and a
/// standing that the table of `LifeCycle.steps` names.
package enum DossierStanding: Sendable, CaseIterable {
    /// Cơ quan giải quyết: an official of the agency that decides the matter.
    case resolving
    /// Cơ quan tiếp nhận: an official of the agency whose counter took it in for another one, as one may file at any
    /// counter of the province (NĐ 118/2025/NĐ-CP, article 14).
    case receiving
    /// Cơ quan trả kết quả: an official of the agency whose counter hands the result over.
    case returning
    /// Cơ quan phối hợp: an official of the agency that has a leg of the way now (một cửa liên thông).
    case linked
    /// The citizen's account that filed it online, and may still act; or the applicant's own.
    case filer
    /// The program itself: imports, the demonstration.
    case system
}

extension Dossier {
    /// How a caller stands to it; empty for a stranger, and for a filer who may look and do no more.
    package func standings(of caller: Caller) -> Set<DossierStanding> {
        switch caller {
        case .staff(let staff):
            var standings: Set<DossierStanding> = []
            if staff.agency == agency { standings.insert(.resolving) }
            if staff.agency == receivingAgency { standings.insert(.receiving) }
            if staff.agency == returningAgency { standings.insert(.returning) }
            if staff.agency == legAgency { standings.insert(.linked) }
            return standings
        case .citizen(let citizen): return isActedOn(by: citizen) ? [.filer] : []
        case .anonymous: return []
        case .system: return [.system]
        }
    }

    /// Whether the table lets this caller do it now; the permission is asked for apart.
    package func isOpen(to action: DossierAction, by caller: Caller) -> Bool {
        action.from.contains(state) && !action.doneBy(from: state).isDisjoint(with: standings(of: caller))
    }
}

extension DossierStore {
    /// Which dossiers a caller can see, as a condition: `Dossier.standings` is not empty, or a citizen has filed it and
    /// may no longer act. No check after the fact, nothing counted that is not seen.
    static func reach(of permit: Permit) -> SQL {
        switch permit.caller {
        case .staff(let staff):
            """
            destroyed_at IS NULL
                AND \(staff.agency) IN (agency_id, receiving_agency_id, returning_agency_id, leg_agency_id)
            """
        case .citizen(let citizen): "destroyed_at IS NULL AND \(reach(of: citizen))"
        case .anonymous: "1 = 0"
        case .system: "1 = 1"
        }
    }

    private static func reach(of citizen: CitizenCaller) -> SQL {
        let own: SQL = """
            filer_account = \(citizen.account) AND is_seen_by_filer = 1 OR owner_account = \(citizen.account)
            """
        if citizen.organisations.isEmpty { return "(\(own))" }
        return "(\(own) OR organisation_id IN (\(SQL.list(citizen.organisations.sorted()))))"
    }

    /// The dossier, when the permit's caller may do `action` with it.
    /// - Throws: `not-found` for what is out of sight; `dossier-other-agency`, `dossier-acting-ended` (403) for what is
    ///   only in sight. Whether its state allows the action is the question of `Dossier.after`.
    static func dossier(
        _ id: ID<Dossier>, to action: DossierAction, for permit: Permit, in tx: Transaction
    ) throws -> Dossier {
        let dossier = try dossier(id, for: permit, in: tx)
        try check(dossier, isOpenTo: action, for: permit)
        return dossier
    }

    /// - Throws: `dossier-other-agency`, or for a citizen who may act no more `dossier-acting-ended` (403), when the
    ///   permit's caller only sees it.
    static func check(_ dossier: Dossier, isOpenTo action: DossierAction, for permit: Permit) throws {
        guard !action.doneBy(from: dossier.state).isDisjoint(with: dossier.standings(of: permit.caller)) else {
            if permit.caller.citizen != nil, dossier.standings(of: permit.caller).isEmpty {
                throw Problem("dossier-acting-ended", status: 403, arguments: ["code": dossier.code.text])
            }
            throw Problem("dossier-other-agency", status: 403, arguments: ["code": dossier.code.text])
        }
    }
}
