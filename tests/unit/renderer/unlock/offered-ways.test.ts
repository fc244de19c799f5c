import { describe, expect, it } from 'vitest'
import { offeredFor, otherThan } from '../../../../src/renderer/unlock/offered-ways.ts'

describe('the page that opens an encrypted ceremony', () => {
  it('asks for the passphrase first, and lets switch to the recovery key', () => {
    const offered = offeredFor(['passphrase', 'recovery-key'])
    expect(offered).toEqual({ typed: ['passphrase', 'recovery-key'], hasKeyFile: false })
    expect(otherThan('passphrase', offered)).toBe('recovery-key')
    expect(otherThan('recovery-key', offered)).toBe('passphrase')
  })

  it('offers no passphrase where none was set, and hints at the key file', () => {
    const offered = offeredFor(['recovery-key', 'key-file'])
    expect(offered).toEqual({ typed: ['recovery-key'], hasKeyFile: true })
    expect(otherThan('recovery-key', offered)).toBeNull()
  })

  it('offers all that can be typed where the host does not say', () => {
    expect(offeredFor(undefined)).toEqual({ typed: ['passphrase', 'recovery-key'], hasKeyFile: false })
  })
})
