/// When a non-release leaves: at a fixed step after the request, or at the next multiple of it.
///
/// What took how long inside is then not told by the answer's time, whatever the reason.
package struct AnswerSchedule: Sendable, Equatable {
  /// The step, in milliseconds.
  package let stepMilliseconds: Int

  /// A schedule with a step of at least one millisecond.
  package init(stepMilliseconds: Int) {
    self.stepMilliseconds = max(1, stepMilliseconds)
  }

  /// The time at which an answer leaves that is ready at `ready` to a request of `start`.
  ///
  /// - Returns: `start` plus the smallest positive multiple of the step that is not before `ready`.
  package func departure(startMilliseconds start: Int, readyMilliseconds ready: Int) -> Int {
    let elapsed = max(1, ready - start)
    return start + (elapsed + stepMilliseconds - 1) / stepMilliseconds * stepMilliseconds
  }
}
