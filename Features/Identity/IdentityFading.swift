import Storage

/// What signing in leaves behind and nobody needs once its time is over. The deeds let go of some of it in passing, as
/// far as they come by; the schedule takes the rest.
package enum IdentityFading {
    /// Of the last try.
    package static let tallies = AgeingRows("sign_in_tally", by: "last_at")
    /// Each says itself when it ends.
    package static let codes = [
        AgeingRows("sign_in_step", by: "expires_at"), AgeingRows("contact_code", by: "expires_at"),
    ]
    /// Of the last sign-in from there.
    package static let networks = AgeingRows("known_network", by: "last_signed_in_at")
}
