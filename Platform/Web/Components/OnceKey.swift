import Base

/// The one-time key of a form: whoever sends the form twice gets the first answer again.
package enum OnceKey {
    /// 128 fresh random bits as 32 hexadecimal digits: one for every time a form is drawn.
    package static func fresh() -> String {
        Hex.text(SecretText.randomBytes(16))
    }
}
