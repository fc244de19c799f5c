/** What a device says of itself, in two plain words: its kind and its browser. Taken for no more than a hint. */
import type { Device } from '../../shared/domain/station.ts'

/** The first that fits wins: most browsers also name those they descend from. */
const BROWSERS: readonly [RegExp, string][] = [
  [/\bEdg(e|A|iOS)?\//, 'Edge'],
  [/\bOPR\/|\bOPT\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/\b(Chrome|CriOS|Chromium)\//, 'Chrome'],
  [/\bVersion\/[\d.]+.*\bSafari\//, 'Safari'],
]

/**
 * Kind and browser from a User-Agent. An iPad calls itself a Mac (since iPadOS 13); that it can be touched
 * (`isTouch`) tells them apart. `browser` is empty where it is none of those we know.
 */
export function deviceOf(userAgent: string, isTouch: boolean): Device {
  const browser = BROWSERS.find(([pattern]) => pattern.test(userAgent))?.[1] ?? ''
  return { kind: kindOf(userAgent, isTouch), browser }
}

function kindOf(userAgent: string, isTouch: boolean): Device['kind'] {
  if (/\biPad\b|\bTablet\b/.test(userAgent)) return 'tablet'
  if (/\biPhone\b|\bAndroid\b.*\bMobile\b|\bMobile\b.*\bFirefox\b/.test(userAgent)) return 'phone'
  if (/\bAndroid\b/.test(userAgent)) return 'tablet'
  if (/\bMacintosh\b/.test(userAgent) && isTouch) return 'tablet'
  return /\bWindows\b|\bMacintosh\b|\bLinux\b|\bCrOS\b|\bX11\b/.test(userAgent) ? 'computer' : 'unknown'
}
