/** The mark: a doorway with somebody in it. */
export function Mark({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden>
      <path d="M5 30V13a11 11 0 0 1 22 0v17z" fill="var(--accent-fill)" />
      <circle cx="16" cy="14" r="4.25" fill="var(--accent-on)" />
      <path d="M8.5 30c0-5 3.2-8.5 7.5-8.5s7.5 3.5 7.5 8.5z" fill="var(--accent-on)" />
    </svg>
  );
}
