import { describe, expect, it } from 'vitest'
import { faultOf } from '../../../src/renderer/field-faults.ts'

const FINE = {
  valueMissing: false,
  typeMismatch: false,
  badInput: false,
  stepMismatch: false,
  rangeUnderflow: false,
  rangeOverflow: false,
}
const TEXT = { type: 'text', min: '', max: '' }

describe('what is wrong with a field', () => {
  it('is that nothing stands there, or nothing is chosen', () => {
    const missing = { ...FINE, valueMissing: true }
    expect(faultOf(missing, TEXT)).toEqual({ key: 'missing' })
    for (const type of ['checkbox', 'radio', 'select-one'])
      expect(faultOf(missing, { ...TEXT, type })).toEqual({ key: 'choose' })
  })

  it('names the least and the most of a number', () => {
    const number = { type: 'number', min: '1', max: '500' }
    expect(faultOf({ ...FINE, rangeUnderflow: true }, number)).toEqual({
      key: 'least',
      params: { least: '1' },
    })
    expect(faultOf({ ...FINE, rangeOverflow: true }, number)).toEqual({
      key: 'most',
      params: { most: '500' },
    })
  })

  it('asks for a whole number where letters stand, rather than for anything at all', () => {
    const number = { type: 'number', min: '1', max: '500' }
    expect(faultOf({ ...FINE, badInput: true, valueMissing: true }, number)).toEqual({ key: 'number' })
  })

  it('asks for an address in its form', () => {
    expect(faultOf({ ...FINE, typeMismatch: true }, { ...TEXT, type: 'email' })).toEqual({ key: 'email' })
  })
})
