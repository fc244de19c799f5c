/** What one scan of the test code tells about a scanner, for the words of "Scanner prüfen". */
import type { Scan } from './key-burst.ts'
import { asTyped, asUs, bare, withYAndZSwapped } from './scan-text.ts'

/** Holds everything that goes wrong: both cases, Y and Z, digits, signs that layouts swap. */
export const TEST_TEXT = 'Mappe-Test:YZyz/0123456789'

export type Finding =
  'good' | 'not-the-test' | 'layout' | 'caps-lock' | 'no-enter' | 'tab' | 'prefix' | 'slow'

/** Above this pace (ms a key) a scanner comes near to fast hands. */
const SLOW = 25

/** Everything worth saying about the scan; "good" alone when there is nothing. */
export function findingsOf(scan: Scan): Finding[] {
  const typed = asTyped(scan)
  const meant = asUs(scan)
  if (![typed, meant].some(isTest)) return ['not-the-test']
  const findings: Finding[] = [
    ...(isLayoutForeign(typed) ? (['layout'] as const) : []),
    ...(isCaseTurned(bare(typed)) ? (['caps-lock'] as const) : []),
    ...(scan.end === 'silence' ? (['no-enter'] as const) : []),
    ...(scan.end === 'Tab' ? (['tab'] as const) : []),
    ...(plain(typed).length > plain(TEST_TEXT).length ? (['prefix'] as const) : []),
    ...(scan.pace > SLOW ? (['slow'] as const) : []),
  ]
  return findings.length > 0 ? findings : ['good']
}

const plain = (text: string): string => text.replace(/[^A-Za-z0-9]/g, '').toUpperCase()

const isTest = (text: string): boolean =>
  [text, withYAndZSwapped(text)].some((each) => plain(each).includes(plain(TEST_TEXT).slice(0, 12)))

const isLayoutForeign = (typed: string): boolean =>
  plain(typed).includes('ZYZY') || !/mappe-test:yzyz\/|MAPPE-TEST:YZYZ\//i.test(typed)

const isCaseTurned = (typed: string): boolean => /mAPPE|MAPPE/.test(typed)
