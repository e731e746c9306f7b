import Access
import Base
import Storage

/// What speaks against a name, a title and an office of an official.
enum StaffFaults {
    /// - Parameters: texts already tidied.
    static func of(
        name: String, title: String, office: OfficeID?, at agency: AgencyID, in snapshot: Snapshot
    ) throws -> [FieldFault] {
        var faults: [FieldFault] = []
        if name.isEmpty { faults.append(FieldFault("name", "identity.name-missing")) }
        if AddStaff.nameLengthMax < name.count { faults.append(FieldFault("name", "identity.name-too-long")) }
        for (field, text) in [("name", name), ("title", title)] {
            if let fault = NameLetters.fault(field, text) { faults.append(fault) }
        }
        if title.isEmpty { faults.append(FieldFault("title", "identity.title-missing")) }
        if AddStaff.titleLengthMax < title.count { faults.append(FieldFault("title", "identity.title-too-long")) }
        if let office, try AgencyStore.office(office, in: snapshot)?.agency != agency {
            faults.append(FieldFault("office", "identity.office-unknown"))
        }
        return faults
    }
}
