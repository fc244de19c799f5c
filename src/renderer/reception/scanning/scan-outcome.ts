/** What came of a code that was read. */
export type ScanOutcome = {
  type: 'checked-in' | 'already-checked-in' | 'unknown' | 'void' | 'replaced' | 'failed' | 'not-ready'
  /** Counts up, so that the same outcome twice is shown and said twice. */
  number: number
  name: string
  organisation: string
  seat: string
  at: string
  stationName: string
  /** Who comes in this person's place. */
  standIn: string
}
