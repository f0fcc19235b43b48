import Testing
import TransparencyLog

/// Expects a refusal with one code, and nothing else.
func expectRefusal(
  _ code: TransparencyLogError.Code, sourceLocation: SourceLocation = #_sourceLocation,
  _ body: () throws -> Void
) {
  do {
    try body()
    Issue.record("not refused", sourceLocation: sourceLocation)
  } catch let error as TransparencyLogError {
    #expect(error.code == code, sourceLocation: sourceLocation)
  } catch {
    Issue.record(error, sourceLocation: sourceLocation)
  }
}
