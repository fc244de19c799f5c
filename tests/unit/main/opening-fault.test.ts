import { describe, expect, it } from 'vitest'
import { openingFault } from '../../../src/main/opening-fault.ts'
import { MappeError } from '../../../src/shared/errors.ts'

describe('what stands on the screen when the data folder does not open', () => {
  it('is a sentence on the reason, and the folder', () => {
    const text = openingFault(new MappeError('FOLDER_IN_USE', { pid: 7 }, 'lock held by 7'), '/daten/abend')
    expect(text).toContain('schon in einem anderen Programmfenster')
    expect(text).toContain('Ordner: /daten/abend')
    expect(text).not.toContain('lock held')
  })

  it('tells nothing of a fault nobody foresaw but that nothing was changed', () => {
    const text = openingFault(new TypeError('x is not a function'), '/daten/abend')
    expect(text).toContain('konnte nicht starten')
    expect(text).not.toContain('function')
  })
})
