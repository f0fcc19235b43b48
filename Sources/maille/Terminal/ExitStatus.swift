/// The exit codes of the command line.
enum ExitStatus: Int32 {
  /// Done.
  case done = 0
  /// Refused by policy: a limit, a rule of helpers, the owner's own rule.
  case refused = 1
  /// The command line was not understood.
  case usage = 2
  /// Not available: refused, absent, expired, revoked, stopped or unknown, on purpose the same.
  case notAvailable = 3
  /// A signature, proof, hash or order did not verify.
  case verificationFailed = 4
  /// A file or value given could not be read as what it should be.
  case invalidInput = 5
  /// The hub did not answer.
  case hubUnreachable = 6
  /// A local file, key or passphrase.
  case localFile = 7
  /// Someone wrote first; nothing was lost.
  case conflict = 8
}

/// A command that ends without being done: what happened and the next step.
///
/// INVARIANT: neither line carries a name, a note, a key or anything else of a person.
struct CommandFailure: Error, Equatable {
  let status: ExitStatus
  /// The cause: one line, lower case, no full stop.
  let cause: String
  /// The next step: one line, lower case, no full stop.
  let hint: String

  init(_ status: ExitStatus, _ cause: String, hint: String) {
    self.status = status
    self.cause = cause
    self.hint = hint
  }

  /// A value or file given that cannot be read as what it should be.
  static func invalid(_ cause: String, hint: String) -> Self {
    Self(.invalidInput, cause, hint: hint)
  }

  /// A local file, key or passphrase.
  static func local(_ cause: String, hint: String) -> Self { Self(.localFile, cause, hint: hint) }

  /// A command line that parses but does not make sense.
  static func usage(_ cause: String, hint: String) -> Self { Self(.usage, cause, hint: hint) }

  /// The one answer to all that is not available.
  static var notAvailable: Self {
    Self(
      .notAvailable, say("not available", fr: "non disponible"),
      hint: say(
        "ask the person themselves; no reason is ever given here",
        fr: "demandez à la personne elle-même ; aucune raison n'est jamais donnée ici"))
  }
}
