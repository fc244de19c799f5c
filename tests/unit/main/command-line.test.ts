import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readCommandLine } from '../../../src/main/command-line.ts'

describe('the command line of the window program', () => {
  it('names a data folder and a port, in either spelling', () => {
    expect(readCommandLine(['electron', '.', '--data', 'abend', '--port', '4900'])).toEqual({
      dataDir: resolve('abend'),
      port: 4900,
      lan: false,
    })
    expect(readCommandLine(['mappe', '--data=abend', '--port=0'])).toEqual({
      dataDir: resolve('abend'),
      port: 0,
      lan: false,
    })
  })

  it('passes over everything that is not its own', () => {
    expect(readCommandLine(['mappe', '--inspect', '--no-sandbox', 'x.pdf'])).toEqual({
      dataDir: null,
      port: null,
      lan: false,
    })
  })

  it('opens the house network only when asked to', () => {
    expect(readCommandLine(['mappe', '--lan']).lan).toBe(true)
  })

  it('ignores a port that is none', () => {
    for (const port of ['-1', '65536', '80.5', 'http', '']) {
      expect(readCommandLine(['mappe', `--port=${port}`]).port).toBeNull()
    }
  })
})
