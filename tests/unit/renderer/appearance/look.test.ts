import { describe, expect, it } from 'vitest'
import { keepLook, keptLook, plainLook } from '../../../../src/renderer/appearance/look.ts'

function storage(full = false) {
  const kept = new Map<string, string>()
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => {
      if (full) throw new Error('full')
      kept.set(key, value)
    },
  }
}

describe('the look of the house on a device', () => {
  it('is there again before the host answers', () => {
    const device = storage()
    keepLook({ house: 'Landkreis Tübingen', accent: '#c8102e', logo: null }, device)
    expect(keptLook(device)).toEqual({ house: 'Landkreis Tübingen', accent: '#c8102e', logo: null })
  })

  it('is plain where nothing was kept, or nothing that can be read', () => {
    expect(keptLook(storage())).toEqual(plainLook())
    const torn = storage()
    torn.setItem('mappe.look', '{"house":')
    expect(keptLook(torn)).toEqual(plainLook())
  })

  it('stops nothing where the device has no room', () => {
    expect(() => keepLook(plainLook(), storage(true))).not.toThrow()
  })
})
