import Consent
import Foundation
import Keys

/// Tells notices to a person and runs what the owner wants run when there are any.
enum NoticePrinter {
  /// A notice as `--json` lists it.
  struct Row: Encodable {
    let kind: String
    let at: Date
    let who: String?
    let grant: String?
    let request: String?

    init(_ notice: Notice) {
      kind = notice.kind.rawValue
      at = notice.time
      who = notice.who
      grant = notice.grant?.description
      request = notice.request?.description
    }
  }

  /// One line: when, who, what.
  static func line(_ notice: Notice) -> String {
    let who = Printer.harmless(notice.who ?? say("someone unknown", fr: "quelqu'un d'inconnu"))
    return "\(Moment.shown(notice.time)) \(who) – \(word(notice.kind))"
  }

  private static func word(_ kind: Notice.Kind) -> String {
    switch kind {
    case .asked: say("asked for access", fr: "a demandé un accès")
    case .proposed: say("proposed an addition", fr: "a proposé un ajout")
    case .looked: say("looked", fr: "a regardé")
    case .refused: say("was refused", fr: "a été refusé")
    case .attested: say("attested", fr: "a attesté")
    case .ended: say("ended an access", fr: "a mis fin à un accès")
    case .stopped: say("stopped everything", fr: "a tout arrêté")
    case .emergency: say("emergency", fr: "urgence")
    case .named: say("had a name opened", fr: "a fait ouvrir un nom")
    case .recovery:
      say("a recovery or a change of key", fr: "une récupération ou un changement de clé")
    case .limit:
      say(
        "a limit was to move; see 'maille limits'",
        fr: "une limite devait changer ; voyez « maille limits »")
    case .endingSoon: say("the access ends", fr: "l'accès se termine")
    }
  }

  /// The environment that a command on notice may know of: the screen, never the record.
  static func environment(_ whole: [String: String]) -> [String: String] {
    whole.filter { name, _ in
      [
        "PATH", "LANG", "DISPLAY", "WAYLAND_DISPLAY", "XDG_RUNTIME_DIR",
        "DBUS_SESSION_BUS_ADDRESS",
      ].contains(name)
    }
  }

  /// Runs the owner's command: no argument, no input and no variable tells it anything.
  static func run(_ command: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", command]
    process.environment = environment(ProcessInfo.processInfo.environment)
    process.currentDirectoryURL = URL(fileURLWithPath: "/")
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    do {
      try process.run()
      process.waitUntilExit()
      guard process.terminationStatus != 0 else { return }
    } catch {}
    Printer.note(
      say("note: the command on notice failed", fr: "note : la commande d'avis a échoué"))
  }
}
