import Base

/// How often somebody may ask: so many times at once, and as many again spread over each minute.
package struct PaceRule: Sendable, Equatable {
    package let perMinute: Int

    /// - Precondition: 1…1 000 000.
    package init(perMinute: Int) {
        precondition(Self.allowed.contains(perMinute), "a pace of \(perMinute) a minute")
        self.perMinute = perMinute
    }

    package static let allowed = 1...1_000_000
}

/// What one source has asked lately, as the rule of the token bucket counts it; whole numbers, so that nothing is lost
/// by rounding. A new one is full.
package struct TokenBucket: Sendable, Equatable {
    private static let minute: Int64 = 60_000_000
    /// One taking, in the unit that one microsecond gives back at one a minute.
    private static let one = minute

    /// What was taken and has not come back yet.
    private var spent: Int64 = 0
    private var at: Instant

    package init(at now: Instant) { at = now }

    /// Takes one, or nothing.
    /// - Returns: 0, or the whole seconds after which there is one again.
    package mutating func take(_ rule: PaceRule, at now: Instant) -> Int {
        let rate = Int64(rule.perMinute)
        // A clock that was set back gives nothing, and does not make anybody wait until it has caught up.
        let elapsed = min(max(0, now.microseconds - at.microseconds), Self.minute)
        spent = max(0, spent - elapsed * rate)
        at = now
        let lacking = spent + Self.one - rate * Self.one
        guard lacking > 0 else {
            spent += Self.one
            return 0
        }
        let microseconds = (lacking + rate - 1) / rate
        return Int((microseconds + 999_999) / 1_000_000)
    }
}
