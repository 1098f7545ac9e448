const usual = [0.01, 0.001, 0.0001];

/** The risks that are offered, one wrong name in so many strangers, and the one in force. */
export function riskChoices(current: number): number[] {
  return [...new Set([...usual, current])].sort((a, b) => b - a);
}
