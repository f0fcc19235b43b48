import ArgumentParser

@main
struct Maille: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "maille")
}
