import Access
import Base
import Storage

/// Whose people an administrator looks after: those of the own agency, and an administrator of a province those of its
/// communes as well.
enum StaffReach {
    static func covers(_ agency: AgencyID, for permit: Permit, in snapshot: Snapshot) throws -> Bool {
        guard let own = permit.agency else { return false }
        if own == agency { return true }
        guard isOfProvince(permit.caller) else { return false }
        return try AgencyStore.agency(agency, in: snapshot)?.parent == own
    }

    static func isOfProvince(_ caller: Caller) -> Bool {
        caller.staff?.roles.contains(.provinceAdministrator) ?? false
    }
}
