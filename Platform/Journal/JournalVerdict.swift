/// What the check of the whole chain found.
package enum JournalVerdict: Sendable, Equatable {
    /// Every entry from 1 to the head is as it was written.
    case intact(JournalHead)
    /// The first entry that is not as it should be, and what is wrong with it.
    case broken(JournalFault)
}

/// What can be wrong with an entry of the journal.
package enum JournalFault: Sendable, Equatable {
    /// The entry's content does not give its digest: something in it was changed.
    case changed(number: Int64)
    /// There is no entry of this number, though later ones or the head say that there was.
    case missing(number: Int64)
    /// An entry of this number stands where none can be: before the first, or after the head.
    case misplaced(number: Int64)
    /// The entry is whole, but it does not follow the one before it: one of the two was written anew.
    case unchained(number: Int64)
    /// All entries are whole, but the head shows another digest than the last entry, whose number this is.
    case headDiffers(number: Int64)
    /// The entry is not the one that was noted elsewhere earlier: the chain up to here was written anew.
    case anchorDiffers(number: Int64)

    package var number: Int64 {
        switch self {
        case .changed(let number), .missing(let number), .misplaced(let number), .unchained(let number),
            .headDiffers(let number), .anchorDiffers(let number):
            number
        }
    }
}
