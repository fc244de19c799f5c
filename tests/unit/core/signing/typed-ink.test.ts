import { describe, expect, it } from 'vitest'
import { acceptedInk } from '../../../../src/core/signing/accepted-ink.ts'
import { typedInk } from '../../../../src/core/signing/typed-ink.ts'
import { outlineOf } from '../../../../src/shared/ink.ts'
import { inkSchema } from '../../../../src/shared/contract/signing.ts'

const DOT = outlineOf([{ points: [{ x: 1, y: 1 }] }])

describe('a name entered by keyboard', () => {
  it('becomes outlines that can be kept like any ink, the same for the same name', async () => {
    const ink = await typedInk('Dr. Ayşe Öztürk')
    expect(inkSchema.parse(ink)).toEqual(ink)
    expect(ink.width).toBe(1000)
    expect(ink.height).toBeLessThan(250)
    expect(ink.paths.length).toBeGreaterThan(15)
    expect(await typedInk('  Dr. Ayşe  Öztürk ')).toEqual(ink)
  })

  it('needs letters the typeface has, and a name that is one', async () => {
    await expect(typedInk('Ayşe 漢')).rejects.toMatchObject({
      code: 'GLYPH_MISSING',
      data: { characters: '漢' },
    })
    await expect(typedInk('   ')).rejects.toMatchObject({ code: 'INPUT_INVALID' })
    await expect(typedInk('x'.repeat(81))).rejects.toMatchObject({ code: 'INPUT_INVALID' })
  })

  it('is set by the host, whatever ink came along, and is judged by its letters alone', async () => {
    expect(await acceptedInk({ ink: DOT, input: 'typed', typed: 'Li' })).toEqual(await typedInk('Li'))
  })

  it('is never taken for a drawing, nor a drawing for it', async () => {
    const refused = { code: 'INPUT_INVALID' }
    await expect(acceptedInk({ ink: DOT, input: 'typed' })).rejects.toMatchObject(refused)
    await expect(acceptedInk({ ink: DOT, input: 'pen', typed: 'Li' })).rejects.toMatchObject(refused)
    await expect(acceptedInk({ ink: DOT, input: 'pen' })).rejects.toMatchObject({ code: 'INK_TOO_LITTLE' })
  })
})
