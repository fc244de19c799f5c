import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { keepStageMemory, readStageMemory, screenFor, screenName } from '../../../src/main/stage-screen.ts'
import { temporaryFolder } from '../../fixtures/temporary-folder.ts'

const screenAt = (id: number, x: number) => ({ id, bounds: { x, y: 0, width: 1920, height: 1080 } })
const MAIN = screenAt(1, 0)
const BEAMER = screenAt(2, 1920)
const SIDE = screenAt(3, 3840)
const remembered = (screen: typeof MAIN | null, isChosen = false) => ({ screen, isChosen })

describe('the screen for the stage', () => {
  it('is the second one, and none when there is only the organizer’s', () => {
    expect(screenFor([MAIN, BEAMER], 1, remembered(null))).toEqual(BEAMER)
    expect(screenFor([MAIN], 1, remembered(null))).toBeNull()
    expect(screenFor([MAIN], 1, remembered(BEAMER, true))).toBeNull()
  })

  it('is the remembered one among several', () => {
    expect(screenFor([MAIN, BEAMER, SIDE], 1, remembered(SIDE))).toEqual(SIDE)
  })

  it('is found by its place when the system counts anew, by its number when it was moved', () => {
    expect(screenFor([MAIN, screenAt(8, 1920), screenAt(9, 3840)], 1, remembered(SIDE))?.id).toBe(9)
    expect(screenFor([MAIN, BEAMER, screenAt(3, -1920)], 1, remembered(SIDE))?.id).toBe(3)
  })

  it('is another one while the remembered one is missing', () => {
    expect(screenFor([MAIN, BEAMER], 1, remembered(SIDE))).toEqual(BEAMER)
  })

  it('is the main screen only for whoever chose it', () => {
    expect(screenFor([MAIN, BEAMER], 1, remembered(MAIN))).toEqual(BEAMER)
    expect(screenFor([MAIN, BEAMER], 1, remembered(MAIN, true))).toEqual(MAIN)
  })

  it('is named so that people know which it is', () => {
    expect(screenName({ ...BEAMER, label: 'EPSON PJ' }, 2, 'Bildschirm')).toBe('EPSON PJ, 1920 × 1080')
    expect(screenName(BEAMER, 2, 'Bildschirm')).toBe('Bildschirm 2, 1920 × 1080')
  })
})

describe('what is remembered of it', () => {
  it('is there again next time; nothing when the note is missing or spoilt', async () => {
    const file = join(await temporaryFolder(), 'new', 'stage-screen.json')
    expect(readStageMemory(file).screen).toBeNull()
    const memory = { screen: BEAMER, isChosen: true, isOpen: true }
    keepStageMemory(file, memory)
    expect(readStageMemory(file)).toEqual(memory)
  })
})
