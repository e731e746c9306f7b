import Access

/// Whose figures: those of one agency or the sum of several, and of them perhaps one office or one field only.
package struct FigureScope: Sendable, Equatable {
    package let agencies: [AgencyID]
    /// Counts where a dossier stands now, or stood when it was settled.
    package let office: OfficeID?
    package let field: String?

    package init(_ agencies: [AgencyID], office: OfficeID? = nil, field: String? = nil) {
        self.agencies = agencies
        self.office = office
        self.field = field
    }
}
