import Access
import Base
import Storage
import Web

/// Where an official's day begins: behind the first of these doors that is open to them. A desk without dossiers would
/// answer the province's people, or whoever only makes reports, with a refusal as their first page.
enum StaffHome {
    private static let desk = "/ban-lam-viec"
    private static let doors: [(permission: Permission, path: String)] = [
        ("dossier.see", desk), ("administration.enter", "/quan-tri"), ("figures.see", "/so-lieu-noi-bo"),
    ]

    static func path(of caller: Caller, under policy: AccessPolicy) -> String {
        doors.first { policy.allows($0.permission, to: caller) }?.path ?? desk
    }

    /// Nil for whoever did not come in, has something else to do first, or is no official.
    static func path(
        after outcome: SignIn.Outcome, on day: LocalDate, under policy: AccessPolicy, in snapshot: Snapshot
    ) throws -> String? {
        guard case .signedIn(let account, .staff, first: nil) = outcome,
            let caller = try CallerStore.caller(for: account, on: day, in: snapshot)
        else { return nil }
        return path(of: caller, under: policy)
    }
}
