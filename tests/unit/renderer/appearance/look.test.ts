import { describe, expect, it } from 'vitest'
import { keepLook, keptLook, plainLook } from '../../../../src/renderer/appearance/look.ts'

const tuebingen = { house: 'Landkreis Tübingen', accent: '#c8102e', logo: null }

function storage(full = false) {
  const kept = new Map<string, string>()
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => {
      if (full) throw new Error('full')
      kept.set(key, value)
    },
    removeItem: (key: string) => void kept.delete(key),
    size: () => kept.size,
  }
}

describe('the look of the house on a device', () => {
  it('is there again before the host answers', () => {
    const device = storage()
    keepLook(tuebingen, device)
    expect(keptLook(device)).toEqual(tuebingen)
  })

  it('is plain where nothing was kept, or nothing that can be read', () => {
    expect(keptLook(storage())).toEqual(plainLook())
    const torn = storage()
    torn.setItem('mappe.look', '{"house":')
    expect(keptLook(torn)).toEqual(plainLook())
  })

  it('stops nothing where the device has no room', () => {
    expect(() => keepLook(tuebingen, storage(true))).not.toThrow()
  })

  it('leaves nothing behind once the house has none any more', () => {
    const device = storage()
    keepLook(tuebingen, device)
    keepLook(plainLook(), device)
    expect(device.size()).toBe(0)
  })
})
