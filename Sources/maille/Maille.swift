import ArgumentParser
import Foundation
import Glibc

/// The command line of Maille: parses and prints.
@main
struct Maille: AsyncParsableCommand {
  static let configuration = command(
    "maille", "A personal network record that belongs to the person it is about.",
    fr: "Un dossier de réseau personnel qui appartient à la personne dont il parle.",
    examples: [
      "maille key new --name Nadège --kind owner", "maille init --hub 127.0.0.1:8443",
      "maille status",
    ], subcommands: everyone + owner + professionals)

  private static let everyone: [any ParsableCommand.Type] = [
    KeyCommand.self, CardCommand.self, BackupCommand.self, RestoreCommand.self,
    PolicyCommand.self, DemoCommand.self,
  ]

  private static let owner: [any ParsableCommand.Type] = [
    InitCommand.self, StatusCommand.self, OpenCommand.self, SyncCommand.self, UndoCommand.self,
    LogCommand.self,
    ExportCommand.self, LeaveCommand.self,
    RecordCommand.self, MemberCommand.self, TieCommand.self, ContactCommand.self,
    NoteCommand.self, AppointmentCommand.self, ObjectiveCommand.self,
    ObstacleCommand.self, Reserve.self, Unreserve.self, MaskCommand.self,
    UnmaskCommand.self,
    ReferentCommand.self, InboxCommand.self, AcceptCommand.self, DeclineCommand.self,
    GrantCommand.self, GrantsCommand.self, WhoSeesCommand.self, RenewCommand.self,
    ReceiptCommand.self, LimitsCommand.self, SignalsCommand.self, NetworkCommand.self,
    RevokeCommand.self, StopCommand.self, StopCardCommand.self, ResumeCommand.self,
    HelperCommand.self, EmergencyCommand.self,
  ]

  private static let professionals: [any ParsableCommand.Type] = [
    AttestCommand.self, AskCommand.self, AskedCommand.self, ViewsCommand.self, ViewCommand.self,
    ProposeCommand.self,
    GiveBackCommand.self, AuthorityCommand.self, AuditCommand.self, HubCommand.self,
  ]

  /// Runs the command of the arguments and exits with a code of `ExitStatus`.
  static func main() async {
    do {
      var command = try parseAsRoot()
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch {
      Glibc.exit(Report.tell(error, of: Self.self))
    }
  }
}
