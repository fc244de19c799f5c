import { describe, expect, it } from 'vitest'
import { uncommonLetters } from '../../../../src/renderer/printing/use-lacking-letters.ts'

describe('letters that paper may lack', () => {
  it('are none of those that German and its neighbours are written with', () => {
    expect(uncommonLetters('„Bündnis für Ausbildung“ – Łódź, Şükrü, 5 € …')).toEqual([])
    expect(uncommonLetters('Bu\u0308ndnis')).toEqual([])
  })

  it('are named once each', () => {
    expect(uncommonLetters('地域と地域 🤝')).toEqual(['地', '域', 'と', '🤝'])
  })
})
