import Foundation
import Interchange
import PersonalNetwork

/// Networks in the formats of other tools.
enum Networks {
  static func graphML(_ data: Data) throws(Difference) {
    try read([SourceFile(name: "fuzz", data: data)], .graphml)
  }

  static func cards(_ data: Data) throws(Difference) {
    try read([SourceFile(name: "fuzz", data: data)], .vcard)
  }

  /// Files apart by the record separator, in the format that they seem to have.
  static func tables(_ data: Data) throws(Difference) {
    let files = data.split(separator: 0x1E, maxSplits: 3, omittingEmptySubsequences: false)
      .map { SourceFile(name: "fuzz", data: Data($0)) }
    try read(files, .table)
    try read(files, .networkCanvas)
  }

  /// What becomes a record is the same record again, once written as GraphML.
  private static func read(_ files: [SourceFile], _ format: NetworkFormat) throws(Difference) {
    guard let networks = try? NetworkFiles.networks(files, format: format) else { return }
    for network in networks.prefix(4) {
      _ = try? network.graph()
      guard let plan = try? network.plan() else { continue }
      guard let record = try? PersonalNetwork(items: plan.items) else {
        throw Difference(form: "plan")
      }
      let written = GraphMLWriter.write(ToldNetwork(record, withReserve: true))
      let back = try? NetworkFiles.networks(
        [SourceFile(name: "back", data: written)], format: .graphml)
      guard let read = try? back?.first?.plan(),
        let again = try? PersonalNetwork(items: read.items),
        again.members.count == record.members.count,
        again.ties().count == record.ties().count,
        again.memberTies.count == record.memberTies.count
      else { throw Difference(form: "network") }
    }
  }
}
