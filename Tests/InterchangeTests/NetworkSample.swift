import Foundation
import Interchange
import PersonalNetwork
import TestSupport

/// The sample files of other tools' formats, and texts in their place; everyone in them is invented.
enum NetworkSample {
  static func file(_ name: String) throws -> SourceFile {
    SourceFile(
      name: name, data: try Repository.bytes("Tests/InterchangeTests/Samples/\(name)"))
  }

  static func text(_ text: String, name: String = "file") -> SourceFile {
    SourceFile(name: name, data: Data(text.utf8))
  }

  /// The only network of files, as it would be put into an empty record.
  static func plan(
    _ files: SourceFile..., domain: LifeDomain = .relations
  ) throws -> (plan: ImportPlan, network: PersonalNetwork) {
    let network = try NetworkFiles.choose(nil, of: NetworkFiles.networks(files))
    let plan = try network.plan(domain: domain)
    return (plan, try PersonalNetwork(items: plan.items))
  }

  /// What became of the lines that were not simply taken: `12 dropped self-tie`.
  static func report(_ plan: ImportPlan) -> [String] {
    plan.lines.filter { $0.outcome != .taken }.sorted { $0.line < $1.line }
      .map { "\($0.line) \($0.outcome.rawValue) \($0.reason?.rawValue ?? "")" }
  }

  static func labels(_ network: PersonalNetwork) -> Set<String> {
    Set(network.members.map(\.card.label))
  }
}
