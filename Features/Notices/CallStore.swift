import Base
import Dossiers
import Storage

/// Who called whom about which dossier.
enum CallStore {
    static func insert(_ call: ReminderCall, in tx: Transaction) throws {
        try tx.execute("""
            INSERT INTO reminder_call (id, dossier_id, agency_id, caller, caller_name, called, called_name, at, said)
            VALUES (\(call.id), \(call.dossier), \(call.agency), \(call.caller), \(call.callerName), \(call.called),
                \(call.calledName), \(call.at), \(call.said))
            """)
    }

    /// The newest first.
    static func calls(about dossier: ID<Dossier>, in snapshot: Snapshot) throws -> [ReminderCall] {
        try snapshot.rows("""
            SELECT id, dossier_id, agency_id, caller, caller_name, called, called_name, at, said
            FROM reminder_call WHERE dossier_id = \(dossier) ORDER BY id DESC LIMIT 100
            """).map {
            try ReminderCall(id: $0["id"], dossier: $0["dossier_id"], agency: $0["agency_id"], caller: $0["caller"],
                callerName: $0["caller_name"], called: $0["called"], calledName: $0["called_name"], at: $0["at"],
                said: $0["said"])
        }
    }

    /// Takes the words of calls about a dossier; that somebody called stays.
    static func forget(_ dossier: ID<Dossier>, in tx: Transaction) throws {
        try tx.execute("UPDATE reminder_call SET said = '' WHERE dossier_id = \(dossier)")
    }
}
