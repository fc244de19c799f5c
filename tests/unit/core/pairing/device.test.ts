/** What the organizer reads of a device, from what its browser sends. */
import { expect, it } from 'vitest'
import { deviceOf } from '../../../../src/core/pairing/device.ts'

const MAC = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)'
const WINDOWS = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64)'
const ANDROID = 'Mozilla/5.0 (Linux; Android 14; SM-X710) AppleWebKit/537.36 (KHTML, like Gecko)'

it.each([
  ['an iPad', `${MAC} Version/17.4 Safari/605.1.15`, true, 'tablet', 'Safari'],
  ['a Mac', `${MAC} Version/17.4 Safari/605.1.15`, false, 'computer', 'Safari'],
  [
    'an old iPad',
    'Mozilla/5.0 (iPad; CPU OS 12_5 like Mac OS X) Version/12.1 Mobile/15E148 Safari/604.1',
    true,
    'tablet',
    'Safari',
  ],
  [
    'an iPhone',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) Version/17.4 Mobile/15E148 Safari/604.1',
    true,
    'phone',
    'Safari',
  ],
  [
    'Chrome on an iPhone',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) CriOS/123.0 Mobile/15E148 Safari/604.1',
    true,
    'phone',
    'Chrome',
  ],
  ['an Android tablet', `${ANDROID} Chrome/123.0.0.0 Safari/537.36`, true, 'tablet', 'Chrome'],
  [
    'Samsung’s own browser',
    `${ANDROID} SamsungBrowser/24.0 Chrome/117.0.0.0 Safari/537.36`,
    true,
    'tablet',
    'Samsung Internet',
  ],
  ['an Android phone', `${ANDROID} Chrome/123.0.0.0 Mobile Safari/537.36`, true, 'phone', 'Chrome'],
  [
    'Firefox on an Android phone',
    'Mozilla/5.0 (Android 14; Mobile; rv:124.0) Gecko/124.0 Firefox/124.0',
    true,
    'phone',
    'Firefox',
  ],
  [
    'Edge on Windows',
    `${WINDOWS} AppleWebKit/537.36 Chrome/123.0.0.0 Safari/537.36 Edg/123.0.0.0`,
    false,
    'computer',
    'Edge',
  ],
  [
    'Firefox on Windows with a touch screen',
    `${WINDOWS.slice(0, -1)}; rv:124.0) Gecko/20100101 Firefox/124.0`,
    true,
    'computer',
    'Firefox',
  ],
  ['a program', 'curl/8.0', false, 'unknown', ''],
  ['nothing', '', false, 'unknown', ''],
])('knows %s', (_what, userAgent, isTouch, kind, browser) => {
  expect(deviceOf(userAgent, isTouch)).toEqual({ kind, browser })
})
