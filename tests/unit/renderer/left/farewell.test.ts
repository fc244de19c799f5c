/** What a device says once it is let in no more. */
import { describe, expect, it } from 'vitest'
import { farewellFor, farewellIn, wayOut } from '../../../../src/renderer/left/farewell.ts'

const hashOf = (address: string) => address.slice(address.indexOf('#'))

describe('a farewell', () => {
  it('names what happened and what was lost with it', () => {
    const farewell = farewellFor('reception', 'revoked', 3)
    expect(wayOut(farewell)).toMatch(/^\/left#/)
    expect(farewellIn(hashOf(wayOut(farewell)))).toEqual(farewell)
  })

  it('takes a station that was moved straight to its new surface', () => {
    expect(wayOut(farewellFor('signing', 'moved:display', 0))).toBe('/display')
  })

  it('holds a moved desk for a moment when it still had something to send', () => {
    const farewell = farewellFor('reception', 'moved:signing', 2)
    expect(farewellIn(hashOf(wayOut(farewell)))).toEqual({
      why: 'moved',
      role: 'reception',
      next: 'signing',
      unsent: 2,
    })
  })

  it('is nothing where somebody typed the address', () => {
    expect(farewellIn('')).toBeNull()
    expect(farewellIn('#why=because&role=king')).toBeNull()
  })
})
