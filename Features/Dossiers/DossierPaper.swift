import Base
import Catalogue
import Files

/// A paper of a dossier (giấy tờ nộp kèm): which component of the procedure it answers, on paper or as a file.
package struct DossierPaper: Sendable, Equatable {
    package let id: ID<DossierPaper>
    /// The component's number in the procedure's list; 0 for a paper outside the list.
    package let component: Int
    package let name: String
    package let originals: Int
    package let copies: Int
    /// The person will bring the original to the counter.
    package let isPromised: Bool
    package let file: KeptFile?

    package init(
        id: ID<DossierPaper>, component: Int, name: String, originals: Int, copies: Int, isPromised: Bool,
        file: KeptFile?
    ) {
        self.id = id
        self.component = component
        self.name = name
        self.originals = originals
        self.copies = copies
        self.isPromised = isPromised
        self.file = file
    }
}
