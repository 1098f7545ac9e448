/**
 * A failure that the reader can act upon: what failed, the cause, and what to do about it.
 * Printed without a stack. Anything else thrown by a script is a bug and keeps its stack.
 */
export class StepError extends Error {
  /**
   * @param {string} what the thing that could not be done
   * @param {{ cause: string, todo: string }} why one sentence each
   */
  constructor(what, { cause, todo }) {
    super(`${what}\n  Cause: ${cause}\n  What to do: ${todo}`);
    this.name = 'StepError';
  }
}
