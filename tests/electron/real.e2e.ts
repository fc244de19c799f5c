/** The same evening on the real Electron, where its binary and a screen exist (`npm test` says so when they do not). */
import { describe } from 'vitest'
import { playEvening } from './evening.ts'
import { driveElectron } from './real-driver.ts'

const executablePath = process.env['MAPPE_ELECTRON'] ?? ''

describe.skipIf(!executablePath)('an evening in the program’s own windows', () => {
  playEvening(() => driveElectron(executablePath))
})
