/**
 * The built main process and preload on a stand-in for Electron, their windows in a real Chromium.
 * What this does not prove stands in the first lines of `stand-in/electron.ts`; `real.e2e.ts` plays the same evening on the
 * real binary where there is one.
 */
import { describe } from 'vitest'
import { playEvening } from './evening.ts'
import { driveStandIn } from './stand-in-driver.ts'

describe('an evening in the program’s windows, Electron’s part played by a stand-in', () => {
  playEvening(driveStandIn)
})
